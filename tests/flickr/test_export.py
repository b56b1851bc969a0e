"""Account data: three kinds of member are read, nothing else is opened, and no ZIP can hurt."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from claims.flickr import export
from claims.flickr.archive import ENTRY

PUBLISHED = Path(__file__).resolve().parents[3] / "shared" / "data" / "flickr_export"
CASES = Path(__file__).resolve().parents[3] / "shared" / "cases" / "downloads"
PROFILE = {
    "nsid": "12345678@N99",
    "screen_name": "Made Up",
    "profile_url": "https://www.flickr.com/people/made_up/",
    "joined_date": "2005-08-31",
    "email": "made.up@example.org",
}
PHOTO = {
    "id": "90000000001",
    "name": "A picture",
    "date_taken": "2008-07-01 13:04:18",
    "date_imported": "2008-07-03 09:48:30",
    "original": "https://live.staticflickr.com/3741/90000000001_0123456abc_o.jpg",
    "license": None,
    "geo": [],
    "privacy": "public",
    "albums": [{"id": "72157600000000001"}, {"id": "0"}],
    "unknown_key": 1,
}


def archive(members: dict[str, bytes | dict], compression=zipfile.ZIP_DEFLATED) -> io.BytesIO:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as made:
        for name, content in members.items():
            made.writestr(name, content if isinstance(content, bytes) else json.dumps(content))
    buffer.seek(0)
    return buffer


def test_profile_photos_and_albums_are_read():
    found = export.read(
        archive(
            {
                "account_profile.json": PROFILE,
                "albums.json": {"albums": [{"id": "72157600000000002", "photos": ["0"]}]},
                "photo_90000000001.json": PHOTO,
            }
        )
    )
    assert (found.nsid, found.alias, found.album_ids) == (
        "12345678@N99",
        "made_up",
        (72157600000000002,),
    )
    assert found.photos == (
        export.ExportPhoto(
            photo_id=90000000001,
            title="A picture",
            taken_at="2008-07-01 13:04:18",
            uploaded="2008-07-03 09:48:30",
            privacy="public",
            licence=None,
            original_secret="0123456abc",
            album_ids=(72157600000000001,),
        ),
    )
    assert found.skipped == ()


def test_mail_and_contacts_are_never_opened():
    poisoned = {
        "received_flickrmail_part001.json": b"{" * 10,
        "contacts_part001.json": b"\x00",
        "faves_part001.json": b"",
    }
    found = export.read(archive({"photo_90000000001.json": PHOTO, **poisoned}))
    assert [photo.photo_id for photo in found.photos] == [90000000001]
    assert found.skipped == ()


def test_one_unreadable_photo_is_skipped_and_listed():
    found = export.read(
        archive(
            {
                "photo_90000000001.json": PHOTO,
                "photo_2.json": b"{cut off",
                "photo_3.json": {"id": "nonsense"},
            }
        )
    )
    assert [photo.photo_id for photo in found.photos] == [90000000001]
    assert found.skipped == (
        export.Skipped("photo_2.json", "it is damaged"),
        export.Skipped("photo_3.json", "it has no photo number"),
    )


def test_a_blank_id_is_taken_from_the_file_s_name_and_two_that_differ_are_left_out():
    blank, other = {**PHOTO, "id": " "}, {**PHOTO, "id": "90000000009"}
    found = export.read(
        archive(
            {"photo_90000000001.json": blank, "photo_90000000002.json": other, "photo_3.json": []}
        )
    )
    assert [photo.photo_id for photo in found.photos] == [90000000001]
    assert found.skipped == (
        export.Skipped(
            "photo_90000000002.json", "its name and its contents are from different photos"
        ),
        export.Skipped("photo_3.json", "it isn’t written the way Flickr writes it"),
    )


def test_a_byte_order_mark_and_raw_control_characters_are_tolerated():
    text = "\ufeff" + json.dumps(PHOTO).replace("A picture", "A\tpicture")
    found = export.read(archive({"Photo_90000000001.JSON": text.encode()}))
    assert found.photos[0].title == "A\tpicture"


def test_a_bomb_is_refused_before_it_expands():
    bomb = archive({"photo_1.json": b" " * 900_000, "account_profile.json": PROFILE})
    with pytest.raises(export.Refused, match="holds far more"):
        export.read(bomb)
    with pytest.raises(export.Refused, match="holds far more"):
        export.read(archive({"photo_1.json": b" " * 2_000_000}))


def test_a_header_that_lies_about_the_size_is_not_believed():
    made = archive({"photo_1.json": b"1" * 1_500_000})
    content = made.getvalue().replace((1_500_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    try:
        found = export.read(io.BytesIO(content))
    except export.Refused:
        return
    assert found.photos == ()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"<html>", b"\x00" * 100])
def test_what_is_no_zip_is_refused_with_advice(content):
    with pytest.raises(export.Refused, match=r"_part1\.zip"):
        export.read(io.BytesIO(content))


def test_the_media_download_is_refused_with_the_name_of_the_right_one():
    with pytest.raises(export.Refused, match="Account data"):
        export.read(archive({"fresh-crop_90000000001_o.jpg": b"\xff\xd8"}))


def test_names_with_backslashes_are_read():
    found = export.read(
        archive(
            {
                "data\\account_profile.json": PROFILE,
                "data\\part 1\\photo_90000000001.json": PHOTO,
            }
        )
    )
    assert (found.nsid, [photo.photo_id for photo in found.photos]) == (
        "12345678@N99",
        [90000000001],
    )


def test_zips_inside_a_zip_are_read_and_what_is_no_part_is_told():
    other = PHOTO | {"id": "90000000002"}
    found = export.read(
        archive(
            {
                "a/data_part1.zip": archive(
                    {"account_profile.json": PROFILE, "photo_90000000001.json": PHOTO}
                ).getvalue(),
                "a\\data_part2.zip": archive({"photo_90000000002.json": other}).getvalue(),
                "pictures.zip": archive({"a_90000000001_o.jpg": b"\xff\xd8"}).getvalue(),
                "__MACOSX/._data_part1.zip": b"resource fork",
            }
        )
    )
    assert (found.nsid, [photo.photo_id for photo in found.photos]) == (
        "12345678@N99",
        [90000000001, 90000000002],
    )
    assert [each.name for each in found.skipped] == ["pictures.zip"]
    assert found.skipped[0].reason.startswith("This ZIP has your pictures in it")


def test_zips_in_zips_cannot_be_made_to_expand_without_end():
    bomb = archive({"photo_1.json": b" " * 900_000}).getvalue()
    packed = archive({f"{number}.zip": bomb for number in range(60)})
    with pytest.raises(export.Refused, match="holds far more"):
        export.read(packed)


def locked(members: dict[str, bytes | dict], names: set[str]) -> io.BytesIO:
    """The same ZIP with the flag of encryption set for some members."""
    made = archive(members, zipfile.ZIP_STORED)
    content = bytearray(made.getvalue())
    with zipfile.ZipFile(made) as opened:
        for info in opened.infolist():
            if info.filename in names:
                content[info.header_offset + 6] |= 1
                entry = content.index(ENTRY)
                while (
                    content[entry + 46 : entry + 46 + len(info.filename)] != info.filename.encode()
                ):
                    entry = content.index(ENTRY, entry + 4)
                content[entry + 8] |= 1
    return io.BytesIO(bytes(content))


def test_a_password_is_told_in_words():
    members = {"account_profile.json": PROFILE, "photo_90000000001.json": PHOTO}
    with pytest.raises(export.Refused, match="Please don’t send us the password"):
        export.read(locked(members, set(members)))
    found = export.read(locked(members, {"photo_90000000001.json"}))
    assert found.skipped == (export.Skipped("photo_90000000001.json", "it has a password"),)


@pytest.mark.skipif(not CASES.is_dir(), reason="the made-up downloads are not beside this checkout")
def test_downloads_that_people_really_gave():
    with (CASES / "z_backslash.zip").open("rb") as file:
        found = export.read(file)
    assert found.nsid and found.photos and found.skipped == ()
    with (
        (CASES / "z_encrypted.zip").open("rb") as file,
        pytest.raises(export.Refused, match="has a password"),
    ):
        export.read(file)


@pytest.mark.skipif(
    not PUBLISHED.exists(), reason="the published samples are not beside this checkout"
)
def test_published_samples_are_read():
    found = export.read(archive({path.name: path.read_bytes() for path in PUBLISHED.iterdir()}))
    assert [photo.photo_id for photo in found.photos] == [2634391576, 9732128037]
    assert [photo.licence for photo in found.photos] == [
        None,
        "Attribution-NonCommercial-ShareAlike License",
    ]
    assert found.skipped == ()


def test_entries_are_counted_before_anything_is_made_of_them():
    entry = ENTRY + b"\0" * 42
    with pytest.raises(export.Refused, match="more than 200,000 files"):
        export.read(io.BytesIO(entry * 200_001))


def test_a_photo_packed_in_an_unusual_way_is_skipped_with_the_reason():
    made = archive({"photo_90000000001.json": PHOTO}, zipfile.ZIP_LZMA)
    assert export.read(made).skipped == (
        export.Skipped("photo_90000000001.json", "it is packed in a way that Flickr does not use"),
    )
