"""Reads of documents: whose, how far they are, what their digest proves."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.accounts.models import User
from claims.documents.kinds import CLAIMANTS, KINDS
from claims.documents.models import Confirmation, Document
from claims.jobs.models import Job
from claims.jobs.names import JobKind
from claims.jobs.queries import job_for
from claims.submission.models import Submission

DIGEST = re.compile(r"[0-9a-f]{64}")
TO_READ = tuple(kind.key for kind in KINDS if kind.when == "frozen")


@dataclass(frozen=True)
class Packet:
    """Where a submission's documents are: being made, to be read, to be confirmed, to be sent.

    `documents`: those that are for the claimant.
    """

    submission: Submission
    job: Job | None
    documents: list[Document]
    unread: list[Document]
    confirmation: Confirmation | None

    @property
    def is_ready(self) -> bool:
        return {document.kind for document in self.documents} >= set(TO_READ)

    @property
    def step(self) -> str:
        if not self.is_ready:
            return "make"
        if self.unread:
            return "read"
        return "send" if self.confirmation else "confirm"


def packet(submission: Submission, user: User) -> Packet:
    rows = submission.documents.filter(kind__in=CLAIMANTS).select_related("file__data_key")
    documents = list(rows.order_by("rendered_at", "kind"))
    documents.sort(key=lambda document: CLAIMANTS.index(document.kind))
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
        confirmation=Confirmation.objects.filter(submission=submission).first(),
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
