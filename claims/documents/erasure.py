"""What erasing a claim does to its documents. Their files go with the claim's key."""

from __future__ import annotations

from claims.documents.models import Confirmation, Document, Reading
from claims.intake.registers import sealed

sealed(Document, Reading, Confirmation)
