"""Whose a Flickr account is: codes to look for in profiles, and accounts that several people showed
to be theirs.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from claims.accounts import queries as accounts
from claims.accounts.guards import desk
from claims.accounts.permissions import Permission
from claims.accounts.requests import SignedInRequest
from claims.ownership.actions import close_dispute, decide_code
from claims.ownership.queries import (
    code_to_look_for,
    codes_to_look_for,
    open_dispute,
    open_disputes,
)
from claims.refusals import Stale


@require_GET
@desk(Permission.DESK_SEE)
def proofs(request: SignedInRequest) -> HttpResponse:
    context = {
        "codes": codes_to_look_for(request.user),
        "disputes": open_disputes(request.user),
        "may_work": accounts.may(request.user, Permission.CLAIM_WORK),
    }
    return render(request, "staff/proofs/page.html", context)


@require_POST
@desk(Permission.CLAIM_WORK)
def code(request: SignedInRequest, proof: UUID) -> HttpResponse:
    """The code stands in the profile, or does not.

    The person is told by e-mail.
    """
    match = code_to_look_for(request.user, proof)
    if request.POST.get("is_there") in ("yes", "no"):
        is_there = request.POST["is_there"] == "yes"
        decide_code(match, is_there=is_there, by=request.user, at=timezone.now())
        messages.success(request, _("Recorded. The person is told by e-mail."))
    return redirect("desk_proofs")


@require_POST
@desk(Permission.CLAIM_WORK)
def dispute(request: SignedInRequest, dispute: UUID) -> HttpResponse:
    """Decide whose account it is: one person's, several people's, or nobody's."""
    match = open_dispute(request.user, dispute)
    claimed = {str(account.pk): account.pk for account, _proofs in match.claimed}
    upheld = [claimed[text] for text in request.POST.getlist("upheld") if text in claimed]
    ids = [claimed[text] for text in request.POST.getlist("shown") if text in claimed]
    try:
        close_dispute(match.dispute, upheld, shown=ids, by=request.user, at=timezone.now())
        messages.success(request, _("Recorded. Whoever is ticked sees the details again."))
    except Stale:
        messages.warning(
            request,
            _("Somebody else showed the account meanwhile. Nothing was recorded: look again."),
        )
    return redirect("desk_proofs")
