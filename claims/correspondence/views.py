"""Ask another adult to make a claim of their own; answer such an invitation."""

from __future__ import annotations

from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from claims.accounts import queries as accounts
from claims.accounts.models import User
from claims.accounts.permissions import Permission
from claims.accounts.requests import SignedInRequest
from claims.accounts.throttle import seconds_to_wait
from claims.correspondence import queries
from claims.correspondence.actions import invitations, reminders
from claims.correspondence.forms import InvitationForm
from claims.correspondence.models import Invitation
from claims.intake.queries import own_claim
from claims.interview.queries import Interview
from claims.refusals import Refusal
from claims.vault.crypto import digest_of


def invite(request: SignedInRequest, reference: str) -> HttpResponse:
    """Whom the claimant asked, and the form to ask somebody else."""
    claim = own_claim(request.user, reference)
    if request.method == "POST" and _is_too_often(request):
        return render(request, "429.html", status=429)
    form = InvitationForm(request.POST or None, state=Interview(claim))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        about = {
            "name": data["name"],
            "email": data["email"],
            "person": data["subject"],
            "photos": form.addresses(),
        }
        try:
            invitations.invite(claim, data["role"], **about, by=request.user, at=timezone.now())
            messages.success(
                request,
                _(
                    "Saved. We write to each address only once, no matter who asks. "
                    "What to do is up to that person."
                ),
            )
            return redirect("claim_invite", reference)
        except Refusal as error:
            form.add_error("email", str(error))
    context = {"claim": claim, "form": form, "sent": queries.invitations(claim)}
    return render(
        request, "correspondence/invite.html", context, status=400 if form.errors else 200
    )


def _is_too_often(request: SignedInRequest) -> bool:
    """From one address, or by one account whatever came of it."""
    if seconds_to_wait(request, "invite"):
        return True
    return not ratelimit.consume(request, action="invite", user=request.user)


@require_POST
def take_back(request: SignedInRequest, reference: str, invitation: UUID) -> HttpResponse:
    claim = own_claim(request.user, reference)
    if match := next((row for row in queries.invitations(claim) if row.pk == invitation), None):
        invitations.close_invitation(match, by=request.user, at=timezone.now())
        messages.success(request, _("You took back the invitation. Its link no longer works."))
    return redirect("claim_invite", reference)


@login_not_required
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What somebody who was invited reads; they accept with an account of their own, or decline
    without one.
    """
    row = queries.open_invitation(digest_of(token), at=timezone.now())
    if row is None or row.accepted_at:
        return _over(request, row)
    user = request.user
    may_accept = accounts.may(user, Permission.CLAIM_MAKE)
    if request.method == "POST" and "decline" in request.POST:
        invitations.close_invitation(row, by="visitor", at=timezone.now())
        return render(request, PAGE, {"found": None, "is_declined": True})
    if request.method == "POST" and may_accept and user.is_authenticated:
        return _accept(request, user, token)
    context = {
        "found": row,
        "inviter": queries.name_of_inviter(row),
        "may_accept": may_accept,
        "is_theirs": queries.is_for(row, request.user),
        "is_declined": False,
    }
    return render(request, PAGE, context)


PAGE = "correspondence/invitation/page.html"


def _over(request: HttpRequest, row: Invitation | None) -> HttpResponse:
    """Whoever accepted it is led to their claim."""
    claim = row.accepted_claim if row else None
    if claim and request.user.is_authenticated and claim.account_id == request.user.pk:
        return redirect("claim_continue", claim.reference)
    return render(request, PAGE, {"found": None, "is_declined": False}, status=404)


def _accept(request: HttpRequest, user: User, token: str) -> HttpResponse:
    try:
        claim = invitations.accept_invitation(token, by=user, at=timezone.now())
    except Refusal as error:
        messages.error(request, str(error))
        return redirect("claims")
    return redirect("claim_continue", claim.reference)


@login_not_required
@never_cache
def stop_reminders(request: HttpRequest, token: str) -> HttpResponse:
    """Where "don't remind me" leads. A program that only opens links stops nothing."""
    claim = reminders.claim_of(token)
    if claim is None:
        raise Http404
    if request.method == "POST":
        reminders.stop(claim, at=timezone.now())
    is_stopped = queries.wants_no_reminder(claim)
    return render(request, "correspondence/reminders.html", {"is_stopped": is_stopped})
