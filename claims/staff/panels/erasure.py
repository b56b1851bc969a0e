"""A request to erase the claim. A lawyer grants or refuses it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.accounts.permissions import Permission
from claims.correspondence.actions.erasure import grant_erasure, refuse_erasure
from claims.correspondence.forms import ErasureForm
from claims.correspondence.queries import last_erasure
from claims.intake.panels import Act, Panel
from claims.staff.desk import Desk


def reads(page: Desk) -> dict[str, Any] | None:
    erasure = last_erasure(page.claim)
    return {"erasure": erasure} if erasure else None


def form(page: Desk, data: QueryDict | None) -> ErasureForm:
    return ErasureForm(data)


def run(page: Desk, form: ErasureForm) -> str:
    """Grant or refuse; to destroy it takes another person, in the panel below."""
    erasure = last_erasure(page.claim)
    if erasure is None:
        raise Http404
    now = timezone.now()
    if form.cleaned_data["step"] == "grant":
        grant_erasure(erasure, by=page.user, at=now)
        return _("Granted. Somebody else must confirm it.")
    reason = form.cleaned_data["reason"]
    refuse_erasure(erasure, reason, by=page.user, at=now)
    return _("Refused. The claimant is told by e-mail.")


PANEL = Panel(
    key="erasure",
    template="staff/claim/erasure.html",
    place=("side", 70),
    reads=reads,
    act=Act(form, run, permission=Permission.CLAIM_HOLD, is_confirmed=True),
)
