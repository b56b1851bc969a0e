"""What the firm asks, and the reply."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.correspondence.actions.messages import reply
from claims.correspondence.forms import ReplyForm
from claims.home.own import Own
from claims.intake.panels import Act, Panel
from claims.intake.queries import with_claim
from claims.intake.status import Status


def reads(page: Own) -> dict[str, Any] | None:
    requests = with_claim(page.claim, page.claim.requests.all())
    if not requests:
        return None
    return {"requests": requests, "may_reply": page.claim.status == Status.NEEDS_INFORMATION}


def form(page: Own, data: QueryDict | None) -> ReplyForm:
    return ReplyForm(data)


def run(page: Own, form: ReplyForm) -> str:
    request = get_object_or_404(page.claim.requests, pk=form.cleaned_data["request"])
    reply(page.claim, request, form.cleaned_data["reply"], by=page.user, at=timezone.now())
    return _("Your reply has been sent to the firm.")


PANEL = Panel("requests", "home/claim/requests.html", ("main", 10), reads, Act(form, run))
