"""Thirty lists beside the largest one: what a check over all of them costs, and what publishing one
more does.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from django.test.utils import override_settings

from bench.ground import Ground
from bench.measure import (
    Figure,
    best_seconds,
    in_a_new_process,
    median_microseconds,
    smaller_is_better,
)
from claims.datasets import build, joint
from claims.datasets.spool import Progress

LISTS, SMALLEST, LARGEST = 30, 1_000, 5_000_000
SHARED = 0.1  # of a list's photos stand in the large one too
SINGLES = 2_000
FILE = {"name": "made-up", "size": 0, "sha256": "0" * 64, "unit": "line"}


def bench_lists(ground: Ground) -> list[Figure]:
    """The large release alone is the peer: at most twice its time is allowed."""
    index = ground.folder / "many"
    _fill(index, ground)
    with override_settings(INDEX_DIR=index):
        holding, alone, keys = joint.current(), ground.release, ground.keys
        rows = sum(release.rows for release in holding.releases)
        ground.say(f"  {len(holding.releases)} releases, {rows:,} rows")
        figures = [
            *_bulk(rows, holding, alone, keys),
            _single(rows, holding, alone, keys),
            _size(index, rows),
        ]
    seconds, memory = in_a_new_process(publish_one_more, str(index))
    return [
        *figures,
        smaller_is_better("publishing a list of 1,000 rows", rows, seconds, "s", "allowed", 15.0),
        smaller_is_better("memory of that at its peak", rows, memory, "MB", "allowed", 512.0),
    ]


def _fill(index: Path, ground: Ground) -> None:
    """The large release, linked, and thirty lists, published."""
    index.mkdir()
    (index / "yfcc100m").symlink_to(ground.index / "yfcc100m")
    home = index / "flickr-links"
    home.mkdir()
    sizes = np.geomspace(SMALLEST, min(LARGEST, ground.rows // 2), LISTS).astype(int).tolist()
    started = time.perf_counter()
    for number, rows in enumerate(sizes):
        _write(home / f"list-{number:02d}", rows, ground.data.photo, number)
    names = [f"list-{number:02d}" for number in range(LISTS)]
    with override_settings(INDEX_DIR=index):
        (home / "CURRENT").write_text(json.dumps(names[:-1]))
        ground.say(f"built {LISTS} lists in {time.perf_counter() - started:.0f} s")
        started = time.perf_counter()
        build.publish(home / names[-1], home)
        ground.say(f"made the joint directory in {time.perf_counter() - started:.1f} s")


def _write(folder: Path, rows: int, others: np.ndarray, seed: int) -> None:
    """A list of made-up rows, some of them photos of the large release."""
    folder.mkdir()
    dice = np.random.default_rng(100 + seed)
    shared = dice.choice(others, int(rows * SHARED))
    own = dice.integers(int(others.min()), int(others.max()), rows - len(shared), dtype=np.uint64)
    np.concatenate([shared.astype(np.uint64), own]).tofile(folder / "photo.spool")
    np.zeros(rows, np.int64).tofile(folder / "owner.spool")
    np.arange(rows, dtype=np.uint64).tofile(folder / "locator.spool")
    facts = {
        "dataset": "flickr-links",
        "release": folder.name,
        "built_by": "bench",
        "built_at": "2026-01-01T00:00:00",
    }
    build.write_release(folder, Progress(rows=rows, files=[FILE]), facts)


def _bulk(rows: int, holding: joint.Joint, alone: joint.Release, keys: np.ndarray) -> list[Figure]:
    def all_lists() -> int:
        return sum(
            len(rows)
            for release, _which, rows in holding.rows_of(keys)
            if release.dataset == "yfcc100m"
        )

    seconds = best_seconds({"ours": all_lists, "alone": lambda: len(alone.rows_of(keys)[1])})
    name, peer = f"100,000 ids in {LISTS + 1} lists", "the largest alone (0.5x allowed)"
    return [
        smaller_is_better(name, rows, 1000 * seconds["ours"], "ms", peer, 1000 * seconds["alone"])
    ]


def _single(rows: int, holding: joint.Joint, alone: joint.Release, keys: np.ndarray) -> Figure:
    some = keys[:SINGLES].tolist()
    for ask in (holding.find_photo, alone.find_photo):
        median_microseconds(ask, some)  # once, so that what is asked for is in memory for both
    ours, theirs = (
        median_microseconds(holding.find_photo, some),
        median_microseconds(alone.find_photo, some),
    )
    return smaller_is_better(
        f"one id in {LISTS + 1} lists, median",
        rows,
        ours,
        "us",
        "the largest alone (0.5x allowed)",
        theirs,
    )


def _size(index: Path, rows: int) -> Figure:
    """Of all releases with both orders, and the joint directory; the private check left out."""
    files = [path for path in index.glob("*/*/*.npy") if not path.stem.startswith("range")]
    files += [
        path for path in (index / "yfcc100m").glob("*/*.npy") if not path.stem.startswith("range")
    ]
    size = sum(path.stat().st_size for path in set(files))
    return smaller_is_better(
        "size, both orders and directory", rows, size / rows, "B/row", "allowed", 20.0
    )


def publish_one_more(index: str) -> tuple[float, float]:
    """In a process of its own: seconds of building and publishing a list of 1,000 rows, and the
    most private memory.
    """
    home = Path(index) / "flickr-links"
    with override_settings(INDEX_DIR=Path(index)):
        ids = np.arange(90_000_000_000, 90_000_001_000, dtype=np.uint64)

        def work() -> None:
            _write(home / "one-more", len(ids), ids, 999)
            build.publish(home / "one-more", home)

        started = time.perf_counter()
        memory = peak_private(work)
        return time.perf_counter() - started, memory


def peak_private(work: Callable[[], None]) -> float:
    """The most private memory of this process while it works, in megabytes, looked at every 20
    milliseconds.
    """
    most, done = [_private()], threading.Event()

    def watch() -> None:
        while not done.wait(0.02):
            most.append(_private())

    watcher = threading.Thread(target=watch)
    watcher.start()
    work()
    done.set()
    watcher.join()
    return max(most)


def _private() -> float:
    status = Path("/proc/self/status").read_text()
    return int(status.partition("RssAnon:")[2].split()[0]) / 1024
