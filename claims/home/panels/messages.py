"""What the claimant and the firm wrote to each other."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.correspondence.actions.messages import write
from claims.correspondence.forms import MessageForm
from claims.correspondence.queries import messages
from claims.home.own import Own
from claims.intake.panels import Act, Panel


def reads(page: Own) -> dict[str, Any]:
    return {"messages": messages(page.claim)}


def form(page: Own, data: QueryDict | None) -> MessageForm:
    return MessageForm(data)


def run(page: Own, form: MessageForm) -> str:
    text = form.cleaned_data["message"]
    write(page.claim, text, from_firm=False, by=page.user, at=timezone.now())
    return _("Your message has been sent to the firm.")


PANEL = Panel("messages", "home/claim/messages.html", ("main", 20), reads, Act(form, run))
