"""The person deletes the account and all of it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.accounts.guards import step_up
from claims.accounts.requests import SignedInRequest
from claims.correspondence.actions.deletion import delete_account
from claims.refusals import Refusal


def delete(request: HttpRequest) -> HttpResponse:
    """Only after a fresh confirmation of who it is."""
    return step_up(_delete)(request)


def _delete(request: SignedInRequest) -> HttpResponse:
    context: dict[str, Any] = {"days": settings.BACKUP_DAYS, "is_unsure": False}
    if request.method != "POST":
        return render(request, "home/delete_account.html", context)
    if "sure" not in request.POST:
        # Nothing is deleted by a press alone.
        context["is_unsure"] = True
        return render(request, "home/delete_account.html", context, status=400)
    try:
        delete_account(request.user, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.warning(request, str(refusal))
        return redirect("account_delete")
    logout(request)
    messages.success(request, _("Your account and everything in it have been deleted."))
    return redirect("check")
