"""Words that name a photo or an account by themselves: account ids, paths of published datasets,
names of files.
"""

from __future__ import annotations

import re
from typing import Any

from claims.flickr import grammar, ids
from claims.flickr.grammar import Form, Part
from claims.flickr.reference import LONGEST_LINK, LONGEST_SHOWN, Ref

ACCOUNT = re.compile(r"(?<![\w./@-])[1-9][0-9]{4,11}@[Nn][0-9]{2}(?!\w|[.@-]\w)")
OTHER_SITE = re.compile(
    r"(?<![a-z0-9+.:-])(?!file:)(?:[a-z][a-z0-9+.-]{0,20}:)?//|www\."
    r"|[a-z0-9-]\.(?:[a-z]{2}|com|org|net|edu|gov|info|biz|example)/",
    re.IGNORECASE,
)
PICTURE = re.compile(r"\.(?:jpe?g|png|gif|bmp|tiff?|heic|webp|mp4|mov|avi)\b", re.IGNORECASE)
# As systems name a second file.
COPY = re.compile(
    r"(?: ?\([0-9]{1,3}\)|[-~][0-9]| - Copy(?: \([0-9]+\))?| copy(?: [0-9]+)?)"
    r"(?=\.[A-Za-z0-9]{2,4}$)",
    re.IGNORECASE,
)
FILE_SIGN = re.compile(r"[0-9]_[0-9a-f]{10}(?![0-9a-f])|_[0-9]{8,}_o(?![0-9a-z])", re.IGNORECASE)
ANY_SIGN = re.compile(rf"@N[0-9]{{2}}|{FILE_SIGN.pattern}|{OTHER_SITE.pattern}", re.IGNORECASE)
ROW_MARK = re.compile(r"#[0-9]{1,3}$")  # captions are numbered so
CELL = re.compile(r"[\s,;|\"'<>()\[\]{}`^*]+")


def found_in(text: str) -> list[Ref]:
    """Those in a line without its Flickr links.

    Other sites' addresses are read as such, whatever they end in.
    """
    if not ANY_SIGN.search(text):
        return []
    words = [word for word in CELL.split(text) if 0 < len(word) <= LONGEST_LINK]
    refs: list[Ref] = []
    others: list[Ref] = []
    for word in words:
        if OTHER_SITE.search(word):
            others.append(Ref(word[:LONGEST_SHOWN], "not_flickr"))
        elif ref := _word(word):
            refs.append(ref)
    if not others and (ref := _whole_line(text.strip())):
        return [ref]
    return refs or others


def _whole_line(line: str) -> Ref | None:
    """A path that goes on after a space, or one file whose name has spaces."""
    if len(line) > LONGEST_LINK:
        return None
    if ref := dataset_path(line):
        return ref
    if len(PICTURE.findall(line)) != 1:
        return None
    ref = file_name(line)
    return ref if ref.photo_id else None


def _word(word: str) -> Ref | None:
    if ref := dataset_path(word):
        return ref
    if match := ACCOUNT.search(word):
        return Ref(match[0], "nsid", owner=ids.nsid(match[0]))
    if not FILE_SIGN.search(word):
        return None
    ref = file_name(ROW_MARK.sub("", word.rpartition("=")[2]))
    return ref if ref.photo_id else None


def dataset_path(text: str) -> Ref | None:
    """A path inside a published dataset, or None.

    `extra` says of which, and which face and identity.
    """
    if len(text) > LONGEST_LINK or "@" not in text:
        return None
    for form in grammar.forms(Part.PATH):
        match = form.pattern.fullmatch(text)
        if match and ids.photo_id(match["photo"]):
            return _path(form, text, match.groupdict())
    return None


def _path(form: Form, text: str, parts: dict[str, Any]) -> Ref:
    extra = {"dataset": form.kind}
    extra |= {name: parts[name] for name in ("face", "identity", "label") if parts.get(name)}
    return Ref(
        text,
        "dataset_path",
        photo_id=ids.photo_id(parts["photo"]),
        owner=ids.nsid(parts["owner"]),
        original_secret=parts.get("original_secret"),
        size=parts.get("size"),
        extra=extra,
    )


def file_name(text: str) -> Ref:
    """What the name of a picture's file tells: a photo, readings, or why it names none.

    `<id>_<secret>_o.jpg` and `<title>_<id>_o.jpg` look alike when the secret or the title is all
    digits: then both numbers are readings, and which of them has a `photo_<id>.json` in the account
    export decides.
    """
    name = COPY.sub("", text.partition("?")[0].rpartition("/")[2])
    for form in grammar.forms(Part.FILE):
        match = form.pattern.fullmatch(name)
        if match and not _is_doubtful(form, match.groupdict()):
            return _file(form, text, match.groupdict())
    return Ref(text, "unknown_file", why="no_number")


def _is_doubtful(form: Form, parts: dict[str, Any]) -> bool:
    """Whether the number in the name is as likely a date or a counter.

    A secret with letters beside it settles that.
    """
    digits = parts.get("photo")
    if not digits:
        return False
    secret = parts.get("secret") or parts.get("original_secret") or parts.get("other") or ""
    if secret and not secret.isdecimal():
        return not grammar.is_id(digits)
    return not grammar.is_id(digits) or grammar.is_doubtful_in_a_name(digits)


def _file(form: Form, text: str, parts: dict[str, Any]) -> Ref:
    match form.kind:
        case "export_file_ambiguous":
            readings = (int(parts["other"]), int(parts["photo"]))
            extra = {"candidates": ",".join(map(str, readings))}
            return Ref(text, form.kind, readings=readings, why=form.why, extra=extra)
        case "possible_photo":
            return Ref(text, form.kind, readings=(int(parts["photo"]),), why=form.why)
    secrets = {key: parts[key] for key in ("secret", "original_secret") if parts.get(key)}
    photo = ids.photo_id(parts.get("photo") or "")
    return Ref(text, form.kind, photo_id=photo, size=parts.get("size"), why=form.why, **secrets)
