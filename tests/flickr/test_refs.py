"""What a person may paste."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.flickr import ids, refs

HERE = Path(__file__).parent
PUBLISHED = Path(__file__).resolve().parents[3] / "shared" / "data" / "flickr_urls.tsv"
PARTS = {
    "photo_id": "photo_id",
    "owner_nsid": "owner",
    "owner_alias": "alias",
    "secret": "secret",
    "original_secret": "original_secret",
    "server": "server",
    "farm": "farm",
    "size": "size",
}


def rows(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def check_row(row: dict[str, str]) -> None:
    found = refs.parse(row["input"] or "")
    assert [ref.kind for ref in found] == [row["kind"]]
    assert {column: str(getattr(found[0], name) or "") for column, name in PARTS.items()} == {
        column: row[column] or "" for column in PARTS
    }
    other = dict(part.split("=", 1) for part in (row["other"] or "").split(";") if "=" in part)
    assert {key: found[0].extra.get(key) for key in other} == other


@pytest.mark.parametrize("row", rows(HERE / "forms.tsv"), ids=lambda row: row["input"][:60])
def test_every_form_is_read(row):
    check_row(row)


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the table of published forms is not beside this checkout")
def test_all_66_published_forms_are_read():
    table = rows(PUBLISHED)
    assert len(table) == 66
    for row in table:
        check_row(row)


def test_running_text_gives_every_link_in_it_once():
    text = (
        "Hello, my pictures are (https://flic.kr/p/2p4QbKN), <www.flickr.com/photos/made_up/90000000001/> and\n"
        "“https://flic.kr/p/2p4QbKN”. Thank you!"
    )
    assert [ref.photo_id for ref in refs.parse(text)] == [53208249252, 90000000001]


def test_a_display_name_stands_alone_on_its_line():
    assert [(ref.kind, ref.name) for ref in refs.parse("Morning Fog Pictures")] == [
        ("display_name", "Morning Fog Pictures")
    ]


def test_a_guest_pass_is_refused_and_its_token_is_nowhere():
    for text in (
        "https://www.flickr.com/gp/made_up/S3cr3tT0ken",
        "http://web.archive.org/web/2014/https://www.flickr.com/gp/made_up/S3cr3tT0ken",
        "look: https://www.flickr.com/gp/12345678@N99/S3cr3tT0ken please",
    ):
        found = refs.parse(text)
        assert [ref.kind for ref in found] == ["guest_pass"]
        assert "S3cr3tT0ken" not in repr(found)


def test_too_much_text_is_refused_with_the_limit_in_the_message():
    with pytest.raises(refs.TooMuchText, match="200,000"):
        refs.parse("x" * 50_000_000)
    with pytest.raises(refs.TooMuchText, match="2,000"):
        refs.parse("\n".join(str(90_000_000_000 + number) for number in range(2_002)))


def test_the_published_short_link_pairs_hold():
    assert ids.from_base58("4Azxcv") == 2360374815
    assert ids.from_base58("8a6Ven") == 4697500467
    assert ids.from_base58("0OIl") is None


def test_the_yfcc_hash_drops_leading_zeros_of_each_byte():
    url = ids.yfcc_image_url(7, 6167, 6162540254, "5d22abd711")
    assert url == "http://farm7.staticflickr.com/6167/6162540254_5d22abd711.jpg"
    assert ids.yfcc_hash(url) == "4ccb23d8746b8d9d76ffd603fc7988"


@given(st.integers(10_000, 10**12 - 1), st.integers(0, 99))
def test_an_account_id_survives_packing(number, suffix):
    text = f"{number}@N{suffix:02d}"
    assert ids.unpack_nsid(ids.pack_nsid(text)) == text


@given(st.text(max_size=300))
def test_any_text_is_read_without_a_fault(text):
    for ref in refs.parse(text):
        assert ref.kind
        assert ref.photo_id is None or 0 < ref.photo_id < 2**63


@given(
    st.lists(
        st.sampled_from(
            [
                "https://",
                "www.flickr.com",
                "/photos/",
                "12345678@N99",
                "/",
                "90000000001",
                "@",
                "_",
                ".jpg",
                "flic.kr/p/",
                "gp/",
                "live.staticflickr.com",
                "?id=",
                "%2F",
                "\n",
                " ",
            ]
        )
    )
)
def test_any_mixture_of_parts_of_links_is_read_without_a_fault(parts):
    refs.parse("".join(parts))
