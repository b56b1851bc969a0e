"""The index beside PostgreSQL, SQLite and LMDB holding the same rows, and beside what memory itself allows."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import django
import numpy as np
import orjson
from django.conf import settings
from django.test import RequestFactory
from django.test.utils import override_settings

from claims.datasets import api
from claims.datasets.index import Release
from portal.bench.ground import Ground
from portal.bench.measure import Figure, best_seconds, median_microseconds, smaller_is_better
from portal.bench.peers import Lmdb, Postgres, SQLite

SINGLES, MISSES = 2_000, 250_000


def bench_index(ground: Ground) -> list[Figure]:
    """Single and bulk look-ups, owner and locator of each hit in process."""
    rows, say = ground.rows, ground.say
    release, keys = ground.release, ground.keys
    with ExitStack() as stack:
        say("loading the same rows into PostgreSQL")
        postgres = stack.enter_context(closing(Postgres(settings.DATABASE_URL, ground.data)))
        say("loading the same rows into SQLite")
        lite = stack.enter_context(closing(SQLite(ground.folder / "peer.sqlite", ground.data)))
        say("loading the same rows into LMDB")
        store = stack.enter_context(closing(Lmdb(ground.folder / "peer.lmdb", ground.data)))
        say("measuring")
        figures = [
            *_bulk(rows, release, keys, [postgres, lite, store]),
            *_single(rows, release, keys, {"PostgreSQL": postgres, "SQLite": lite, "LMDB": store}),
            *_sizes(rows, release, {"PostgreSQL, id order only": postgres, "SQLite, id order only": lite}),
            _private(rows, release, keys),
            _answer(ground, release, keys),
        ]
    for left in ground.folder.glob("peer.*"):
        left.unlink()
    return [*figures, _cold(ground)]


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
    files = [path for path in release.folder.glob("*.npy") if not path.stem.startswith("range")]
    ours = sum(path.stat().st_size for path in files) / rows
    figures = [
        smaller_is_better("size, both orders", rows, ours, "B/row", name, peer.bytes() / rows)
        for name, peer in peers.items()
    ]
    return [*figures, smaller_is_better("size, both orders", rows, ours, "B/row", "allowed", 20.0)]


def _private(rows: int, release: Release, keys: np.ndarray) -> Figure:
    """What the index adds to the private memory of a process that answers from it, against the 20 MB allowed."""
    added = _in_a_new_process(private_megabytes, str(release.folder), keys)
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

    found = len(release.rows_of(keys)[1])
    if answer() != found:
        raise RuntimeError("the interface answers something else than the index")
    with override_settings(INDEX_DIR=ground.index, RATES=dict.fromkeys(settings.RATES, 10**9)):
        ours = best_seconds({"answer": answer_alone})["answer"]
    bare = best_seconds({"bare": lambda: len(release.rows_of(keys)[1])})["bare"]
    return smaller_is_better(
        "request of 100,000 ids, answered", ground.rows, 1000 * ours, "ms", "bare look-up (0.2x allowed)", 1000 * bare
    )


def _cold(ground: Ground) -> Figure:
    """The first look-up of a new process whose files were in no cache, after warming, beside the 60 ms allowed."""
    aside = ground.folder / "cold"
    shutil.copytree(ground.release.folder, aside)  # what a process has mapped stays in memory
    _forget(aside)
    warming, first = _in_a_new_process(first_look_up, str(aside), ground.keys[:1])
    shutil.rmtree(aside)
    ground.say(f"  read the key part from disk in {warming:.2f} s")
    return smaller_is_better("first look-up, cold start, warmed", ground.rows, 1000 * first, "ms", "allowed", 60.0)


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


def _in_a_new_process(work: Callable[..., Any], *arguments: Any) -> Any:
    with multiprocessing.get_context("spawn").Pool(1, initializer=django.setup) as pool:
        return pool.apply_async(work, arguments).get(timeout=600)


def private_megabytes(folder: str, keys: np.ndarray) -> float:
    """In a process of its own: after opening and answering, less before."""
    before = _anonymous()
    release = Release(Path(folder))
    release.rows_of(keys)
    return max(0.01, _anonymous() - before)


def _anonymous() -> float:
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Anonymous:")) / 1024
