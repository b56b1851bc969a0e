"""What the firm asks of the claimant, and the replies."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.accounts.permissions import Permission
from claims.correspondence.actions.messages import ask
from claims.correspondence.queries import may_ask
from claims.intake.panels import Act, Panel
from claims.intake.queries import with_claim
from claims.staff.desk import Desk
from claims.staff.forms import AskForm


def reads(page: Desk) -> dict[str, Any]:
    requests = with_claim(page.claim, page.claim.requests.select_related("asked_by"))
    return {"requests": requests, "can_ask": may_ask(page.claim, page.user)}


def form(page: Desk, data: QueryDict | None) -> AskForm:
    return AskForm(data)


def run(page: Desk, form: AskForm) -> str:
    ask(
        page.claim,
        form.cleaned_data["ask"],
        due_on=form.cleaned_data["due_on"],
        by=page.user,
        at=timezone.now(),
    )
    return _("The claimant has been asked.")


PANEL = Panel(
    key="requests",
    template="staff/claim/requests.html",
    place=("side", 90),
    reads=reads,
    act=Act(form, run, permission=Permission.CLAIM_WORK),
)
