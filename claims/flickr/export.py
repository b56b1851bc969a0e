"""Reads the account data that Flickr sends its users on request ("Your Flickr Data", a ZIP of JSON
files).

Only three kinds of member are ever opened: `account_profile.json`, `albums.json` and
`photo_<id>.json`; and ZIPs inside the ZIP, where somebody packed the parts together. Mail, contacts
and favorites stay closed. Format: seen in published samples and in public importers; there is no
official description.
"""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass, replace
from typing import IO, Any

from claims.flickr import ids, refs
from claims.flickr.archive import Archive, Budget, Refused, Unusable
from claims.flickr.words import _

MAX_PHOTO_BYTES = 1_000_000
MAX_OTHER_BYTES = 5_000_000
MAX_INNER_BYTES = 100_000_000  # of a ZIP inside the ZIP
MAX_INNER = 50  # ZIPs inside the ZIP

MEMBER = re.compile(
    r"(?:.*/)?(?P<name>account_profile\.json|albums\.json|photo_[0-9]{1,19}\.json)", re.I
)
INNER = re.compile(r"(?:.*/)?(?!\._)[^/]*\.zip", re.I)
ORIGINAL = re.compile(r"/[0-9]{1,19}_([0-9a-z]{6,16})_o\.[A-Za-z0-9]{2,4}$")
MEDIA = re.compile(r".*\.(?:jpe?g|png|gif|heic|tiff?|mp4|mov|avi)", re.I)


@dataclass(frozen=True)
class Skipped:
    """A file of the download that was left out. `reason`: in English, and marked for
    translation."""

    name: str
    reason: str


@dataclass(frozen=True)
class ExportPhoto:
    """What is needed of one photo.

    `licence` None: the export does not say.
    """

    photo_id: int
    title: str
    taken_at: str
    uploaded: str
    privacy: str
    licence: str | None
    original_secret: str | None
    album_ids: tuple[int, ...]


@dataclass(frozen=True)
class Export:
    """An account's data.

    `nsid` is None when the profile is missing (another part of the download has it).
    """

    nsid: str | None
    alias: str | None
    screen_name: str
    joined: str
    photos: tuple[ExportPhoto, ...]
    album_ids: tuple[int, ...]
    skipped: tuple[Skipped, ...]


def read(file: IO[bytes]) -> Export:
    """Read one ZIP of account data.

    Raises Refused; a file in it that cannot be read is skipped and listed.
    """
    budget = Budget()
    archive = Archive(file, budget)
    inner = [name for name in archive.names if INNER.fullmatch(name)]
    parts = []
    if _members(archive) or not inner:
        parts.append(_part(archive))
    skipped = []
    for name in inner[:MAX_INNER]:
        try:
            content = io.BytesIO(archive.read(name, MAX_INNER_BYTES))
            parts.append(_part(Archive(content, budget)))
        except ValueError as error:
            skipped.append(Skipped(name, str(error)))
    if not parts:
        raise Refused(skipped[0].reason)
    whole = merge(parts)
    return replace(whole, skipped=(*whole.skipped, *skipped))


def merge(parts: list[Export]) -> Export:
    """The parts of one download as one.

    Raises Refused for parts of different accounts.
    """
    accounts = {part.nsid for part in parts if part.nsid}
    if len(accounts) > 1:
        raise Refused(
            _("These files come from different Flickr accounts. Please send one account at a time.")
        )
    photos: dict[int, ExportPhoto] = {}
    albums: set[int] = set()
    skipped: list[Skipped] = []
    for part in parts:
        photos |= {photo.photo_id: photo for photo in part.photos}
        albums.update(part.album_ids)
        skipped += part.skipped
    named = next((part for part in parts if part.nsid), parts[0])
    return replace(
        named,
        photos=tuple(photos[number] for number in sorted(photos)),
        album_ids=tuple(sorted(albums)),
        skipped=tuple(skipped),
    )


def _members(archive: Archive) -> dict[str, str]:
    """The members that account data consists of, by how Flickr calls them."""
    matches = [match for name in archive.names if (match := MEMBER.fullmatch(name))]
    return {match["name"].lower(): match[0] for match in matches}


def _part(archive: Archive) -> Export:
    """One ZIP without those in it.

    Raises Refused where it holds no account data, or all of it has a password.
    """
    members = _members(archive)
    if not members:
        raise Refused(_why_empty(archive.names))
    if all(archive.is_locked(name) for name in members.values()):
        raise Refused(
            _(
                "This ZIP has a password. Flickr’s own downloads don’t. Open it with the "
                "password, make a new ZIP without one, and send that. Please don’t send us "
                "the password."
            )
        )
    return _collect(archive, members)


def _why_empty(names: list[str]) -> str:
    """What a ZIP without account data is instead, and which one is needed."""
    if any(MEDIA.fullmatch(name) for name in names):
        return _(
            "This ZIP has your pictures in it. We need the other download: “Account data,” "
            "a small ZIP whose name ends in _part1.zip."
        )
    return _(
        "This ZIP has no Flickr account data in it. We need the download called “Account "
        "data,” a small ZIP whose name ends in _part1.zip."
    )


def _collect(archive: Archive, members: dict[str, str]) -> Export:
    """`members`: from Flickr's name of a file to its name in the ZIP. Raises Refused."""
    profile: dict[str, Any] = {}
    photos: dict[int, ExportPhoto] = {}
    albums: set[int] = set()
    skipped = []
    for name, place in members.items():
        limit = MAX_PHOTO_BYTES if name.startswith("photo_") else MAX_OTHER_BYTES
        try:
            data = _json(archive.read(place, limit))
            if name == "account_profile.json":
                profile = data if isinstance(data, dict) else {}
            elif name == "albums.json":
                albums.update(_album_ids(data.get("albums")))
            else:
                photo = _photo(data, name)
                photos[photo.photo_id] = photo
        except Refused:
            raise
        except (ValueError, AttributeError, TypeError, RecursionError) as error:
            skipped.append(Skipped(name, _why(error)))
    return _export(
        profile,
        photos=tuple(sorted(photos.values(), key=lambda photo: photo.photo_id)),
        album_ids=tuple(sorted(albums)),
        skipped=tuple(skipped),
    )


def _json(data: bytes) -> Any:
    """Raises ValueError."""
    try:
        return json.loads(data)
    except ValueError:
        # Some files hold control characters, a byte order mark, or bytes that are no UTF-8.
        return json.loads(data.decode("utf-8-sig", "replace"), strict=False)


def _export(profile: dict[str, Any], **contents: Any) -> Export:
    """`profile`: as account_profile.json has it, {} without one."""
    url = refs.parse(str(profile.get("profile_url", ""))[:500])
    joined = profile.get("joined_date") or profile.get("join_date") or ""
    return Export(
        nsid=ids.nsid(str(profile.get("nsid", ""))),
        alias=url[0].alias if url else None,
        screen_name=str(profile.get("screen_name", ""))[:200],
        joined=str(joined)[:40],
        **contents,
    )


def _why(error: Exception) -> str:
    """Why a file of the download was left out."""
    if isinstance(error, Unusable):
        return str(error)
    if isinstance(error, ValueError):
        return _("it is damaged")
    return _("it isn’t written the way Flickr writes it")


def _photo(data: Any, name: str) -> ExportPhoto:
    """`name`: of the file, which tells the photo's id too.

    Raises Unusable where the two differ or neither tells it.
    """
    told, named = (
        str(data.get("id") or "").strip(),
        ids.photo_id(name.removeprefix("photo_").removesuffix(".json")),
    )
    number = ids.photo_id(told) if told else named
    if number is None:
        raise Unusable(_("it has no photo number"))
    if named and named != number:
        raise Unusable(_("its name and its contents are from different photos"))
    original = ORIGINAL.search(str(data.get("original") or "")[:500])
    licence = data.get("license")
    return ExportPhoto(
        photo_id=number,
        title=str(data.get("name", ""))[:300],
        taken_at=str(data.get("date_taken", ""))[:40],
        uploaded=str(data.get("date_imported", ""))[:40],
        privacy=str(data.get("privacy", ""))[:40],
        licence=str(licence)[:100] if licence else None,
        original_secret=original[1] if original else None,
        album_ids=tuple(_album_ids(data.get("albums"))),
    )


def _album_ids(albums: Any) -> list[int]:
    """The ids of albums; `0` is the export's placeholder for none."""
    albums = [
        ids.photo_id(str(album.get("id", ""))) for album in albums or [] if isinstance(album, dict)
    ]
    return [number for number in albums if number]
