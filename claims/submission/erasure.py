"""What erasing a claim does to its frozen versions."""

from __future__ import annotations

from claims.intake.registers import sealed
from claims.submission.models import Submission

sealed(Submission)
