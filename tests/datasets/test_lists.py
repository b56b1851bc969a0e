"""Lists as they are published: mixed, packed, in any encoding; and files that are no lists, told by
what they are.
"""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import sqlite3
import zipfile
from pathlib import Path

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.datasets import actions, build, joint, json_records, mixed, queries
from claims.datasets.build import CannotImport
from claims.datasets.exhibits import CannotFetch, fetch_line
from claims.datasets.models import Release
from claims.datasets.registry import sources
from claims.datasets.source import Log
from claims.flickr.reference import Ref
from tests import make

pytestmark = pytest.mark.django_db
SHARED = Path(__file__).resolve().parents[3] / "shared" / "cases" / "lists"
P, P2 = make.PHOTO, make.PHOTO_2
PICTURE = f"https://farm1.staticflickr.com/42/{P}_0a1b2c3d4e_z.jpg"
PICTURE_2 = f"https://farm1.staticflickr.com/42/{P2}_0a1b2c3d4e_z.jpg"


@pytest.fixture
def read(tmp_path, at):
    """Import the bytes as a list; returns the summary."""

    def read(content: bytes, name="list.csv", release="r", source="flickr-links", **options):
        path = tmp_path / name
        path.write_bytes(content)
        return actions.import_release(
            source,
            [path],
            release=release,
            by="operator:test",
            at=at,
            report=lambda *_: None,
            **options,
        )

    return read


def photos() -> list[int]:
    """Every photo id that the current releases hold."""
    return sorted(
        {
            int(photo)
            for release in joint.current_releases()
            for part in release.photos()
            for photo in part
        }
    )


def locators(photo: int) -> list[str]:
    (result,) = queries.find([Ref("", "photo", photo_id=photo)])
    return [match.locator for match in result.hits]


# --- What counts --------------------------------------------------------------


def test_numbers_in_titles_and_phone_numbers_give_no_photo(read):
    titles = [
        {"title": "Summer 2016.", "photo_url": f"https://www.flickr.com/photos/{make.OWNER}/{P}/"},
        {"title": "42. birthday, call 5551234567.", "photo_url": PICTURE_2},
    ]
    summary = read(json.dumps(titles).encode(), "titles.json")
    assert (summary.rows, summary.lines, photos()) == (2, 2, [P, P2])


def test_a_secret_of_digits_alone_is_no_photo(read):
    read(
        f"{P}_693b08cb0e.jpg#0\tA child .\n{P2}_3156963446.jpg#0\tA dog .\n".encode(),
        "captions.txt",
    )
    assert photos() == [P, P2]


def test_other_lines_of_a_mixed_list_are_skipped_and_counted(read):
    lines = [
        "url,caption",
        "https://example.com/a.jpg,1200.",
        f"{PICTURE},A picture of 2016.",
        "",
        "https://example.org/IMG_20140512183402.jpg,phone",
        "https://www.flickr.com/photos/made_up/,an account",
    ]
    summary = read("\n".join(lines).encode())
    assert (summary.rows, summary.lines, summary.indexed, summary.skipped) == (1, 6, 1, 4)
    assert summary.rejected == {"a Flickr address that names no photo": 1}
    assert photos() == [P]


def test_one_line_in_a_thousand_is_enough(read):
    lines = [f"https://example.com/{number}.jpg\tcaption {number}." for number in range(5_000)]
    lines[4_321] = f"{PICTURE}\tcaption"
    summary = read("\n".join(lines).encode(), "mixed.tsv")
    assert (summary.rows, summary.skipped, summary.lines) == (1, 4_999, 5_000)
    assert locators(P) == ["flickr-links/r/mixed.tsv#L4322"]


def test_a_list_without_a_flickr_photo_is_refused_and_told_about_columns(read):
    with pytest.raises(CannotImport, match="--column NAME"):
        read(b"id,title\n90000000001,x\n90000000002,y\n")
    assert joint.current_releases() == []


@pytest.mark.parametrize("column", ["flickr_id", "2"])
def test_bare_numbers_count_in_the_column_that_the_operator_names(read, column):
    content = f'title,flickr_id,call\n"A, b",{P},5551234567\nx,{P2}.0,1\ny,none,2\n'
    summary = read(content.encode(), column=column)
    assert (summary.rows, summary.skipped, summary.rejected) == (
        2,
        1,
        {"no photo id in the column": 1},
    )
    assert photos() == [P, P2]


@pytest.mark.parametrize(
    ("content", "rows", "skipped", "rejected"),
    [
        (f"id\tx\n\t{P2}\n{P}\tb\n", [f"{P}#L3"], 2, 0),  # the first cell is empty
        (f'id,title\n{P},"one\n{P + 5},of the title"\n{P2},x\n', [f"{P}#L2", f"{P2}#L4"], 2, 0),
        (
            f'title\tid\n"5 inches\t{P}\nb\t{P2}\n',
            [f"{P}#L2", f"{P2}#L3"],
            1,
            0,
        ),  # a mark that is never closed
        (f"id\n{P}\n\nabc\n", [f"{P}#L2"], 2, 1),
    ],
)
def test_a_column_is_read_cell_by_cell_and_never_from_another_cell(
    read, content, rows, skipped, rejected
):
    summary = read(content.encode(), column="id")
    assert [
        f"{photo}#{place.rpartition('#')[2]}" for photo in photos() for place in locators(photo)
    ] == rows
    assert (summary.skipped, summary.rejected.total()) == (skipped, rejected)
    assert summary.lines == summary.indexed + summary.skipped + summary.rejected.total()


def test_text_that_begins_with_a_bracket_is_text(read):
    read(f"[1] {PICTURE}\n[2] none\n".encode(), "a.txt")
    read(f"[a picture]({PICTURE_2})\n".encode(), "b.md", release="second")
    assert (locators(P), locators(P2)) == (
        ["flickr-links/r/a.txt#L1"],
        ["flickr-links/second/b.md#L1"],
    )


def test_the_keys_of_json_name_photos_too(read):
    read(json.dumps({PICTURE: 1, "more": [{PICTURE_2: 2}]}).encode(), "x.json")
    read(f'{{"{PICTURE}": 1}}\n{{"b": 2}}\n'.encode(), "x.jsonl", release="lines")
    assert locators(P) == ["flickr-links/r/x.json#member[0]", "flickr-links/lines/x.jsonl#L1"]
    assert locators(P2) == ["flickr-links/r/x.json#more[0]"]


def test_hashes_with_a_flickr_photo_among_them_are_a_list(read):
    lines = [f"{number:032x}" for number in range(40)]
    with pytest.raises(CannotImport, match="This is a list of hashes"):
        read("\n".join(lines).encode())
    assert read("\n".join([*lines, PICTURE, "x"]).encode()).rows == 1


@pytest.mark.parametrize(
    ("content", "offset"),
    [
        (b"\xef\xbb\xbf" + json.dumps({"a": [PICTURE]}).encode(), 10),
        (json.dumps({"a": [PICTURE]}).encode("utf-16"), None),
        (b"\xef\xbb\xbfx\n" + PICTURE.encode(), 5),
        (f"x\n{PICTURE}".encode("utf-16"), None),
    ],
)
def test_an_offset_is_of_the_file_as_it_was_published(read, tmp_path, content, offset):
    read(content, "x.json")
    raw = fetch_line(locators(P)[0], tmp_path / "x.json")
    assert (str(P).encode() in raw.content, raw.offset) == (True, offset)
    if offset:
        assert content[offset : offset + len(raw.content)] == raw.content


@pytest.mark.parametrize("name", ["", "a#b", "a]b[0]", "50%", "ñ/ü", "two words"])
def test_a_list_of_any_name_is_found_again(read, tmp_path, name):
    read(json.dumps({"x": [1], name: [0, PICTURE]}).encode(), "x.json")
    (locator,) = locators(P)
    assert fetch_line(locator, tmp_path / "x.json").content == f'"{PICTURE}"'.encode()


def test_a_column_of_json_is_named_by_its_key(read):
    records = [{"id": 5, "photo": str(P)}, {"id": 6, "photo": P2}, {"id": 7}]
    summary = read(json.dumps({"rows": records}).encode(), "x.json", column="photo")
    assert (summary.rows, photos()) == (2, [P, P2])
    lines = "\n".join(map(json.dumps, records))
    read(lines.encode(), "x.jsonl", release="lines", column="photo")
    assert photos() == [P, P2]


def test_a_column_that_is_not_there_is_named_with_those_that_are(read):
    with pytest.raises(CannotImport, match=r"names no column flickr. It names: id, title\."):
        read(b"id,title\n1,x\n", column="flickr")


@pytest.mark.skipif(not SHARED.exists(), reason="the founders' cases are not beside this checkout")
def test_the_founders_lists_hold_their_photos_and_no_others(read):
    expected = {"mixed.csv": [90211000003]}
    for path in sorted(SHARED.iterdir()):
        read(path.read_bytes(), path.name, release=path.stem)
        release = joint.current_releases()[-1]
        read_ids = sorted(int(photo) for part in release.photos() for photo in part)
        assert read_ids == expected.get(path.name, [90211000003, 90211001012]), path.name


LINE = st.sampled_from(
    [
        PICTURE,
        PICTURE_2,
        "",
        "x",
        "https://example.com/1.jpg",
        "2016.",
        f"{PICTURE} {PICTURE_2}",
        "5551234567",
        "https://www.flickr.com/people/made_up/",
        f"{P}_0a1b2c3d4e.jpg",
        "\t,;",
        '{"a": NaN}',
        "é" * 20,
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(lines=st.lists(LINE, min_size=1, max_size=40), ending=st.sampled_from(["\n", "\r\n", "\r"]))
def test_lines_indexed_skipped_and_refused_are_all_the_lines(lines, ending, tmp_path_factory, at):
    folder = tmp_path_factory.mktemp("list")
    path = folder / "list.txt"
    path.write_bytes((ending.join([*lines, PICTURE]) + ending).encode())
    from django.test import override_settings

    with override_settings(INDEX_DIR=folder / "index"):
        summary = build.import_release(
            sources()["flickr-links"],
            [path],
            build.Order("r"),
            is_recorded=False,
            by="x",
            at=at,
            report=lambda *_: None,
        )
    assert (
        summary.indexed + summary.skipped + summary.rejected.total()
        == summary.lines
        == len(lines) + 1
    )


CELLS = st.sampled_from(
    ["", "x", str(P), str(P2), '"', '"x', 'x"', '"x"', '"a, b"', '"""', "\t", "12", PICTURE]
)
ROW = st.lists(CELLS, min_size=1, max_size=4).map(",".join)


@given(lines=st.lists(ROW, min_size=1, max_size=150), most=st.sampled_from([3, mixed.MOST_LINES]))
def test_of_a_column_too_every_line_is_indexed_skipped_or_refused_once(lines, most):
    skipped, refused = [], []
    log = Log(lambda line, _reason: refused.append(line), skipped.append)
    content = ("\n".join(["id,other", *lines]) + "\n").encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mixed, "MOST_LINES", most)
        batches = list(mixed.read(iter([content]), log, column="id"))
    indexed = [line for batch in batches for line in batch.line.tolist()]
    assert sorted([*set(indexed), *skipped, *refused]) == list(range(1, len(lines) + 2))
    assert {int(photo) for batch in batches for photo in batch.photo} <= {P, P2, 12}


# --- How it is packed and written ---------------------------------------------


def zipped(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, f"url\n{PICTURE}\n")
    return file.getvalue()


TEXT = f"url\n{PICTURE}\n{PICTURE_2}\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv.gz", gzip.compress(TEXT.encode())),
        ("a.csv.xz", lzma.compress(TEXT.encode())),
        ("a.csv.bz2", bz2.compress(TEXT.encode())),
        ("a.csv", TEXT.encode("utf-16")),
        ("b.csv", b"\xfe\xff" + TEXT.encode("utf-16-be")),
        ("c.csv", b"\xef\xbb\xbf" + TEXT.encode()),
        ("d.csv", TEXT.replace("\n", "\r").encode()),
        ("e.csv", TEXT.replace("\n", "\r\n").encode()),
    ],
    ids=lambda value: value if isinstance(value, str) else "",  # packed bytes hold the time
)
def test_packed_files_and_other_encodings_are_read_and_each_locator_leads_to_its_line(
    read, tmp_path, name, content
):
    summary = read(content, name)
    assert (summary.rows, summary.lines, photos()) == (2, 3, [P, P2])
    assert locators(P2) == [f"flickr-links/r/{name}#L3"]
    assert fetch_line(locators(P2)[0], tmp_path / name).content.decode() == PICTURE_2


def test_a_zip_of_one_file_is_read_and_one_of_several_is_told(read, tmp_path):
    read(zipped("a.csv", "__MACOSX/._a.csv"), "one.zip")
    assert fetch_line(locators(P)[0], tmp_path / "one.zip").content.decode() == PICTURE
    with pytest.raises(CannotImport, match=r"two.zip is a ZIP archive of 2 files"):
        read(zipped("a.csv", "b.csv"), "two.zip", release="two")
    with pytest.raises(CannotImport, match="Excel or Word file"):
        read(zipped("[Content_Types].xml", "xl/a.xml"), "x.xlsx", release="x")


def sqlite(tmp_path: Path) -> bytes:
    with sqlite3.connect(tmp_path / "x.db") as database:
        database.execute("create table t (a)")
    database.close()
    return (tmp_path / "x.db").read_bytes()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"%PDF-1.7\n" + PICTURE.encode(), "is a PDF"),
        (b"<!-- x --><!DOCTYPE html><a href=" + PICTURE.encode(), "is a web page"),
        (b"\x89HDF\r\n\x1a\n" + bytes(99), "is an HDF5 file"),
        (b"\xff\xd8\xff\xe0" + bytes(99), "is a JPEG picture"),
        (gzip.compress(gzip.compress(TEXT.encode())), "packed with gzip twice"),
        (TEXT.encode() + bytes(9), "holds binary data"),
        (b"x" * 257 + b"ustar" + bytes(99), "is a tar archive"),
        (
            ("\n".join(f"{number:032x}" for number in range(2**100, 2**100 + 50))).encode(),
            "is a list of hashes",
        ),
        (gzip.compress(TEXT.encode() * 9999)[:400], "damaged or cut off"),
        (lzma.compress(TEXT.encode() * 9999)[:80], "damaged or cut off"),
        (zipped("a.csv")[:60], "damaged or cut off"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_no_list_is_told_by_what_it_is(read, content, says):
    with pytest.raises(CannotImport, match=says):
        read(content, "wrong")
    assert joint.current_releases() == []
    assert not Release.objects.exists()


def test_a_database_is_told(read, tmp_path):
    with pytest.raises(CannotImport, match="is a SQLite database"):
        read(sqlite(tmp_path), "wrong.csv")


def test_a_wrong_file_is_told_before_all_of_it_is_read(read, tmp_path, at):
    path = tmp_path / "pipa.txt"
    path.write_text("1 2 3\n" * 2_000_000)
    seen = []
    with pytest.raises(CannotImport, match="does not look like MeGlass"):
        actions.import_release(
            "meglass",
            [path],
            release="r",
            by="x",
            at=at,
            report=lambda *progress: seen.append(progress),
        )
    assert seen == []


def test_parquet_is_read_row_by_row(read, tmp_path):
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    table = pa.table(
        {
            "URL": ["https://example.com/a.jpg", PICTURE, None],
            "n": [1, 2, 3],
            "jpg": [b"\xff\xd8", b"", b""],
        }
    )
    parquet.write_table(table, tmp_path / "rows.parquet")
    content = (tmp_path / "rows.parquet").read_bytes()
    summary = read(content, "laion_face_part_0.parquet", source="laion-face")
    assert (summary.rows, summary.lines, summary.skipped) == (1, 3, 2)
    locator = "laion-face/r/laion_face_part_0.parquet#row[1]"
    assert locators(P) == [locator]
    raw = fetch_line(locator, tmp_path / "laion_face_part_0.parquet")
    assert (json.loads(raw.content), raw.offset) == ({"URL": PICTURE, "n": 2}, None)
    with pytest.raises(CannotImport, match="damaged or cut off"):
        read(content[: len(content) // 2], "cut.parquet", release="cut")


# --- JSON: records and their bytes --------------------------------------------


def document() -> bytes:
    images = [
        {"id": 1, "area": float("nan")},
        {"flickr_url": PICTURE, "area": float("inf")},
        PICTURE_2,
    ]
    return json.dumps(
        {"info": {"x": PICTURE}, "images": images, "more": [[1, [PICTURE]]]}, indent=1
    ).encode()


def test_a_locator_names_the_record_and_leads_to_its_bytes(read, tmp_path, capsys):
    content = document()
    summary = read(content, "x.json")
    assert (summary.rows, summary.lines, summary.skipped) == (4, 5, 1)
    assert locators(P) == [
        f"flickr-links/r/x.json#{place}" for place in ("member[0]", "images[1]", "more[0]")
    ]
    assert locators(P2) == ["flickr-links/r/x.json#images[2]"]
    for photo in (P, P2):
        for locator in locators(photo):
            raw = fetch_line(locator, tmp_path / "x.json")
            assert content[raw.offset : raw.offset + len(raw.content)] == raw.content
            assert str(photo).encode() in raw.content
    call_command("fetch_line", "flickr-links/r/x.json#images[2]", str(tmp_path / "x.json"))
    assert capsys.readouterr().out == f'"{PICTURE_2}"\n'
    with pytest.raises(CannotFetch, match=r"has no images\[3\]"):
        fetch_line("flickr-links/r/x.json#images[3]", tmp_path / "x.json")
    with pytest.raises(CannotFetch, match="its locators count records"):
        fetch_line("flickr-links/r/x.json#L3", tmp_path / "x.json")


def test_json_lines_are_lines_even_with_nan(read, tmp_path):
    lines = [
        f'{{"id": 1, "flickr_url": "{PICTURE}", "area": NaN}}',
        f'{{"id": 2, "flickr_url": "{PICTURE_2}"}}',
    ]
    read("\n".join(lines).encode(), "records.jsonl")
    assert (photos(), locators(P2)) == ([P, P2], ["flickr-links/r/records.jsonl#L2"])
    assert fetch_line(locators(P2)[0], tmp_path / "records.jsonl").content.decode() == lines[1]


def test_records_of_coco_ffhq_and_megaface_lead_to_their_bytes(read, tmp_path):
    from tests.datasets.test_sources import SAMPLES

    for source in ("coco", "ffhq", "fdf", "lpff"):
        name, content, rows = SAMPLES[source]
        read(content.encode(), name, source=source)
        for photo, _owner, place in rows:
            locator = f"{source}/r/{name}#{place}"
            assert locator in locators(photo)
            assert str(photo) in fetch_line(locator, tmp_path / name).content.decode()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-99, 99) | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4)
    ),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None)
@given(
    value=st.lists(JSON, max_size=5) | st.dictionaries(st.text(max_size=4), JSON, max_size=5),
    size=st.integers(1, 40),
    indent=st.sampled_from([None, 1]),
)
def test_every_record_of_any_json_has_its_own_bytes_however_the_file_is_cut(value, size, indent):
    text = json.dumps(value, indent=indent).encode()
    blocks = (text[place : place + size] for place in range(0, len(text), size))
    records = list(json_records.records(blocks))
    assert all(
        text[record.offset : record.offset + len(record.content)] == record.content
        for record in records
    )
    expected = []
    for _key, member in value.items() if isinstance(value, dict) else [("", value)]:
        expected += member if isinstance(member, list) else [member]
    assert repr([record.value for record in records]) == repr(expected)
