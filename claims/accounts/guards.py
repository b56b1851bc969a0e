"""What a view asks before it does anything: the right role, a second factor, a fresh
confirmation.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows import reauthentication
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from claims.accounts import browsers, queries
from claims.accounts.permissions import Permission
from claims.accounts.queries import CONFIRMED_SECONDS
from claims.accounts.requests import CODE_ENTERED, SignedInRequest

View = Callable[..., HttpResponse]
FACTORS = ["totp", "webauthn"]


def or_home(view: View) -> View:
    """The page that asks for a code: who signed in meanwhile, in another tab, has none to enter and
    goes where sign-in leads.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "GET" and response.headers.get("Location") == reverse("account_email"):
            return redirect("after_sign_in")
        return response

    return guarded


def desk(permission: Permission) -> Callable[[View], View]:
    """A page of the firm's desk.

    A stranger gets 404, the wrong role 403, staff without a second factor its set-up.
    """

    def decorate(view: View) -> View:
        """The view behind its checks, in the order in which they may be told."""

        @wraps(view)
        def guarded(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not queries.is_staff(request.user):
                raise Http404
            if not is_mfa_enabled(request.user, FACTORS):
                messages.warning(request, _("Set up a second factor before you work on claims."))
                return redirect("mfa_index")
            if not _used_second_factor(request):
                messages.warning(
                    request, _("Confirm your second factor before you work on claims.")
                )
                return _reauthenticate(request, "mfa_reauthenticate")
            if not queries.may(request.user, permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def _used_second_factor(request: HttpRequest) -> bool:
    return any(
        record.get("method") == "mfa"
        for record in get_authentication_records(request, request.user)
    )


def _reauthenticate(request: HttpRequest, name: str) -> HttpResponse:
    return redirect(f"{reverse(name)}?{urlencode({'next': request.get_full_path()})}")


def step_up(view: View) -> View:
    """A page that needs a fresh confirmation: the person's own second factor, or an e-mailed
    code.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if confirmed_lately(request):
            return view(request, *args, **kwargs)
        if has_own_factor(request):
            return _reauthenticate(request, "account_reauthenticate")
        return _reauthenticate(request, "step_up")

    return guarded


def in_even_time(view: View) -> View:
    """A form whose answer comes after a whole number of EVEN_SECONDS.

    What the view does for an address that is known here and for any other is nearly the same work
    (claims/accounts/adapters.py); the rest of the difference would still show over many tries.
    """

    @wraps(view)
    def timed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        began = time.monotonic()
        answer = view(request, *args, **kwargs)
        if request.method == "POST" and settings.EVEN_SECONDS:
            spent = time.monotonic() - began
            time.sleep(settings.EVEN_SECONDS - spent % settings.EVEN_SECONDS)
        return answer

    return timed


def mails_an_address(view: View) -> View:
    """A form that has us write to an address: so often for each, and nobody is locked out of it by
    a stranger (claims/accounts/browsers.py).
    """

    @wraps(view)
    def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        address = request.POST.get("email", "")
        if address and not browsers.is_within_limits(request, "mail", address):
            return render(request, "429.html", status=429)
        return view(request, *args, **kwargs)

    return counted


def confirmed_lately(request: HttpRequest) -> bool:
    """Whether the person proved lately who they are: with their own second factor where they have
    one, else with a code of this browser, that of sign-up and sign-in included, or a password.
    """
    if reauthentication.get_reauthentication_flows(request.user):
        if reauthentication.did_recently_reauthenticate(request):
            return True
        if has_own_factor(request):
            return False
    entered = request.session.get(CODE_ENTERED, 0)
    return timezone.now().timestamp() - entered < CONFIRMED_SECONDS


def has_own_factor(request: HttpRequest) -> bool:
    return is_mfa_enabled(request.user, FACTORS)
