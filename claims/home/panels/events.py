"""What the claimant did. What staff did is work product."""

from __future__ import annotations

from typing import Any

from claims.audit import queries as audit
from claims.home.own import Own
from claims.intake.panels import Panel


def reads(page: Own) -> dict[str, Any]:
    events = [
        (event, audit.sentence(event))
        for event in audit.events_about(page.claim)
        if event.actor == f"user:{page.user.pk}"
    ]
    return {"events": events}


PANEL = Panel("events", "home/claim/events.html", ("main", 70), reads)
