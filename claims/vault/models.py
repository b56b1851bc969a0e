"""Data keys, encrypted model fields and the record of encrypted files."""

from __future__ import annotations

import uuid

from django.db import models

from claims.vault import ciphers
from claims.vault.crypto import Cipher
from claims.vault.fields import EncryptedJSONField

__all__ = ["DataKey", "EncryptedJSONField", "StoredFile"]


class DataKey(models.Model):
    """That a claim or an account has a key. The key itself, wrapped by a master key, lies in a
    store apart from the database (key_store.py): written before this row, deleted after it says
    so.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    def cipher(self) -> Cipher:
        """Raises KeyErased, CannotDecrypt."""
        if self.erased_at:
            raise ciphers.KeyErased(str(self.id))
        return ciphers.of(self.id)


class StoredFile(models.Model):
    """An encrypted file on disk.

    `area` is a privilege: each has its own folder and its own way out.
    """

    class Area(models.TextChoices):
        CLAIMANT = "claimant"
        STAFF = "staff"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="files")
    area = models.CharField(max_length=20, choices=Area.choices)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()  # bytes, before encryption
    sha256 = models.CharField(max_length=64, db_index=True)  # of the bytes before encryption
    created_at = models.DateTimeField()
