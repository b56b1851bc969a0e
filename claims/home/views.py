"""My claims and one claim; the laws and the words, for everybody."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from claims.accounts import queries as accounts
from claims.audit import queries as audit
from claims.audit.actions import record
from claims.documents import queries as documents
from claims.intake import actions as intake
from claims.intake import queries
from claims.intake.forms import ReplyForm
from claims.law.glossary import GLOSSARY
from claims.matters import queries as matters


@require_GET
def claims(request: HttpRequest) -> HttpResponse:
    """All claims of this person. Staff have no claims; their place is the desk."""
    if accounts.is_staff(request.user):
        return redirect("desk")
    own = [
        (claim, queries.Interview(claim).percent() if claim.is_draft else None)
        for claim in queries.own_claims(request.user)
    ]
    return render(request, "home/claims.html", {"claims": own})


def claim(request: HttpRequest, reference: str) -> HttpResponse:
    """One claim: where it is, what is needed, what was said."""
    found = queries.own_claim(request.user, reference)
    if found.is_draft:
        return redirect("claim_continue", reference)
    requests = queries.with_claim(found, found.requests.all())
    form = ReplyForm(request.POST or None)
    if request.method == "POST":
        waiting = next((row for row in requests if str(row.pk) == request.POST.get("request")), None)
        if waiting is None:
            raise Http404
        if form.is_valid():
            try:
                intake.reply(found, waiting, form.cleaned_data["reply"], by=request.user, at=timezone.now())
                messages.success(request, _("Your reply has been sent to the firm."))
            except intake.NotAllowed as error:
                messages.error(request, str(error))
            return redirect("claim", reference)
    own = f"user:{request.user.pk}"  # what staff did is work product
    submission = documents.sent_submission(found)
    context = {
        "claim": found,
        "packet": documents.packet(submission, request.user) if submission else None,
        "requests": requests,
        "form": form,
        "uploads": queries.uploads(found),
        "events": [(event, audit.sentence(event)) for event in audit.events_about(found) if event.actor == own],
        "can_withdraw": any(move.name == "withdraw" for move in queries.moves_open_to(found, request.user)),
    }
    return render(request, "home/claim.html", context, status=400 if form.errors else 200)


@require_GET
def data(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything the person told us in this claim, as a file for themselves."""
    found = queries.own_claim(request.user, reference)
    record("claim.data_downloaded", by=request.user, at=timezone.now(), subject=found)
    response = JsonResponse(queries.everything(found), json_dumps_params={"indent": 1, "ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="{reference}-my-data.json"'
    return response


@login_not_required
@require_GET
def states(request: HttpRequest) -> HttpResponse:
    """Each law that counsel has signed off: who may go to court, and what a person may do where nobody may."""
    return render(request, "home/states.html", {"states": matters.signed_law()})


@login_not_required
@require_GET
def words(request: HttpRequest) -> HttpResponse:
    """The words of the law in plain words."""
    return render(request, "home/words.html", {"terms": GLOSSARY})
