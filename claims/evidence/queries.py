"""The files that stand in a claim."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from claims.evidence.models import Upload
from claims.intake.models import Claim
from claims.intake.queries import with_claim


def uploads(claim: Claim) -> list[Upload]:
    """The files that stand in the claim."""
    rows = claim.uploads.filter(removed_at=None).select_related(
        "original__data_key", "copy__data_key"
    )
    return with_claim(claim, rows)


def upload(claim: Claim, number: UUID) -> Upload:
    """One file that stands in the claim.

    Raises Http404.
    """
    if match := next((row for row in uploads(claim) if row.pk == number), None):
        return match
    raise Http404
