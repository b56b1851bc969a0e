"""What a person may paste."""

from __future__ import annotations

import ast
import csv
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.flickr import cleaning, grammar, ids, refs
from claims.flickr.reference import Ref, address

HERE = Path(__file__).parent
PUBLISHED = Path(__file__).resolve().parents[3] / "shared" / "data" / "flickr_urls.tsv"
CASES = Path(__file__).resolve().parents[3] / "shared" / "cases" / "references.tsv"
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


@pytest.mark.skipif(
    not PUBLISHED.exists(), reason="the table of published forms is not beside this checkout"
)
def test_all_66_published_forms_are_read():
    table = rows(PUBLISHED)
    assert len(table) == 66
    for row in table:
        check_row(row)


def test_running_text_gives_every_link_in_it_once():
    text = (
        "Hello, my pictures are (https://flic.kr/p/2p4QbKN), "
        "<www.flickr.com/photos/made_up/90000000001/> and\n“https://flic.kr/p/2p4QbKN”. Thank you!"
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


# --- What people paste --------------------------------------------------------


def pasted(path: Path) -> list[tuple[str, str]]:
    """(what it names, the text), the text's Python escapes read."""
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    return [
        (expected, _unescaped(text))
        for expected, text in (line.split("\t", 1) for line in lines if line)
    ]


def _unescaped(text: str) -> str:
    return ast.literal_eval('"""' + text.replace('"', '\\"') + '"""')


def named(text: str) -> str:
    """The photos and accounts that a text names, possible readings with a question mark."""
    names = []
    for ref in refs.parse(text):
        if ref.kind == "guest_pass":
            continue
        names += (
            [str(ref.photo_id or ref.owner)]
            if ref.photo_id or ref.owner
            else [f"?{n}" for n in ref.readings]
        )
    return " ".join(names) or "none"


@pytest.mark.parametrize(
    ("expected", "text"), pasted(HERE / "pasted.tsv"), ids=lambda value: value[:70]
)
def test_what_people_paste_names_the_right_photo_or_none(expected, text):
    assert named(text) == expected


@pytest.mark.skipif(not CASES.exists(), reason="the founders' cases are not beside this checkout")
def test_the_founders_cases_are_read():
    table = pasted(CASES)
    assert len(table) >= 40
    assert {text: named(text) for _expected, text in table} == {
        text: expected for expected, text in table
    }


def test_what_is_possible_is_no_photo_and_says_what_else_it_could_be():
    (ref,) = refs.parse("20140512")
    assert (ref.kind, ref.photo_id, ref.readings, ref.why) == (
        "possible_photo",
        None,
        (20140512,),
        "date",
    )
    assert address(ref) == ""
    assert refs.parse("IMG_20140512_183402.jpg")[0].why == "camera"
    assert refs.parse("9.02110E+10")[0].why == "scientific"


def test_a_list_names_photos_by_links_files_and_paths_and_never_by_numbers():
    assert refs.in_list(
        "https://live.staticflickr.com/1/90000000001_0123456789_b.jpg,1200.,Noivas 2016."
    ) == {90000000001: None}
    assert refs.in_list("90000000001_3156963446.jpg#0\tA dog .") == {90000000001: None}
    assert refs.in_list("identities_0/12345678@N99_identity_16/90000000001_1.jpg") == {
        90000000001: "12345678@N99"
    }
    assert refs.in_list("90000000001_0123456789_123_12345678@N99.jpg") == {
        90000000001: "12345678@N99"
    }
    for line in (
        "photo 90000000001",
        "id 90000000001",
        "90000000001",
        "90000000001.jpg",
        "https://x.org/90000000001.jpg",
    ):
        assert refs.in_list(line) == {}, line


HALVES = [
    "https://",
    "www.flickr.com",
    "/photos/",
    "12345678@N99",
    "/",
    "90000000001",
    "_0123456abc",
    "_b",
    ".jpg",
    "flic.kr/p/",
    "3n7ZwrX",
    "gp/",
    "live.staticflickr.com/1/",
    "?id=",
    "%2F",
    "\n",
    " ",
    ",",
    "photo ",
    "id ",
    "2016",
    "5551234567",
    "IMG_",
    "_o",
    ".",
    "…",
    "(",
    ")",
    "http://example.org/",
    "@",
    "#",
    "\u200b",
]


@settings(max_examples=2_000, deadline=None)
@given(
    st.lists(
        st.sampled_from(HALVES) | st.text(max_size=6) | st.integers(1, 10**12).map(str), max_size=12
    )
)
def test_a_photo_is_named_only_where_the_text_has_it_in_an_unambiguous_form(parts):
    """Whatever is answered as a photo stands in the text by one certain form of the table, or as a
    whole number.
    """
    text = "".join(parts)
    cleaned = cleaning.clean(text)
    for ref in refs.parse(text):
        assert not (ref.photo_id and ref.readings)
        if ref.photo_id:
            assert standing(ref, cleaned) or standing(ref, cleaned.replace("\n", "")), (text, ref)
        if ref.photo_id and ref.kind == "photo" and "flic" not in cleaned.lower():
            assert not grammar.doubt_of(str(ref.photo_id), is_labelled=True), (text, ref)


def standing(ref: Ref, text: str) -> bool:
    """Whether the id stands in the text as a whole number, with thousands signs or without, or as
    its short link.
    """
    if code := ref.extra.get("base58"):
        return ids.from_base58(code) == ref.photo_id and code in text
    sign = "[,.'’ ]?"
    digits = sign.join(f"{ref.photo_id:,}".split(","))
    return re.search(rf"(?<![0-9]){digits}(?![0-9])", text) is not None


def test_each_form_of_the_table_reads_its_own_example():
    """And no form before it reads that example otherwise."""
    read = {
        grammar.Part.PAGE: lambda text: refs.parse(f"https://www.flickr.com/{text}"),
        grammar.Part.SHORT: lambda text: refs.parse(f"https://flic.kr/{text}"),
        grammar.Part.STATIC: lambda text: refs.parse(f"https://live.staticflickr.com/{text}"),
        grammar.Part.PATH: refs.parse,
        grammar.Part.FILE: refs.parse,
    }
    for form in grammar.FORMS:
        if form.example.startswith(("apps/", "embedr/")):
            continue  # of other hosts; they stand in pasted.tsv
        (ref,) = read[form.part](form.example)
        expected = "dataset_path" if form.part is grammar.Part.PATH else form.kind
        assert ref.kind == expected, form.example
        assert bool(ref.photo_id) <= form.is_certain, form.example


@pytest.mark.parametrize(
    ("part", "times"),
    [
        ("flickr.com/", 18_000),
        ("https://www.flickr.com/photos/x/1", 6_000),
        ("photo" + " " * 99_000, 1),
        ("https" + "/" * 190_000, 1),
        ("www.", 49_000),
        ("12345678@N", 19_000),
        ("&amp;", 39_000),
        ("%25", 66_000),
        ("1,", 99_000),
        ("_1", 99_000),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_text_made_to_be_slow_is_read_like_any_other(part, times):
    """Each of these takes minutes with a pattern that looks again from every place."""
    refs.parse(part * times)
    refs.in_list(part * times)
