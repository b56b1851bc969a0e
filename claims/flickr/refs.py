"""`parse(text)` finds every reference to a Flickr photo or account in what a person pasted.

Forms and hosts of all ages: see the table in tests/flickr/forms.tsv. Nothing is fetched; a link that needs a redirect
or a name that only Flickr can resolve says so by its kind. A guest pass opens private photos: its token is refused
and appears nowhere in the result.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from claims.flickr import files, ids

MAX_CHARACTERS = 200_000
MAX_REFS = 2_000
LONGEST_TOKEN = 1_000
LONGEST_NAME = 60


class TooMuchText(ValueError):
    """More text than the box takes; the message names the limit."""


@dataclass(frozen=True)
class Ref:
    """One reference. `kind` says what it is; the other fields hold what that form gives and are empty otherwise.

    Kinds: photo, static, static_video, nsid, user, alias, display_name, album, dataset_path, export_file name
    something; export_file_ambiguous leaves two candidates; user_short and user_internal_id cannot be resolved off
    line; guest_pass, gallery, group and tag are not looked up; invalid, unknown_file, unrecognised and not_flickr
    could not be read.
    """

    input: str
    kind: str
    photo_id: int | None = None
    owner: str | None = None  # NSID
    alias: str | None = None  # the name in the link; it can change, the NSID does not
    name: str | None = None  # display name
    secret: str | None = None
    original_secret: str | None = None
    server: int | None = None
    farm: int | None = None
    size: str | None = None
    extra: dict[str, str] = field(default_factory=dict)


FLICKR_HOST = re.compile(r"(?:(?:www|m|secure)\.)?flickr\.com")
STATIC_HOST = re.compile(
    r"live\.staticflickr\.com|farm(?P<farm>\d{1,2})\.static(?:\.)?flickr\.com|c\d\.staticflickr\.com"
    r"|static\.flickr\.com|photos(?P<photos>\d{1,2})\.flickr\.com",
    re.ASCII,
)
STATIC_FILE = re.compile(
    r"(?P<id>[0-9]+)_(?P<secret>[0-9a-z]{6,16})(?:_(?P<size>[a-z0-9]{1,2}))?(?P<download>_d)?\.[A-Za-z0-9]{2,4}"
)
ARCHIVE = re.compile(r"https?://web\.archive\.org/web/[0-9a-z_]+/", re.I)
OWN_SECRET = frozenset({"h", "k", "3k", "4k", "f", "5k", "6k"})
NOT_OWNERS = frozenset({"me", "tags", "upload", "organize", "friends"})
ALIAS = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
BROKEN_NSID = re.compile(r"[1-9][0-9]{4,11}N[0-9]{2}")
HOST_LIKE = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#].*)?", re.I | re.ASCII)
OPENING, CLOSING = "<([{\"'«“‘", ">)]}\"'»”’.,;:!?"
IMAGE_FILE = re.compile(r".+\.(?:jpe?g|png|gif|bmp|tiff?|heic|mp4|mov|avi)", re.I)


def address(ref: Ref) -> str:
    """The plainest spelling of a photo (its page) or of an account (its NSID), "" for anything else.

    Whose a photo is stands in it only if the reference said so."""
    if not ref.photo_id:
        return ref.owner or ""
    if owner := ref.owner or ref.alias:
        return f"https://www.flickr.com/photos/{owner}/{ref.photo_id}/"
    return f"https://www.flickr.com/photo.gne?id={ref.photo_id}"


def parse(text: str) -> list[Ref]:
    """Every reference in the text, in order, each once; a blank text gives one `not_flickr`.

    Raises TooMuchText past MAX_CHARACTERS or MAX_REFS.
    """
    if not text.strip():
        return [Ref("", "not_flickr")]
    if len(text) > MAX_CHARACTERS:
        raise TooMuchText(f"the text has {len(text):,} characters; at most {MAX_CHARACTERS:,} can be read at once")
    found: dict[tuple[object, ...], Ref] = {}
    for line in text.splitlines():
        for ref in _parse_line(line.strip()):
            found.setdefault((ref.kind, ref.photo_id, ref.owner, ref.alias, ref.input), ref)
        if len(found) > MAX_REFS:
            raise TooMuchText(f"there are more than {MAX_REFS:,} references; check them in smaller parts")
    return list(found.values())


def _parse_line(line: str) -> list[Ref]:
    """References standing in running text; without one, the line itself as a name, a number or a file."""
    if len(line) <= LONGEST_TOKEN and (found := files.dataset_path(line)) is not None:
        return [Ref(line, "dataset_path", **found)]
    tokens = [token for word in line.split() if (token := word.lstrip(OPENING).rstrip(CLOSING))]
    if not tokens:
        return []
    refs = [ref for token in tokens if (ref := _parse_token(token[: LONGEST_TOKEN + 1])) is not None]
    if refs:
        return refs
    if len(tokens) == 1:
        return [_parse_word(tokens[0])]
    if len(line) <= LONGEST_NAME:
        return [Ref(line, "display_name", name=line)]
    return [Ref(line[:LONGEST_NAME] + "…", "unrecognised")]


def _parse_token(token: str) -> Ref | None:
    """A link, an account id, a file or a path; None for an ordinary word."""
    if len(token) > LONGEST_TOKEN:
        return Ref(token[:LONGEST_NAME] + "…", "unrecognised")
    if archived := ARCHIVE.match(token):
        inner = _parse_token(token[archived.end() :])
        return replace(inner, input=token) if inner and inner.kind != "guest_pass" else inner
    if (found := files.dataset_path(token)) is not None:
        return Ref(token, "dataset_path", **found)
    if "://" in token or token.startswith("//"):
        return _parse_url(token, token)
    if owner := ids.nsid(token):
        return Ref(token, "nsid", owner=owner)
    if BROKEN_NSID.fullmatch(token):
        return Ref(token, "invalid")
    if IMAGE_FILE.fullmatch(token) and "/" not in token:
        return Ref(token, **files.export_file(token))
    if HOST_LIKE.fullmatch(token) and ("/" in token or "flickr" in token.lower()):
        return _parse_url(token, f"http://{token}")
    return None


def _parse_word(word: str) -> Ref:
    if word.isascii() and word.isdigit():
        number = ids.photo_id(word)
        return Ref(word, "photo", photo_id=number) if number else Ref(word, "invalid")
    if ALIAS.fullmatch(word):
        return Ref(word, "alias", alias=word, name=word)
    return Ref(word, "display_name", name=word) if len(word) <= LONGEST_NAME else Ref(word[:60] + "…", "unrecognised")


def _parse_url(text: str, url: str) -> Ref:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return Ref(text, "unrecognised")
    if parts.scheme.lower() not in ("http", "https", "") or "@" in parts.netloc:
        return Ref(text, "not_flickr")
    path = [unquote(part) for part in parts.path.split("/") if part]
    if host == "flic.kr":
        return _short(text, path)
    if static := STATIC_HOST.fullmatch(host):
        return _static(text, path, static)
    if FLICKR_HOST.fullmatch(host):
        return _page(text, path, parts)
    return Ref(text, "not_flickr")


def _short(text: str, path: list[str]) -> Ref:
    match path:
        case ["p", code, *_]:
            number = ids.from_base58(code)
            return Ref(text, "photo", photo_id=number, extra={"base58": code}) if number else Ref(text, "invalid")
        case ["s", code, *_]:
            number = ids.from_base58(code)
            return Ref(text, "album", extra={"album_id": str(number)}) if number else Ref(text, "invalid")
        case ["ps" | "y", _, *_]:
            return Ref(text, "user_short")
    return Ref(text, "unrecognised")


def _static(text: str, path: list[str], host: re.Match[str]) -> Ref:
    if len(path) >= 4 and path[0] == "video" and (number := ids.photo_id(path[1])):
        return Ref(text, "static_video", photo_id=number, secret=path[2], size=path[3].partition(".")[0])
    file = STATIC_FILE.fullmatch(path[-1]) if path else None
    number = ids.photo_id(file["id"]) if file else None
    if file is None or number is None:
        return Ref(text, "unrecognised")
    folders = [int(part) for part in path[:-1] if re.fullmatch(r"[0-9]{1,6}", part)]
    farm = int(host["farm"]) if host["farm"] else folders[0] if len(folders) == 2 else None
    extra = {"download": "1"} if file["download"] else {}
    if host["photos"]:
        extra["photos_host"] = host["photos"]
    secrets: dict[str, str] = {}
    if file["size"] == "o":
        secrets["original_secret"] = file["secret"]
    elif file["size"] in OWN_SECRET:
        extra["size_secret"] = file["secret"]  # never to be compared with the secret of the other sizes
    else:
        secrets["secret"] = file["secret"]
    server = folders[-1] if folders else None
    if host["farm"] and server is not None and secrets.get("secret") and not file["size"]:
        extra["yfcc_hash"] = ids.yfcc_hash(ids.yfcc_image_url(int(host["farm"]), server, number, file["secret"]))
    return Ref(
        text, "static", photo_id=number, server=server, farm=farm, size=file["size"] or None, extra=extra, **secrets
    )


def _page(text: str, path: list[str], url: SplitResult) -> Ref:
    query = {key: values[0] for key, values in parse_qs(url.query).items()}
    match path:
        case ["gp", owner, *_]:
            return Ref(f"flickr.com/gp/{owner}/…", "guest_pass", **_owner(owner))
        case [("photo.gne" | "photo_zoom.gne" | "video_download.gne"), *_]:
            return _by_query(text, query)
        case ["photostream.gne", *_] if "id" in query:
            return Ref(text, "user_internal_id", extra={"internal_id": query["id"]})
        case ["photos", "tags", tag, *_]:
            return Ref(text, "tag", extra={"tag": tag})
        case ["groups", group, *_]:
            return Ref(text, "group", extra={"group": ids.nsid(group) or group})
        case [("people" | "photos" | "photo" | "videos"), owner, *rest]:
            return _of_owner(text, owner, rest)
    return Ref(text, "unrecognised")


def _by_query(text: str, query: dict[str, str]) -> Ref:
    if short := query.get("short"):
        number, extra = ids.from_base58(short), {"base58": short}
    else:
        number, extra = ids.photo_id(query.get("id", "")), {}
    if number is None:
        return Ref(text, "unrecognised")
    return Ref(text, "photo", photo_id=number, size=query.get("size"), extra=extra)


def _owner(text: str) -> dict[str, str]:
    if found := ids.nsid(text):
        return {"owner": found}
    return {"alias": text} if ALIAS.fullmatch(text) and text not in NOT_OWNERS else {}


def _of_owner(text: str, name: str, rest: list[str]) -> Ref:
    """A page below somebody's photos: an album, a gallery, a photo, or the account itself."""
    owner = _owner(name)
    match rest:
        case [("albums" | "sets"), album, *_] if ids.photo_id(album):
            return Ref(text, "album", extra={"album_id": album}, **owner)
        case ["galleries", gallery, *_]:
            return Ref(text, "gallery", extra={"gallery_id": gallery}, **owner)
        case [number, *below] if (photo := ids.photo_id(number)) is not None:
            return _photo_page(text, photo, below, owner)
        case [] | [("albums" | "sets" | "favorites" | "galleries" | "with" | "archives" | "map"), *_]:
            return Ref(text, "user", **owner) if owner else Ref(text, "unrecognised")
        case [page] if re.fullmatch(r"page[0-9]{1,5}", page) and owner:
            return Ref(text, "user", extra={"page": page[4:]}, **owner)
    return Ref(text, "unrecognised")


def _photo_page(text: str, photo: int, below: list[str], owner: dict[str, str]) -> Ref:
    match below:
        case ["sizes", size, *_]:
            return Ref(text, "photo", photo_id=photo, size=size, **owner)
        case ["in", context, *_] if context.startswith("album-") or context.startswith("set-"):
            album = context.partition("-")[2]
            return Ref(text, "photo", photo_id=photo, extra={"album_id": album}, **owner)
        case ["play", _, secret, *_]:
            return Ref(text, "photo", photo_id=photo, secret=secret, **owner)
    return Ref(text, "photo", photo_id=photo, **owner)
