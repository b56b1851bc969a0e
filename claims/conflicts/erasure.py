"""What erasing a claim does to its searches."""

from __future__ import annotations

from claims.conflicts.models import Search
from claims.intake.registers import sealed

sealed(Search)
