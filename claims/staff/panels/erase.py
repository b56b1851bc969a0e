"""The second person's part of an erasure: after it the claim is gone."""

from __future__ import annotations

from typing import Any

from django.forms import Form
from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.accounts.permissions import Permission
from claims.correspondence.actions.erasure import confirm_erasure
from claims.correspondence.queries import last_erasure
from claims.intake.panels import Act, Panel
from claims.staff.desk import Desk


def reads(page: Desk) -> dict[str, Any] | None:
    erasure = last_erasure(page.claim)
    is_granted = erasure is not None and erasure.state == erasure.State.GRANTED
    return {} if is_granted and page.may(Permission.CLAIM_WORK) else None


def form(page: Desk, data: QueryDict | None) -> Form:
    return Form(data)


def run(page: Desk, form: Form) -> str:
    erasure = last_erasure(page.claim)
    if erasure is None:
        raise Http404
    confirm_erasure(erasure, by=page.user, at=timezone.now())
    return _("Everything of the claim has been erased.")


PANEL = Panel(
    key="erase",
    template="staff/claim/erase.html",
    place=("side", 75),
    reads=reads,
    act=Act(form, run, permission=Permission.CLAIM_WORK, leads_to="desk", is_confirmed=True),
)
