"""The documents that were sent."""

from __future__ import annotations

from typing import Any

from claims.documents.queries import packet
from claims.home.own import Own
from claims.intake.panels import Panel
from claims.submission.queries import standing_submission


def reads(page: Own) -> dict[str, Any]:
    submission = standing_submission(page.claim)
    return {"packet": packet(submission) if submission else None}


PANEL = Panel("documents", "home/claim/documents.html", ("main", 40), reads)
