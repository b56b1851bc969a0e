"""The documents of the version that stands."""

from __future__ import annotations

from typing import Any

from claims.documents.models import Document
from claims.intake.panels import Panel
from claims.staff.desk import Desk


def reads(page: Desk) -> dict[str, Any]:
    rows = Document.objects.filter(submission__claim=page.claim, submission__set_aside_at=None)
    return {"documents": rows.order_by("rendered_at")}


PANEL = Panel("documents", "staff/claim/documents.html", ("side", 50), reads)
