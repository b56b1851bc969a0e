"""The next steps of the status table that are open to this person."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.accounts.permissions import Permission
from claims.intake.actions import move
from claims.intake.panels import Act, Panel
from claims.intake.queries import moves_open_to
from claims.staff.desk import Desk
from claims.staff.forms import MoveForm


def reads(page: Desk) -> dict[str, Any]:
    """To ask for information has a panel of its own, with what is asked."""
    moves = [step for step in moves_open_to(page.claim, page.user) if step.name != "ask"]
    return {"moves": moves}


def form(page: Desk, data: QueryDict | None) -> MoveForm:
    return MoveForm(data)


def run(page: Desk, form: MoveForm) -> str:
    move(page.claim, form.cleaned_data["move"], by=page.user, at=timezone.now())
    return _("Done: the claim is now “%(status)s”.") % {"status": page.claim.get_status_display()}


PANEL = Panel(
    key="moves",
    template="staff/claim/moves.html",
    place=("side", 10),
    reads=reads,
    act=Act(form, run, permission=Permission.CLAIM_WORK),
)
