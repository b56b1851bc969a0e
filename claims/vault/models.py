"""Data keys, encrypted model fields and the record of encrypted files."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from claims.vault.crypto import Cipher, unwrap
from claims.vault.fields import EncryptedJSONField

__all__ = ["DataKey", "EncryptedJSONField", "KeyErased", "StoredFile"]


class KeyErased(Exception):
    """The data key is gone, and what it encrypted with it."""


class DataKey(models.Model):
    """The key of one claim or one account, wrapped by a master key.

    Erased: `wrapped` is empty for good.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wrapped = models.BinaryField()
    master_id = models.CharField(max_length=40)
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(wrapped=b""),
                name="data_key_erased_means_empty",
            )
        ]

    def cipher(self) -> Cipher:
        """Raises KeyErased, CannotDecrypt."""
        if self.erased_at:
            raise KeyErased(str(self.id))
        return unwrap(bytes(self.wrapped), self.master_id, f"data-key:{self.id}")


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
