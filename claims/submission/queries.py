"""Reads of frozen versions."""

from __future__ import annotations

from claims.intake.models import Claim
from claims.intake.registers import guard
from claims.submission.models import Submission


@guard("signed")
def is_signed(claim: Claim) -> bool:
    return claim.submissions.filter(set_aside_at=None, signed_at__isnull=False).exists()


def standing_submission(claim: Claim) -> Submission | None:
    """The frozen version that stands, if the person has not gone back to change something."""
    found = claim.submissions.filter(set_aside_at=None).first()
    if found:
        found.claim = claim
    return found
