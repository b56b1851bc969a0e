"""Flickr accounts that people say are theirs, how they showed it, and where two say so."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.accounts.models import User
from claims.vault.models import DataKey, EncryptedJSONField, StoredFile


class FlickrAccount(models.Model):
    """A Flickr account that a person says is theirs.

    `index` is a blind one: two people's same account share it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="flickr_accounts")
    nsid = EncryptedJSONField()
    index = models.CharField(max_length=64, db_index=True)
    download = models.ForeignKey(StoredFile, null=True, on_delete=models.SET_NULL, related_name="+")
    named_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "index"], name="flickr_account_once_per_person")
        ]
        ordering = ["named_at"]

    def vault_key(self) -> DataKey:
        return self.user.data_key


class Proof(models.Model):
    """One way in which a person showed, or is about to show, that a Flickr account is theirs."""

    class Way(models.TextChoices):
        SIGN_IN = "sign_in", _("signed in with Flickr")
        DOWNLOAD = "download", _("sent the account’s data download")
        CODE = "code", _("put a code in the Flickr profile")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(FlickrAccount, on_delete=models.CASCADE, related_name="proofs")
    way = models.CharField(max_length=10, choices=Way.choices)
    code = models.CharField(max_length=20, blank=True)  # public once it stands in the profile
    begun_at = models.DateTimeField()
    placed_at = models.DateTimeField(null=True)  # the person says that the code stands there
    proved_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    # If there.
    dispute = models.ForeignKey(
        "Dispute", null=True, on_delete=models.PROTECT, related_name="refused"
    )
    # Of staff: who looked for a code, or decided a dispute.
    decided_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "way"],
                condition=Q(refused_at=None),
                name="proof_one_standing_per_way",
            ),
            models.CheckConstraint(
                condition=Q(proved_at__isnull=True) | Q(refused_at__isnull=True),
                name="proof_not_both_proved_and_refused",
            ),
            models.CheckConstraint(
                condition=Q(dispute__isnull=True) | Q(refused_at__isnull=False),
                name="proof_refused_in_a_dispute",
            ),
            models.CheckConstraint(
                condition=(Q(way="code") & ~Q(code="")) | (~Q(way="code") & Q(code="")),
                name="proof_code_for_its_way",
            ),
        ]
        ordering = ["begun_at"]

    @property
    def is_strong(self) -> bool:
        """Flickr's own word, a public profile, and what the firm has decided.

        A data download can be made up.
        """
        return self.way != self.Way.DOWNLOAD or self.decided_by_id is not None


class Dispute(models.Model):
    """Several people showed the same Flickr account to be theirs.

    Staff see it; the people do not see each other.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    index = models.CharField(max_length=64, db_index=True)  # of the account, as in FlickrAccount
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["index"], condition=Q(closed_at=None), name="dispute_one_open_per_account"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="dispute_closed_has_a_closer",
            ),
        ]
        ordering = ["opened_at"]
