"""`parse(text)` finds every reference to a Flickr photo or account in what a person pasted;
`in_list(text)` the photos that a line of a published list names.

What counts is written in one table, `grammar.FORMS`. Nothing is fetched: a link that needs a
redirect or a name that only Flickr can resolve says so by its kind. What can be read in two ways
gives readings and no photo. A guest pass opens private photos: its token is refused and appears
nowhere in the result.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from claims.flickr import cleaning, grammar, ids, links, numbers, tokens
from claims.flickr.reference import LONGEST_LINK, Ref
from claims.flickr.words import _

MAX_CHARACTERS = 200_000
MAX_REFS = 2_000
# What a link goes on with in the next line; a number without a slash could be something else,
# unless it is an id's.
CONTINUES = re.compile(
    r"[0-9]{5,}/|[2-9][0-9]{10}$|[1-9][0-9]+@N[0-9]{2}/[0-9]|(?:with|albums|sets)/[0-9]",
    re.IGNORECASE,
)
QUOTED = re.compile(r"(?:>\s?)+")
BROKEN_OFF = re.compile(  # before the photo's number
    r"\S{0,200}flickr\.com/(?:photos|people)/(?:[^/\s]{1,80}/)?"
    r"(?:(?:albums|sets)/(?:[0-9]+/(?:with/)?)?)?",
    re.IGNORECASE,
)
CUT = re.compile(
    r"\S{0,200}flickr\.com/\S{0,200}?(?:photos/[^/\s]{1,80}/|/with/|[?&](?:photo_)?id=)"
    r"(?P<first>[1-9][0-9]{0,10})",
    re.IGNORECASE,
)
REST = re.compile(r"(?P<second>[0-9]{1,10})(?![0-9A-Za-z@._-])")
CUT_SHORT = re.compile(r"\S{0,200}flic\.kr/p/(?P<first>[1-9A-HJ-NP-Za-km-z]{1,6})", re.IGNORECASE)
REST_SHORT = re.compile(r"(?P<second>[1-9A-HJ-NP-Za-km-z]{1,6})/?")
SHORT_CODE = 7  # letters of today's short links
GUEST_PASS = re.compile(  # its token, wrapped or not
    r"(\bgp/[^/\s]{1,80}/)\n?[^\s/]+(?:\n(?=[0-9]*[a-z])(?=[a-z]*[0-9])[0-9a-z]{1,40}(?=\s|$))?",
    re.IGNORECASE,
)


class TooMuchText(ValueError):
    """More text than the box takes; the message names the limit."""


def parse(text: str) -> list[Ref]:
    """Every reference in the text, in order, each once; a blank text gives one `not_flickr`.

    Raises TooMuchText past MAX_CHARACTERS or MAX_REFS.
    """
    if len(text) > MAX_CHARACTERS:
        raise TooMuchText(
            _("We can read up to 200,000 characters at a time. Please send this in smaller parts.")
        )
    cleaned = GUEST_PASS.sub(r"\1", cleaning.clean(text))
    if not cleaned.strip():
        return [Ref("", "not_flickr")]
    refs: dict[tuple[object, ...], Ref] = {}
    for line in _lines(cleaned):
        for ref in [line] if isinstance(line, Ref) else _parse_line(line):
            key = (
                ("photo", ref.photo_id)
                if ref.photo_id
                else (ref.kind, ref.owner, ref.alias, ref.input)
            )
            refs[key] = _joined(refs[key], ref) if key in refs else ref
        if len(refs) > MAX_REFS:
            raise TooMuchText(
                _("You can check up to 2,000 links at a time. Please send them in smaller parts.")
            )
    return list(refs.values())


def in_list(line: str) -> dict[int, str | None]:
    """Photo id -> NSID (None where it is not told), for each photo that a line of a list names
    without doubt: by a Flickr link, a Flickr file name or a path of a published dataset. A bare
    number names none.
    """
    line = cleaning.clean(line)
    photos: dict[int, str | None] = {}
    for ref in [*links.found_in(line), *tokens.found_in(links.without(line))]:
        if ref.photo_id:
            photos[ref.photo_id] = ref.owner or photos.get(ref.photo_id)
    return photos


def has_link(line: str) -> bool:
    """Whether a Flickr address stands in the line, of a photo or not."""
    return links.LINK.search(cleaning.clean(line)) is not None


def _joined(first: Ref, again: Ref) -> Ref:
    """The same photo named twice: as it was named first, and whose it is if the other one says
    so.
    """
    if first.owner or first.alias or not (again.owner or again.alias):
        return first
    return replace(first, owner=again.owner, alias=again.alias)


def _parse_line(line: str) -> list[Ref]:
    """References standing in running text; without one, the line itself as a file, a number or a
    name.
    """
    rest = links.without(line)
    refs = [*links.found_in(line), *tokens.found_in(rest)]
    if any(ref.is_read or ref.kind == "guest_pass" for ref in refs):
        return [*(ref for ref in refs if ref.kind != "not_flickr"), *numbers.beside_links(rest)]
    return refs or numbers.read(line)


def _lines(text: str) -> Iterator[str | Ref]:
    """The lines of a cleaned text; a link that was wrapped at a slash in one piece.

    One that was wrapped inside its number can be read in two ways.
    """
    waiting = ""
    for line in text.split("\n"):
        line = QUOTED.sub("", line.strip(), count=1).strip()
        last = waiting[waiting.rfind(" ") + 1 :][:LONGEST_LINK]
        if readings := _wrapped_id(last, line):
            yield Ref(f"{last} {line}", "possible_photo", readings=readings, why="wrapped")
            waiting = ""
        elif BROKEN_OFF.fullmatch(last) and CONTINUES.match(line):
            waiting += line
        else:
            if waiting:
                yield waiting
            waiting = line
    if waiting:
        yield waiting


def _wrapped_id(last: str, line: str) -> tuple[int, ...]:
    """The two readings of a link that ends in its number at the end of a line and may go on in the
    next one.
    """
    cut, rest = CUT.fullmatch(last), REST.match(line)
    if cut and rest and len(cut["first"] + rest["second"]) <= grammar.LONGEST_ID:
        return int(cut["first"] + rest["second"]), int(cut["first"])
    cut, rest = CUT_SHORT.fullmatch(last), REST_SHORT.fullmatch(line)
    if cut and rest and len(cut["first"] + rest["second"]) <= SHORT_CODE:
        codes = (cut["first"] + rest["second"], cut["first"])
        return tuple(number for code in codes if (number := ids.from_base58(code)))
    return ()
