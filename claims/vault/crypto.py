"""AES-256-GCM and HMAC-SHA-256, and nothing about tables."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
from dataclasses import dataclass
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

VERSION = b"\x01"
NONCE_BYTES = 12
KEY_BYTES = 32


class CannotDecrypt(Exception):
    """The bytes were changed, moved to another place, or belong to another key."""


@dataclass(frozen=True)
class Cipher:
    """Encrypts and decrypts with one key.

    `place` says what the bytes belong to; elsewhere they do not open.
    """

    key: bytes

    def encrypt(self, plain: bytes, place: str) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return VERSION + nonce + AESGCM(self.key).encrypt(nonce, plain, place.encode())

    def decrypt(self, sealed: bytes, place: str) -> bytes:
        """The value that was sealed for this place.

        Raises CannotDecrypt where the bytes, the key or the place differ.
        """
        if sealed[:1] != VERSION:
            raise CannotDecrypt(f"unknown format of the encrypted value at {place}")
        nonce, text = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        try:
            return AESGCM(self.key).decrypt(nonce, text, place.encode())
        except InvalidTag as error:
            raise CannotDecrypt(
                f"the encrypted value at {place} does not open with its key"
            ) from error


def new_key() -> bytes:
    return os.urandom(KEY_BYTES)


@cache
def master_keys(configured: str | None = None) -> dict[str, Cipher]:
    """The master keys by id, the current one first.

    `configured`: "id:key,id:key…", the setting where it is None.

    Raises ImproperlyConfigured with what to do.
    """
    keys: dict[str, Cipher] = {}
    for entry in (configured or settings.MASTER_KEYS).split(","):
        key_id, _, text = entry.strip().partition(":")
        name = f"STANDING_MASTER_KEYS, entry {key_id!r}"
        keys[key_id] = Cipher(_decoded(text, name))
    return keys


def _decoded(text: str, name: str) -> bytes:
    """The KEY_BYTES bytes of a configured key.

    Raises ImproperlyConfigured, which names the setting, for any other text.
    """
    try:
        key = base64.urlsafe_b64decode(text)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise ImproperlyConfigured(
            f'{name} must be 32 bytes in URL-safe base64. Make one with: python3 -c "import'
            ' base64,os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())"'
        )
    return key


def unwrap(wrapped: bytes, master_id: str, place: str) -> Cipher:
    """The cipher of a data key. Raises CannotDecrypt."""
    try:
        master = master_keys()[master_id]
    except KeyError:
        raise CannotDecrypt(
            f"master key {master_id!r} is not in STANDING_MASTER_KEYS: add it back"
        ) from None
    return Cipher(master.decrypt(wrapped, place))


def digest_of(token: str) -> str:
    """What is stored of a random token that only a link holds (64 hexadecimal digits)."""
    return hashlib.sha256(token.encode()).hexdigest()


def digest_of_json(content: object) -> str:
    """SHA-256 of plain data as canonical JSON (64 hexadecimal digits)."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def blind_index(kind: str, value: str) -> str:
    """A keyed hash by which equal values find each other without being readable (64 hexadecimal
    digits).
    """
    key = _decoded(settings.INDEX_KEY, "STANDING_INDEX_KEY")
    return hmac.new(key, f"{kind}:{value}".encode(), "sha256").hexdigest()
