"""Papers and confirmations, computed again from the stored files."""

from __future__ import annotations

from collections.abc import Iterator

from claims.audit.queries import details_of
from claims.documents.models import Confirmation, Document
from claims.documents.queries import is_logged
from claims.intake.models import Claim
from claims.intake.registers import recomputes, unequal
from claims.vault.actions import digest_of_file
from claims.vault.crypto import digest_of_json


@recomputes
def papers(claim: Claim) -> Iterator[str]:
    """The papers.

    Each stored file is opened and hashed; its row, the file's row and the log must say the same.
    """
    rows = Document.objects.filter(submission__claim=claim)
    for row in rows.select_related("file__data_key", "submission__claim").order_by(
        "rendered_at", "kind"
    ):
        name = f"{row.get_kind_display()}, version {row.submission.number}"
        yield from unequal(
            f"{name}: the stored file is not the one whose digest was written down.",
            digest_of_file(row.file),
            row.file.sha256,
            row.sha256,
        )
        yield from unequal(f"{name}: the log names another digest.", is_logged(row), True)


@recomputes
def confirmations(claim: Claim) -> Iterator[str]:
    """The confirmations."""
    logged = {details["sha256"] for details in details_of(claim, "claim.confirmed")}
    for row in Confirmation.objects.filter(submission__claim=claim).select_related("submission"):
        version = row.submission
        version.claim = claim
        name = f"The confirmation of version {version.number}"
        yield from unequal(
            f"{name} was altered: its digest is not the one written down.",
            digest_of_json(row.content),
            row.sha256,
            version.confirmation_sha256,
        )
        yield from unequal(f"{name}: the log names another digest.", row.sha256 in logged, True)
        papers = dict(version.documents.values_list("kind", "sha256"))
        read = {kind: papers.get(kind) for kind in row.record.digests}
        yield from unequal(f"{name} names other papers than there are.", read, row.record.digests)
        yield from unequal(f"{name} is of another version.", row.record.submission, version.sha256)
