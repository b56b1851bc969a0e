"""Reads of documents: whose, how far they are, what their digest proves."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.accounts.models import User
from claims.documents.kinds import KINDS
from claims.documents.models import Consent, Document, Signature
from claims.jobs.models import Job
from claims.jobs.names import JobKind
from claims.jobs.queries import job_for
from claims.submission.models import Submission

DIGEST = re.compile(r"[0-9a-f]{64}")
TO_READ = tuple(kind.key for kind in KINDS if kind.when == "frozen")


@dataclass(frozen=True)
class Packet:
    """Where a submission's documents are: being made, to be read, to be agreed to, to be signed, to
    be sent.
    """

    submission: Submission
    job: Job | None
    documents: list[Document]
    unread: list[Document]
    consent: Consent | None
    signature: Signature | None

    @property
    def is_ready(self) -> bool:
        return {document.kind for document in self.documents} >= set(TO_READ)

    @property
    def step(self) -> str:
        if not self.is_ready:
            return "make"
        if self.unread:
            return "read"
        if self.consent is None:
            return "consent"
        return "send" if self.signature else "sign"


def packet(submission: Submission, user: User) -> Packet:
    rows = submission.documents.select_related("file__data_key")
    places = {kind.key: place for place, kind in enumerate(KINDS)}
    documents = list(rows.order_by("rendered_at", "kind"))
    documents.sort(key=lambda document: places[document.kind])
    read = set(user_readings(submission, user))
    return Packet(
        submission=submission,
        job=job_for(JobKind.BUILD_PACKET, submission.pk),
        documents=documents,
        unread=[
            document
            for document in documents
            if document.kind in TO_READ and document.pk not in read
        ],
        consent=Consent.objects.filter(submission=submission).first(),
        signature=Signature.objects.filter(submission=submission).first(),
    )


def user_readings(submission: Submission, user: User) -> list:
    return list(
        Document.objects.filter(submission=submission, readings__user=user).values_list(
            "pk", flat=True
        )
    )


def by_digest(text: str) -> Document | None:
    """The document with this SHA-256, if we made it."""
    digest = "".join(text.split()).lower()
    return Document.objects.filter(sha256=digest).first() if DIGEST.fullmatch(digest) else None
