"""Reads the account data that Flickr sends its users on request ("Your Flickr Data", a ZIP of JSON
files).

Only three kinds of member are ever opened: `account_profile.json`, `albums.json` and
`photo_<id>.json`. Mail, contacts and favourites stay closed. Nothing is written to disk and no
number in the ZIP's own headers is trusted. Format: seen in published samples and in public
importers; there is no official description.
"""

from __future__ import annotations

import json
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, replace
from typing import IO, Any

from claims.flickr import ids, refs

MAX_ENTRIES = 200_000
MAX_PHOTO_BYTES = 1_000_000
MAX_OTHER_BYTES = 5_000_000
MAX_TOTAL_BYTES = 1_000_000_000
MAX_RATIO = 200  # expanded bytes to compressed ones; JSON compresses about tenfold

ENTRY = b"PK\x01\x02"  # begins each entry of a ZIP's directory

MEMBER = re.compile(
    r"(?:.*/)?(?P<name>account_profile\.json|albums\.json|photo_[0-9]{1,19}\.json)", re.I
)
ORIGINAL = re.compile(r"/[0-9]{1,19}_([0-9a-z]{6,16})_o\.[A-Za-z0-9]{2,4}$")
MEDIA = re.compile(r".*\.(?:jpe?g|png|gif|mp4|mov|avi)", re.I)


class ExportRefused(ValueError):
    """The file cannot be read as account data; the message says why and what to do."""


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
    skipped: tuple[str, ...]  # photo files that could not be read, each with the reason


def read(file: IO[bytes]) -> Export:
    """Read one ZIP of account data.

    Raises ExportRefused; a single unreadable photo is skipped and listed.
    """
    _refuse_too_many(file)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error) as error:
        raise ExportRefused(
            "This is not a ZIP file, or it is cut off. Download it from Flickr again and choose the"
            " file whose name ends in _part1.zip."
        ) from error
    with archive:
        entries = archive.infolist()
        if len(entries) > MAX_ENTRIES:
            raise ExportRefused(
                f"The ZIP holds {len(entries):,} files; at most {MAX_ENTRIES:,} are read."
            )
        members = [
            (match["name"].lower(), member)
            for member in entries
            if (match := MEMBER.fullmatch(member.filename))
        ]
        if not members:
            raise ExportRefused(_why_empty(entries))
        return _collect(_Reader(archive), members)


def _refuse_too_many(file: IO[bytes]) -> None:
    """Count the entries before anything is made of them.

    Raises ExportRefused.
    """
    count, end = 0, b""
    while block := file.read(1 << 20):
        count += (end + block).count(ENTRY)
        end = block[-3:]
    file.seek(0)
    if count > MAX_ENTRIES:
        raise ExportRefused(
            f"The ZIP holds about {count:,} files; at most {MAX_ENTRIES:,} are read."
        )


def merge(parts: list[Export]) -> Export:
    """The parts of one download as one.

    Raises ExportRefused for parts of different accounts.
    """
    accounts = {part.nsid for part in parts if part.nsid}
    if len(accounts) > 1:
        raise ExportRefused(
            f"These files are of different accounts ({', '.join(sorted(accounts))}). Give one at a "
            "time."
        )
    photos: dict[int, ExportPhoto] = {}
    albums: set[int] = set()
    skipped: list[str] = []
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


def _why_empty(members: list[zipfile.ZipInfo]) -> str:
    if any(MEDIA.fullmatch(member.filename) for member in members):
        return (
            "This ZIP holds the pictures. The other download is needed: “Account data”, a small ZIP"
            " whose name ends in _part1.zip."
        )
    return "This ZIP holds no Flickr account data (no account_profile.json and no photo_….json)."


class Unusable(ValueError):
    """One file of the download cannot be used; the message says why."""


class _Reader:
    """Reads members while counting what really comes out."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.expanded = 0

    def json(self, member: zipfile.ZipInfo, limit: int) -> Any:
        """Raises ExportRefused past a limit, Unusable or ValueError for a member that cannot be
        read.
        """
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Unusable("packed in a way that account data is not")
        try:
            with self.archive.open(member) as stream:
                data = stream.read(limit + 1)
        except (
            zipfile.BadZipFile,
            NotImplementedError,
            RuntimeError,
            zlib.error,
            EOFError,
            OSError,
        ) as error:
            raise Unusable("damaged or encrypted") from error
        self.expanded += len(data)
        if len(data) > limit:
            raise ExportRefused(
                f"{member.filename} is larger than {limit:,} bytes; no such file is in account "
                "data."
            )
        if self.expanded > MAX_TOTAL_BYTES or len(data) > MAX_RATIO * max(
            member.compress_size, 100
        ):
            raise ExportRefused(
                "The ZIP expands to far more than account data ever does. It was not read further."
            )
        try:
            return json.loads(data)
        except (
            ValueError
        ):  # some files hold control characters, a byte order mark, or bytes that are no UTF-8
            return json.loads(data.decode("utf-8-sig", "replace"), strict=False)


def _collect(reader: _Reader, members: list[tuple[str, zipfile.ZipInfo]]) -> Export:
    profile: dict[str, Any] = {}
    photos: dict[int, ExportPhoto] = {}
    albums: set[int] = set()
    skipped = []
    for name, member in members:
        limit = MAX_PHOTO_BYTES if name.startswith("photo_") else MAX_OTHER_BYTES
        try:
            data = reader.json(member, limit)
            if name == "account_profile.json":
                profile = data if isinstance(data, dict) else {}
            elif name == "albums.json":
                albums.update(_album_ids(data.get("albums")))
            else:
                photo = _photo(data, name)
                photos[photo.photo_id] = photo
        except ExportRefused:
            raise
        except (ValueError, AttributeError, TypeError, RecursionError) as error:
            skipped.append(f"{name}: {_why(error)}")
    return _export(
        profile,
        photos=tuple(sorted(photos.values(), key=lambda photo: photo.photo_id)),
        album_ids=tuple(sorted(albums)),
        skipped=tuple(skipped),
    )


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
    return "not JSON" if isinstance(error, ValueError) else "not of the form that Flickr writes"


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
        raise Unusable("no photo id")
    if named and named != number:
        raise Unusable("its name and its id are different photos")
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
