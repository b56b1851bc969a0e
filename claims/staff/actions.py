"""What staff do with a claim beside moving it: open, take, note."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from claims.accounts.models import User
from claims.audit import actions as audit
from claims.intake.models import Claim
from claims.staff.models import Note


def open_claim(claim: Claim, *, by: User, at: datetime) -> None:
    """Reading a claim is an event."""
    audit.record("claim.opened", by=by, at=at, subject=claim)


@transaction.atomic
def take(claim: Claim, *, by: User, at: datetime) -> None:
    Claim.objects.filter(pk=claim.pk).update(assignee=by)
    claim.assignee = by
    audit.record("claim.assigned", by=by, at=at, subject=claim)


@transaction.atomic
def write_note(claim: Claim, text: str, *, by: User, at: datetime) -> Note:
    note = Note.objects.create(claim=claim, text=text, written_by=by, written_at=at)
    audit.record("note.written", by=by, at=at, subject=claim)
    return note
