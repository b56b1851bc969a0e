"""Is it in there? Answers in the closed vocabulary of outcomes, negatives included."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from typing import Any

import numpy as np

from claims.datasets import index, joint, registry
from claims.datasets.joint import Key
from claims.datasets.models import Release
from claims.datasets.source import Source
from claims.flickr import ids
from claims.flickr.reference import Ref


class Outcome(StrEnum):
    FOUND = "found"
    ACCOUNT_FOUND = "account_found"
    POSSIBLE_PHOTO = "possible_photo"
    POSSIBLE_ACCOUNT = "possible_account"
    UPSTREAM_ONLY = "upstream_only"
    NOT_FOUND = "not_found"
    NOT_CHECKABLE = "not_checkable"
    NAME_NOT_CHECKABLE = "name_not_checkable"


@dataclass(frozen=True)
class Match:
    """What one release says about one reference: one row, `locator` naming file and line
    (`dataset/release/file#L17`) with the row's `photo_id` and `owner`; the `rows` of an account or
    an album, counted and not listed; or a negative, no `rows`.
    """

    dataset: str
    release: str
    outcome: Outcome
    rows: int = 0
    locator: str = ""
    file: str = ""
    sha256: str = ""
    line: int | None = None
    photo_id: int | None = None
    owner: str | None = None


@dataclass(frozen=True)
class Result:
    """One reference, what stands of it in the releases that we hold, and the releases in which
    nothing does; of a photo, those too in which only others of its account stand.
    """

    ref: Ref
    hits: tuple[Match, ...]
    without: tuple[index.Release, ...]

    @cached_property
    def negatives(self) -> tuple[Match, ...]:
        """One for each of these releases, with why."""
        return tuple(
            Match(
                release.dataset,
                release.name,
                _negative(self.ref, registry.sources()[release.dataset], release),
            )
            for release in self.without
        )

    @property
    def matches(self) -> tuple[Match, ...]:
        """Hits, then negatives."""
        return self.hits + self.negatives

    @property
    def of_itself(self) -> tuple[Match, ...]:
        """What is said of the reference: the rows that are only counted are of its account."""
        return tuple(match for match in self.matches if match.locator or not match.rows)

    def as_dict(self) -> dict[str, Any]:
        """The form that `manage.py find --json` and the public interface share.

        A reference that could not be read has no matches: nothing was looked up.
        """
        return {
            "input": self.ref.input,
            "kind": self.ref.kind,
            "photo_id": self.ref.photo_id,
            "owner": self.ref.owner,
            "readings": self.ref.readings,
            "why": self.ref.why,
            "matches": [asdict(match) for match in self.matches],
        }


def found_outcome(source: Source) -> Outcome:
    """What it is called when a photo's id stands in a release of this source."""
    return Outcome.UPSTREAM_ONLY if source.is_pool else Outcome.FOUND


def find(
    refs: Sequence[Ref], *, list_accounts: bool = False, within: joint.Joint | None = None
) -> list[Result]:
    """Look references up in every current release.

    Photo ids of all references are looked up together.

    The rows of an account or an album are counted; `list_accounts` makes a Match of each (an
    account may have a hundred thousand). `within`: the releases, for who needs the same ones again
    (a list may be published meanwhile).
    """
    holding = within or joint.current()
    hits: list[list[Match]] = [[] for _ref in refs]
    photo_rows = _add_photos(holding, refs, hits)
    for number, ref in enumerate(refs):
        if not ref.is_read:
            continue
        if ref.owner:
            _add_account(holding, ref.owner, photo_rows[number], list_accounts, hits[number])
        if ref.album_id:
            _add_album(holding, ref.album_id, list_accounts, hits[number])
        if ref.name:
            _add_name(holding, ref.name, list_accounts, hits[number])
    return [_result(holding, ref, of_ref) for ref, of_ref in zip(refs, hits, strict=True)]


def _result(holding: joint.Joint, ref: Ref, hits: list[Match]) -> Result:
    order = {
        (release.dataset, release.name): place for place, release in enumerate(holding.releases)
    }
    # Stable: within a release as they were added.
    hits.sort(key=lambda match: order[match.dataset, match.release])
    hit = {(match.dataset, match.release) for match in hits if _answers(ref, match)}
    without = [
        release for release in holding.releases if (release.dataset, release.name) not in hit
    ]
    return Result(ref, tuple(hits), tuple(without) if ref.is_read else ())


def _answers(ref: Ref, match: Match) -> bool:
    """Whether it is of what was asked: rows of a photo's account say nothing of the photo."""
    return not ref.photo_id or match.photo_id == ref.photo_id


PhotoRows = dict[Key, index.Rows]


def _add_photos(
    holding: joint.Joint, refs: Sequence[Ref], hits: list[list[Match]]
) -> list[PhotoRows]:
    """The rows of the photos that the references name, or may name.

    Returns them by reference and release.
    """
    numbers: list[int] = []  # of the reference, for each photo
    photos: list[int] = []
    for number, ref in enumerate(refs):
        of_ref = [photo for photo in (ref.photo_id, *ref.readings) if photo]
        numbers += [number] * len(of_ref)
        photos += of_ref
    by_ref: list[PhotoRows] = [{} for _ref in refs]
    if not photos:
        return by_ref
    for release, which, rows in holding.rows_of(np.array(photos, np.uint64)):
        source = registry.sources()[release.dataset]
        for place in np.unique(which).tolist():
            number, is_of_photo = numbers[place], which == place
            some = release.at(rows.position[is_of_photo], rows.photo[is_of_photo])
            outcome = found_outcome(source) if refs[number].photo_id else Outcome.POSSIBLE_PHOTO
            hits[number] += located(release, some, outcome)
            by_ref[number][release.dataset, release.name] = some
    return by_ref


def _add_account(
    holding: joint.Joint, nsid: str, photo_rows: PhotoRows, is_listed: bool, hits: list[Match]
) -> None:
    """The account's rows, those of the photo that was asked for left out."""
    owner = ids.pack_nsid(nsid)
    for release in holding.with_owner(owner):
        source = registry.sources()[release.dataset]
        outcome = Outcome.UPSTREAM_ONLY if source.is_pool else Outcome.ACCOUNT_FOUND
        apart_from = photo_rows.get((release.dataset, release.name), joint.NO_ROWS)
        if is_listed:
            hits += _listed(release, owner, outcome, apart_from)
        else:
            hits += _counted(
                release,
                release.count_owner(owner) - int((apart_from.owner == owner).sum()),
                outcome,
            )


def _add_album(holding: joint.Joint, album: int, is_listed: bool, hits: list[Match]) -> None:
    """The rows of an album, in the releases that record albums."""
    for release in holding.releases:
        rows = release.find_album(album)
        outcome = found_outcome(registry.sources()[release.dataset])
        hits += (
            located(release, rows, outcome) if is_listed else _counted(release, len(rows), outcome)
        )


def _add_name(holding: joint.Joint, name: str, is_listed: bool, hits: list[Match]) -> None:
    """The accounts under a display name, in the releases that record names and have no better
    hit.
    """
    hit = {(match.dataset, match.release) for match in hits}
    for release in holding.releases:
        if (release.dataset, release.name) in hit:
            continue
        for owner in release.find_name(name):
            if is_listed:
                hits += _listed(release, owner, Outcome.POSSIBLE_ACCOUNT, joint.NO_ROWS)
            else:
                hits += _counted(release, release.count_owner(owner), Outcome.POSSIBLE_ACCOUNT)


def _negative(ref: Ref, source: Source, release: index.Release) -> Outcome:
    """Not found, or why it could not be looked up.

    An album that a list records no albums of is not its account: what is not found of the
    account says nothing of the album.
    """
    if ref.photo_id or ref.readings:
        return Outcome.NOT_FOUND
    if ref.album_id:
        return Outcome.NOT_FOUND if source.has_albums else Outcome.NOT_CHECKABLE
    if ref.owner:
        has_owners = source.has_owners and release.manifest["owners"]
        return Outcome.NOT_FOUND if has_owners else Outcome.NOT_CHECKABLE
    if ref.alias or ref.name:
        return Outcome.NAME_NOT_CHECKABLE
    return Outcome.NOT_CHECKABLE


def _counted(release: index.Release, rows: int, outcome: Outcome) -> list[Match]:
    """Rows as a number."""
    return [Match(release.dataset, release.name, outcome, rows)] if rows else []


def _listed(
    release: index.Release, owner: int, outcome: Outcome, apart_from: index.Rows
) -> list[Match]:
    """The account's rows one by one, those of the photo that was asked for left out."""
    others = np.setdiff1d(release.find_owner(owner).position, apart_from.position)
    return located(release, release.at(others), outcome)


def located(release: index.Release, rows: index.Rows, outcome: Outcome) -> list[Match]:
    """Each of these rows as a Match with its locator."""
    return [
        _match(release, outcome, *row)
        for row in zip(
            rows.photo.tolist(),
            rows.owner.tolist(),
            rows.file.tolist(),
            rows.line.tolist(),
            strict=True,
        )
    ]


def _match(
    release: index.Release, outcome: Outcome, photo: int, owner: int, file_number: int, line: int
) -> Match:
    file = release.manifest["files"][file_number]
    name = (
        f"file-{file_number + 1}"
        if registry.sources()[release.dataset].hides_file_names
        else file["name"]
    )
    return Match(
        dataset=release.dataset,
        release=release.name,
        outcome=outcome,
        rows=1,
        locator=f"{release.dataset}/{release.name}/{name}#{index.place_in_file(file, line)}",
        file=name,
        sha256=file["sha256"],
        line=line,
        photo_id=photo,
        owner=ids.unpack_nsid(owner) if owner else None,
    )


def padded_range(release: index.Release, kind: str, prefix: str) -> list[str]:
    """One bucket of the private check, each entry with ":1", filled up with made-up ones and ":0"
    to the size that all buckets of this release and kind have; the same each time. Raises KeyError,
    ValueError.
    """
    bucket = release.range_of(kind, prefix)
    about = release.ranges()[kind]
    length = 16 - about["digits"]
    entries = [f"{end}:1" for end in bucket]
    for number in range(about["largest"] - len(bucket)):
        made_up = sha256(f"{prefix.upper()}/{number}".encode()).hexdigest()
        entries.append(f"{made_up[:length].upper()}:0")
    return sorted(entries)


# --- What is held -------------------------------------------------------------


@dataclass(frozen=True)
class HeldRelease:
    """A release we hold, and the dataset it is of.

    `title`: what people read.
    """

    source: Source
    name: str
    title: str
    rows: int
    photos: int
    owners: int
    built_on: datetime
    files: tuple[tuple[str, str], ...]  # name and SHA-256 of each file it was made from
    # How the private check is divided, by kind; empty until it is made.
    ranges: dict[str, dict[str, int]]
    shortfall: Shortfall | None  # of its dataset


@dataclass(frozen=True)
class Shortfall:
    """A dataset of which we hold fewer rows than were published: what is not found may stand in the
    rest.
    """

    title: str
    rows: int
    published: int

    def __str__(self) -> str:
        return (
            f"{self.title}: {self.rows:,} rows are held, and {self.published:,} were published "
            f"({self.published - self.rows:,} short)."
        )


def held(within: joint.Joint | None = None) -> list[HeldRelease]:
    """The releases that a check looks through."""
    releases = (within or joint.current()).releases
    short = _shortfalls(releases)
    return [_held(release, short.get(release.dataset)) for release in releases]


def _held(release: index.Release, shortfall: Shortfall | None) -> HeldRelease:
    return HeldRelease(
        source=registry.sources()[release.dataset],
        name=release.name,
        title=title_of(release),
        rows=release.rows,
        photos=release.manifest["photos"],
        owners=release.manifest["owners"],
        built_on=datetime.fromisoformat(release.manifest["built_at"]),
        files=tuple((file["name"], file["sha256"]) for file in release.manifest["files"]),
        ranges=release.ranges(),
        shortfall=shortfall,
    )


def title_of(release: index.Release) -> str:
    """A list that is no dataset of its own goes by the title that the operator gave it, or by its
    release's name.
    """
    source = registry.sources()[release.dataset]
    return (release.title or release.name) if source.is_generic else source.title


def shortfalls(dataset: str = "") -> list[Shortfall]:
    """The datasets of which we hold less than was published; `dataset`: that one alone."""
    short = _shortfalls(joint.current_releases())
    return [shortfall for name, shortfall in short.items() if dataset in ("", name)]


def _shortfalls(releases: Sequence[index.Release]) -> dict[str, Shortfall]:
    rows: Counter[str] = Counter()
    for release in releases:
        rows[release.dataset] += release.rows
    return {
        name: Shortfall(source.title, count, source.published_rows)
        for name, count in rows.items()
        if (source := registry.sources()[name]).published_rows and count < source.published_rows
    }


def earlier_releases() -> list[Release]:
    """Those that no check looks through any more."""
    return [release for release in releases() if release.retired_at]


def releases() -> list[Release]:
    """Every release that was published, current and earlier, by dataset and date."""
    return list(Release.objects.order_by("dataset", "published_at", "name"))


def not_looked_through(held: list[HeldRelease]) -> list[Source]:
    """The datasets of Flickr photos that a check says nothing about: without a list here, or
    without Flickr ids.
    """
    loaded = {release.source.name for release in held}
    return [
        source
        for source in registry.sources().values()
        if source.name not in loaded and not source.is_generic and source.derived_from != ("web",)
    ]


def source(name: str) -> Source:
    """Raises KeyError."""
    return registry.sources()[name]


def broken_releases() -> list[str]:
    """Which current releases cannot be opened, as dataset/release.

    Raises OSError, ValueError where not even the list of them can be read.
    """
    return joint.broken()


def has_releases() -> bool:
    return bool(joint.published())


def index_is_readable() -> bool:
    """Whether every current release can be opened."""
    try:
        joint.current_releases()
    except (OSError, ValueError, KeyError):
        return False
    return True
