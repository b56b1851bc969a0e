"""The private check: one bucket beside the same hashes in PostgreSQL, and what it adds to a
release.
"""

from __future__ import annotations

import time
from contextlib import closing

import numpy as np
import psycopg
from django.conf import settings

from bench.ground import Ground
from bench.measure import Figure, larger_is_better, median_microseconds, smaller_is_better
from claims.datasets import ranges

MOST = 5_000_000  # rows; hashing takes about a second for each million


def bench_range(ground: Ground) -> list[Figure]:
    ground = ground.smaller(MOST)
    release = ground.release
    ground.say("hashing")
    started = time.perf_counter()
    ranges.write(release, lambda *_: None)
    rate = ground.rows / (time.perf_counter() - started) / 1000
    digits = release.ranges()["photo"]["digits"]
    buckets = np.random.default_rng(5).integers(0, 16**digits, 500).tolist()
    hashes = np.load(release.folder / "range_photo.npy")
    with closing(psycopg.connect(settings.OWNER_DATABASE_URL, autocommit=True)) as server:
        server.execute("DROP TABLE IF EXISTS bench_range")
        server.execute("CREATE UNLOGGED TABLE bench_range (hash bigint)")
        with server.cursor().copy("COPY bench_range FROM STDIN") as copy:
            for begin in range(0, len(hashes), 1 << 20):
                copy.write(
                    "\n".join(map(str, hashes[begin : begin + (1 << 20)].view(np.int64).tolist()))
                    + "\n"
                )
        server.execute("CREATE INDEX bench_hash ON bench_range (hash)")
        server.execute("VACUUM ANALYZE bench_range")
        bits = 64 - 4 * digits

        def theirs(bucket: int) -> object:
            ends = (
                np.array([bucket << bits, ((bucket + 1) << bits) - 1], np.uint64)
                .view(np.int64)
                .tolist()
            )
            rows = server.execute(
                "SELECT hash FROM bench_range WHERE hash BETWEEN %s AND %s", ends
            ).fetchall()
            return [f"{hash_ & (1 << 64) - 1:016X}"[digits:] for (hash_,) in rows]

        ours = median_microseconds(
            lambda bucket: release.range_of("photo", f"{bucket:0{digits}X}"), buckets
        )
        peer = median_microseconds(theirs, buckets)
        server.execute("DROP TABLE bench_range")
    added = (
        sum((release.folder / f"range_{kind}.npy").stat().st_size for kind in ("photo", "owner"))
        / ground.rows
    )
    return [
        smaller_is_better("one bucket, median", ground.rows, ours, "us", "PostgreSQL", peer),
        smaller_is_better("size that it adds", ground.rows, added, "B/row", "allowed", 10.0),
        larger_is_better(
            "hashing and sorting", ground.rows, rate, "krow/s", "a second a million", 1000.0
        ),
    ]
