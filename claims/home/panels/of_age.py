"""Children who turn 18 soon, or did: what that means, and how they are invited."""

from __future__ import annotations

from typing import Any

from claims.correspondence.queries import coming_of_age
from claims.home.own import Own
from claims.intake.panels import Panel
from claims.interview.queries import Interview


def reads(page: Own) -> dict[str, Any] | None:
    if "parent" not in page.claim.roles:
        return None
    rows = coming_of_age(Interview(page.claim))
    return {"rows": rows} if rows else None


PANEL = Panel("of_age", "home/claim/of_age.html", ("main", 5), reads)
