"""The person's own data: download, contact, invitation, erasure."""

from __future__ import annotations

from typing import Any

from claims.correspondence.queries import last_erasure
from claims.home.own import Own
from claims.intake.panels import Panel


def reads(page: Own) -> dict[str, Any]:
    return {"erasure": last_erasure(page.claim)}


PANEL = Panel("data", "home/claim/data.html", ("main", 60), reads)
