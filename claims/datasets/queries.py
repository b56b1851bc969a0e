"""Is it in there? Answers in the closed vocabulary of outcomes, negatives included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

import numpy as np

from claims.datasets import index, registry
from claims.datasets.source import Source
from claims.flickr import ids
from claims.flickr.refs import Ref


class Outcome(StrEnum):
    FOUND = "found"
    ACCOUNT_FOUND = "account_found"
    POSSIBLE_ACCOUNT = "possible_account"
    UPSTREAM_ONLY = "upstream_only"
    NOT_FOUND = "not_found"
    NOT_CHECKABLE = "not_checkable"
    NAME_NOT_CHECKABLE = "name_not_checkable"


@dataclass(frozen=True)
class Match:
    """What one release says about one reference: one row, `locator` naming file and line (`dataset/release/file#L17`)
    with the row's `photo_id` and `owner`; an account's `rows`, counted and not listed; or a negative, no `rows`."""

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
    """One reference and what every release we hold says about it."""

    ref: Ref
    matches: tuple[Match, ...]

    def as_dict(self) -> dict[str, Any]:
        """The form that `manage.py find --json` and the public interface share."""
        asked = {name: getattr(self.ref, name) for name in ("input", "kind", "photo_id", "owner")}
        return asked | {"matches": [asdict(match) for match in self.matches]}


def found_outcome(source: Source) -> Outcome:
    """What it is called when a photo's id stands in a release of this source."""
    return Outcome.UPSTREAM_ONLY if source.is_pool else Outcome.FOUND


def find(refs: Sequence[Ref], *, list_accounts: bool = False) -> list[Result]:
    """Look references up in every current release. Photo ids of all references are looked up together.

    The rows of an account are counted; `list_accounts` makes a Match of each (an account may have a hundred thousand).
    """
    photo_ids = np.array([ref.photo_id or 0 for ref in refs], np.uint64)
    answers: list[list[Match]] = [[] for _ in refs]
    for release in index.current_releases():
        source = registry.sources()[release.dataset]
        first, count = release.find_photos(photo_ids)
        for number, ref in enumerate(refs):
            positions = np.arange(first[number], first[number] + count[number])
            answers[number] += _matches(ref, source, release, release.at(positions), list_accounts)
    return [Result(ref, tuple(matches)) for ref, matches in zip(refs, answers, strict=True)]


def _matches(
    ref: Ref, source: Source, release: index.Release, photo_rows: index.Rows, list_accounts: bool
) -> list[Match]:
    """Every hit of one reference in one release, or one negative."""
    of_account = _listed if list_accounts else _counted
    matches: list[Match] = []
    if ref.photo_id:
        outcome = found_outcome(source)
        matches += located(release, photo_rows, outcome)
    if ref.owner and source.has_owners:
        outcome = Outcome.UPSTREAM_ONLY if source.is_pool else Outcome.ACCOUNT_FOUND
        matches += of_account(release, ids.pack_nsid(ref.owner), outcome, photo_rows)
    if ref.name and source.has_names and not matches:
        for owner in release.find_name(ref.name):
            matches += of_account(release, owner, Outcome.POSSIBLE_ACCOUNT, photo_rows)
    return matches or [Match(release.dataset, release.name, _negative(ref, source))]


def _negative(ref: Ref, source: Source) -> Outcome:
    if ref.photo_id or (ref.owner and source.has_owners):
        return Outcome.NOT_FOUND
    if ref.alias or ref.name:
        return Outcome.NAME_NOT_CHECKABLE
    return Outcome.NOT_CHECKABLE


def _counted(release: index.Release, owner: int, outcome: Outcome, apart_from: index.Rows) -> list[Match]:
    """The account's rows as a number, those of the photo that was asked for left out."""
    rows = release.count_owner(owner) - int((apart_from.owner == owner).sum())
    return [Match(release.dataset, release.name, outcome, rows)] if rows else []


def _listed(release: index.Release, owner: int, outcome: Outcome, apart_from: index.Rows) -> list[Match]:
    """The account's rows one by one, those of the photo that was asked for left out."""
    others = np.setdiff1d(release.find_owner(owner).position, apart_from.position)
    return located(release, release.at(others), outcome)


def located(release: index.Release, rows: index.Rows, outcome: Outcome) -> list[Match]:
    """Each of these rows as a Match with its locator."""
    return [
        _match(release, outcome, *row)
        for row in zip(rows.photo.tolist(), rows.owner.tolist(), rows.file.tolist(), rows.line.tolist(), strict=True)
    ]


def _match(release: index.Release, outcome: Outcome, photo: int, owner: int, file_number: int, line: int) -> Match:
    file = release.manifest["files"][file_number]
    where = f"L{line}" if file["unit"] == "line" else f"{file['unit']}[{line}]"
    name = f"file-{file_number + 1}" if registry.sources()[release.dataset].hides_file_names else file["name"]
    return Match(
        dataset=release.dataset,
        release=release.name,
        outcome=outcome,
        rows=1,
        locator=f"{release.dataset}/{release.name}/{name}#{where}",
        file=name,
        sha256=file["sha256"],
        line=line,
        photo_id=photo,
        owner=ids.unpack_nsid(owner) if owner else None,
    )


def padded_range(release: index.Release, kind: str, prefix: str) -> list[str]:
    """One bucket of the private check, each entry with ":1", filled up with made-up ones and ":0" to the size that all
    buckets of this release and kind have; the same each time. Raises KeyError, ValueError."""
    found = release.range_of(kind, prefix)
    digits, missing = release.ranges()[kind]["digits"], release.ranges()[kind]["largest"] - len(found)
    made_up = [sha256(f"{prefix.upper()}/{number}".encode()).hexdigest()[: 16 - digits] for number in range(missing)]
    return sorted([f"{end}:1" for end in found] + [f"{end.upper()}:0" for end in made_up])


@dataclass(frozen=True)
class Held:
    """A release we hold, and the dataset it is of."""

    source: Source
    name: str
    rows: int
    photos: int
    owners: int
    built_on: datetime
    files: tuple[tuple[str, str], ...]  # name and SHA-256 of each file it was made from
    ranges: dict[str, dict[str, int]]  # how the private check is divided, by kind; empty until it is made


def held() -> list[Held]:
    """The releases that a check looks through."""
    return [
        Held(
            source=registry.sources()[release.dataset],
            name=release.name,
            rows=release.rows,
            photos=release.manifest["photos"],
            owners=release.manifest["owners"],
            built_on=datetime.fromisoformat(release.manifest["built_at"]),
            files=tuple((file["name"], file["sha256"]) for file in release.manifest["files"]),
            ranges=release.ranges(),
        )
        for release in index.current_releases()
    ]


def not_looked_through(held: list[Held]) -> list[Source]:
    """The datasets of Flickr photos that a check says nothing about: without a list here, or without Flickr ids."""
    loaded = {release.source.name for release in held}
    return [
        source
        for source in registry.sources().values()
        if source.name not in loaded and not source.accumulates and source.derived_from != ("web",)
    ]


def source(name: str) -> Source:
    """Raises KeyError."""
    return registry.sources()[name]


def index_is_readable() -> bool:
    """Whether every current release can be opened."""
    try:
        index.current_releases()
    except (OSError, ValueError, KeyError):
        return False
    return True
