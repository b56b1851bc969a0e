"""A person who lost their mailbox: one member of staff checks who they are, another lets them
in.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.accounts.actions import approve_recovery, begin_recovery, refuse_recovery
from claims.accounts.guards import desk, step_up
from claims.accounts.models import Recovery
from claims.accounts.permissions import Permission
from claims.accounts.requests import SignedInRequest
from claims.refusals import Refusal, require_unchanged
from claims.staff import queries
from claims.staff.forms import AccessForm
from claims.submission.queries import number_as_sent


@desk(Permission.CLAIM_WORK)
@step_up
def access(request: SignedInRequest, reference: str) -> HttpResponse:
    """How it was checked who it is, and a colleague's word; the code is shown once, to be told by
    voice.
    """
    claim = queries.claim_for(request.user, reference, Permission.CLAIM_WORK)
    rows = claim.account.recoveries.select_related("begun_by", "approved_by")
    standing = rows.filter(closed_at=None).first()
    number = number_as_sent(claim)
    form = AccessForm(request.POST if "address" in request.POST else None, number=number)
    context = {
        "claim": claim,
        "person": claim.account,
        "standing": standing,
        "over": rows.exclude(closed_at=None),
        "number": number,
        "form": form,
    }
    step = STEPS.get(request.POST.get("step", ""))
    if step:
        try:
            return step(request, context)
        except Refusal as error:
            messages.error(request, str(error))
            return redirect("desk_access", reference)
    return render(request, "staff/access.html", context)


def _begin(request: SignedInRequest, context: dict[str, Any]) -> HttpResponse:
    form, person = context["form"], context["person"]
    if not form.is_valid():
        return render(request, "staff/access.html", context, status=400)
    address = form.cleaned_data["address"]
    begin_recovery(person, address, form.checked(), by=request.user, at=timezone.now())
    messages.success(request, _("Noted. A colleague must agree."))
    return redirect("desk_access", context["claim"].reference)


def _standing(request: HttpRequest, context: dict[str, Any]) -> Recovery:
    """The one that the page showed.

    Raises Stale.
    """
    standing = context["standing"]
    now = str(standing.pk) if standing else ""
    require_unchanged(
        request.POST.get("recovery", ""),
        now,
        _("This was begun anew meanwhile. Nothing was changed: read it again."),
    )
    return standing


def _approve(request: SignedInRequest, context: dict[str, Any]) -> HttpResponse:
    standing = _standing(request, context)
    matter = context["claim"].matter_id
    code = approve_recovery(standing, matter, by=request.user, at=timezone.now())
    standing.refresh_from_db()
    return render(request, "staff/access.html", context | {"code": code})


def _refuse(request: SignedInRequest, context: dict[str, Any]) -> HttpResponse:
    refuse_recovery(_standing(request, context), by=request.user, at=timezone.now())
    messages.success(request, _("Closed. Nothing was changed."))
    return redirect("desk_access", context["claim"].reference)


STEPS = {"begin": _begin, "approve": _approve, "refuse": _refuse}
