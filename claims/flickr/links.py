"""Flickr's addresses of all ages in a line of text: alone, glued together, or inside other sites'
addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from claims.flickr import grammar, ids
from claims.flickr.grammar import Form, Part
from claims.flickr.reference import LONGEST_LINK, LONGEST_SHOWN, Ref

HOST = (
    r"(?P<page>(?:(?:www|m|secure|touch|api|(?P<embed>embedr)|[a-z]{2}(?:-[a-z]{2})?)\.)?"
    r"flickr\.com)"
    r"|(?P<short>flic\.kr)"
    r"|(?P<static>live\.staticflickr\.com|farm(?P<farm>[0-9]{1,2})\.static\.?flickr\.com"
    r"|c[0-9]\.staticflickr\.com"
    r"|static\.flickr\.com|photos(?P<photos>[0-9]{1,2})\.flickr\.com)"
)
# A host of ours, whole: a scheme before it, or nothing that could be part of another host; and what
# follows begins a path or ends the link. What stands before it may be another site's address that
# leads to it.
LINK = re.compile(
    rf"(?:https?[:/]+|(?<![\w.@~$·‐-―-])(?:https?(?=www\.))?)(?:{HOST})"
    r"(?::[0-9]{1,5})?(?=[/?#]|[^a-z0-9.@:_-]|[.:]*(?:\s|$))"
    r"(?P<tail>[!#$%&*+\-./0-9:=?@A-Z_a-z~]{0,1100})",
    re.IGNORECASE,
)
NESTED = re.compile(
    r"(?:https?:?/+|(?<=[/=:]))(?:[a-z0-9-]+\.)*(?:flickr\.com|flic\.kr|staticflickr\.com)", re.I
)
SLASHES = re.compile(r"/{2,}")
FROM_A_MAIL = re.compile(r"x/t/[0-9]+/")  # what Flickr's own mails put before a path
GOES_ON = re.compile(r"[^\w\t,;|/\n]{1,3}(?P<more>[0-9]{1,10})(?![0-9A-Za-z@._-])|[\[(]\.\.\.")
ALIAS = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
NOT_OWNERS = frozenset({"me", "tags", "upload", "organize", "friends"})
NO_PHOTOS = NOT_OWNERS - {"me"}  # pages of the site, whose numbers are no photos
OWN_SECRET = frozenset({"h", "k", "3k", "4k", "f", "5k", "6k"})
# Parts of a page that stand in `extra`.
TOLD = (
    "internal_id",
    "tag",
    "group",
    "gallery_id",
    "page",
    "base58",
)
LARGEST_SHORT = 10**12  # a short link's number above it was glued to other letters


def without(line: str) -> str:
    """The line with a space for each Flickr address."""
    return LINK.sub(" ", line) if "flic" in line.lower() else line


def found_in(line: str) -> Iterator[Ref]:
    """Every Flickr address in the line.

    One that only leads to another one inside it is left out.
    """
    place = 0 if "flic" in line.lower() else len(line)
    while match := LINK.search(line, place):
        tail, nested = match["tail"], NESTED.search(match["tail"])
        place = match.end()
        if nested:
            tail = tail[: nested.start()]
            place = match.start("tail") + nested.start()
        ref = _as_cut(
            _link(match, tail), match["tail"] if nested else line[match.end() :], nested is not None
        )
        if ref.kind == "user" and _goes_on(line, match):
            ref = Ref(ref.input, "unrecognised", why="page")
        is_wrapping = nested or match["embed"]
        if ref.photo_id or not is_wrapping:
            yield ref


def _as_cut(ref: Ref, following: str, is_nested: bool) -> Ref:
    """A photo whose number may go on behind the address, after a space or a mark that a program put
    there, has two readings. `following`: what stands behind the address.
    """
    if is_nested or not ref.photo_id or not ref.input.rstrip("/").endswith(_ending(ref)):
        return ref
    match = GOES_ON.match(following)
    if match is None or ref.input.endswith("/"):
        return ref
    more = match["more"] or ""
    digits = str(ref.photo_id)
    if len(digits) == grammar.LONGEST_ID or len(digits + more) > grammar.LONGEST_ID:
        return ref
    if more:
        readings = (int(digits + more), ref.photo_id)
        return Ref(ref.input, "possible_photo", readings=readings, why="wrapped")
    return Ref(ref.input, "possible_photo", readings=(ref.photo_id,), why="shortened")


def _ending(ref: Ref) -> str:
    return ref.extra.get("base58") or str(ref.photo_id)


def _goes_on(line: str, match: re.Match[str]) -> bool:
    """Whether the address ends at a slash in the middle of a word that is not ASCII: no page of
    Flickr's.
    """
    following = line[match.end() : match.end() + 1]
    return match["tail"].endswith("/") and not following.isascii() and following.isalnum()


def _link(match: re.Match[str], tail: str) -> Ref:
    """What one address names.

    `tail`: its path, query and fragment.
    """
    bare = tail.rstrip(".:!?*&=-")
    text = match[0][: match.start("tail") - match.start()] + bare
    if len(text) > LONGEST_LINK:
        return Ref(text[:LONGEST_SHOWN] + "…", "unrecognised", why="long")
    path = SLASHES.sub("/", bare.replace("/#/", "/").replace("#/", "/")).strip("/")
    path = FROM_A_MAIL.sub("", path)
    ref = _of_host(match, text, path)
    dropped = tail[len(bare) :]
    if _is_cut_off(ref, dropped):
        return Ref(text, "possible_photo", readings=(ref.photo_id or 0,), why="shortened")
    return ref


def _is_cut_off(ref: Ref, rest: str) -> bool:
    """Whether dots follow an id that could have had more digits: "…/9021100…"."""
    return rest.startswith("...") and len(str(ref.photo_id or "")) in range(1, grammar.LONGEST_ID)


def _of_host(match: re.Match[str], text: str, path: str) -> Ref:
    if match["static"]:
        return _static(match, text, path)
    if match["short"]:
        return _read(Part.SHORT, text, path)
    return _read(Part.PAGE, text, f"embedr/{path}" if match["embed"] else path)


def _read(part: Part, text: str, path: str) -> Ref:
    """The path by the first form that fits it."""
    for form in grammar.forms(part):
        if match := form.pattern.fullmatch(path):
            return _ref(form, text, match.groupdict())
    return Ref(text, "unrecognised", why="page")


def _ref(form: Form, text: str, parts: dict[str, Any]) -> Ref:
    """A page or a short link as a reference."""
    owner: dict[str, Any] = owner_of(parts.get("owner") or "")
    match form.kind:
        case "guest_pass":
            return Ref(f"flickr.com/gp/{parts['owner']}/…", "guest_pass", **owner)
        case "photo":
            return _photo(text, parts, owner)
        case "album":
            return _album(text, parts, owner)
        case "user" if not owner:
            return Ref(text, "unrecognised", why="page")
    return Ref(text, form.kind, extra=_extra(parts), **owner)


def _photo(text: str, parts: dict[str, Any], owner: dict[str, Any]) -> Ref:
    if (parts.get("owner") or "").lower() in NO_PHOTOS:
        return Ref(text, "unrecognised", why="page")
    if code := parts.get("base58"):
        return _short(text, code, parts, owner)
    photo = ids.photo_id(parts["photo"])
    if photo is None:
        return Ref(text, "unrecognised", why="page")
    return _of(text, photo, parts, owner)


def _short(text: str, code: str, parts: dict[str, Any], owner: dict[str, Any]) -> Ref:
    photo = ids.from_base58(code)
    if photo is None or photo > LARGEST_SHORT:
        return Ref(text, "invalid", why="short_link")
    # Few such photos exist, and a code that was cut looks like that.
    if len(str(photo)) < grammar.SURE_ID:
        return Ref(text, "possible_photo", readings=(photo,), why="shortened")
    return _of(text, photo, parts, owner)


def _of(text: str, photo: int, parts: dict[str, Any], owner: dict[str, Any]) -> Ref:
    extra = _extra(parts)
    if album := ids.photo_id(parts.get("album") or ""):
        extra["album_id"] = str(album)
    secret, size = parts.get("secret"), parts.get("size")
    return Ref(text, "photo", photo_id=photo, secret=secret, size=size, extra=extra, **owner)


def _album(text: str, parts: dict[str, Any], owner: dict[str, Any]) -> Ref:
    code = parts.get("album58")
    album = ids.from_base58(code) if code else ids.photo_id(parts["album"])
    if album is None:
        return (
            Ref(text, "invalid", why="short_link")
            if code
            else Ref(text, "unrecognised", why="page")
        )
    return Ref(text, "album", extra={"album_id": str(album)}, **owner)


def _extra(parts: dict[str, Any]) -> dict[str, str]:
    extra = {name: parts[name] for name in TOLD if parts.get(name)}
    if "group" in extra:
        extra["group"] = ids.nsid(extra["group"]) or extra["group"]
    return extra


def owner_of(text: str) -> dict[str, str]:
    """The account in an address: by its NSID, or by the name that it has in links."""
    if nsid := ids.nsid(text):
        return {"owner": nsid}
    return {"alias": text} if ALIAS.fullmatch(text) and text not in NOT_OWNERS else {}


# --- A picture's own address --------------------------------------------------


def _static(host: re.Match[str], text: str, path: str) -> Ref:
    """Only its secrets and its server need thought."""
    match = next(
        (hit for form in grammar.forms(Part.STATIC) if (hit := form.pattern.fullmatch(path))), None
    )
    photo = ids.photo_id(match["photo"]) if match else None
    if match is None or photo is None:
        return Ref(text, "unrecognised", why="page")
    parts = match.groupdict()
    if "server" not in parts:
        return Ref(text, "static_video", photo_id=photo, secret=parts["secret"], size=parts["size"])
    farm, server = _farm_and_server(host, parts)
    secrets, extra = _secrets(parts["size"], parts["secret"])
    if parts["download"]:
        extra["download"] = "1"
    if host["photos"]:
        extra["photos_host"] = host["photos"]
    if hash_ := _yfcc_hash(host, parts, server, photo):
        extra["yfcc_hash"] = hash_
    return Ref(
        text,
        "static",
        photo_id=photo,
        server=server,
        farm=farm,
        size=parts["size"],
        extra=extra,
        **secrets,
    )


def _farm_and_server(host: re.Match[str], parts: dict[str, Any]) -> tuple[int | None, int | None]:
    """A host's number is the farm; without one, the first of two folders is.

    A single folder is the server.
    """
    first, second = parts["farm"], parts["server"]
    if second is None:
        return (int(host["farm"]) if host["farm"] else None), (int(first) if first else None)
    farm = host["farm"] or first
    return (int(farm) if farm else None), int(second)


def _secrets(size: str | None, secret: str) -> tuple[dict[str, Any], dict[str, str]]:
    """Which secret a picture's name carries, and what stands in `extra`.

    The secrets of the large sizes are never to be compared with the others'.
    """
    if size == "o":
        return {"original_secret": secret}, {}
    if size in OWN_SECRET:
        return {}, {"size_secret": secret}
    return {"secret": secret}, {}


def _yfcc_hash(host: re.Match[str], parts: dict[str, Any], server: int | None, photo: int) -> str:
    """The name that YFCC100M gives a picture, of an address as its list has it: of one size, with
    the farm's number.
    """
    if not host["farm"] or server is None or parts["size"]:
        return ""
    return ids.yfcc_hash(ids.yfcc_image_url(int(host["farm"]), server, photo, parts["secret"]))
