"""What erasing a claim does to its lines, and to what was decided of them."""

from __future__ import annotations

from claims.assessment.models import ClaimLine, LimitationsDay, LineDecision, LineMove
from claims.intake.models import Claim
from claims.intake.registers import empties


@empties(ClaimLine, LineDecision, LineMove, LimitationsDay)
def empty_lines(claim: Claim) -> None:
    ClaimLine.objects.filter(claim=claim).delete()  # the rest goes with its line
