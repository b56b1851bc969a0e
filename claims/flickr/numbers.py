"""A line in which nothing names itself: a bare number, the name of a file, the name of somebody, or
other text.

A bare number counts only as the whole of a line or a cell, or after the word "photo" or "id";
inside a sentence it never does.
"""

from __future__ import annotations

import re
from dataclasses import replace

from claims.flickr import cleaning, grammar, ids, tokens
from claims.flickr.links import ALIAS
from claims.flickr.reference import LONGEST_SHOWN, Ref

LONGEST_CELL = 200  # characters
ENTRY = re.compile(r"[\t;|]|,(?! )")
WORD = r"(?:photo|foto|picture|image|imagen)"
NUMBER = r"(?P<number>[0-9]+|[0-9]{1,3}(?:(?P<sign>[,.'’ ])[0-9]{3})(?:(?P=sign)[0-9]{3})*)"
WHOLE = re.compile(
    rf"(?P<label>(?:(?:flickr|my|the|mi|la)[ _-])*(?:{WORD}[ "
    r"_-]?(?:id|no|nr|number|#)?|id)\.?\W{0,4}(?:is |es )?)?"
    rf"{NUMBER}(?:\.0+)?",
    re.IGNORECASE,
)
NAMED = re.compile(
    rf"\b{WORD}[ _-]?(?:id|no|nr|number|#)?\.?[\"' ]{{0,3}}[:=#]?[\"' ]{{0,3}}([0-9]{{9,11}})"
    r"(?![\w/–-]|[.,'’ ]*[0-9])",
    re.IGNORECASE,
)
LIST_MARK = re.compile(r"\s*(?:[-–—*•·]|[0-9]{1,2}[.)])\s+(?=[0-9])")
ADDRESS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}")  # of a computer
EUROPE = ("3", "4")  # what country codes begin with
DATE = re.compile(r"[0-9]{1,4}([-/.])[0-9]{1,2}\1[0-9]{1,4}")
SCIENTIFIC = re.compile(r"[0-9](?:[.,][0-9]+)?e\+?[0-9]{1,2}", re.IGNORECASE)
TELEPHONE = re.compile(r"(?:\+|00)?[0-9]{0,3}[-. ]*\(?[0-9]{2,4}\)?(?:[-. ]+[0-9]{2,4}){1,4}")
BROKEN_ACCOUNT = re.compile(r"[1-9][0-9]{4,11}N[0-9]{2}")
LONG_NUMBER = re.compile(r"[0-9]{5}")
AROUND = "\"'“”‘’«»<>()[]{},.;:!? "


def read(line: str) -> list[Ref]:
    """What such a line is, in one reference or one for each of its cells."""
    if whole := _whole(line):
        return [whole]
    cells = _numbers(line.split()) or _cells(line)
    if cells:
        return cells
    if labelled := NAMED.search(line):
        return [_number(labelled[1], is_labelled=False)]
    return [_words(line)]


def beside_links(text: str) -> list[Ref]:
    """Cells of a line with links that are ids without doubt: other columns hold numbers too, but
    none so long.
    """
    words = [word.strip(",;") for word in text.split()]
    cells = [cell.strip() for cell in ENTRY.split(text.replace(", ", "\t"))]
    if words and all(map(str.isdecimal, words)):
        cells = words
    refs = []
    for cell in cells:
        if cell.isdecimal() and len(cell) == grammar.LONGEST_ID:
            refs.append(_number(cell, is_labelled=False))
    return [ref for ref in refs if ref.photo_id]


def _numbers(words: list[str]) -> list[Ref]:
    """Several ids with spaces between them; nothing where none of them is one without doubt."""
    numbers = [word.strip(",;") for word in words]
    if len(words) < 2 or not all(number.isdecimal() for number in numbers):
        return []
    refs = [_number(number, is_labelled=False) for number in numbers]
    return refs if any(ref.photo_id for ref in refs) else []


def _cells(line: str) -> list[Ref]:
    """The cells of a row: its ids, or where it has none, what can be read in two ways."""
    cells = [cell.strip() for cell in ENTRY.split(line)]
    if len(cells) < 2:
        return []
    refs = [ref for cell in cells if cell and (ref := _whole(cell))]
    certain = [ref for ref in refs if ref.photo_id]
    is_all_numbers = len(refs) == len(cells)
    return certain or (refs if is_all_numbers else [])


def _whole(cell: str) -> Ref | None:
    """A whole line or cell as a number or as the name of a file; None for words."""
    text = LIST_MARK.sub("", cell).strip("\"'“”‘’<>[](){},;:!?#• ").removesuffix(".")
    if len(text) > LONGEST_CELL:
        return None
    if match := WHOLE.fullmatch(text):
        return _digits(cell, text, match)
    for pattern, why in ((SCIENTIFIC, "scientific"), (DATE, "date"), (TELEPHONE, "telephone")):
        if pattern.fullmatch(text):
            return Ref(cell, "invalid", why=why)
    return _file(cell, text)


def _digits(cell: str, text: str, match: re.Match[str]) -> Ref:
    """A cell that is a number and at most its label."""
    number = re.sub(r"[^0-9]", "", match["number"])
    is_labelled = bool(match["label"])
    if _is_network_address(text):
        return Ref(cell, "invalid", why="number")
    is_spaced = match["sign"] in (" ", ".")
    if is_spaced and not is_labelled and _is_written_as_a_telephone(number):
        return Ref(cell, "possible_photo", readings=(int(number),), why="telephone")
    return _number(number, is_labelled=is_labelled, text=cell)


def _is_network_address(text: str) -> bool:
    if not ADDRESS.fullmatch(text):
        return False
    return all(int(part) < 256 for part in text.split("."))


def _is_written_as_a_telephone(number: str) -> bool:
    """Groups of three, as other countries write theirs: nine digits, or a country's code and
    nine.
    """
    return len(number) == 9 or (len(number) == 11 and number.startswith(EUROPE))


def _file(cell: str, text: str) -> Ref | None:
    is_picture = tokens.PICTURE.search(text[-6:]) is not None
    if not is_picture and "_" not in text:
        return None
    ref = replace(tokens.file_name(text), input=cell)
    return ref if is_picture or ref.photo_id or ref.why == "camera" else None


def _number(digits: str, *, is_labelled: bool, text: str = "") -> Ref:
    """A bare number that stands by itself."""
    number, text_shown = ids.photo_id(digits), (text or digits)[:LONGEST_SHOWN]
    if number is None or len(digits) > grammar.LONGEST_ID:
        return Ref(text_shown, "invalid", why="long_number")
    if why := grammar.doubt_of(digits, is_labelled=is_labelled):
        return Ref(text_shown, "possible_photo", readings=(number,), why=why)
    return Ref(text_shown, "photo", photo_id=number)


def _words(line: str) -> Ref:
    """A name, or running text that names nothing."""
    text = line.strip(AROUND)
    if BROKEN_ACCOUNT.fullmatch(text):
        return Ref(text, "invalid", why="account")
    if ALIAS.fullmatch(text):
        return Ref(text, "alias", alias=text, name=text)
    if why := _why_no_name(text):
        return Ref(line[:LONGEST_SHOWN], "unrecognised", why=why)
    return Ref(line, "display_name", name=cleaning.name(line))


def _why_no_name(text: str) -> str:
    """Why a text is no display name; "" for one that may be."""
    has_spaces = " " in text
    if not any(char.isalpha() for char in text):
        return "number"
    if "@" in text and "." in text and not has_spaces:
        return "email"
    if has_spaces and LONG_NUMBER.search(text):
        return "number_in_text"
    return "text" if len(text) > LONGEST_SHOWN else ""
