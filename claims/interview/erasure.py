"""What erasing a claim does to its answers."""

from __future__ import annotations

from claims.intake.registers import sealed
from claims.interview.models import Answer, Capacity

sealed(Answer, Capacity)
