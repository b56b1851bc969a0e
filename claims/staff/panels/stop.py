"""A draft that is held: an attorney releases or closes it, with a reason."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.accounts.permissions import Permission
from claims.conflicts.actions import decide
from claims.conflicts.forms import StopForm
from claims.conflicts.queries import open_stop
from claims.intake.panels import Act, Panel
from claims.staff.desk import Desk


def reads(page: Desk) -> dict[str, Any] | None:
    stop = open_stop(page.claim)
    return {"stop": stop} if stop else None


def form(page: Desk, data: QueryDict | None) -> StopForm:
    return StopForm(data)


def run(page: Desk, form: StopForm) -> str:
    data = form.cleaned_data
    decide(page.claim, data["outcome"], data["reason"], by=page.user, at=timezone.now())
    return _("Decided. The claimant is told what follows, and not why.")


PANEL = Panel(
    key="stop",
    template="staff/claim/stop.html",
    place=("main", 5),
    reads=reads,
    act=Act(form, run, permission=Permission.CLAIM_DECIDE),
)
