"""Sorts a spool of rows into the columns of a release, in memory that does not grow with the rows.

The spool is split by photo id into runs of at most RUN rows, each run is sorted by itself, and the
columns are written into mapped files. What is private to the process stays near RUN × 100 bytes
(400 MB), plus 8 bytes an account; runs are larger only where more than RUN rows fall into one
65,536th of the span of ids.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib.format import open_memmap

from claims.datasets.index import MAX_OWNERS, OWNER_SHIFT, PADDING

RUN = 4_000_000  # rows sorted at a time
BINS = 1 << 16
# Flickr’s ids have 36 bits today; a wider directory would not fit into memory.
WIDEST_SPAN = 1 << 44


class Unsortable(ValueError):
    """The rows cannot be made into a release; the message says which."""


@dataclass(frozen=True)
class Spool:
    """Rows in the order in which they were read. photo: uint64, owner: int64 packed NSID or 0,
    locator: uint64, the file's number << 32 | line. extras: by name, what else the source has of
    each row.
    """

    photo: np.ndarray
    owner: np.ndarray
    locator: np.ndarray
    extras: dict[str, np.ndarray]

    @classmethod
    def open(cls, folder: Path) -> Spool:
        rows: dict[str, np.ndarray] = {
            name: np.memmap(folder / f"{name}.spool", kind, "r") for name, kind in SPOOLED.items()
        }
        extras: dict[str, np.ndarray] = {}
        for name in EXTRAS:
            column = _extra(folder, name, len(rows["photo"]))
            if column is not None:
                extras[name] = column
        return cls(**rows, extras=extras)

    def chunks(self) -> list[slice]:
        return [slice(begin, begin + RUN) for begin in range(0, len(self.photo), RUN)]


SPOOLED = {"photo": np.uint64, "owner": np.int64, "locator": np.uint64}
# Of every row, where the source has them.
EXTRAS: dict[str, Any] = {
    "licence": np.uint8,
    "album": np.int64,
}
# A display name's hash, as often as it was met.
NAMED = np.dtype([("owner", np.int64), ("hash", np.uint64)])


def _extra(folder: Path, name: str, rows: int) -> np.ndarray | None:
    path, kind = folder / f"{name}.spool", np.dtype(EXTRAS[name])
    if not path.exists() or not path.stat().st_size:
        return None
    if path.stat().st_size != rows * kind.itemsize:
        raise Unsortable(
            "An earlier version began this import, so it cannot go on. Give the command again."
        )
    return np.memmap(path, kind, "r")


def write(folder: Path) -> dict[str, Any]:
    """Make `<column>.npy` of every column out of the folder's spool, which is deleted.

    Returns what the manifest says of them: base, shift, width, largest_bucket, photos, owners,
    names, columns (digests).

    Raises Unsortable.
    """
    spool = Spool.open(folder)
    owners = _owners(spool)
    base, span, histogram, bin_shift = _spread(spool)
    shift = choose_shift(len(spool.photo), span)
    bounds = _bounds(histogram)
    runs = _split(folder, spool, owners, base, bin_shift, bounds, histogram)
    how = _sort_runs(folder, runs, base, span, shift, len(owners))
    np.save(folder / "owners.npy", owners)
    _write_albums(folder)
    names = _write_names(folder, owners)
    for left in [*folder.glob("*.spool"), *folder.glob("*.runs")]:
        left.unlink()
    digests = {
        path.stem: sha256(path)
        for path in sorted(folder.glob("*.npy"))
        if not path.stem.startswith("seek")
    }
    return how | {"owners": int(np.count_nonzero(owners)), "names": names, "columns": digests}


def _owners(spool: Spool) -> np.ndarray:
    """Every account once, sorted: int64."""
    owners = np.empty(0, np.int64)
    for chunk in spool.chunks():
        owners = distinct(np.concatenate((owners, distinct(spool.owner[chunk]))))
    if len(owners) > MAX_OWNERS:
        raise Unsortable(f"More than {MAX_OWNERS:,} accounts in one release.")
    return owners


def distinct(values: np.ndarray) -> np.ndarray:
    """Each value once, ascending: by sorting, which takes a fraction of np.unique's time for
    millions of values.
    """
    values = np.sort(values)
    return values[np.concatenate((np.ones(min(len(values), 1), bool), values[1:] != values[:-1]))]


def _spread(spool: Spool) -> tuple[int, int, np.ndarray, np.uint64]:
    """The smallest id, the span above it, how many rows fall into each of at most BINS bins, and a
    bin's bits.
    """
    base = min(int(spool.photo[chunk].min()) for chunk in spool.chunks())
    largest = max(int(spool.photo[chunk].max()) for chunk in spool.chunks())
    span = largest - base
    if span >= WIDEST_SPAN:
        raise Unsortable(
            f"The photo ids reach {largest}: Flickr has none so large. Take that line out."
        )
    bits = np.uint64(max(0, span.bit_length() - (BINS.bit_length() - 1)))
    histogram = np.zeros((span >> int(bits)) + 1, np.int64)
    for chunk in spool.chunks():
        bins = ((spool.photo[chunk] - np.uint64(base)) >> bits).astype(np.int64)
        histogram += np.bincount(bins, minlength=len(histogram))
    return base, span, histogram, bits


def _bounds(histogram: np.ndarray) -> np.ndarray:
    """The first bin of each run after the first, so that a run has at most RUN rows where no single
    bin has more.
    """
    bounds, filled = [], 0
    for number, rows in enumerate(histogram.tolist()):
        if filled and filled + rows > RUN:
            bounds.append(number)
            filled = 0
        filled += rows
    return np.array(bounds, np.int64)


@dataclass(frozen=True)
class _Runs:
    """Rows by run, in each run in the order of reading.

    `starts`: where each run begins, and the end.
    """

    photo: np.ndarray
    payload: np.ndarray
    extras: dict[str, np.ndarray]
    starts: np.ndarray


def _split(
    folder: Path,
    spool: Spool,
    owners: np.ndarray,
    base: int,
    bits: np.uint64,
    bounds: np.ndarray,
    histogram: np.ndarray,
) -> _Runs:
    """Write the rows run by run, the payload packed already."""
    rows = len(spool.photo)
    of_run = np.searchsorted(bounds, np.arange(len(histogram)), "right")
    starts = np.concatenate(
        ([0], np.cumsum(np.bincount(of_run, histogram, len(bounds) + 1)))
    ).astype(np.int64)
    runs = _Runs(
        np.memmap(folder / "photo.runs", np.uint64, "w+", shape=rows),
        np.memmap(folder / "payload.runs", np.uint64, "w+", shape=rows),
        {
            name: np.memmap(folder / f"{name}.runs", EXTRAS[name], "w+", shape=rows)
            for name in spool.extras
        },
        starts,
    )
    cursor = starts[:-1].copy()
    for chunk in spool.chunks():
        photo = spool.photo[chunk]
        payload = (_numbers(spool.owner[chunk], owners) << OWNER_SHIFT) | spool.locator[chunk]
        run = np.searchsorted(bounds, ((photo - np.uint64(base)) >> bits).astype(np.int64), "right")
        order = np.argsort(run, kind="stable")
        counts, begin = np.bincount(run, minlength=len(cursor)), 0
        for number in np.flatnonzero(counts).tolist():
            part, to = order[begin : begin + counts[number]], int(cursor[number])
            runs.photo[to : to + len(part)] = photo[part]
            runs.payload[to : to + len(part)] = payload[part]
            for name, column in runs.extras.items():
                column[to : to + len(part)] = spool.extras[name][chunk][part]
            cursor[number] += len(part)
            begin += len(part)
    return runs


def _numbers(owner: np.ndarray, owners: np.ndarray) -> np.ndarray:
    """Each row's place in `owners`: uint64.

    Sorted keys make the search several times faster.
    """
    order = np.argsort(owner)
    numbers = np.empty(len(owner), np.uint64)
    numbers[order] = np.searchsorted(owners, owner[order])
    return numbers


def _low_part(shift: int) -> type[np.unsignedinteger]:
    """The smallest integer that holds the low `shift` bits of an id."""
    if shift <= 8:
        return np.uint8
    return np.uint16 if shift <= 16 else np.uint32


def _sort_runs(
    folder: Path, runs: _Runs, base: int, span: int, shift: int, owner_count: int
) -> dict[str, Any]:
    """Write directory, low parts and payload run by run, and note each account's rows."""
    rows, buckets = len(runs.photo), (span >> shift) + 1
    low = open_memmap(folder / "low.npy", "w+", _low_part(shift), (rows + PADDING,))
    payload = open_memmap(folder / "payload.npy", "w+", np.uint64, (rows,))
    extras = {
        name: open_memmap(folder / f"{name}.npy", "w+", EXTRAS[name], (rows,))
        for name in runs.extras
    }
    starts = open_memmap(folder / "starts.npy", "w+", np.uint32, (buckets + 2,))
    per_owner, photos, largest, filled = np.zeros(owner_count, np.int64), 0, 0, 0
    for begin, end in zip(runs.starts[:-1].tolist(), runs.starts[1:].tolist(), strict=True):
        if begin == end:
            continue
        part = runs.photo[begin:end]
        order = np.argsort(part, kind="stable")
        offset = part[order] - np.uint64(base)
        low[begin:end] = (offset & np.uint64((1 << shift) - 1)).astype(low.dtype)
        payload[begin:end] = runs.payload[begin:end][order]
        for name, column in extras.items():
            column[begin:end] = runs.extras[name][begin:end][order]
        bucket = (offset >> np.uint64(shift)).astype(np.int64)
        first, last = int(bucket[0]), int(bucket[-1])
        counts = np.bincount(bucket - first)
        starts[filled : first + 1] = begin  # buckets without a row between the runs
        starts[first + 1 : last + 2] = begin + np.cumsum(counts)
        filled, largest = last + 2, max(largest, int(counts.max()))
        photos += int(np.count_nonzero(np.diff(offset))) + 1
        per_owner += np.bincount(
            (payload[begin:end] >> OWNER_SHIFT).astype(np.int64), minlength=owner_count
        )
    starts[filled:] = rows  # the last bucket is empty: ids beyond the end fall into it
    _write_owner_rows(folder, payload, per_owner)
    how = {
        "base": base,
        "shift": shift,
        "width": low.itemsize,
        "largest_bucket": largest,
        "photos": photos,
    }
    for column in (low, payload, starts, *extras.values()):
        column.flush()
    return how


def _write_owner_rows(folder: Path, payload: np.ndarray, per_owner: np.ndarray) -> None:
    """The second order: each account's rows, by account, in ascending order."""
    starts = np.concatenate(([0], np.cumsum(per_owner)))
    np.save(folder / "owner_starts.npy", starts.astype(np.uint32))
    rows = open_memmap(folder / "owner_rows.npy", "w+", np.uint32, (len(payload),))
    cursor = starts[:-1].copy()
    for begin in range(0, len(payload), RUN):
        number = (payload[begin : begin + RUN] >> OWNER_SHIFT).astype(np.int64)
        order = np.argsort(number, kind="stable")
        ordered = number[order]
        is_first = np.concatenate(([True], ordered[1:] != ordered[:-1]))
        first = np.flatnonzero(is_first)
        rank = np.arange(len(ordered)) - np.repeat(first, np.diff(np.append(first, len(ordered))))
        rows[cursor[ordered] + rank] = (begin + order).astype(np.uint32)
        cursor += np.bincount(number, minlength=len(cursor))
    rows.flush()


def _write_albums(folder: Path) -> None:
    """The rows by album, instead of the album by row."""
    by_row = folder / "album.npy"
    if not by_row.exists():
        return
    albums = np.load(by_row)
    order = np.argsort(albums, kind="stable")
    np.save(folder / "album_ids.npy", albums[order])
    np.save(folder / "album_rows.npy", order.astype(np.uint32))
    by_row.unlink()


def _write_names(folder: Path, owners: np.ndarray) -> int:
    """The accounts by the hash of their display name: the first name that was read of each.

    Returns how many.
    """
    spool = folder / "names.spool"
    if not spool.exists() or not spool.stat().st_size:
        return 0
    names = np.fromfile(spool, NAMED)
    _owners, first = np.unique(names["owner"], return_index=True)
    names = names[first]
    names = names[np.argsort(names["hash"], kind="stable")]
    np.save(folder / "name_hashes.npy", names["hash"])
    np.save(folder / "name_owners.npy", np.searchsorted(owners, names["owner"]).astype(np.uint32))
    return len(names)


def choose_shift(rows: int, span: int) -> int:
    """How many low bits of an id stand in the rows (1 to 32).

    The smallest number (the shortest search) for which directory and low parts take at most five
    bytes a row. For sparse ids, where none does, the one that takes the least, of those with at
    most two rows in a bucket on average: a small release is searched as fast as a large one.
    """

    def size(shift: int) -> int:
        return 4 * ((span >> shift) + 2) + rows * np.dtype(_low_part(shift)).itemsize

    shifts = range(6, 33)
    if (fitting := next((shift for shift in shifts if size(shift) <= 5 * rows), None)) is not None:
        return fitting
    return min((shift for shift in shifts if shift == 6 or 2 * (span >> shift) >= rows), key=size)


def sha256(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
