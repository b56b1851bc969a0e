"""An account's photos held against every release: what the sheet of a Flickr account shows.

Read by the account's owner alone (or by who holds its download): see `intake.queries.proof`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np

from claims.datasets import index, joint, queries, registry
from claims.datasets.source import UNKNOWN_LICENCE, Source
from claims.flickr import ids, licences
from claims.flickr.export import Export

LISTED = 200
COLUMNS = {"number": np.uint64, "year": np.int64, "month": np.int64, "licence": np.uint8}
FACES, OTHER, POOL, NOWHERE = "faces", "other", "pool", "nowhere"


def _licence_number(text: str | None) -> int:
    number = licences.parse(text) if text else None
    return UNKNOWN_LICENCE if number is None else number


@dataclass(frozen=True)
class Photos:
    """What is kept of a download: equal-length columns by photo id, and nothing that is not needed
    here.

    number: uint64, ascending. year, month: int64 of the upload, 0 unknown. licence: uint8, Flickr's
    number or 255. privacy: the export's own words.
    """

    number: np.ndarray
    year: np.ndarray
    month: np.ndarray
    licence: np.ndarray
    privacy: list[str]

    @classmethod
    def of(cls, export: Export) -> Photos:
        uploads = [_month(photo.uploaded) for photo in export.photos]
        texts = {photo.licence for photo in export.photos}
        number_of = {text: _licence_number(text) for text in texts}
        return cls(
            number=np.array([photo.photo_id for photo in export.photos], np.uint64),
            year=np.array([year for year, _month_ in uploads], np.int64),
            month=np.array([month for _year, month in uploads], np.int64),
            licence=np.array([number_of[photo.licence] for photo in export.photos], np.uint8),
            privacy=[photo.privacy for photo in export.photos],
        )

    def joined_to(self, earlier: Photos) -> Photos:
        """Both downloads' photos; where both have one, as this one has it.

        `earlier`: what was kept of an older download, or of another part of this one.
        """
        number = np.concatenate((self.number, earlier.number))
        kept = np.unique(number, return_index=True)[1]  # the first of each, ascending
        both = {}
        for name in COLUMNS:
            column = np.concatenate((getattr(self, name), getattr(earlier, name)))
            both[name] = column[kept]
        privacy = [*self.privacy, *earlier.privacy]
        return Photos(**both, privacy=[privacy[place] for place in kept.tolist()])

    def as_json(self) -> dict[str, list[Any]]:
        columns = {name: getattr(self, name).tolist() for name in COLUMNS}
        return columns | {"privacy": self.privacy}

    @classmethod
    def from_json(cls, stored: dict[str, list[Any]]) -> Photos:
        columns = {name: np.array(stored[name], kind) for name, kind in COLUMNS.items()}
        return cls(**columns, privacy=stored["privacy"])


def _month(text: str) -> tuple[int, int]:
    """ "2013-09-12 16:37:56" as year and month; zeros where it is no such date."""
    year, _, rest = text.partition("-")
    if (
        len(year) == 4
        and year.isascii()
        and year.isdecimal()
        and rest[:2].isascii()
        and rest[:2].isdecimal()
    ):
        month = int(rest[:2])
        if 1 <= month <= 12:
            return int(year), month
    return 0, 0


@dataclass(frozen=True)
class InRelease:
    """What one release holds of the account.

    `found`: photos of the download that stand in it, by their ids.

    `gone`: photos of the account that stand in it and are not in the download: deleted before it,
    or in another part.
    """

    source: Source
    name: str
    rows: int
    matched: int
    # photos of the download that stand in it under another account: not counted as the person's
    elsewhere: int
    of_account: int  # photos recorded under the account, whether they are in the download or not
    gone: tuple[int, ...]  # the first LISTED
    gone_count: int
    # (recorded in the release, now, photos), most frequent first.
    licences: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True)
class FoundPhoto:
    """A photo of the download and where it stands."""

    number: int
    year: int
    month: int
    privacy: str
    licence: str
    recorded: str  # the licence that the first release which records any has of it
    places: tuple[str, ...]  # locators
    kind: str


@dataclass(frozen=True)
class Year:
    """How many photos were uploaded in a year, by the kind of list they stand in."""

    year: int
    counts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class Sheet:
    """`photos` is None where no download was given: then only what stands under the account is
    known.
    """

    nsid: str | None
    photos: int | None
    releases: tuple[InRelease, ...]
    years: tuple[Year, ...]
    # (year, month, photos uploaded), ascending, months without one left out.
    months: tuple[tuple[int, int, int], ...]
    # (the export's word, photos that stand in a face dataset, photos).
    privacy: tuple[tuple[str, int, int], ...]
    listed: tuple[FoundPhoto, ...]  # those in face datasets first; the first LISTED
    counts: dict[str, int]  # photos by kind of list


def kind_of(source: Source) -> str:
    """Face datasets, the pool, or another list of photos."""
    if source.is_pool:
        return POOL
    return FACES if source.is_of_faces else OTHER


def made(nsid: str | None, photos: Photos | None) -> Sheet:
    """Hold the account (its NSID, where it is known) and the photos of its download against every
    current release.
    """
    number = photos.number if photos else np.empty(0, np.uint64)
    kinds = {kind: np.zeros(len(number), bool) for kind in (FACES, OTHER, POOL)}
    recorded = np.full(len(number), UNKNOWN_LICENCE, np.uint8)
    releases = []
    for release, places, some in joint.current().rows_of(number):
        source = registry.sources()[release.dataset]
        which, rows, elsewhere = _own_rows(release, source, nsid, places, some)
        kinds[kind_of(source)][which] = True
        recorded_licence = release.licences(rows.position)
        if recorded_licence is not None:
            recorded[which] = np.where(
                recorded[which] == UNKNOWN_LICENCE, recorded_licence, recorded[which]
            )
        releases.append(
            _in_release(release, source, nsid, photos, which, recorded_licence, elsewhere)
        )
    kind = np.select([kinds[FACES], kinds[OTHER], kinds[POOL]], [0, 1, 2], 3)
    names = [FACES, OTHER, POOL, NOWHERE]
    counted = np.bincount(kind, minlength=4).tolist()
    return Sheet(
        nsid=nsid,
        photos=len(number) if photos else None,
        releases=tuple(releases),
        years=_years(photos, kind, names) if photos else (),
        months=_months(photos) if photos else (),
        privacy=_privacy(photos, kinds[FACES]) if photos else (),
        listed=_listed(nsid, photos, kind, names, recorded) if photos else (),
        counts=dict(zip(names, counted, strict=True)),
    )


def recorded(number: np.ndarray) -> np.ndarray:
    """Of each photo, the licence that the first release which records any has of it.

    `number`: uint64 (n,). Returns uint8 (n,), UNKNOWN_LICENCE where none is recorded.
    """
    licence = np.full(len(number), UNKNOWN_LICENCE, np.uint8)
    for release, which, rows in joint.current().rows_of(number):
        recorded_here = release.licences(rows.position)
        if recorded_here is not None:
            is_open = licence[which] == UNKNOWN_LICENCE
            licence[which] = np.where(is_open, recorded_here, licence[which])
    return licence


def _own_rows(
    release: index.Release, source: Source, nsid: str | None, which: np.ndarray, rows: index.Rows
) -> tuple[np.ndarray, index.Rows, int]:
    """The same rows without what the release records under another account; and how many photos
    that is.
    """
    if not nsid or not source.has_owners:
        return which, rows, 0
    is_own = (rows.owner == 0) | (rows.owner == ids.pack_nsid(nsid))
    own = np.flatnonzero(is_own)
    elsewhere = len(np.unique(which)) - len(np.unique(which[own]))
    return which[own], release.at(rows.position[own], rows.photo[own]), elsewhere


def _in_release(
    release: index.Release,
    source: Source,
    nsid: str | None,
    photos: Photos | None,
    which: np.ndarray,
    said: np.ndarray | None,
    elsewhere: int,
) -> InRelease:
    own = release.find_owner(ids.pack_nsid(nsid)) if nsid and source.has_owners else None
    under_account = np.unique(own.photo) if own is not None else np.empty(0, np.uint64)
    gone = np.setdiff1d(under_account, photos.number) if photos else under_account
    pairs: Counter[tuple[int, int]] = Counter()
    if said is not None and photos is not None:
        first = np.unique(which, return_index=True)[1]  # one row of each photo
        pairs.update(zip(said[first].tolist(), photos.licence[which[first]].tolist(), strict=True))
    return InRelease(
        source=source,
        name=release.name,
        rows=len(which) if photos else len(own or []),
        matched=len(np.unique(which)),
        elsewhere=elsewhere,
        of_account=len(under_account),
        gone=tuple(gone[:LISTED].tolist()),
        gone_count=len(gone),
        licences=tuple(
            (licence(then), licence(now), count) for (then, now), count in pairs.most_common()
        ),
    )


def licence(number: int) -> str:
    """A licence in words; "" where it is not known."""
    return licences.LICENCES[number].short if number in licences.LICENCES else ""


def _years(photos: Photos, kind: np.ndarray, names: list[str]) -> tuple[Year, ...]:
    years = np.unique(photos.year[photos.year > 0]).tolist()
    if not years:
        return ()
    return tuple(
        Year(
            year,
            dict(
                zip(
                    names, np.bincount(kind[photos.year == year], minlength=4).tolist(), strict=True
                )
            ),
        )
        for year in range(years[0], years[-1] + 1)
    )


def _months(photos: Photos) -> tuple[tuple[int, int, int], ...]:
    dated = photos.year > 0
    keys, counts = np.unique(photos.year[dated] * 12 + photos.month[dated] - 1, return_counts=True)
    return tuple(
        (key // 12, key % 12 + 1, count)
        for key, count in zip(keys.tolist(), counts.tolist(), strict=True)
    )


def _privacy(photos: Photos, in_faces: np.ndarray) -> tuple[tuple[str, int, int], ...]:
    everything = Counter(photos.privacy)
    in_a_list = Counter(photos.privacy[place] for place in np.flatnonzero(in_faces).tolist())
    return tuple((word, in_a_list[word], count) for word, count in everything.most_common())


def _listed(
    nsid: str | None, photos: Photos, kind: np.ndarray, names: list[str], recorded: np.ndarray
) -> tuple[FoundPhoto, ...]:
    """Those in face datasets first, then in other lists, then in the pool; within each by photo
    id.
    """
    chosen = np.argsort(kind, kind="stable")[: min(LISTED, int((kind < 3).sum()))]
    places: dict[int, list[str]] = {int(place): [] for place in chosen}
    for release, which_rows, some in joint.current().rows_of(photos.number[chosen]):
        source = registry.sources()[release.dataset]
        which, rows, _elsewhere = _own_rows(release, source, nsid, which_rows, some)
        matches = queries.located(release, rows, queries.found_outcome(source))
        for at, match in zip(which.tolist(), matches, strict=True):
            places[int(chosen[at])].append(match.locator)
    return tuple(
        FoundPhoto(
            number=int(photos.number[place]),
            year=int(photos.year[place]),
            month=int(photos.month[place]),
            privacy=photos.privacy[place],
            licence=licence(int(photos.licence[place])),
            recorded=licence(int(recorded[place])),
            places=tuple(places[place]),
            kind=names[int(kind[place])],
        )
        for place in map(int, chosen)
    )
