"""The photos that the claim is about."""

from __future__ import annotations

from typing import Any

from claims.home.own import Own
from claims.intake.panels import Panel
from claims.intake.queries import photos


def reads(page: Own) -> dict[str, Any]:
    return {"photos": photos(page.claim)}


PANEL = Panel("photos", "home/claim/photos.html", ("main", 30), reads)
