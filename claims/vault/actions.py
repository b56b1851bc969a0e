"""Make, rotate and erase data keys; keep and read encrypted files."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from claims.vault import ciphers, crypto, key_store
from claims.vault.key_store import Wrapped
from claims.vault.models import DataKey, StoredFile

SWEPT_AFTER = timedelta(days=1)  # what is younger may belong to a transaction under way
SITE_KEY_ID = UUID(int=1)


def create_key(*, at: datetime) -> DataKey:
    """A new data key under the current master key: in its store first, then the row."""
    key = DataKey(created_at=at)
    key_store.store().create(key.id, _wrapped(key.id, crypto.new_key()))
    key.save(force_insert=True)
    return key


def _wrapped(key_id: UUID, plain: bytes) -> Wrapped:
    master_id, master = next(iter(crypto.master_keys().items()))
    return Wrapped(master_id, master.encrypt(plain, ciphers.place(key_id)))


def rotate_keys() -> int:
    """Wrap every data key under the current master key; may be stopped and run again.

    Returns how many changed.
    """
    current, changed = next(iter(crypto.master_keys())), 0
    store = key_store.store()
    for key_id, _written_at in store.written():
        with transaction.atomic():
            # While the row is locked nobody erases the key that is written again.
            row = DataKey.objects.select_for_update().filter(pk=key_id, erased_at=None).first()
            before = store.read(key_id) if row else None
            if before and before.master_id != current:
                plain = crypto.unwrap(before.content, before.master_id, ciphers.place(key_id)).key
                store.replace(key_id, _wrapped(key_id, plain))
                changed += 1
    return changed


def erase_key(key: DataKey, *, at: datetime) -> None:
    """Destroy the key when the transaction has ended well: nothing that it encrypted can be read
    again, and from backups neither once those of the key store are STANDING_BACKUP_DAYS old.
    """
    DataKey.objects.filter(pk=key.pk).update(erased_at=at)
    transaction.on_commit(lambda: _delete_key(key.pk))


def _delete_key(key_id: UUID) -> None:
    key_store.store().delete(key_id)
    ciphers.forget(key_id)


def sweep_keys(*, at: datetime) -> int:
    """Delete keys that no row names (the transaction that made them failed) or whose row says that
    they are erased (the process died before it deleted them). Returns how many.
    """
    store, gone = key_store.store(), 0
    old = [key_id for key_id, written_at in store.written() if written_at < at - SWEPT_AFTER]
    for ids in _chunks(old):
        alive = set(DataKey.objects.filter(pk__in=ids, erased_at=None).values_list("pk", flat=True))
        for key_id in set(ids) - alive - {SITE_KEY_ID}:
            _delete_key(key_id)
            gone += 1
    return gone


def sweep_files(*, at: datetime) -> int:
    """Delete encrypted files that no row names. Returns how many."""
    old = []
    for path in Path(settings.FILES_DIR).glob("*/??/" + "?" * 32):
        if datetime.fromtimestamp(path.stat().st_mtime, UTC) < at - SWEPT_AFTER:
            old.append(path)
    gone = 0
    for paths in _chunks(old):
        ids = [UUID(path.name) for path in paths]
        # The files of an erased key are deleted, and their rows stay.
        rows = StoredFile.objects.filter(pk__in=ids, data_key__erased_at=None)
        alive = set(rows.values_list("pk", flat=True))
        for path in paths:
            if UUID(path.name) not in alive:
                path.unlink(missing_ok=True)
                gone += 1
    return gone


def _chunks(items: list[Any], size: int = 1000) -> Iterator[list[Any]]:
    for begin in range(0, len(items), size):
        yield items[begin : begin + size]


def missing_keys() -> list[UUID]:
    """Rows whose key the store does not have: what they encrypted cannot be read."""
    there = {key_id for key_id, _written_at in key_store.store().written()}
    rows = DataKey.objects.filter(erased_at=None).order_by("pk").values_list("pk", flat=True)
    return [key_id for key_id in rows.iterator() if key_id not in there]


def missing_files() -> list[UUID]:
    """Rows whose file is not there, though its key is."""
    rows = StoredFile.objects.filter(data_key__erased_at=None).order_by("pk")
    return [stored.pk for stored in rows.iterator() if not file_path(stored).is_file()]


def erase_files(key: DataKey) -> None:
    """Delete the bytes of every file under this key when the transaction has ended well.

    Their rows stay, without the digest by which somebody who has the file could tell that it
    was here.
    """
    paths = [file_path(stored) for stored in key.files.all()]
    key.files.update(sha256="")

    def unlink() -> None:
        for path in paths:
            path.unlink(missing_ok=True)

    transaction.on_commit(unlink)


def store_file(
    content: bytes, *, key: DataKey, area: str, content_type: str, at: datetime
) -> StoredFile:
    """Encrypt and keep a file.

    The bytes are on disk before the row is, so no row ever points at nothing.
    """
    stored = StoredFile(
        data_key=key,
        area=area,
        content_type=content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        created_at=at,
    )
    path = file_path(stored)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.write_bytes(key.cipher().encrypt(content, f"file:{stored.pk}"))
    stored.save(force_insert=True)
    return stored


def read_file(stored: StoredFile) -> bytes:
    """The file in clear.

    Raises KeyErased, CannotDecrypt, FileNotFoundError.
    """
    return stored.data_key.cipher().decrypt(file_path(stored).read_bytes(), f"file:{stored.pk}")


def digest_of_file(stored: StoredFile) -> str | None:
    """SHA-256 of what is stored now (64 hexadecimal digits); None where it was altered or is
    gone.
    """
    try:
        return hashlib.sha256(read_file(stored)).hexdigest()
    except (crypto.CannotDecrypt, OSError):
        return None


def remove_file(stored: StoredFile) -> None:
    """Delete a file that another one replaces: the row now, the bytes when the transaction has
    ended well.
    """
    path = file_path(stored)
    stored.delete()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def file_path(stored: StoredFile) -> Path:
    """Random name, a folder per privilege."""
    return Path(settings.FILES_DIR) / stored.area / stored.pk.hex[:2] / stored.pk.hex


def seal_text(text: str, place: str) -> str:
    """A short text of nobody in particular, encrypted with the site's key; only `open_text` with
    its place opens it.
    """
    return base64.b64encode(site_key().cipher().encrypt(text.encode(), place)).decode()


def open_text(sealed: str, place: str) -> str:
    """Raises CannotDecrypt."""
    return site_key().cipher().decrypt(base64.b64decode(sealed), place).decode()


def site_key() -> DataKey:
    """The one key that belongs to no person, for the few secrets whose library does not say whose
    they are.
    """
    key = DataKey.objects.filter(pk=SITE_KEY_ID).first()
    if key is None:
        # Two processes may come here at once: the first key that was written is the one.
        key_store.store().create(SITE_KEY_ID, _wrapped(SITE_KEY_ID, crypto.new_key()))
        key = DataKey(pk=SITE_KEY_ID, created_at=timezone.now())
        DataKey.objects.bulk_create([key], ignore_conflicts=True)
    return key
