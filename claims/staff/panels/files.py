"""Files that the claimant gave as evidence."""

from __future__ import annotations

from typing import Any

from claims.evidence.queries import uploads
from claims.intake.panels import Panel
from claims.staff.desk import Desk


def reads(page: Desk) -> dict[str, Any] | None:
    rows = uploads(page.claim)
    return {"uploads": rows} if rows else None


PANEL = Panel("files", "staff/claim/files.html", ("side", 60), reads)
