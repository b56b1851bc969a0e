"""What happened with the claim, from the log."""

from __future__ import annotations

from typing import Any

from claims.accounts.models import User
from claims.audit import queries as audit
from claims.intake.panels import Panel
from claims.staff.desk import Desk


def reads(page: Desk) -> dict[str, Any]:
    events = audit.events_about(page.claim)
    actors = {event.actor: event.actor.partition(":") for event in events}
    ids = [number for kind, _colon, number in actors.values() if kind == "user"]
    names = {str(user.pk): str(user) for user in User.objects.filter(pk__in=ids)}
    rows = [
        (event, names.get(actors[event.actor][2], event.actor), audit.sentence(event))
        for event in events
    ]
    return {"events": rows}


PANEL = Panel("timeline", "staff/claim/timeline.html", ("side", 110), reads)
