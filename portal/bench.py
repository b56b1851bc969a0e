"""Measurements beside peers, in one run, interleaved: what `make bench` prints. Made-up rows, real servers.

Each figure is the best of several rounds. A ratio above 1 means better than the peer.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import psycopg
from django.conf import settings

from claims.datasets import build
from claims.datasets.index import Release
from claims.datasets.spool import Progress

KEYS = 100_000
SINGLES = 2_000
ROUNDS = 5


@dataclass(frozen=True)
class Figure:
    """`value` and `peer_value` in `unit`; smaller is better."""

    name: str
    rows: int
    value: float
    unit: str
    peer: str
    peer_value: float
    ratio: float


def run(what: str, rows: int, say: Callable[[str], object]) -> list[Figure]:
    """Measure and write var/bench/latest.json. `what`: comma-separated names of BENCHES, or all."""
    names = what.split(",") if what else list(BENCHES)
    figures = [figure for name in names for figure in BENCHES[name](rows, say)]
    folder = Path(settings.VAR_DIR) / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "latest.json").write_text(json.dumps([asdict(figure) for figure in figures], indent=1))
    return figures


def table(figures: list[Figure]) -> str:
    lines = [f"{'what':<34}{'rows':>12}{'ours':>12}  {'peer':<34}{'theirs':>12}{'ratio':>9}"]
    for row in figures:
        ours, theirs = f"{row.value:,.4g} {row.unit}", f"{row.peer_value:,.4g} {row.unit}"
        lines.append(f"{row.name:<34}{row.rows:>12,}{ours:>12}  {row.peer:<34}{theirs:>12}{row.ratio:>8.1f}x")
    return "\n".join(lines)


@dataclass
class _Rows:
    """Synthetic rows: distinct photo ids of the size that Flickr gave out, owners of very different sizes."""

    photo: np.ndarray
    owner: np.ndarray

    @classmethod
    def made_up(cls, count: int) -> _Rows:
        dice = np.random.default_rng(2026)
        photo = np.unique(dice.integers(1, 15_000_000_000, int(count * 1.01), dtype=np.uint64))[:count]
        dice.shuffle(photo)
        owner = (dice.zipf(1.3, len(photo)) % 580_000).astype(np.int64) * 100 + 10_000_000_099
        return cls(photo, owner)

    def keys(self, number: int) -> np.ndarray:
        """Half of them present."""
        dice = np.random.default_rng(7)
        present = dice.choice(self.photo, number // 2, replace=False)
        absent = dice.integers(1, 15_000_000_000, number - number // 2, dtype=np.uint64)
        keys = np.concatenate([present, absent])
        dice.shuffle(keys)
        return keys


def bench_index(rows: int, say: Callable[[str], object]) -> list[Figure]:
    """Single and bulk look-ups, owner and locator of each hit in process, beside PostgreSQL and SQLite."""
    data = _Rows.made_up(rows)
    with tempfile.TemporaryDirectory(dir=settings.VAR_DIR) as folder:
        say(f"building a release of {len(data.photo):,} rows")
        release = _release(Path(folder), data)
        say("loading the same rows into SQLite")
        with (
            closing(_sqlite(Path(folder) / "peer.sqlite", data)) as lite,
            psycopg.connect(settings.DATABASE_URL, autocommit=True) as server,
        ):
            say("loading the same rows into PostgreSQL")
            _postgres(server, data)
            say("measuring")
            return _look_ups(rows, release, lite, server, data)


def _release(folder: Path, data: _Rows) -> Release:
    data.photo.tofile(folder / "photo.spool")
    data.owner.tofile(folder / "owner.spool")
    np.arange(1, len(data.photo) + 1, dtype=np.uint64).tofile(folder / "locator.spool")
    build.write_release(folder, {}, Progress(rows=len(data.photo)), {"dataset": "synthetic", "release": "bench"})
    return Release(folder)


def _sqlite(path: Path, data: _Rows) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("CREATE TABLE peer (photo INTEGER PRIMARY KEY, owner INTEGER, locator INTEGER) WITHOUT ROWID")
    order = np.argsort(data.photo)
    columns = (data.photo[order].tolist(), data.owner[order].tolist(), (order + 1).tolist())
    connection.executemany("INSERT INTO peer VALUES (?, ?, ?)", zip(*columns, strict=True))
    connection.commit()
    connection.execute("PRAGMA mmap_size = 8000000000")
    connection.execute("PRAGMA cache_size = -200000")
    return connection


def _postgres(server: psycopg.Connection, data: _Rows) -> None:
    """A temporary table lives as long as the connection; its index covers all that is asked for."""
    server.execute("CREATE TEMPORARY TABLE peer (photo bigint, owner bigint, locator integer)")
    with server.cursor().copy("COPY peer FROM STDIN (FORMAT BINARY)") as copy:
        copy.set_types(["int8", "int8", "int4"])
        for row in zip(data.photo.tolist(), data.owner.tolist(), range(1, len(data.photo) + 1), strict=True):
            copy.write_row(row)
    server.execute("CREATE INDEX peer_photo ON peer (photo) INCLUDE (owner, locator)")
    server.execute("VACUUM ANALYZE peer")  # so that the index alone can answer
    server.execute("SET enable_seqscan = off")


def _look_ups(
    rows: int, release: Release, lite: sqlite3.Connection, server: psycopg.Connection, data: _Rows
) -> list[Figure]:
    keys = data.keys(KEYS)
    numbers = keys.tolist()
    cursor = server.cursor(binary=True)

    def ours() -> int:
        first, count = release.find_photos(keys)
        found = release.at(first[count > 0], keys[count > 0])
        return len(found.owner)

    def postgres_any() -> int:
        query = "SELECT photo, owner, locator FROM peer WHERE photo = ANY(%s)"
        return len(cursor.execute(query, [numbers]).fetchall())

    def postgres_join() -> int:
        cursor.execute("CREATE TEMPORARY TABLE asked (photo bigint)")
        with cursor.copy("COPY asked FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types(["int8"])
            for number in numbers:
                copy.write_row([number])
        cursor.execute("ANALYZE asked")
        found = cursor.execute("SELECT photo, owner, locator FROM asked JOIN peer USING (photo)").fetchall()
        cursor.execute("DROP TABLE asked")
        return len(found)

    def sqlite_json() -> int:
        query = "SELECT photo, owner, locator FROM json_each(?) JOIN peer ON photo = value"
        return len(lite.execute(query, [json.dumps(numbers)]).fetchall())

    def sqlite_join() -> int:
        lite.execute("CREATE TEMPORARY TABLE asked (photo INTEGER)")
        lite.executemany("INSERT INTO asked VALUES (?)", ((number,) for number in numbers))
        found = lite.execute("SELECT photo, owner, locator FROM asked JOIN peer USING (photo)").fetchall()
        lite.execute("DROP TABLE asked")
        return len(found)

    bulk = _best([ours, postgres_any, postgres_join, sqlite_json, sqlite_join])
    some = numbers[:SINGLES]

    def ours_single(number: int) -> object:
        return release.find_photo(number)

    def postgres_single(number: int) -> object:
        return cursor.execute("SELECT owner, locator FROM peer WHERE photo = %s", [number]).fetchall()

    def sqlite_single(number: int) -> object:
        return lite.execute("SELECT owner, locator FROM peer WHERE photo = ?", [number]).fetchall()

    single = [_median_microseconds(ask, some) for ask in (ours_single, postgres_single, sqlite_single)]
    bulk_ms = [1000 * seconds for seconds in bulk]
    per_row = sum(path.stat().st_size for path in release.folder.glob("*.npy")) / rows
    heap, index = server.execute("SELECT pg_table_size('peer'), pg_indexes_size('peer')").fetchone() or (0, 0)
    return [
        _figure("100,000 ids, half present", rows, bulk_ms[0], "ms", "PostgreSQL = ANY", bulk_ms[1]),
        _figure("100,000 ids, half present", rows, bulk_ms[0], "ms", "PostgreSQL temporary table join", bulk_ms[2]),
        _figure("100,000 ids, half present", rows, bulk_ms[0], "ms", "SQLite json_each", bulk_ms[3]),
        _figure("100,000 ids, half present", rows, bulk_ms[0], "ms", "SQLite temporary table join", bulk_ms[4]),
        _figure("one id, median", rows, single[0], "us", "PostgreSQL", single[1]),
        _figure("one id, median", rows, single[0], "us", "SQLite", single[2]),
        _figure("size, both orders", rows, per_row, "B/row", "PostgreSQL, id order only", (heap + index) / rows),
    ]


def _figure(name: str, rows: int, value: float, unit: str, peer: str, peer_value: float) -> Figure:
    return Figure(name, rows, round(value, 3), unit, peer, round(peer_value, 3), round(peer_value / value, 2))


def _best(contenders: list[Callable[[], int]]) -> list[float]:
    """Seconds of each contender's best round; in each round all take their turn. All must find the same."""
    best = [float("inf")] * len(contenders)
    for _round in range(ROUNDS):
        answers = set()
        for number, contender in enumerate(contenders):
            started = time.perf_counter()
            answers.add(contender())
            best[number] = min(best[number], time.perf_counter() - started)
        if len(answers) != 1:
            raise RuntimeError(f"the contenders disagree: {answers}")
    return best


def _median_microseconds(ask: Callable[[int], object], numbers: list[int]) -> float:
    times = []
    for number in numbers:
        started = time.perf_counter()
        ask(number)
        times.append(time.perf_counter() - started)
    return float(np.median(times) * 1e6)


BENCHES: dict[str, Callable[[int, Callable[[str], object]], list[Figure]]] = {"index": bench_index}
