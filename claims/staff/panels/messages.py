"""What the firm and the claimant wrote to each other."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.accounts.permissions import Permission
from claims.correspondence.actions.messages import write
from claims.correspondence.queries import messages
from claims.intake.panels import Act, Panel
from claims.staff.desk import Desk
from claims.staff.forms import MessageForm


def reads(page: Desk) -> dict[str, Any]:
    return {"messages": messages(page.claim)}


def form(page: Desk, data: QueryDict | None) -> MessageForm:
    return MessageForm(data)


def run(page: Desk, form: MessageForm) -> str:
    write(
        page.claim,
        form.cleaned_data["message"],
        from_firm=True,
        by=page.user,
        at=timezone.now(),
    )
    return _("Written. The claimant is told by e-mail.")


PANEL = Panel(
    key="messages",
    template="staff/claim/messages.html",
    place=("side", 80),
    reads=reads,
    act=Act(form, run, permission=Permission.CLAIM_WORK),
)
