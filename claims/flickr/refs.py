"""`parse(text)` finds every reference to a Flickr photo or account in what a person pasted; `in_list(text)` the photos
that a line of a published list names.

What counts is written in one table, `grammar.FORMS`. Nothing is fetched: a link that needs a redirect or a name that
only Flickr can resolve says so by its kind. What can be read in two ways gives readings and no photo. A guest pass
opens private photos: its token is refused and appears nowhere in the result.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from claims.flickr import cleaning, grammar, ids
from claims.flickr.grammar import Form, Part

MAX_CHARACTERS = 200_000
MAX_REFS = 2_000
LONGEST_LINK = 1_000
LONGEST_NAME = 60
LARGEST_SHORT = 10**12  # a short link's number above it was glued to other letters


class TooMuchText(ValueError):
    """More text than the box takes; the message names the limit."""


NOT_LOOKED_UP = frozenset({"guest_pass", "gallery", "group", "tag"})  # though whose it is may be told


@dataclass(frozen=True)
class Ref:
    """One reference. `kind` says what it is; the other fields hold what that form gives and are empty otherwise.

    Kinds: photo, static, static_video, dataset_path, export_file and photo_file name a photo; nsid and user an account;
    album an album; alias and display_name a name that only Flickr can resolve; possible_photo and
    export_file_ambiguous have `readings` and no photo; user_short and user_internal_id cannot be resolved off line;
    guest_pass, gallery, group and tag are not looked up; invalid, unknown_file, unrecognised and not_flickr could not
    be read, and `why` says more.
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
    readings: tuple[int, ...] = ()  # photo ids that it may name
    why: str = ""  # what else it could be, or why it was not read
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def album_id(self) -> int | None:
        """The album itself; a photo's link may name one too, which says nothing of the photo."""
        return int(self.extra["album_id"]) if self.kind == "album" else None

    @property
    def is_read(self) -> bool:
        """Whether it names something that can be looked up, or could be."""
        names_a_photo = self.photo_id or self.readings or self.album_id
        return self.kind not in NOT_LOOKED_UP and bool(names_a_photo or self.owner or self.alias or self.name)


HOST = (
    r"(?P<page>(?:(?:www|m|secure|touch|api|(?P<embed>embedr)|[a-z]{2}(?:-[a-z]{2})?)\.)?flickr\.com)"
    r"|(?P<short>flic\.kr)"
    r"|(?P<static>live\.staticflickr\.com|farm(?P<farm>[0-9]{1,2})\.static\.?flickr\.com|c[0-9]\.staticflickr\.com"
    r"|static\.flickr\.com|photos(?P<photos>[0-9]{1,2})\.flickr\.com)"
)
# A host of ours, whole: no letter before it, and what follows begins a path or ends the link. What stands before it may
# be another site's address that leads to it.
LINK = re.compile(
    rf"(?<![a-z0-9._@-])(?:https?[:/]*)?(?:{HOST})(?::[0-9]{{1,5}})?(?=[/?#]|[^a-z0-9.@:_-]|[.:]*(?:\s|$))"
    r"(?P<tail>[!#$%&*+\-./0-9:=?@A-Z_a-z~]{0,1100})",
    re.IGNORECASE,
)
NESTED = re.compile(r"(?:https?:?/+|(?<=[/=:]))(?:[a-z0-9-]+\.)*(?:flickr\.com|flic\.kr|staticflickr\.com)", re.I)
SLASHES = re.compile(r"/{2,}")
OWN_SECRET = frozenset({"h", "k", "3k", "4k", "f", "5k", "6k"})
NOT_OWNERS = frozenset({"me", "tags", "upload", "organize", "friends"})
ALIAS = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
ACCOUNT = re.compile(r"(?<![\w./@-])[1-9][0-9]{4,11}@[Nn][0-9]{2}(?!\w|[.@-]\w)")
BROKEN_ACCOUNT = re.compile(r"[1-9][0-9]{4,11}N[0-9]{2}")
OTHER_SITE = re.compile(
    r"(?<![a-z0-9+.:-])(?!file:)(?:[a-z][a-z0-9+.-]{0,20}:)?//|www\.|[a-z0-9-]\.(?:com|org|net|edu|gov|io|example)/",
    re.IGNORECASE,
)
PICTURE = re.compile(r"\.(?:jpe?g|png|gif|bmp|tiff?|heic|webp|mp4|mov|avi)\b", re.I)
COPY = re.compile(r"(?: ?\([0-9]{1,3}\)| - Copy| copy)(?=\.[A-Za-z0-9]{2,4}$)")
TOKEN_SIGN = re.compile(
    r"@N[0-9]{2}|[0-9]_[0-9a-f]{10}|_[0-9]{8,}_o|video_[0-9]{8}|\([0-9]{8,}\)\.|//|www\.|\.(?:com|org|net|edu|gov|io)/",
    re.IGNORECASE,
)
FILE_SIGN = re.compile(r"[0-9]_[0-9a-f]{10}(?![0-9a-f])|_[0-9]{8,}_o|video_[0-9]{8}|\([0-9]{8,}\)\.")
ROW_MARK = re.compile(r"#[0-9]{1,3}$")  # captions are numbered so
CELL = re.compile(r"[\s,;|\"'<>()\[\]{}`^*]+")
ENTRY = re.compile(r"[\t;|]|,(?! )")
WORD = r"(?:photo|foto|picture|image|imagen)"
NUMBER = r"(?P<number>[0-9]+|[0-9]{1,3}(?:(?P<sign>[,.'’ ])[0-9]{3})(?:(?P=sign)[0-9]{3})*)"
WHOLE = re.compile(
    rf"(?P<label>(?:(?:flickr|my|the|mi|la)[ _-])*(?:{WORD}[ _-]?(?:id|no|nr|number|#)?|id)\.?\W{{0,4}}(?:is |es )?)?"
    rf"{NUMBER}(?:\.0+)?",
    re.IGNORECASE,
)
NAMED = re.compile(
    rf"\b{WORD}[ _-]?(?:id|no|nr|number|#)?\.?[\"' ]{{0,3}}[:=#]?[\"' ]{{0,3}}([0-9]{{9,11}})(?![0-9.,]*[0-9])", re.I
)
SCIENTIFIC = re.compile(r"[0-9](?:[.,][0-9]+)?e\+?[0-9]{1,2}", re.IGNORECASE)
TELEPHONE = re.compile(r"(?:\+|00)?[0-9]{0,3}[-. ]*\(?[0-9]{2,4}\)?(?:[-. ]+[0-9]{2,4}){1,4}")
CONTINUES = re.compile(r"[0-9]{5,}(?:/|$)|[1-9][0-9]+@N[0-9]{2}/[0-9]|(?:with|albums|sets)/[0-9]", re.IGNORECASE)
BROKEN_OFF = re.compile(  # before the photo's number
    r"\S{0,200}flickr\.com/(?:photos|people)/(?:[^/\s]{1,80}/)?(?:(?:albums|sets)/(?:[0-9]+/(?:with/)?)?)?",
    re.IGNORECASE,
)
CUT = re.compile(r"\S{0,200}flickr\.com/photos/[^/\s]{1,80}/(?P<first>[1-9][0-9]{0,10})", re.IGNORECASE)
REST = re.compile(r"(?P<second>[0-9]{1,10})/?")
LONGEST_CELL = 200


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
    if len(text) > MAX_CHARACTERS:
        raise TooMuchText(f"the text has {len(text):,} characters; at most {MAX_CHARACTERS:,} can be read at once")
    cleaned = cleaning.clean(text)
    if not cleaned.strip():
        return [Ref("", "not_flickr")]
    refs: dict[tuple[object, ...], Ref] = {}
    for line in _lines(cleaned):
        for ref in [line] if isinstance(line, Ref) else _parse_line(line):
            key = ("photo", ref.photo_id) if ref.photo_id else (ref.kind, ref.owner, ref.alias, ref.input)
            refs[key] = _joined(refs[key], ref) if key in refs else ref
        if len(refs) > MAX_REFS:
            raise TooMuchText(f"there are more than {MAX_REFS:,} references; check them in smaller parts")
    return list(refs.values())


def in_list(line: str) -> dict[int, str | None]:
    """Photo id -> NSID (None where it is not told), for each photo that a line of a list names without doubt: by a
    Flickr link, a Flickr file name or a path of a published dataset. A bare number names none."""
    line = cleaning.clean(line)
    photos: dict[int, str | None] = {}
    for ref in [*_links(line), *_tokens(_without_links(line))]:
        if ref.photo_id:
            photos[ref.photo_id] = ref.owner or photos.get(ref.photo_id)
    return photos


def _joined(first: Ref, again: Ref) -> Ref:
    """The same photo named twice: as it was named first, and whose it is if the other one says so."""
    if first.owner or first.alias or not (again.owner or again.alias):
        return first
    return replace(first, owner=again.owner, alias=again.alias)


# --- Lines ------------------------------------------------------------------------------------------------------------


def _lines(text: str) -> Iterator[str | Ref]:
    """The lines of a cleaned text; a link that was wrapped at a slash in one piece.

    One that was wrapped inside its number can be read in two ways."""
    waiting = ""
    for line in text.split("\n"):
        line = line.strip()
        last = waiting[waiting.rfind(" ") + 1 :][:LONGEST_LINK]
        cut, rest = CUT.fullmatch(last), REST.fullmatch(line)
        if cut and rest and len(cut["first"] + rest["second"]) <= grammar.LONGEST_ID:
            readings = (int(cut["first"] + rest["second"]), int(cut["first"]))
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


def _parse_line(line: str) -> list[Ref]:
    """References standing in running text; without one, the line itself as a file, a number or a name."""
    links = list(_links(line))
    rest = _without_links(line) if links else line
    refs = [*links, *_tokens(rest)]
    if any(ref.is_read or ref.kind == "guest_pass" for ref in refs):
        return [*(ref for ref in refs if ref.kind != "not_flickr"), *_numbers_beside(rest)]
    if refs:
        return refs[:1]
    return _entries(line)


def _without_links(line: str) -> str:
    return LINK.sub(" ", line) if "flic" in line.lower() else line


def _links(line: str) -> Iterator[Ref]:
    """Every Flickr address in the line, those inside other addresses and those glued together too."""
    place = 0 if "flic" in line.lower() else len(line)
    while match := LINK.search(line, place):
        tail, nested = match["tail"], NESTED.search(match["tail"])
        place = match.end()
        if nested:
            tail = tail[: nested.start()]
            place = match.start("tail") + nested.start()
        ref = _link(match, tail)
        if ref.kind == "user" and _goes_on(line, match):
            ref = Ref(ref.input, "unrecognised", why="page")
        is_wrapping = nested and not ref.photo_id
        is_markup = match["embed"] and not ref.photo_id
        if not is_wrapping and not is_markup:
            yield ref


def _goes_on(line: str, match: re.Match[str]) -> bool:
    """Whether the address ends at a slash in the middle of a word that is not ASCII: no page of Flickr's."""
    following = line[match.end() : match.end() + 1]
    return match["tail"].endswith("/") and not following.isascii() and following.isalnum()


def _link(match: re.Match[str], tail: str) -> Ref:
    """What one address names. `tail`: its path, query and fragment."""
    bare = tail.rstrip(".:!?*&=-")
    text = match[0][: match.start("tail") - match.start()] + bare
    if len(text) > LONGEST_LINK:
        return Ref(text[:LONGEST_NAME] + "…", "unrecognised", why="long")
    path = SLASHES.sub("/", bare.replace("/#/", "/").replace("#/", "/")).strip("/")
    if match["short"]:
        ref = _read(Part.SHORT, text, path)
    elif match["static"]:
        ref = _static(match, text, path)
    else:
        ref = _read(Part.PAGE, text, f"embedr/{path}" if match["embed"] else path)
    if ref.photo_id and tail.startswith("...", len(bare)) and len(str(ref.photo_id)) < grammar.LONGEST_ID:
        return Ref(text, "possible_photo", readings=(ref.photo_id,), why="shortened")
    return ref


def _read(part: Part, text: str, path: str) -> Ref:
    """The path by the first form that fits it."""
    for form in grammar.forms(part):
        if match := form.pattern.fullmatch(path):
            return _ref(form, text, match.groupdict())
    return Ref(text, "unrecognised", why="page")


def _ref(form: Form, text: str, parts: dict[str, Any]) -> Ref:
    """A page or a short link as a reference."""
    if form.kind == "guest_pass":
        return Ref(f"flickr.com/gp/{parts['owner']}/…", "guest_pass", **_owner(parts["owner"]))
    owner = _owner(parts.get("owner") or "")
    extra = {name: parts[name] for name in ("internal_id", "tag", "group", "gallery_id", "page") if parts.get(name)}
    photo = ids.photo_id(parts["photo"]) if parts.get("photo") else None
    if code := parts.get("base58"):
        photo, extra["base58"] = ids.from_base58(code), code
        if photo is None or photo > LARGEST_SHORT:
            return Ref(text, "invalid", why="short_link")
    album = ids.from_base58(parts["album58"]) if parts.get("album58") else ids.photo_id(parts.get("album") or "")
    if album:
        extra["album_id"] = str(album)
    if "group" in extra:
        extra["group"] = ids.nsid(extra["group"]) or extra["group"]
    is_empty = (form.kind == "photo" and not photo) or (form.kind == "album" and not album)
    if is_empty or (form.kind == "user" and not owner):
        return Ref(text, "invalid" if parts.get("album58") else "unrecognised", why="page")
    return Ref(
        text, form.kind, photo_id=photo, secret=parts.get("secret"), size=parts.get("size"), extra=extra, **owner
    )


def _owner(text: str) -> dict[str, str]:
    if nsid := ids.nsid(text):
        return {"owner": nsid}
    return {"alias": text} if ALIAS.fullmatch(text) and text not in NOT_OWNERS else {}


def _static(host: re.Match[str], text: str, path: str) -> Ref:
    """A picture's own address on Flickr's servers: only its secrets and its server need thought."""
    match = next((hit for form in grammar.forms(Part.STATIC) if (hit := form.pattern.fullmatch(path))), None)
    photo = ids.photo_id(match["photo"]) if match else None
    if match is None or photo is None:
        return Ref(text, "unrecognised", why="page")
    parts = match.groupdict()
    if "farm" not in parts:
        return Ref(text, "static_video", photo_id=photo, secret=parts["secret"], size=parts["size"])
    server = int(parts["server"]) if parts["server"] else None
    farm = host["farm"] or (parts["farm"] if server is not None else None)
    if server is None and parts["farm"]:
        server = int(parts["farm"])  # one folder only: it is the server's
    extra = {"download": "1"} if parts["download"] else {}
    if host["photos"]:
        extra["photos_host"] = host["photos"]
    secrets = _secrets(parts["size"], parts["secret"], extra)
    if host["farm"] and server is not None and "secret" in secrets and not parts["size"]:
        image = ids.yfcc_image_url(int(host["farm"]), server, photo, parts["secret"])
        extra["yfcc_hash"] = ids.yfcc_hash(image)
    farm_number = int(farm) if farm else None
    return Ref(
        text, "static", photo_id=photo, server=server, farm=farm_number, size=parts["size"], extra=extra, **secrets
    )


def _secrets(size: str | None, secret: str, extra: dict[str, str]) -> dict[str, str]:
    """Which secret a picture's name carries; those of the large sizes are never to be compared with the others'."""
    if size == "o":
        return {"original_secret": secret}
    if size in OWN_SECRET:
        extra["size_secret"] = secret
        return {}
    return {"secret": secret}


# --- Words that name by themselves: account ids, dataset paths, files -------------------------------------------------


def _tokens(text: str) -> list[Ref]:
    """Account ids, dataset paths and file names in a line without its Flickr links. Other sites' addresses are read
    as such, whatever they end in."""
    if not TOKEN_SIGN.search(text):
        return []
    is_short = len(text) <= LONGEST_LINK
    if is_short and "@" in text and (ref := dataset_path(text.strip())):
        return [ref]
    words = [word for word in CELL.split(text) if word and len(word) <= LONGEST_LINK]
    ours = [word for word in words if not OTHER_SITE.search(word)]
    if is_short and len(ours) == len(words) and len(PICTURE.findall(text)) == 1:
        ref = file_name(text.strip())  # its name may have spaces
        if ref.photo_id:
            return [ref]
    refs = [ref for word in ours if (ref := _token(word)) is not None]
    return refs or [Ref(word[:LONGEST_NAME], "not_flickr") for word in words if word not in ours]


def _token(word: str) -> Ref | None:
    """A word that names a photo or an account by itself."""
    if ref := dataset_path(word):
        return ref
    if match := ACCOUNT.search(word):
        return Ref(match[0], "nsid", owner=ids.nsid(match[0]))
    if FILE_SIGN.search(word):
        ref = file_name(ROW_MARK.sub("", word.rpartition("=")[2]))
        return ref if ref.photo_id else None
    return None


def dataset_path(text: str) -> Ref | None:
    """A path inside a published dataset, or None. `extra` says of which, and which face and identity."""
    if len(text) > LONGEST_LINK or "@" not in text:
        return None
    for form in grammar.forms(Part.PATH):
        match = form.pattern.fullmatch(text)
        photo = ids.photo_id(match["photo"]) if match else None
        if match is None or photo is None:
            continue
        parts = match.groupdict()
        extra = {"dataset": form.kind}
        extra |= {name: parts[name] for name in ("face", "identity", "label") if parts.get(name)}
        return Ref(
            text,
            "dataset_path",
            photo_id=photo,
            owner=ids.nsid(parts["owner"]),
            original_secret=parts.get("original_secret"),
            size=parts.get("size"),
            extra=extra,
        )
    return None


def file_name(text: str) -> Ref:
    """What the name of a picture's file tells: a photo, readings, or why it names none.

    `<id>_<secret>_o.jpg` and `<title>_<id>_o.jpg` look alike when the secret or the title is all digits: then both
    numbers are readings, and which of them has a `photo_<id>.json` in the account export decides.
    """
    name = COPY.sub("", text.rpartition("/")[2].removeprefix("File:"))
    for form in grammar.forms(Part.FILE):
        match = form.pattern.fullmatch(name)
        if match is None:
            continue
        parts = match.groupdict()
        digits = parts.get("photo") or ""
        if digits and _is_doubtful(digits, parts, form):
            continue
        if form.kind == "export_file_ambiguous":
            candidates = (int(parts["other"]), int(digits))
            extra = {"candidates": ",".join(map(str, candidates))}
            return Ref(text, form.kind, readings=candidates, why=form.why, extra=extra)
        if form.kind == "possible_photo":
            return Ref(text, form.kind, readings=(int(digits),), why=form.why)
        secrets = {key: parts[key] for key in ("secret", "original_secret") if parts.get(key)}
        photo = ids.photo_id(digits)
        return Ref(text, form.kind, photo_id=photo, size=parts.get("size"), why=form.why, **secrets)
    return Ref(text, "unknown_file", why="no_number")


def _is_doubtful(digits: str, parts: dict[str, Any], form: Form) -> bool:
    """Whether the number in a file's name is as likely a date or a counter. A secret beside it settles that."""
    if not grammar.is_id(digits):
        return True
    if parts.get("secret") or parts.get("original_secret"):
        return False
    if form.kind == "export_file_ambiguous":
        return False
    return len(digits) > grammar.LONGEST_ID or bool(grammar.doubt_of_file(digits))


# --- Numbers and names ------------------------------------------------------------------------------------------------


def _entries(line: str) -> list[Ref]:
    """A line in which nothing names itself: a file, numbers, or a name."""
    whole = _whole(line)
    if whole is not None:
        return [whole]
    words = line.split()
    numbers = [_number(word.strip(",;"), is_labelled=False) for word in words if word.strip(",;").isdecimal()]
    if len(numbers) == len(words) > 1 and all(ref.photo_id for ref in numbers):
        return numbers
    entries = [entry.strip() for entry in ENTRY.split(line)]
    refs = [ref for entry in entries if entry and (ref := _whole(entry)) is not None]
    if len(entries) > 1 and refs:
        certain = [ref for ref in refs if ref.photo_id]
        return certain or refs
    if labelled := NAMED.search(line):
        return [_number(labelled[1], is_labelled=True)]
    return [_words(line, words)]


def _whole(entry: str) -> Ref | None:
    """A whole line or cell as a number or as the name of a file; None for words."""
    text = entry.strip("\"'“”‘’<>[]{},;:!? ").removesuffix(".")
    if len(text) > LONGEST_CELL:
        return None
    if match := WHOLE.fullmatch(text):
        number = re.sub(r"[^0-9]", "", match["number"])
        return _number(number, is_labelled=bool(match["label"]), text=entry)
    if SCIENTIFIC.fullmatch(text):
        return Ref(entry, "invalid", why="scientific")
    if TELEPHONE.fullmatch(text):
        return Ref(entry, "invalid", why="telephone")
    if PICTURE.search(text[-6:]) or "_" in text:
        ref = file_name(text)
        is_file = bool(PICTURE.search(text[-6:])) or ref.why == "camera"
        return replace(ref, input=entry) if is_file or ref.photo_id else None
    return None


def _number(digits: str, *, is_labelled: bool, text: str = "") -> Ref:
    """A bare number that stands by itself."""
    number, entry = ids.photo_id(digits), text or digits
    if number is None or len(digits) > grammar.LONGEST_ID:
        return Ref(entry[:LONGEST_NAME], "invalid", why="number")
    if why := grammar.doubt_of(digits, is_labelled=is_labelled):
        return Ref(entry, "possible_photo", readings=(number,), why=why)
    return Ref(entry, "photo", photo_id=number)


def _numbers_beside(text: str) -> list[Ref]:
    """Bare numbers that are whole cells beside a link; only those that are ids without doubt."""
    entries = [_whole(entry.strip()) for entry in ENTRY.split(text.replace(", ", "\t")) if entry.strip().isdecimal()]
    return [ref for ref in entries if ref is not None and ref.photo_id]


def _words(line: str, words: list[str]) -> Ref:
    """A name, or running text that names nothing."""
    text = line.strip("<([{\"'«“‘>)]}»”’.,;:!? ")
    if BROKEN_ACCOUNT.fullmatch(text):
        return Ref(text, "invalid", why="account")
    if ALIAS.fullmatch(text):
        return Ref(text, "alias", alias=text, name=text)
    if not any(char.isalpha() for char in text):
        return Ref(line[:LONGEST_NAME], "invalid", why="number")
    if "@" in text and "." in text and len(words) == 1:
        return Ref(line[:LONGEST_NAME], "unrecognised", why="email")
    if re.search(r"[0-9]{5}", text) and len(words) > 1:
        return Ref(line[:LONGEST_NAME], "unrecognised", why="number_in_text")
    if len(line) <= LONGEST_NAME:
        return Ref(line, "display_name", name=cleaning.name(line))
    return Ref(line[:LONGEST_NAME] + "…", "unrecognised", why="text")
