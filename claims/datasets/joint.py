"""All current releases together: which of them a photo or an account stands in, at the cost of one release.

The largest release answers for itself. Over all the others stands one joint directory, a folder with a manifest: each
id once, in a bucket that a hash of it gives, with one byte of the hash and the number of a set of releases. What it
names is then looked up in those releases alone, so a byte that happens to be equal costs time and changes no answer.

A reader follows `joint/CURRENT` and nothing else. Publication writes a dataset's own CURRENT file first, builds the
directory aside and swaps it last; where the two differ, because a process was killed in between, the next start or
import makes the directory anew. docs/adr/0009
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import logging
import os
import shutil
import uuid
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import IO, Any

import numpy as np
from django.conf import settings
from numpy.lib.format import open_memmap

from claims.datasets.columns import distinct
from claims.datasets.index import PADDING, Release, Row, Rows
from claims.datasets.lanes import Lanes

log = logging.getLogger(__name__)
FORMAT = 2
KINDS = ("photo", "owner")
HASH = np.uint64(0x9E3779B97F4A7C15)  # odd, so that no two ids have the same hash
HASH_OF_ONE, MASK = int(HASH), (1 << 64) - 1
PARTS = 256  # files that the hashes are sorted in, one after the other
LEAST_BITS = 8  # one bucket a part
ENTRY = np.dtype([("hash", np.uint64), ("release", np.uint16)])
BLOCK = 16_384  # keys looked up at a time
MOST_RELEASES = MOST_SETS = 1 << 16
Key = tuple[str, str]  # dataset, release


class Directory:
    """The ids of one kind: `starts` (uint32) where each bucket begins, `low` (uint8) a byte of each id's hash, `sets`
    (uint16) the number of the set of releases that hold it."""

    def __init__(self, folder: Path, kind: str, bits: int) -> None:
        columns = [
            np.load(folder / f"{kind}_{name}.npy", mmap_mode="r").view(np.ndarray) for name in ("starts", "low", "sets")
        ]
        self._starts, self._low, self._sets = columns
        self._lanes = Lanes(self._low)
        self._bits = bits

    def find(self, ids: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Which of these ids may stand in which set: (place in `ids`, number of the set). `ids`: uint64 (n,)."""
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
        """The same for one id, in plain integers: the numbers of sets. Written for the many ids that stand nowhere."""
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
        return memoryview(self._starts), memoryview(self._low), memoryview(self._sets), 56 - self._bits

    def warm(self) -> None:
        for column in (self._starts, self._low):
            column.max(initial=0)


class Joint:
    """The current releases, open for reading. `releases`: by dataset, then in the order of publication."""

    def __init__(self, folder: Path | None, keys: list[Key] | None = None) -> None:
        """`keys`: without a folder, releases that are all asked for every id."""
        manifest = json.loads((folder / "manifest.json").read_text()) if folder else _without_directory(keys or [])
        home = Path(settings.INDEX_DIR)
        self.releases = [Release(home / dataset / name) for dataset, name in manifest["releases"]]
        self._asked: list[int] = manifest["asked"]  # numbers of releases that are asked for every id
        self._always = [self.releases[number] for number in self._asked]
        self._sets: list[list[int]] = manifest["sets"]
        self._directories = {
            kind: Directory(folder, kind, manifest["bits"][kind]) for kind in manifest["bits"] if folder
        }
        sizes = [len(members) for members in self._sets]
        self._set_starts = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
        self._members = np.array([number for members in self._sets for number in members], np.int64)

    def rows_of(self, ids: np.ndarray) -> list[tuple[Release, np.ndarray, Rows]]:
        """Of every current release: which of these ids (places in `ids`, ascending) stand in which of its rows.
        `ids`: uint64 (n,). A release that holds none of them costs nothing."""
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
        """By number of a release: the places of the ids that it is to be asked for, ascending."""
        places = {number: np.arange(len(ids)) for number in self._asked}
        if directory := self._directories.get(kind):
            which, sets = directory.find(ids)
            size = np.diff(self._set_starts)[sets]
            before = np.repeat(np.cumsum(size) - size, size)
            member = np.repeat(self._set_starts[sets], size) + np.arange(len(before)) - before
            pairs = distinct(self._members[member] * len(ids) + np.repeat(which, size))  # by release
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
        return [release for release in self._releases_of("owner", owner) if release.count_owner(owner)]

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
    np.empty(0, np.int64), np.empty(0, np.uint64), np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.int64)
)

# --- Which one is current ---------------------------------------------------------------------------------------------

_open: dict[str, tuple[tuple[int, int], Joint]] = {}


def current() -> Joint:
    """The current releases. They stay open until another directory is published."""
    home = str(settings.INDEX_DIR)
    try:
        status = os.stat(f"{home}/joint/CURRENT")  # noqa: PTH116, plain: this is asked at every look-up
    except (FileNotFoundError, NotADirectoryError):
        return _made_now()
    stamp = (status.st_mtime_ns, status.st_ino)
    if home not in _open or _open[home][0] != stamp:
        if _named() is None:
            return _made_now()
        _open[home] = (stamp, _opened(Path(home, "joint")))
    return _open[home][1]


def _made_now() -> Joint:
    """For an index that was made before there was a directory, or one of this format. Where none can be written, all
    releases are asked."""
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


def warm() -> None:
    """What a process that serves does first: mend the directory if a publication was cut short, and read it once."""
    _could_make()
    current().warm()


def _opened(home: Path) -> Joint:
    """The current directory. Another one may be published, and this one deleted, while it is being opened."""
    for _attempt in range(3):
        name = (home / "CURRENT").read_text()
        with contextlib.suppress(FileNotFoundError):
            return Joint(home / name)
    return Joint(home / (home / "CURRENT").read_text())


def published() -> list[Key]:
    """What the datasets' own CURRENT files name: by dataset, then in the order of publication."""
    home = Path(settings.INDEX_DIR)
    pointers = sorted(home.glob("*/CURRENT")) if home.is_dir() else []
    return [
        (pointer.parent.name, name)
        for pointer in pointers
        if pointer.parent.name != "joint"
        for name in json.loads(pointer.read_text())
    ]


# --- Making it --------------------------------------------------------------------------------------------------------


def ensure() -> None:
    """Make the joint directory, unless it is there and names exactly the current releases."""
    if published() != _named():
        with _locked() as home:
            if published() != _named():  # another process may have made it while this one waited
                _publish(home)


def _named() -> list[Key] | None:
    """The releases that the current directory names; None where there is none of this format."""
    home = Path(settings.INDEX_DIR) / "joint"
    try:
        manifest = json.loads((home / (home / "CURRENT").read_text() / "manifest.json").read_text())
    except (OSError, ValueError):
        return None
    if manifest["format"] != FORMAT:
        return None
    return [(dataset, name) for dataset, name in manifest["releases"]]


def publish() -> None:
    """Build the directory of what the datasets' CURRENT files name, and point the readers at it in one step. Of
    several processes each waits for the one before; the last one sees what all have published."""
    with _locked() as home:
        _publish(home)


@contextlib.contextmanager
def _locked() -> Iterator[Path]:
    home = Path(settings.INDEX_DIR) / "joint"
    home.mkdir(parents=True, exist_ok=True)
    with open(home / ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield home


def _publish(home: Path) -> None:
    before = (home / "CURRENT").read_text() if (home / "CURRENT").exists() else ""
    for folder in home.iterdir():
        if folder.is_dir() and folder.name != before:
            shutil.rmtree(folder, ignore_errors=True)
    folder = home / uuid.uuid4().hex
    folder.mkdir()
    write(folder, published())
    aside = home / ".CURRENT.new"
    aside.write_text(folder.name)
    aside.replace(home / "CURRENT")


def write(folder: Path, keys: list[Key]) -> None:
    """Make the directory of these releases. Memory stays below 300 MB for 100 million ids."""
    releases = [Release(Path(settings.INDEX_DIR) / dataset / name) for dataset, name in keys]
    manifest = _without_directory(keys)
    if 1 < len(releases) <= MOST_RELEASES:
        largest = max(range(len(releases)), key=lambda number: releases[number].rows)
        others = [(number, release) for number, release in enumerate(releases) if number != largest]
        sets = _Sets(len(releases))
        with contextlib.suppress(_TooManySets):
            bits = {kind: _write_kind(folder, kind, others, sets) for kind in KINDS}
            manifest |= {"asked": [largest], "bits": bits, "sets": sets.members}
    (folder / "manifest.json").write_text(json.dumps(manifest))


def _without_directory(keys: list[Key]) -> dict[str, Any]:
    """The manifest where every release is asked for every id: of one release, or of more than can be told apart."""
    return {"format": FORMAT, "releases": keys, "asked": list(range(len(keys))), "bits": {}, "sets": []}


class _TooManySets(Exception):
    """The releases overlap in more ways than there are numbers of sets."""


class _Sets:
    """Sets of releases by number. A set is told by the sum of its releases' marks, which are random and have 64
    bits."""

    def __init__(self, releases: int) -> None:
        self.members: list[list[int]] = []
        self.marks = np.random.default_rng(1).integers(1, 1 << 63, releases, dtype=np.uint64)
        self._numbers: dict[int, int] = {}

    def number(self, hashes: np.ndarray, release: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Where each hash stands first, and the number of the set of its releases. `hashes`: uint64, ascending."""
        is_first = np.concatenate(([True], hashes[1:] != hashes[:-1]))
        first = np.flatnonzero(is_first)
        sums = np.add.reduceat(self.marks[release], first)
        different, example, which = np.unique(sums, return_index=True, return_inverse=True)
        ends = np.append(first[1:], len(hashes))
        numbers = [
            self._numbered(mark, release[first[place] : ends[place]])
            for mark, place in zip(different.tolist(), example.tolist(), strict=True)
        ]
        return first, np.array(numbers, np.uint16)[which]

    def _numbered(self, mark: int, members: np.ndarray) -> int:
        if mark not in self._numbers:
            if len(self.members) == MOST_SETS:
                raise _TooManySets
            self._numbers[mark] = len(self.members)
            self.members.append(sorted(members.tolist()))
        return self._numbers[mark]


def _write_kind(folder: Path, kind: str, releases: list[tuple[int, Release]], sets: _Sets) -> int:
    """Write the three columns of one kind; returns the bits of a bucket's number."""
    total = _spool(folder, kind, releases)
    bits = max(LEAST_BITS, round(np.log2(max(total, 1) / 2)))
    low = open_memmap(folder / f"{kind}_low.npy", "w+", np.uint8, (total + PADDING,))
    numbers = open_memmap(folder / f"{kind}_sets.npy", "w+", np.uint16, (total,))
    starts = open_memmap(folder / f"{kind}_starts.npy", "w+", np.uint32, ((1 << bits) + 1,))
    filled, in_a_part = 0, 1 << bits - LEAST_BITS
    for part in range(PARTS):
        path = folder / f"{kind}-{part}.spool"
        entries = np.fromfile(path, ENTRY)
        path.unlink()
        buckets = slice(part * in_a_part, (part + 1) * in_a_part)
        if not len(entries):
            starts[buckets] = filled
            continue
        entries = entries[np.argsort(entries["hash"], kind="stable")]
        first, chosen = sets.number(entries["hash"], entries["release"])
        hashes = entries["hash"][first]
        counts = np.bincount((hashes >> np.uint64(64 - bits)).astype(np.int64) - buckets.start, minlength=in_a_part)
        starts[buckets] = filled + np.cumsum(counts) - counts
        low[filled : filled + len(first)] = (hashes >> np.uint64(56 - bits)) & np.uint64(0xFF)
        numbers[filled : filled + len(first)] = chosen
        filled += len(first)
    starts[-1] = filled
    for column in (low, numbers, starts):
        column.flush()
    return bits


def _spool(folder: Path, kind: str, releases: list[tuple[int, Release]]) -> int:
    """Write the hash of each id with its release's number, by the first byte of the hash. Returns how many."""
    total = 0
    with contextlib.ExitStack() as stack:
        spools: list[IO[Any]] = [
            stack.enter_context(open(folder / f"{kind}-{part}.spool", "wb")) for part in range(PARTS)
        ]
        for number, release in releases:
            for ids in _ids(release, kind):
                entries = np.empty(len(ids), ENTRY)
                entries["hash"] = ids.astype(np.uint64) * HASH
                entries["release"] = number
                part = (entries["hash"] >> np.uint64(56)).astype(np.uint8)
                entries = entries[np.argsort(part, kind="stable")]
                ends = np.cumsum(np.bincount(part, minlength=PARTS))
                for spool, some in zip(spools, np.split(entries, ends[:-1]), strict=True):
                    if len(some):
                        spool.write(some.tobytes())
                total += len(ids)
    return total


def _ids(release: Release, kind: str) -> Iterator[np.ndarray]:
    """Each photo id of the release once, or each account."""
    if kind == "photo":
        yield from release.photos()
    else:
        yield release.owners()
