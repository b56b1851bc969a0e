"""How to reach the person, where that was changed after the claim was frozen."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from claims.intake.panels import Panel
from claims.interview.queries import contact_now
from claims.interview.wording import in_words
from claims.law.questions import BY_KEY
from claims.staff.desk import Desk


def reads(page: Desk) -> dict[str, Any] | None:
    rows = contact_now(page.claim, page.submission.frozen_at) if page.submission else []
    changed = [
        (_(BY_KEY[row.question].text), in_words(BY_KEY[row.question], row.answer), row.given_at)
        for row in rows
    ]
    return {"changed": changed} if changed else None


PANEL = Panel("contact", "staff/claim/contact.html", ("main", 30), reads)
