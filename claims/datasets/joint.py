"""All current releases together: which of them a photo or an account stands in, at the cost of one
release.

The largest release answers for itself. Over all the others stands one joint directory, a folder
with a manifest: each id once, in a bucket that a hash of it gives, with one byte of the hash and
the number of a set of releases. What it names is then looked up in those releases alone, so a byte
that happens to be equal costs time and changes no answer.

A reader follows `joint/CURRENT` and nothing else. Publication writes a dataset's own CURRENT file
first, builds the directory aside and swaps it last; where the two differ, because a process was
killed in between, the next start or import makes the directory anew. docs/adr/0009
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
from functools import cached_property
from pathlib import Path

import numpy as np
from django.conf import settings

from claims.datasets.columns import distinct
from claims.datasets.index import Release, Row, Rows
from claims.datasets.joint_build import HASH, Key, ensure, named, published, without_directory
from claims.datasets.lanes import Lanes

log = logging.getLogger(__name__)
HASH_OF_ONE, MASK = int(HASH), (1 << 64) - 1
BLOCK = 16_384  # keys looked up at a time


class Directory:
    """The ids of one kind: `starts` (uint32) where each bucket begins, `low` (uint8) a byte of each
    id's hash, `sets` (uint16) the number of the set of releases that hold it.
    """

    def __init__(self, folder: Path, kind: str, bits: int) -> None:
        columns = [
            np.load(folder / f"{kind}_{name}.npy", mmap_mode="r").view(np.ndarray)
            for name in ("starts", "low", "sets")
        ]
        self._starts, self._low, self._sets = columns
        self._lanes = Lanes(self._low)
        self._bits = bits

    def find(self, ids: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Which of these ids may stand in which set: (place in `ids`, number of the set).

        `ids`: uint64 (n,).
        """
        which, sets = [], []
        for begin in range(0, len(ids), BLOCK):
            hashes = ids[begin : begin + BLOCK] * HASH
            bucket = (hashes >> np.uint64(64 - self._bits)).view(np.int64)
            key = (hashes >> np.uint64(56 - self._bits)) & np.uint64(0xFF)
            start = self._starts.take(bucket).astype(np.int64)
            width = self._starts.take(bucket + 1).astype(np.int64) - start
            of_block, places = self._lanes.places(start, width, key)
            which.append(of_block + begin)
            sets.append(self._sets.take(places))
        if not which:
            return np.empty(0, np.int64), np.empty(0, np.uint16)
        return np.concatenate(which), np.concatenate(sets)

    def find_one(self, number: int) -> list[int]:
        """The same for one id, in plain integers: the numbers of sets.

        Written for the many ids that stand nowhere.
        """
        starts, low, sets, shift = self._plain
        top = (number * HASH_OF_ONE & MASK) >> shift
        bucket, key = top >> 8, top & 0xFF
        place, end = starts[bucket], starts[bucket + 1]
        while place < end:
            if low[place] == key:
                return [sets[other] for other in range(place, end) if low[other] == key]
            place += 1
        return NO_SETS

    @cached_property
    def _plain(self) -> tuple[memoryview, memoryview, memoryview, int]:
        return (
            memoryview(self._starts),
            memoryview(self._low),
            memoryview(self._sets),
            56 - self._bits,
        )

    def warm(self) -> None:
        for column in (self._starts, self._low):
            column.max(initial=0)


class Joint:
    """The current releases, open for reading.

    `releases`: by dataset, then in the order of publication.
    """

    def __init__(self, folder: Path | None, keys: list[Key] | None = None) -> None:
        """`keys`: without a folder, releases that are all asked for every id."""
        manifest = (
            json.loads((folder / "manifest.json").read_text())
            if folder
            else without_directory(keys or [])
        )
        home = Path(settings.INDEX_DIR)
        self.releases = [Release(home / dataset / name) for dataset, name in manifest["releases"]]
        # Numbers of releases that are asked for every id.
        self._asked: list[int] = manifest["asked"]
        self._always = [self.releases[number] for number in self._asked]
        self._sets: list[list[int]] = manifest["sets"]
        self._directories = {
            kind: Directory(folder, kind, manifest["bits"][kind])
            for kind in manifest["bits"]
            if folder
        }
        sizes = [len(members) for members in self._sets]
        self._set_starts = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
        self._members = np.array([number for members in self._sets for number in members], np.int64)

    def rows_of(self, ids: np.ndarray) -> list[tuple[Release, np.ndarray, Rows]]:
        """Of every current release: which of these ids (places in `ids`, ascending) stand in which
        of its rows. `ids`: uint64 (n,). A release that holds none of them costs nothing.
        """
        ids = np.ascontiguousarray(ids, np.uint64)
        places_of = self._places("photo", ids)
        answers = []
        for number, release in enumerate(self.releases):
            places = places_of.get(number)
            if places is None:
                which, rows = np.empty(0, np.int64), NO_ROWS
            elif len(places) == len(ids):
                which, rows = release.rows_of(ids)
            else:
                which, rows = release.rows_of(ids.take(places))
                which = places.take(which)
            answers.append((release, which, rows))
        return answers

    def _places(self, kind: str, ids: np.ndarray) -> dict[int, np.ndarray]:
        """By number of a release: the places of the ids that it is to be asked for, ascending.

        A release without a directory is asked for all of them.
        """
        places = {number: np.arange(len(ids)) for number in self._asked}
        if directory := self._directories.get(kind):
            which, sets = directory.find(ids)
            size = np.diff(self._set_starts)[sets]
            before = np.repeat(np.cumsum(size) - size, size)
            member = np.repeat(self._set_starts[sets], size) + np.arange(len(before)) - before
            # By release.
            pairs = distinct(self._members[member] * len(ids) + np.repeat(which, size))
            of_release, place = np.divmod(pairs, max(len(ids), 1))
            ends = np.searchsorted(of_release, np.arange(len(self.releases) + 1))
            for number in np.flatnonzero(np.diff(ends)).tolist():
                places[number] = place[ends[number] : ends[number + 1]]
        return places

    def find_photo(self, photo: int) -> list[tuple[Release, list[Row]]]:
        """The releases that hold one photo, with its rows."""
        answers = []
        for release in self._releases_of("photo", photo):
            if rows := release.find_photo(photo):
                answers.append((release, rows))
        return answers

    def with_owner(self, owner: int) -> list[Release]:
        """The releases that hold photos of one account (packed NSID)."""
        return [
            release for release in self._releases_of("owner", owner) if release.count_owner(owner)
        ]

    def _releases_of(self, kind: str, number: int) -> list[Release]:
        """The releases to be asked for one id, the largest first."""
        directory = self._directories.get(kind)
        sets = directory.find_one(number) if directory else ()
        if not sets:
            return self._always
        others = sorted({member for chosen in sets for member in self._sets[chosen]})
        return [*self._always, *(self.releases[member] for member in others)]

    def warm(self) -> None:
        """Make all of it ready for a first look-up."""
        for release in self.releases:
            release.warm()
        for directory in self._directories.values():
            directory.warm()


NO_SETS: list[int] = []
NO_ROWS = Rows(
    np.empty(0, np.int64),
    np.empty(0, np.uint64),
    np.empty(0, np.int64),
    np.empty(0, np.int64),
    np.empty(0, np.int64),
)

# --- Which one is current -----------------------------------------------------

_open: dict[str, tuple[tuple[int, int], Joint]] = {}


def current() -> Joint:
    """The current releases.

    They stay open until another directory is published.
    """
    home = str(settings.INDEX_DIR)
    try:
        # Plain, because every look-up asks it.
        status = os.stat(f"{home}/joint/CURRENT")  # noqa: PTH116
    except (FileNotFoundError, NotADirectoryError):
        return _made_now()
    stamp = (status.st_mtime_ns, status.st_ino)
    if home not in _open or _open[home][0] != stamp:
        if named() is None:
            return _made_now()
        _open[home] = (stamp, _opened(Path(home, "joint")))
    return _open[home][1]


def _made_now() -> Joint:
    """The current releases where no directory says which of them knows an id.

    An index that was made before there was a directory, or one of this format, has none. Where
    none can be written, all releases are asked.
    """
    keys = published()
    if keys and _could_make():
        return current()
    return Joint(None, keys)


def _could_make() -> bool:
    try:
        ensure()
    except OSError:
        log.exception("The joint directory cannot be written. Is the disk full, or read-only?")
        return False
    return True


def current_releases() -> list[Release]:
    """The current releases of all datasets."""
    return current().releases


def broken() -> list[str]:
    """The current releases that cannot be opened, each tried anew: a process that serves may have
    opened one before it broke.
    """
    names = []
    for dataset, name in published():
        try:
            Release(Path(settings.INDEX_DIR) / dataset / name)
        except (OSError, ValueError, KeyError):
            names.append(f"{dataset}/{name}")
    return names


def warm() -> None:
    """What a process that serves does first: mend the directory if a publication was cut short, and
    read it once.
    """
    _could_make()
    current().warm()


def _opened(home: Path) -> Joint:
    """The current directory.

    Another one may be published, and this one deleted, while it is being opened.
    """
    for _attempt in range(3):
        name = (home / "CURRENT").read_text()
        with contextlib.suppress(FileNotFoundError):
            return Joint(home / name)
    return Joint(home / (home / "CURRENT").read_text())
