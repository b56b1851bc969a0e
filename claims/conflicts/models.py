"""The firm's list of names, and what was searched for each claim."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.accounts.models import User
from claims.conflicts.stored import StoredSearch
from claims.intake.models import Claim, OfClaim
from claims.vault.models import EncryptedJSONField
from claims.vault.shapes import read


class KnownParty(models.Model):
    """Somebody whom the firm acts for or against, with the other names they go by."""

    class Kind(models.TextChoices):
        CLIENT = "client", _("client")
        ADVERSE = "adverse", _("adverse party")
        AFFILIATE = "affiliate", _("affiliate of a party")
        OTHER = "other", _("other")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    aliases = ArrayField(models.CharField(max_length=200), default=list)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["client", "adverse", "affiliate", "other"]),
                name="known_party_kind_known",
            )
        ]
        ordering = ["name"]


class Search(OfClaim):
    """One search of a claim's names: against which list, with what result; and, where it stopped
    the claim, what an attorney decided.
    """

    class Outcome(models.TextChoices):
        RELEASED = "released", _("released")
        CLOSED = "closed", _("closed")

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="searches")
    content = EncryptedJSONField()  # a StoredSearch
    list_sha256 = models.CharField(max_length=64)  # of the names that were on the list
    listed = models.PositiveIntegerField()  # how many parties were on it
    stops = models.BooleanField()
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    reason = EncryptedJSONField(null=True)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", decided_at=None, decided_by=None)
                | Q(
                    outcome__in=["released", "closed"],
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                    stops=True,
                ),
                name="search_decided_whole_and_where_it_stopped",
            )
        ]
        ordering = ["at"]

    @property
    def stored(self) -> StoredSearch:
        return read(StoredSearch, self.content)
