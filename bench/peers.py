"""The same made-up rows in other stores, each asked in the ways that suit it best."""

from __future__ import annotations

import json
import sqlite3
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import lmdb
import numpy as np
import psycopg
from django.conf import settings

from claims.datasets.columns import distinct

CHUNK = 1_000_000


@dataclass(frozen=True)
class Rows:
    """Made-up rows by photo id: distinct ids of the size that Flickr gave out, accounts of very
    different sizes. The locator of a row is its number.
    """

    photo: np.ndarray  # uint64, sorted
    owner: np.ndarray  # int64

    @classmethod
    def made_up(cls, count: int) -> Rows:
        dice = np.random.default_rng(2026)
        photo = distinct(dice.integers(1, 15_000_000_000, int(count * 1.02), dtype=np.uint64))
        # Distinct ids stay distinct.
        photo = photo[np.linspace(0, len(photo) - 1, count).astype(np.int64)]
        # Few accounts have very many photos.
        number = (580_000 * dice.random(count) ** 3).astype(np.int64)
        return cls(photo, number * 100 + 10_000_000_099)

    def keys(self, number: int) -> np.ndarray:
        """Half of them present, in no order."""
        dice = np.random.default_rng(7)
        present = self.photo[dice.integers(0, len(self.photo), number // 2)]
        absent = dice.integers(1, 15_000_000_000, number - number // 2, dtype=np.uint64)
        return dice.permutation(np.unique(np.concatenate([present, absent])))

    def chunks(self) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
        for begin in range(0, len(self.photo), CHUNK):
            part = slice(begin, begin + CHUNK)
            numbers = np.arange(begin, begin + len(self.photo[part]), dtype=np.int64)
            yield self.photo[part].astype(np.int64), self.owner[part], numbers


class Peer(Protocol):
    """Another store with the same rows.

    `ways`: how it answers many keys at once; each gives the number of rows.
    """

    title: str

    def __init__(self, path: Path, rows: Rows) -> None: ...
    def ways(self, keys: np.ndarray) -> dict[str, Callable[[], int]]: ...
    def single(self, number: int) -> object: ...
    def bytes(self) -> int: ...
    def close(self) -> None: ...


class Postgres:
    """An unlogged table with an index that covers all that is asked for."""

    title = "PostgreSQL"

    def __init__(self, _path: Path, rows: Rows) -> None:
        self.server = psycopg.connect(settings.OWNER_DATABASE_URL, autocommit=True)
        self.server.execute("DROP TABLE IF EXISTS bench_peer")
        self.server.execute(
            "CREATE UNLOGGED TABLE bench_peer (photo bigint, owner bigint, locator bigint)"
        )
        with self.server.cursor().copy("COPY bench_peer FROM STDIN (FORMAT BINARY)") as copy:
            copy.write(b"PGCOPY\n\xff\r\n\0" + struct.pack(">ii", 0, 0))
            for columns in rows.chunks():
                copy.write(_copy_rows(columns))
            copy.write(struct.pack(">h", -1))
        self.server.execute("SET maintenance_work_mem = '1GB'")
        self.server.execute(
            "CREATE INDEX bench_photo ON bench_peer (photo) INCLUDE (owner, locator)"
        )
        self.server.execute("VACUUM ANALYZE bench_peer")  # so that the index alone can answer
        self.server.execute("SET enable_seqscan = off")
        self.cursor = self.server.cursor(binary=True)

    def ways(self, keys: np.ndarray) -> dict[str, Callable[[], int]]:
        numbers = keys.astype(np.int64).tolist()
        packed = _copy_rows((keys.astype(np.int64),))

        def any_() -> int:
            query = "SELECT photo, owner, locator FROM bench_peer WHERE photo = ANY(%s)"
            return len(self.cursor.execute(query, [numbers]).fetchall())

        def join() -> int:
            self.cursor.execute("CREATE TEMPORARY TABLE asked (photo bigint)")
            with self.cursor.copy("COPY asked FROM STDIN (FORMAT BINARY)") as copy:
                copy.write(
                    b"PGCOPY\n\xff\r\n\0"
                    + struct.pack(">ii", 0, 0)
                    + packed
                    + struct.pack(">h", -1)
                )
            self.cursor.execute("ANALYZE asked")
            query = "SELECT photo, owner, locator FROM asked JOIN bench_peer USING (photo)"
            count = len(self.cursor.execute(query).fetchall())
            self.cursor.execute("DROP TABLE asked")
            return count

        return {"PostgreSQL = ANY": any_, "PostgreSQL temporary table": join}

    def single(self, number: int) -> object:
        return self.cursor.execute(
            "SELECT owner, locator FROM bench_peer WHERE photo = %s", [number]
        ).fetchall()

    def bytes(self) -> int:
        query = "SELECT pg_table_size('bench_peer') + pg_indexes_size('bench_peer')"
        return int(self.server.execute(query).fetchone()[0])  # type: ignore[index]

    def close(self) -> None:
        self.server.execute("DROP TABLE IF EXISTS bench_peer")
        self.server.close()


def _copy_rows(columns: tuple[np.ndarray, ...]) -> bytes:
    """Rows of bigints in PostgreSQL's binary COPY format."""
    fields = [("count", ">i2")]
    fields += [
        item
        for number in range(len(columns))
        for item in ((f"n{number}", ">i4"), (f"v{number}", ">i8"))
    ]
    rows = np.empty(len(columns[0]), np.dtype(fields))
    rows["count"] = len(columns)
    for number, column in enumerate(columns):
        rows[f"n{number}"], rows[f"v{number}"] = 8, column
    return rows.tobytes()


class SQLite:
    """A table that is its own index, mapped into memory."""

    title = "SQLite"

    def __init__(self, path: Path, rows: Rows) -> None:
        self.path, self.lite = path, sqlite3.connect(path)
        self.lite.execute("PRAGMA journal_mode = OFF")
        self.lite.execute("PRAGMA synchronous = OFF")
        self.lite.execute(
            "CREATE TABLE peer (photo INTEGER PRIMARY KEY, owner INTEGER, locator INTEGER) WITHOUT "
            "ROWID"
        )
        for columns in rows.chunks():
            values = zip(*(column.tolist() for column in columns), strict=True)
            self.lite.executemany("INSERT INTO peer VALUES (?, ?, ?)", values)
        self.lite.commit()
        self.lite.execute("PRAGMA mmap_size = 16000000000")
        self.lite.execute("PRAGMA cache_size = -200000")

    def ways(self, keys: np.ndarray) -> dict[str, Callable[[], int]]:
        numbers = keys.tolist()

        def each() -> int:
            query = "SELECT photo, owner, locator FROM json_each(?) JOIN peer ON photo = value"
            return len(self.lite.execute(query, [json.dumps(numbers)]).fetchall())

        def join() -> int:
            self.lite.execute("CREATE TEMPORARY TABLE asked (photo INTEGER)")
            self.lite.executemany("INSERT INTO asked VALUES (?)", ((number,) for number in numbers))
            query = "SELECT photo, owner, locator FROM asked JOIN peer USING (photo)"
            count = len(self.lite.execute(query).fetchall())
            self.lite.execute("DROP TABLE asked")
            return count

        return {"SQLite json_each": each, "SQLite temporary table": join}

    def single(self, number: int) -> object:
        return self.lite.execute(
            "SELECT owner, locator FROM peer WHERE photo = ?", [number]
        ).fetchall()

    def bytes(self) -> int:
        return self.path.stat().st_size

    def close(self) -> None:
        self.lite.close()


class Lmdb:
    """Keys in big-endian order, appended; owner and locator as the value."""

    title = "LMDB"

    def __init__(self, path: Path, rows: Rows) -> None:
        self.path = path
        self.store = lmdb.open(
            str(path), map_size=64 << 30, subdir=False, sync=False, metasync=False, lock=False
        )
        for photo, owner, locator in rows.chunks():
            keys = photo.astype(">i8").tobytes()
            values = np.column_stack([owner, locator]).astype("<i8").tobytes()
            items = [
                (keys[8 * n : 8 * n + 8], values[16 * n : 16 * n + 16]) for n in range(len(photo))
            ]
            with self.store.begin(write=True) as transaction:
                consumed, added = transaction.cursor().putmulti(items, append=True)
                if (consumed, added) != (len(items), len(items)):
                    raise RuntimeError("LMDB did not take every row")

    def ways(self, keys: np.ndarray) -> dict[str, Callable[[], int]]:
        packed = keys.astype(">i8").tobytes()
        packed_keys = [packed[at : at + 8] for at in range(0, len(packed), 8)]

        def getmulti() -> int:
            with self.store.begin() as transaction:
                rows = transaction.cursor().getmulti(packed_keys)
            return len(np.frombuffer(b"".join(value for _key, value in rows), "<i8")) // 2

        return {"LMDB getmulti": getmulti}

    def single(self, number: int) -> object:
        with self.store.begin() as transaction:
            value = transaction.get(struct.pack(">q", number))
            return struct.unpack("<qq", value) if value else None

    def bytes(self) -> int:
        return self.path.stat().st_blocks * 512

    def close(self) -> None:
        self.store.close()
