"""Data keys, unwrapped and remembered for a moment."""

from __future__ import annotations

import time
import uuid

from claims.vault import crypto, key_store
from claims.vault.crypto import Cipher

REMEMBERED_SECONDS = 60.0  # so long a process may go on with a key that was deleted elsewhere
MOST_REMEMBERED = 2000

_remembered: dict[uuid.UUID, tuple[float, Cipher]] = {}


class KeyErased(Exception):
    """The data key is gone, and what it encrypted with it."""


def of(key_id: uuid.UUID) -> Cipher:
    """Raises KeyErased where the store has no such key, CannotDecrypt."""
    now = time.monotonic()
    until, cipher = _remembered.get(key_id, (0.0, None))
    if cipher is not None and now < until:
        return cipher
    wrapped = key_store.store().read(key_id)
    if wrapped is None:
        raise KeyErased(str(key_id))
    cipher = crypto.unwrap(wrapped.content, wrapped.master_id, place(key_id))
    if len(_remembered) >= MOST_REMEMBERED:
        _remembered.clear()
    _remembered[key_id] = (now + REMEMBERED_SECONDS, cipher)
    return cipher


def forget(key_id: uuid.UUID) -> None:
    _remembered.pop(key_id, None)


def forget_all() -> None:
    _remembered.clear()


def place(key_id: uuid.UUID) -> str:
    """What a wrapped key belongs to: it opens as no other key."""
    return f"data-key:{key_id}"
