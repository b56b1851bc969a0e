"""What the releases say of each photo, as frozen."""

from __future__ import annotations

from typing import Any

from claims.intake.panels import Panel
from claims.staff.desk import Desk


def reads(page: Desk) -> dict[str, Any]:
    return {"photos": page.frozen.photos if page.frozen else ()}


PANEL = Panel("evidence", "staff/claim/evidence.html", ("main", 40), reads)
