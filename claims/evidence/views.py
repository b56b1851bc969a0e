"""Files that a person gives as evidence."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from claims.accounts.requests import SignedInRequest
from claims.accounts.throttle import is_one_upload_too_many
from claims.evidence import actions, queries
from claims.evidence.forms import UploadForm
from claims.evidence.responses import file_response
from claims.intake.models import Claim
from claims.intake.queries import own_claim
from claims.refusals import Refusal


def uploads(request: SignedInRequest, reference: str) -> HttpResponse:
    """What was given; give more; take something back before it is sent."""
    claim = own_claim(request.user, reference)
    if request.method != "POST":
        return _page(request, claim, UploadForm())
    if "remove" in request.POST:
        return _remove(request, claim)
    if is_one_upload_too_many(request):
        return render(request, "429.html", status=429)
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        _say(request, _keep(request, claim, form))
    if form.errors:
        return _page(request, claim, form)
    return redirect("claim_uploads", reference)


def _page(request: HttpRequest, claim: Claim, form: UploadForm) -> HttpResponse:
    context = {
        "claim": claim,
        "form": form,
        "uploads": queries.uploads(claim),
        "limit": settings.UPLOADS["claim_uploads"],
    }
    status = 400 if form.errors else 200
    return render(request, "evidence/uploads/page.html", context, status=status)


def _say(request: HttpRequest, kept: int) -> None:
    if kept:
        text = ngettext("Your file is saved.", "Your %(count)d files are saved.", kept)
        messages.success(request, text % {"count": kept})


def _keep(request: SignedInRequest, claim: Claim, form: UploadForm) -> int:
    """Keep each file that can be kept; the form names the others with what is wrong.

    Returns how many were kept.
    """
    kept = 0
    for file in form.cleaned_data["files"]:
        content = file.read()
        try:
            actions.add_upload(claim, content, file.name, by=request.user, at=timezone.now())
            kept += 1
        except Refusal as error:
            form.add_error("files", f"{file.name}: {error}")
    return kept


def _remove(request: SignedInRequest, claim: Claim) -> HttpResponse:
    match = next(
        (row for row in queries.uploads(claim) if str(row.pk) == request.POST["remove"]), None
    )
    if match is None:
        messages.info(request, _("This file is no longer in your claim."))
    else:
        try:
            actions.remove_upload(match, by=request.user, at=timezone.now())
            messages.success(request, _("You took back the file, and we deleted it."))
        except Refusal as error:
            messages.error(request, str(error))
    return redirect("claim_uploads", claim.reference)


@require_GET
def upload(request: SignedInRequest, reference: str, upload: UUID) -> HttpResponse:
    """One file of one's own: the copy to look at, or the original to keep."""
    claim = own_claim(request.user, reference)
    return file_response(request, queries.upload(claim, upload))
