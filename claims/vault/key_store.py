"""Where the wrapped data keys lie: apart from the database, from the files, and from the backups of
both.

A key that is deleted here is gone from every backup of the database at once. This store's own
backups live at most STANDING_BACKUP_DAYS; after that nothing opens what the key encrypted.

STANDING_KEYS_URL is file:///folder (one key a file) or postgresql://… (a second server).
"""

from __future__ import annotations

import os
import threading
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

import psycopg
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Wrapped:
    """A data key, encrypted with the master key of this id."""

    master_id: str
    content: bytes


class Store(Protocol):
    def create(self, key_id: uuid.UUID, wrapped: Wrapped) -> bool:
        """Keep a new key, for good when it returns. False, and nothing done, where one is there."""

    def replace(self, key_id: uuid.UUID, wrapped: Wrapped) -> None:
        """The same key under another master key."""

    def read(self, key_id: uuid.UUID) -> Wrapped | None: ...

    def delete(self, key_id: uuid.UUID) -> None:
        """Deleting twice is deleting once."""

    def written(self) -> Iterator[tuple[uuid.UUID, datetime]]:
        """Every key that is kept, and when it was written."""


def store() -> Store:
    """The store of this installation. Raises ImproperlyConfigured."""
    return _store(settings.KEYS_URL)


@cache
def _store(url: str) -> Store:
    parts = urlsplit(url)
    if parts.scheme == "file" and parts.path.startswith("/") and not parts.netloc:
        return Folder(Path(unquote(parts.path)))
    if parts.scheme in ("postgresql", "postgres"):
        return Server(url)
    raise ImproperlyConfigured(
        "STANDING_KEYS_URL must be file:///a/folder, or postgresql://… of a server that the "
        "database's backups do not hold (docs/runbooks/backups.md)."
    )


class Folder:
    """One key a file, which its owner alone may read. The first line is the master key's id."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def create(self, key_id: uuid.UUID, wrapped: Wrapped) -> bool:
        aside = self._written_aside(key_id, wrapped)
        try:
            os.link(aside, self._path(key_id))
        except FileExistsError:
            return False
        finally:
            aside.unlink()
        _sync(self._path(key_id).parent)
        return True

    def replace(self, key_id: uuid.UUID, wrapped: Wrapped) -> None:
        self._written_aside(key_id, wrapped).replace(self._path(key_id))
        _sync(self._path(key_id).parent)

    def read(self, key_id: uuid.UUID) -> Wrapped | None:
        try:
            master_id, content = self._path(key_id).read_bytes().split(b"\n", 1)
        except FileNotFoundError:
            return None
        return Wrapped(master_id.decode(), content)

    def delete(self, key_id: uuid.UUID) -> None:
        path = self._path(key_id)
        if path.exists():
            path.unlink(missing_ok=True)
            _sync(path.parent)

    def written(self) -> Iterator[tuple[uuid.UUID, datetime]]:
        for path in self.root.glob("??/" + "?" * 32):
            yield uuid.UUID(path.name), datetime.fromtimestamp(path.stat().st_mtime, UTC)

    def _path(self, key_id: uuid.UUID) -> Path:
        return self.root / key_id.hex[:2] / key_id.hex

    def _written_aside(self, key_id: uuid.UUID, wrapped: Wrapped) -> Path:
        """A file beside the key's own, safely on the disk."""
        folder = self._path(key_id).parent
        self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.mkdir(exist_ok=True, mode=0o700)
        aside = folder / f".{uuid.uuid4().hex}"
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "wb") as file:
            file.write(wrapped.master_id.encode() + b"\n" + wrapped.content)
            file.flush()
            os.fsync(file.fileno())
        return aside


def _sync(folder: Path) -> None:
    """Until the folder is on the disk too, a file in it may be forgotten."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class Server:
    """A table of another PostgreSQL server, made at first use. One connection for each thread."""

    TABLE = (
        "CREATE TABLE IF NOT EXISTS data_keys (id uuid PRIMARY KEY, master_id text NOT NULL,"
        " content bytea NOT NULL, written_at timestamptz NOT NULL DEFAULT now())"
    )

    def __init__(self, url: str) -> None:
        self.url = url
        self._local = threading.local()

    def create(self, key_id: uuid.UUID, wrapped: Wrapped) -> bool:
        row = [key_id, wrapped.master_id, wrapped.content]
        text = "INSERT INTO data_keys VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"
        return self._run(text, row).rowcount == 1

    def replace(self, key_id: uuid.UUID, wrapped: Wrapped) -> None:
        text = "UPDATE data_keys SET master_id = %s, content = %s WHERE id = %s"
        self._run(text, [wrapped.master_id, wrapped.content, key_id])

    def read(self, key_id: uuid.UUID) -> Wrapped | None:
        row = self._run(
            "SELECT master_id, content FROM data_keys WHERE id = %s", [key_id]
        ).fetchone()
        return Wrapped(row[0], bytes(row[1])) if row else None

    def delete(self, key_id: uuid.UUID) -> None:
        self._run("DELETE FROM data_keys WHERE id = %s", [key_id])

    def written(self) -> Iterator[tuple[uuid.UUID, datetime]]:
        yield from self._run("SELECT id, written_at FROM data_keys", [])

    def _run(self, text: str, values: list[object]) -> psycopg.Cursor:
        """Once more over a new connection, where the server closed the old one."""
        try:
            return self._connection().execute(text, values)
        except psycopg.OperationalError:
            self._local.connection = None
            return self._connection().execute(text, values)

    def _connection(self) -> psycopg.Connection:
        if getattr(self._local, "connection", None) is None:
            self._local.connection = psycopg.connect(self.url, autocommit=True)
            self._local.connection.execute(self.TABLE)
        return self._local.connection
