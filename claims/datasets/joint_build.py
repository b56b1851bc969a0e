"""Makes the joint directory that `joint.py` reads: which ids stand in which releases, sorted on
disk by their hashes.

It is built aside and swapped last. Of several processes that publish each waits for the one before.
docs/adr/0009
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import numpy as np
from django.conf import settings
from numpy.lib.format import open_memmap

from claims.datasets.index import PADDING, Release

FORMAT = 2
KINDS = ("photo", "owner")
HASH = np.uint64(0x9E3779B97F4A7C15)  # odd, so that no two ids have the same hash
PARTS = 256  # files that the hashes are sorted in, one after the other
LEAST_BITS = 8  # one bucket a part
ENTRY = np.dtype([("hash", np.uint64), ("release", np.uint16)])
MOST_RELEASES = MOST_SETS = 1 << 16
Key = tuple[str, str]  # dataset, release


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


def ensure() -> None:
    """Make the joint directory, unless it is there and names exactly the current releases."""
    if published() != named():
        with _locked() as home:
            if published() != named():  # another process may have made it while this one waited
                _publish(home)


def named() -> list[Key] | None:
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
    """Build the directory of what the datasets' CURRENT files name, and point the readers at it in
    one step. Of several processes each waits for the one before; the last one sees what all have
    published.
    """
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
    """Make the directory of these releases.

    Memory stays below 300 MB for 100 million ids.
    """
    releases = [Release(Path(settings.INDEX_DIR) / dataset / name) for dataset, name in keys]
    manifest = without_directory(keys)
    if 1 < len(releases) <= MOST_RELEASES:
        largest = max(range(len(releases)), key=lambda number: releases[number].rows)
        others = [(number, release) for number, release in enumerate(releases) if number != largest]
        sets = _Sets(len(releases))
        with contextlib.suppress(_TooManySets):
            bits = {kind: _write_kind(folder, kind, others, sets) for kind in KINDS}
            manifest |= {"asked": [largest], "bits": bits, "sets": sets.members}
    (folder / "manifest.json").write_text(json.dumps(manifest))


def without_directory(keys: list[Key]) -> dict[str, Any]:
    """The manifest where every release is asked for every id: of one release, or of more than can
    be told apart.
    """
    return {
        "format": FORMAT,
        "releases": keys,
        "asked": list(range(len(keys))),
        "bits": {},
        "sets": [],
    }


class _TooManySets(Exception):
    """The releases overlap in more ways than there are numbers of sets."""


class _Sets:
    """Sets of releases by number.

    A set is told by the sum of its releases' marks, which are random and have 64 bits.
    """

    def __init__(self, releases: int) -> None:
        self.members: list[list[int]] = []
        self.marks = np.random.default_rng(1).integers(1, 1 << 63, releases, dtype=np.uint64)
        self._numbers: dict[int, int] = {}

    def number(self, hashes: np.ndarray, release: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Where each hash stands first, and the number of the set of its releases.

        `hashes`: uint64, ascending.
        """
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
        counts = np.bincount(
            (hashes >> np.uint64(64 - bits)).astype(np.int64) - buckets.start, minlength=in_a_part
        )
        starts[buckets] = filled + np.cumsum(counts) - counts
        low[filled : filled + len(first)] = (hashes >> np.uint64(56 - bits)) & np.uint64(0xFF)
        numbers[filled : filled + len(first)] = chosen
        filled += len(first)
    starts[-1] = filled
    for column in (low, numbers, starts):
        column.flush()
    return bits


def _spool(folder: Path, kind: str, releases: list[tuple[int, Release]]) -> int:
    """Write the hash of each id with its release's number, by the first byte of the hash.

    Returns how many.
    """
    total = 0
    with contextlib.ExitStack() as stack:
        spools: list[IO[Any]] = [
            stack.enter_context(open(folder / f"{kind}-{part}.spool", "wb"))
            for part in range(PARTS)
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
