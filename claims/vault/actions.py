"""Make, rotate and erase data keys; keep and read encrypted files."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from claims.vault import crypto
from claims.vault.models import DataKey, StoredFile


def create_key(*, at: datetime) -> DataKey:
    """A new data key under the current master key."""
    key = DataKey(created_at=at)
    _wrap(key, crypto.new_key())
    key.save(force_insert=True)
    return key


def _wrap(key: DataKey, plain: bytes) -> None:
    master_id, master = next(iter(crypto.master_keys().items()))
    key.wrapped, key.master_id = master.encrypt(plain, f"data-key:{key.id}"), master_id


def rotate_keys(*, batch: int = 500) -> int:
    """Wrap every data key under the current master key; may be stopped and run again.

    Returns how many changed.
    """
    current, changed = next(iter(crypto.master_keys())), 0
    stale = DataKey.objects.filter(erased_at=None).exclude(master_id=current).order_by("id")
    while True:
        with transaction.atomic():
            keys = list(stale.select_for_update(skip_locked=True)[:batch])
            for key in keys:
                _wrap(key, key.cipher().key)
                key.save(update_fields=["wrapped", "master_id"])
        changed += len(keys)
        if not keys:
            return changed


def erase_key(key: DataKey, *, at: datetime) -> None:
    """Destroy the key: whatever it encrypted can never be read again, here or in a backup."""
    DataKey.objects.filter(pk=key.pk).update(wrapped=b"", erased_at=at)


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


SITE_KEY_ID = UUID(int=1)


def site_key() -> DataKey:
    """The one key that belongs to no person, for the few secrets whose library does not say whose
    they are.
    """
    with transaction.atomic():
        key = DataKey.objects.filter(pk=SITE_KEY_ID).first()
        if key is None:
            key = DataKey(pk=SITE_KEY_ID, created_at=timezone.now())
            _wrap(key, crypto.new_key())
            DataKey.objects.bulk_create([key], ignore_conflicts=True)
            key = DataKey.objects.get(pk=SITE_KEY_ID)
    return key
