"""Rendered documents, who opened them, and the confirmation of what was read."""

from __future__ import annotations

import uuid

from django.db import models

from claims.accounts.models import User
from claims.documents.kinds import EARLIER, KINDS
from claims.documents.stored import ConfirmationRecord
from claims.law.words import _
from claims.submission.models import Submission
from claims.vault.models import DataKey, EncryptedJSONField, StoredFile
from claims.vault.shapes import read

TITLES = [
    *((kind.key, kind.title) for kind in KINDS),
    *zip(EARLIER, (_("Claimant information sheet"), _("Declaration")), strict=True),
]


class Document(models.Model):
    """One PDF, made once from one submission.

    The SHA-256 is that of the PDF's bytes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=30, choices=TITLES)
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, db_index=True)
    rendered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "kind"], name="document_once_per_submission"
            )
        ]


class Reading(models.Model):
    """Someone opened a document."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="readings")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "user"], name="reading_first_per_person")
        ]


class OfSubmission(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.OneToOneField(Submission, on_delete=models.PROTECT)
    content = EncryptedJSONField()
    at = models.DateTimeField()

    class Meta:
        abstract = True

    def vault_key(self) -> DataKey:
        return self.submission.claim.data_key


class Confirmation(OfSubmission):
    """The typed name under what was read: right to the best of one's knowledge, and unsworn."""

    sha256 = models.CharField(max_length=64)  # of the content as canonical JSON

    @property
    def record(self) -> ConfirmationRecord:
        return read(ConfirmationRecord, self.content)


CONFIRMED_WORDS = _(
    "I have read the fact sheet and the schedule. To the best of what I know, they are right and "
    "complete."
)
