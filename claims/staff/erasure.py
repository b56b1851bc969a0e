"""What erasing a claim does to staff's notes, and to the days computed from its answers."""

from __future__ import annotations

from claims.intake.models import Claim
from claims.intake.registers import empties, sealed
from claims.staff.models import DeadlineAlert, Note

sealed(Note)


@empties(DeadlineAlert)
def empty_alerts(claim: Claim) -> None:
    DeadlineAlert.objects.filter(claim=claim).delete()
