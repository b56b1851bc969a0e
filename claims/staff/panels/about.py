"""The claim as a whole: how to reach the person, and what was answered about it."""

from __future__ import annotations

from typing import Any

from claims.accounts import queries as accounts
from claims.accounts.permissions import Permission
from claims.intake.panels import Panel
from claims.staff.desk import Desk
from claims.submission.answers import answers_of


def reads(page: Desk) -> dict[str, Any]:
    return {
        "bounces": accounts.bounces(page.claim.account),
        "may_work": page.may(Permission.CLAIM_WORK),
        "answers": answers_of(page.frozen, None) if page.frozen else [],
    }


PANEL = Panel("about", "staff/claim/about.html", ("main", 20), reads)
