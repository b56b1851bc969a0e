"""Two e-mails, and never a third, to somebody who began a claim and did not go on."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing
from django.db import IntegrityError, transaction

from claims.audit import actions as audit
from claims.correspondence import queries
from claims.correspondence.models import Reminder, ReminderRefusal
from claims.intake.models import Claim
from claims.jobs import actions as jobs
from claims.jobs.names import JobKind

AFTER = {1: timedelta(days=2), 2: timedelta(days=7)}  # since the person last did something
FORGOTTEN = timedelta(days=30)  # older drafts are left in peace
SALT = "reminders"


def remind(*, at: datetime) -> int:
    """Ask for the reminders that are due. Returns how many.

    Run twice, each is sent once.
    """
    count = 0
    for number, wait in AFTER.items():
        due = queries.idle_drafts(number, since=at - FORGOTTEN, until=at - wait)
        for claim in due:
            count += _remind(claim, number, at)
    return count


def _remind(claim: Claim, number: int, at: datetime) -> bool:
    try:
        with transaction.atomic():
            row = Reminder.objects.create(claim=claim, number=number, sent_at=at)
            jobs.enqueue(JobKind.TELL_REMINDER, row.pk, at=at)
    except IntegrityError:  # another worker was first
        return False
    return True


def token_of(claim: Claim) -> str:
    """What the link in the e-mail ends with: it stops reminders, and opens nothing."""
    return signing.dumps(str(claim.pk), salt=SALT)


def claim_of(token: str) -> Claim | None:
    """The claim of a link; None for one that we did not make."""
    try:
        number = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return Claim.objects.filter(pk=UUID(number)).first()


@transaction.atomic
def stop(claim: Claim, *, at: datetime) -> None:
    """No more reminders of this claim. Said twice it is said once."""
    _row, is_new = ReminderRefusal.objects.get_or_create(claim=claim, defaults={"at": at})
    if is_new:
        audit.record("claim.reminders_stopped", by="system", at=at, subject=claim)
