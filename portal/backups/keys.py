"""Copies of the data keys, apart from those of the database and the files.

A key that is erased is in none of the copies once they are STANDING_BACKUP_DAYS old: then nothing
opens what it encrypted, whoever has the other backups.
"""

from __future__ import annotations

import base64
import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.core.management.base import CommandError
from pyrage import x25519

from claims.vault import key_store
from claims.vault.key_store import Folder, Wrapped
from portal.backups import sealed

OVERLAP = timedelta(minutes=5)  # a key may be written a little before its copy looks


def save(at: datetime, *, since: datetime | None = None) -> int:
    """Write all keys, or those that were written since, into one new file. Returns how many; no
    file where there is none.

    Raises CommandError where no folder is set.
    """
    store = key_store.store()
    ids = [
        key_id
        for key_id, written_at in store.written()
        if since is None or written_at > since - OVERLAP
    ]
    if not ids:
        return 0

    def write(sink: BinaryIO) -> None:
        for key_id in ids:
            if wrapped := store.read(key_id):
                sink.write(json.dumps(_line(key_id, wrapped)).encode() + b"\n")

    kind = "all" if since is None else "new"
    sealed.write(folder() / f"{at:%Y%m%dT%H%M%SZ}.{kind}.age", write)
    return len(ids)


def folder() -> Path:
    if not settings.KEY_BACKUPS_DIR:
        raise CommandError(
            "STANDING_KEY_BACKUPS_DIR is not set: the data keys need backups of their own, apart "
            "from the others (docs/runbooks/backups.md)."
        )
    return Path(settings.KEY_BACKUPS_DIR)


def restore(copies: Path, identity: x25519.Identity, target: Path) -> int:
    """Put the keys of the newest whole copy and of what followed it into a new store.

    Returns how many lines were read. Raises CommandError without a whole copy.
    """
    whole = sorted(copies.glob("*.all.age"))
    if not whole:
        raise CommandError(f"No copy of the data keys lies in {copies}, so nothing can be read.")
    later = [path for path in sorted(copies.glob("*.new.age")) if path.name >= whole[-1].name]
    store, count = Folder(target), 0

    def put(plain: BinaryIO) -> None:
        nonlocal count
        for line in plain:
            key = json.loads(line)
            wrapped = Wrapped(key["master"], base64.b64decode(key["content"]))
            store.replace(UUID(key["id"]), wrapped)
            count += 1

    for path in [whole[-1], *later]:
        sealed.read(path, identity, put)
    return count


def _line(key_id: UUID, wrapped: Wrapped) -> dict[str, str]:
    content = base64.b64encode(wrapped.content).decode()
    return {"id": str(key_id), "master": wrapped.master_id, "content": content}
