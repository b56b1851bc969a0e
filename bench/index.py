"""The index beside PostgreSQL, SQLite and LMDB holding the same rows, and beside what memory itself
allows.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from contextlib import closing
from pathlib import Path

import numpy as np
import orjson
from django.conf import settings
from django.test import RequestFactory
from django.test.utils import override_settings

from bench.ground import Ground
from bench.lists import bench_lists
from bench.measure import (
    Figure,
    best_seconds,
    in_a_new_process,
    median_microseconds,
    smaller_is_better,
)
from bench.peers import Lmdb, Peer, Postgres, SQLite
from claims.datasets import api
from claims.datasets.index import Release

SINGLES, MISSES = 2_000, 250_000


def bench_index(ground: Ground) -> list[Figure]:
    """Single and bulk look-ups, owner and locator of each hit in process.

    One peer at a time is held beside the index: together they would not fit into memory, and
    what is measured then is the disk.
    """
    figures = []
    for peer in (Postgres, SQLite, Lmdb):
        ground.say(f"loading the same rows into {peer.title}")
        with closing(peer(ground.folder / "peer", ground.data)) as store:
            ground.say("measuring")
            figures += [*_bulk(ground, store), _single(ground, store), *_size(ground, store)]
        for left in ground.folder.glob("peer*"):
            left.unlink()
    release, keys = ground.release, ground.keys
    size = smaller_is_better(
        "size, both orders", ground.rows, _bytes(release) / ground.rows, "B/row", "allowed", 20.0
    )
    own = [
        size,
        _private(ground.rows, release, keys),
        _answer(ground, release, keys),
        _cold(ground),
    ]
    return [*figures, *own, *bench_lists(ground)]


def _bulk(ground: Ground, peer: Peer) -> list[Figure]:
    """Every way of the peer, the index, and what memory allows, taking turns: each finds the caches
    as another left them.
    """
    release, keys = ground.release, ground.keys
    places = np.random.default_rng(4).integers(0, ground.rows, MISSES)
    memory = np.random.default_rng(3).integers(0, 1 << 60, ground.rows, dtype=np.uint64)
    count = len(release.rows_of(keys)[1])

    def limit() -> int:
        memory.take(places)
        return count

    contenders = {
        "ours": lambda: len(release.rows_of(keys)[1].owner),
        "250,000 random reads of memory": limit,
    }
    seconds = best_seconds(contenders | peer.ways(keys))
    name, ms = "100,000 ids, half present", 1000 * seconds.pop("ours")
    return [
        smaller_is_better(name, ground.rows, ms, "ms", other, 1000 * theirs)
        for other, theirs in seconds.items()
    ]


def _single(ground: Ground, peer: Peer) -> Figure:
    release, some = ground.release, ground.keys[:SINGLES].tolist()
    # Once, so that what is asked for is in memory for both.
    median_microseconds(release.find_photo, some)
    median_microseconds(peer.single, some)
    ours, theirs = (
        median_microseconds(release.find_photo, some),
        median_microseconds(peer.single, some),
    )
    return smaller_is_better("one id, median", ground.rows, ours, "us", peer.title, theirs)


def _bytes(release: Release) -> int:
    """Of both orders, the private check left out."""
    return sum(
        path.stat().st_size
        for path in release.folder.glob("*.npy")
        if not path.stem.startswith("range")
    )


def _size(ground: Ground, peer: Peer) -> list[Figure]:
    ours, theirs = _bytes(ground.release) / ground.rows, peer.bytes() / ground.rows
    return [
        smaller_is_better(
            "size, both orders", ground.rows, ours, "B/row", f"{peer.title}, id order only", theirs
        )
    ]


def _private(rows: int, release: Release, keys: np.ndarray) -> Figure:
    """What the index adds to the private memory of a process that answers from it, against the 20
    MB allowed.
    """
    added = in_a_new_process(private_megabytes, str(release.folder), keys)
    return smaller_is_better("private memory added to a worker", rows, added, "MB", "allowed", 20.0)


def _answer(ground: Ground, release: Release, keys: np.ndarray) -> Figure:
    """From the body of a request of 100,000 ids to the encoded answer, beside the bare look-up."""
    body = json.dumps({"photo_ids": keys.tolist()}).encode()
    factory = RequestFactory()

    def answer() -> int:
        request = factory.generic("POST", "/api/v1/check", body, "application/json")
        with override_settings(INDEX_DIR=ground.index, RATES=dict.fromkeys(settings.RATES, 10**9)):
            return len(orjson.loads(api.check(request).content)["releases"][0]["rows"]["photo_id"])

    def answer_alone() -> int:
        request = factory.generic("POST", "/api/v1/check", body, "application/json")
        return len(api.check(request).content)

    count = len(release.rows_of(keys)[1])
    if answer() != count:
        raise RuntimeError("the interface answers something else than the index")
    with override_settings(INDEX_DIR=ground.index, RATES=dict.fromkeys(settings.RATES, 10**9)):
        ours = best_seconds({"answer": answer_alone})["answer"]
    bare = best_seconds({"bare": lambda: len(release.rows_of(keys)[1])})["bare"]
    return smaller_is_better(
        "request of 100,000 ids, answered",
        ground.rows,
        1000 * ours,
        "ms",
        "bare look-up (0.2x allowed)",
        1000 * bare,
    )


def _cold(ground: Ground) -> Figure:
    """The first look-up of a new process whose files were in no cache, after warming, beside the 60
    ms allowed.
    """
    aside = ground.folder / "cold"
    shutil.copytree(ground.release.folder, aside)  # what a process has mapped stays in memory
    _forget(aside)
    warming, first = in_a_new_process(first_look_up, str(aside), ground.keys[:1])
    shutil.rmtree(aside)
    ground.say(f"  read the key part from disk in {warming:.2f} s")
    return smaller_is_better(
        "first look-up, cold start, warmed", ground.rows, 1000 * first, "ms", "allowed", 60.0
    )


def _forget(folder: Path) -> None:
    """Have the system forget what it holds of these files."""
    for path in folder.iterdir():
        with open(path, "rb") as file:
            os.fsync(file.fileno())
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def first_look_up(folder: str, keys: np.ndarray) -> tuple[float, float]:
    """Seconds of warming and of the first look-up after it."""
    started = time.perf_counter()
    release = Release(Path(folder))
    release.warm()
    warmed = time.perf_counter()
    release.rows_of(keys)
    return warmed - started, time.perf_counter() - warmed


def private_megabytes(folder: str, keys: np.ndarray) -> float:
    """In a process of its own: after opening and answering, less before."""
    before = _anonymous()
    release = Release(Path(folder))
    release.rows_of(keys)
    return max(0.01, _anonymous() - before)


def _anonymous() -> float:
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Anonymous:")) / 1024
