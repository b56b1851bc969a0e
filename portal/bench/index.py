"""The index beside PostgreSQL, SQLite and LMDB holding the same rows, and beside what memory itself allows."""

from __future__ import annotations

import multiprocessing
import tempfile
import time
from contextlib import ExitStack, closing
from pathlib import Path

import numpy as np
from django.conf import settings

from claims.datasets import build
from claims.datasets.index import Release
from claims.datasets.spool import Progress
from portal.bench.measure import Figure, Say, best_seconds, median_microseconds, smaller_is_better
from portal.bench.peers import Lmdb, Postgres, Rows, SQLite

KEYS, SINGLES, MISSES = 100_000, 2_000, 250_000


def bench_index(rows: int, say: Say) -> list[Figure]:
    """Single and bulk look-ups, owner and locator of each hit in process."""
    data = Rows.made_up(rows)
    with tempfile.TemporaryDirectory(dir=settings.VAR_DIR) as name, ExitStack() as stack:
        folder = Path(name)
        say(f"building a release of {rows:,} rows")
        started = time.perf_counter()
        release = _release(folder / "ours", data)
        say(f"  {time.perf_counter() - started:.0f} s; loading the same rows into PostgreSQL")
        postgres = stack.enter_context(closing(Postgres(settings.DATABASE_URL, data)))
        say("loading the same rows into SQLite")
        lite = stack.enter_context(closing(SQLite(folder / "peer.sqlite", data)))
        say("loading the same rows into LMDB")
        store = stack.enter_context(closing(Lmdb(folder / "peer.lmdb", data)))
        keys = data.keys(KEYS)
        del data
        say("measuring")
        return [
            *_bulk(rows, release, keys, [postgres, lite, store]),
            *_single(rows, release, keys, {"PostgreSQL": postgres, "SQLite": lite, "LMDB": store}),
            *_sizes(rows, release, {"PostgreSQL, id order only": postgres, "SQLite, id order only": lite}),
            _private(rows, release, keys),
        ]


def _release(folder: Path, data: Rows) -> Release:
    """The rows in no order, as they come from a file, built by the code that builds all."""
    folder.mkdir()
    order = np.random.default_rng(1).permutation(len(data.photo))
    data.photo[order].tofile(folder / "photo.spool")
    data.owner[order].tofile(folder / "owner.spool")
    order.astype(np.uint64).tofile(folder / "locator.spool")
    build.write_release(folder, Progress(rows=len(order)), {"dataset": "synthetic", "release": "bench"})
    return Release(folder)


def _bulk(rows: int, release: Release, keys: np.ndarray, peers: list) -> list[Figure]:
    memory = np.random.default_rng(3).integers(0, 1 << 60, rows, dtype=np.uint64)
    places = np.random.default_rng(4).integers(0, rows, MISSES)

    def ours() -> int:
        return len(release.rows_of(keys)[1].owner)

    contenders = {"ours": ours}
    for peer in peers:
        contenders |= peer.ways(keys)
    seconds = best_seconds(contenders)
    limit = best_seconds({"memory": lambda: len(memory.take(places))})["memory"]
    name, ms = "100,000 ids, half present", 1000 * seconds.pop("ours")
    figures = [smaller_is_better(name, rows, ms, "ms", peer, 1000 * theirs) for peer, theirs in seconds.items()]
    return [*figures, smaller_is_better(name, rows, ms, "ms", "250,000 random reads of memory", 1000 * limit)]


def _single(rows: int, release: Release, keys: np.ndarray, peers: dict) -> list[Figure]:
    some = keys[:SINGLES].tolist()
    median_microseconds(release.find_photo, some)  # once, so that what is asked for is in memory for all
    ours = median_microseconds(release.find_photo, some)
    return [
        smaller_is_better("one id, median", rows, ours, "us", name, median_microseconds(peer.single, some))
        for name, peer in peers.items()
    ]


def _sizes(rows: int, release: Release, peers: dict) -> list[Figure]:
    ours = sum(path.stat().st_size for path in release.folder.glob("*.npy")) / rows
    return [
        smaller_is_better("size, both orders", rows, ours, "B/row", name, peer.bytes() / rows)
        for name, peer in peers.items()
    ]


def _private(rows: int, release: Release, keys: np.ndarray) -> Figure:
    """What the index adds to the private memory of a process that answers from it, against the 20 MB allowed."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        added = pool.apply(private_megabytes, (str(release.folder), keys))
    return smaller_is_better("private memory added to a worker", rows, added, "MB", "allowed", 20.0)


def private_megabytes(folder: str, keys: np.ndarray) -> float:
    """In a process of its own: after opening and answering, less before."""
    before = _anonymous()
    release = Release(Path(folder))
    release.rows_of(keys)
    return max(0.01, _anonymous() - before)


def _anonymous() -> float:
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Anonymous:")) / 1024
