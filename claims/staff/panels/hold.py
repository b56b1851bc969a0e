"""The litigation hold: while it stands nothing of the claim is erased."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.accounts.permissions import Permission
from claims.intake.actions import set_hold
from claims.intake.panels import Act, Panel
from claims.staff.desk import Desk
from claims.staff.forms import HoldForm


def reads(page: Desk) -> dict[str, Any] | None:
    return {} if page.may(Permission.CLAIM_HOLD) else None


def form(page: Desk, data: QueryDict | None) -> HoldForm:
    return HoldForm(data)


def run(page: Desk, form: HoldForm) -> str:
    on_hold = not form.cleaned_data["lift"]
    set_hold(page.claim, on_hold, by=page.user, at=timezone.now())
    return _("A litigation hold stands.") if on_hold else _("The litigation hold is lifted.")


PANEL = Panel(
    key="hold",
    template="staff/claim/hold.html",
    place=("side", 30),
    reads=reads,
    act=Act(form, run, permission=Permission.CLAIM_HOLD, is_confirmed=True),
)
