"""Reads of documents: whose, how far they are, what their digest proves."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.audit.queries import details_of
from claims.documents.kinds import CLAIMANTS, KINDS
from claims.documents.models import Confirmation, Document
from claims.jobs.models import Job
from claims.jobs.names import JobKind
from claims.jobs.queries import job_for
from claims.submission.models import Submission
from claims.vault.actions import digest_of_file

DIGEST = re.compile(r"[0-9a-f]{64}")
TO_READ = tuple(kind.key for kind in KINDS if kind.when == "frozen")


@dataclass(frozen=True)
class Packet:
    """A submission's documents: those made so far that are for the claimant, and whether they were
    confirmed.
    """

    submission: Submission
    job: Job | None
    documents: list[Document]
    confirmation: Confirmation | None

    @property
    def is_ready(self) -> bool:
        return {document.kind for document in self.documents} >= set(TO_READ)


def packet(submission: Submission) -> Packet:
    rows = submission.documents.filter(kind__in=CLAIMANTS).select_related("file__data_key")
    documents = list(rows.order_by("rendered_at", "kind"))
    documents.sort(key=lambda document: CLAIMANTS.index(document.kind))
    return Packet(
        submission=submission,
        job=job_for(JobKind.BUILD_PACKET, submission.pk),
        documents=documents,
        confirmation=Confirmation.objects.filter(submission=submission).first(),
    )


def by_digest(text: str) -> Document | None:
    """The document with this SHA-256, if we made it.

    A column may say what it likes: the stored file itself must have this digest, and the log must
    name it.
    """
    digest = "".join(text.split()).lower()
    if not DIGEST.fullmatch(digest):
        return None
    rows = Document.objects.filter(sha256=digest)
    for row in rows.select_related("file__data_key", "submission__claim"):
        if digest_of_file(row.file) == digest and is_logged(row):
            return row
    return None


def is_logged(row: Document) -> bool:
    """Papers from before the log had digests have none there."""
    logged = {
        details.get("sha256") for details in details_of(row.submission.claim, "document.rendered")
    }
    return row.sha256 in logged or None in logged
