"""Staff's own words about a claim and the days they were told of.

Work product: never where a claimant looks.
"""

from __future__ import annotations

import uuid

from django.db import models

from claims.accounts.models import User
from claims.intake.models import Claim
from claims.vault.models import DataKey, EncryptedJSONField


class Note(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="notes")
    text = EncryptedJSONField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-written_at"]

    def vault_key(self) -> DataKey:
        return self.claim.data_key


class DeadlineAlert(models.Model):
    """The firm was told that a claim's earliest day that could bar comes within so many days."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="alerts")
    day = models.DateField()
    days = models.PositiveSmallIntegerField()
    raised_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "day", "days"], name="alert_once_per_threshold"
            )
        ]


class FailureReport(models.Model):
    """The firm was told of work that gave up. `counts`: how many of each kind of job."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    counts = models.JSONField()
    made_at = models.DateTimeField()
