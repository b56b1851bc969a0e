"""A person who lost their mailbox: one member of staff checks who they are, another lets them
in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.accounts import actions
from claims.accounts.guards import desk, step_up
from claims.accounts.permissions import Permission
from claims.refusals import Refusal
from claims.staff import queries
from claims.staff.forms import AccessForm


@desk(Permission.CLAIM_WORK)
@step_up
def access(request: HttpRequest, reference: str) -> HttpResponse:
    """How it was checked who it is, and a colleague's word; the code is shown once, to be told by
    voice."""
    claim = queries.claim_for(request.user, reference, Permission.CLAIM_WORK)
    person, at = claim.account, timezone.now()
    standing = (
        person.recoveries.filter(closed_at=None).select_related("begun_by", "approved_by").first()
    )
    form = AccessForm(request.POST if "address" in request.POST else None)
    context = {"claim": claim, "person": person, "standing": standing, "form": form}
    step = request.POST.get("step") if request.method == "POST" else None
    try:
        if step in ("approve", "refuse") and (
            standing is None or str(standing.pk) != request.POST.get("recovery")
        ):
            messages.warning(
                request, _("This was begun anew meanwhile. Nothing was changed: read it again.")
            )
            return redirect("desk_access", reference)
        if step == "approve" and standing:
            code = actions.approve_recovery(standing, by=request.user, at=at)
            standing.refresh_from_db()
            return render(request, "staff/access.html", context | {"code": code})
        if step == "refuse" and standing:
            actions.refuse_recovery(standing, by=request.user, at=at)
            messages.success(request, _("Closed. Nothing was changed."))
            return redirect("desk_access", reference)
        if step == "begin" and form.is_valid():
            actions.begin_recovery(
                person, form.cleaned_data["address"], form.checked(), by=request.user, at=at
            )
            messages.success(request, _("Noted. A colleague must agree."))
            return redirect("desk_access", reference)
    except Refusal as error:
        messages.error(request, str(error))
        return redirect("desk_access", reference)
    return render(request, "staff/access.html", context, status=400 if form.errors else 200)
