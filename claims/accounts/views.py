"""The step-up page, the way back in, and the way on after sign-in.

Everything else about accounts is allauth's.
"""

from __future__ import annotations

from allauth.account import views as allauth
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from claims.accounts import actions, queries
from claims.accounts.forms import RecoverForm, StepUpForm
from claims.accounts.requests import SignedInRequest
from claims.refusals import Refusal


@login_not_required
@never_cache
def sign_up(request: HttpRequest) -> HttpResponse:
    """allauth's page.

    Of two that come at once with one address (a button pressed twice) the first opens the account.
    """
    try:
        return allauth.signup(request)
    except IntegrityError:
        messages.info(
            request,
            _("Your account is already open. Sign in, and we’ll email you another code."),
        )
        return redirect("account_request_login_code")


def after_sign_in(request: SignedInRequest) -> HttpResponse:
    """Staff go to their desk, everyone else to their claims.

    Where somebody asked to move the account, its owner is asked first whether it was them.
    """
    if recovery := queries.standing_recovery(request.user):
        return redirect("stop_recovery", actions.stop_token(recovery))
    return redirect("desk" if queries.is_staff(request.user) else "claims")


def step_up(request: SignedInRequest) -> HttpResponse:
    """Confirm with an e-mailed code, which is sent when asked for."""
    on = request.GET.get("next") or request.POST.get("next", "")
    form = StepUpForm(request.POST if "code" in request.POST else None)
    if request.method == "POST" and "resend" in request.POST:
        if not ratelimit.consume(request, action="step_up", user=request.user):
            return render(request, "429.html", status=429)
        actions.send_step_up_code(request.user, at=timezone.now())
    elif request.method == "POST" and form.is_valid():
        if actions.confirm_step_up(request, form.cleaned_data["code"], at=timezone.now()):
            safe = url_has_allowed_host_and_scheme(on, {request.get_host()}, request.is_secure())
            return redirect(on if safe else reverse("claims"))
        form.add_error(
            "code", _("That code is wrong or too old. Check it, or ask for a new one below.")
        )
    sent = queries.has_step_up_code(request.user, at=timezone.now())
    return render(request, "accounts/step_up.html", {"form": form, "next": on, "sent": sent})


@login_not_required
@never_cache
def stop_recovery(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever has an old address says that they asked for nothing."""
    recovery = actions.recovery_to_stop(token)
    is_stopped = recovery is not None and request.method == "POST"
    if recovery and is_stopped:
        actions.stop_recovery(recovery, by="visitor", at=timezone.now())
    context = {"recovery": recovery, "is_stopped": is_stopped}
    status = 200 if recovery else 404
    return render(request, "accounts/stop_recovery.html", context, status=status)


@login_not_required
@never_cache
def recover(request: HttpRequest, token: str) -> HttpResponse:
    """Back in with the link of the e-mail and the code that staff told: both, never an e-mail
    alone.
    """
    recovery = actions.open_recovery(token, at=timezone.now())
    if recovery is None:
        return render(request, "accounts/recover.html", {"form": None}, status=404)
    if recovery.usable_at and recovery.usable_at > timezone.now():
        return render(request, "accounts/recover.html", {"form": None, "recovery": recovery})
    form = RecoverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if actions.use_recovery(recovery, form.cleaned_data["code"], at=timezone.now()):
                text = _(
                    "Your account now has the new email address. To sign in, use a code "
                    "that we send there."
                )
                messages.success(request, text)
                return redirect("account_request_login_code")
            form.add_error(
                "code",
                _(
                    "That code is wrong. Check it, and try again. After five tries, the link "
                    "stops working."
                ),
            )
        except Refusal as error:
            form.add_error("code", f"{error} {settings.FIRM_PHONE}")
    return render(
        request, "accounts/recover.html", {"form": form}, status=400 if form.errors else 200
    )
