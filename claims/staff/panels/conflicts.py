"""What a conflict check should look at."""

from __future__ import annotations

from typing import Any

from claims.conflicts.queries import searches
from claims.correspondence.queries import concerns, linked
from claims.intake.panels import Panel
from claims.intake.queries import same_names
from claims.staff.desk import Desk
from claims.staff.queries import visible


def reads(page: Desk) -> dict[str, Any]:
    return {
        "searches": searches(page.claim),
        "concerns": concerns(page.claim),
        "linked": linked(page.claim),
        "namesakes": same_names(visible(page.user), page.claim),
    }


PANEL = Panel("conflicts", "staff/claim/conflicts.html", ("side", 40), reads)
