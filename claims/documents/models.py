"""Rendered documents, who opened them, the agreement to sign electronically, and the signature."""

from __future__ import annotations

import uuid

from django.db import models

from claims.accounts.models import User
from claims.documents.kinds import KINDS
from claims.documents.signed import ConsentRecord, SignatureRecord
from claims.law.words import _
from claims.submission.models import Submission
from claims.vault.models import DataKey, EncryptedJSONField, StoredFile
from claims.vault.shapes import read


class Document(models.Model):
    """One PDF, made once from one submission.

    The SHA-256 is that of the PDF's bytes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=30, choices=[(kind.key, kind.title) for kind in KINDS])
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


class Consent(OfSubmission):
    """The agreement to sign electronically (15 U.S.C. 7001(c)): the words shown, and the code typed
    from the PDF.
    """

    @property
    def record(self) -> ConsentRecord:
        return read(ConsentRecord, self.content)


class Signature(OfSubmission):
    """The typed name over the digests of the documents that were read."""

    sha256 = models.CharField(max_length=64)  # of the content as canonical JSON

    @property
    def record(self) -> SignatureRecord:
        return read(SignatureRecord, self.content)


# What a person is told before agreeing to sign electronically; the version is kept with the
# agreement.
DISCLOSURE_VERSION = "2026-11"
DISCLOSURES = (
    _(
        "You may sign on paper instead. Write or call the firm, and it sends you the documents at "
        "no cost."
    ),
    _("Your agreement covers the documents of this claim and nothing else."),
    _(
        "You may take it back until you send the claim: leave this page or withdraw the claim. It "
        "costs nothing."
    ),
    _(
        "To change your e-mail address, use the account page. To get a paper copy, write to the "
        "firm; it is free."
    ),
    _(
        "You need a browser and a program that opens PDF files. You show that yours does by typing "
        "the code below."
    ),
)
