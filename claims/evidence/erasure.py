"""What erasing a claim does to the files that were given as evidence."""

from __future__ import annotations

import secrets

from claims.evidence.models import Upload
from claims.intake.models import Claim
from claims.intake.registers import empties


@empties(Upload)
def empty_uploads(claim: Claim) -> None:
    """By its digest the same file would be found again."""
    for upload in Upload.objects.filter(claim=claim):
        Upload.objects.filter(pk=upload.pk).update(sha256=secrets.token_hex(32))
