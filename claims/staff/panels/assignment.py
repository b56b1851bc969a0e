"""Who has the claim."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.accounts import queries as accounts
from claims.accounts.permissions import Permission
from claims.intake.panels import Act, Panel
from claims.staff.actions import assign
from claims.staff.desk import Desk
from claims.staff.forms import AssignForm


def reads(page: Desk) -> dict[str, Any]:
    return {"user": page.user}


def form(page: Desk, data: QueryDict | None) -> AssignForm:
    return AssignForm(
        data,
        initial={"assignee": page.claim.assignee_id},
        staff=accounts.staff_members(page.claim.matter_id),
    )


def run(page: Desk, form: AssignForm) -> str:
    assign(page.claim, form.cleaned_data["assignee"], by=page.user, at=timezone.now())
    if page.claim.assignee is None:
        return _("The claim is nobody’s now.")
    return _("The claim is %(name)s’s now.") % {"name": page.claim.assignee.name}


PANEL = Panel(
    key="assignment",
    template="staff/claim/assignment.html",
    place=("side", 20),
    reads=reads,
    act=Act(form, run, permission=Permission.CLAIM_WORK),
)
