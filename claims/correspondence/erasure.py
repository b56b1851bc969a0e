"""What erasing a claim does to what was written."""

from __future__ import annotations

from claims.correspondence.models import (
    AgeNotice,
    ErasureRequest,
    Invitation,
    Message,
    Reminder,
    ReminderRefusal,
    Request,
)
from claims.intake.models import Claim
from claims.intake.registers import empties, sealed

sealed(Request, Message, ErasureRequest)


@empties(Invitation)
def empty_invitations(claim: Claim) -> None:
    Invitation.objects.filter(claim=claim).delete()


@empties(Reminder, ReminderRefusal, AgeNotice)
def empty_notices(claim: Claim) -> None:
    AgeNotice.objects.filter(claim=claim).delete()
    Reminder.objects.filter(claim=claim).delete()
    ReminderRefusal.objects.filter(claim=claim).delete()
