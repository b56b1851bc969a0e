"""Files given as evidence."""

from __future__ import annotations

from typing import Any

from claims.evidence.queries import uploads
from claims.home.own import Own
from claims.intake.panels import Panel


def reads(page: Own) -> dict[str, Any]:
    return {"uploads": uploads(page.claim)}


PANEL = Panel("files", "home/claim/files.html", ("main", 50), reads)
