"""The private check: who asks sends the beginning of a hash, gets everything that begins so, and
compares at home.

What is hashed is the SHA-256 of `<dataset>/<release>/photo/<photo id>` or
`<dataset>/<release>/owner/<NSID>`. Eight of its bytes are kept, sorted. The beginning has as many
hexadecimal digits as leave at least SMALLEST entries in every bucket; a release that is smaller
than that is one bucket, called `all`. Made after the release is published, since it takes about a
second for each million photos, and never needed to answer an open check.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import numpy as np

from claims.datasets import columns
from claims.datasets.index import RANGE_KINDS, Release
from claims.flickr import ids

SMALLEST = 100  # entries of a bucket: what is asked for hides among them
MOST_DIGITS = 6
Report = Callable[[str, int, int], object]  # (kind, hashed so far, in all)


def write(release: Release, report: Report) -> None:
    """Add the private check to a published release.

    Memory stays below columns.RUN × 40 bytes. Asked for again, it is made anew and swapped in
    at the end.
    """
    described = {}
    for kind in RANGE_KINDS:
        hashes = release.folder / f"range_{kind}.spool"
        with open(hashes, "wb") as spool:
            done = 0
            for part in _names(release, kind):
                spool.write(_hashed(f"{release.dataset}/{release.name}/{kind}/", part))
                done += len(part)
                report(kind, done, release.manifest["photos" if kind == "photo" else "owners"])
        if done:
            described[kind] = _sorted(hashes, release.folder / f"range_{kind}.npy")
        hashes.unlink()
    aside = release.folder / "range.json.new"
    aside.write_text(json.dumps(described, indent=1))
    aside.replace(release.folder / "range.json")


def _names(release: Release, kind: str) -> Iterator[list[str]]:
    """Each photo id once, or each account."""
    if kind == "photo":
        for part in release.photos():
            yield list(map(str, part.tolist()))
    else:
        owners = release.owners()
        yield [ids.unpack_nsid(owner) for owner in owners.tolist()]


def _hashed(salt: str, names: list[str]) -> bytes:
    """The first eight bytes of each name's hash."""
    salted = sha256(salt.encode())

    def digest(name: str) -> bytes:
        hasher = salted.copy()
        hasher.update(name.encode())
        return hasher.digest()[:8]

    return b"".join(map(digest, names))


def _sorted(spool: Path, to: Path) -> dict[str, int]:
    """Write the hashes in order, as many at a time as memory is meant to hold; returns digits,
    entries and largest.
    """
    hashes = np.memmap(spool, ">u8", "r")
    aside = to.with_suffix(".new.npy")
    sorted_ = np.lib.format.open_memmap(aside, "w+", np.uint64, (len(hashes),))
    runs, filled = 1 << max(0, (len(hashes) // columns.RUN).bit_length()), 0
    for run in range(runs):
        parts = []
        for begin in range(0, len(hashes), columns.RUN):
            part = hashes[begin : begin + columns.RUN].astype(np.uint64)
            parts.append(part[(part >> np.uint64(32)) * np.uint64(runs) >> np.uint64(32) == run])
        ordered = np.sort(np.concatenate(parts))
        sorted_[filled : filled + len(ordered)] = ordered
        filled += len(ordered)
    how = _digits(sorted_)
    sorted_.flush()
    aside.replace(to)
    return how


def _digits(hashes: np.ndarray) -> dict[str, int]:
    """The longest beginning, in hexadecimal digits, of which every bucket still holds SMALLEST
    entries.
    """
    digits, largest = 0, len(hashes)
    for more in range(1, MOST_DIGITS + 1):
        if len(hashes) < SMALLEST * 16**more:
            break
        bounds = np.arange(16**more, dtype=np.uint64) << np.uint64(64 - 4 * more)
        begins = np.searchsorted(hashes, bounds)
        sizes = np.diff(np.append(begins, len(hashes)))
        if sizes.min() < SMALLEST:
            break
        digits = more
        largest = int(sizes.max())
    return {"digits": digits, "entries": len(hashes), "largest": largest}
