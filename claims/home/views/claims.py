"""My claims and one claim: what happened, what is needed, messages, contact, data, erasure."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from claims.accounts import queries as accounts
from claims.audit import queries as audit
from claims.audit.actions import record
from claims.correspondence import queries as correspondence_queries
from claims.correspondence.actions.erasure import ask_erasure
from claims.correspondence.actions.messages import note_read, reply, write
from claims.correspondence.forms import MessageForm, ReplyForm
from claims.correspondence.queries import last_erasure
from claims.documents import queries as documents
from claims.evidence.queries import uploads
from claims.home import queries
from claims.intake.actions import move
from claims.intake.models import Claim
from claims.intake.queries import moves_open_to, own_claim, own_claims, photos, with_claim
from claims.interview.actions.answers import change_contact
from claims.interview.queries import Interview
from claims.interview.views.question import form_for, save
from claims.law.questions import QUESTIONS
from claims.refusals import Refusal

CONTACT = [question for question in QUESTIONS if question.topic == "contact"]


@require_GET
def claims(request: HttpRequest) -> HttpResponse:
    """All claims of this person. Staff have no claims; their place is the desk."""
    if accounts.is_staff(request.user):
        return redirect("desk")
    own = [
        (claim, Interview(claim).percent() if claim.is_draft else None)
        for claim in own_claims(request.user)
    ]
    return render(
        request, "home/claims.html", {"claims": own, "bounces": accounts.bounces(request.user)}
    )


def claim(request: HttpRequest, reference: str) -> HttpResponse:
    """One claim: where it is, what is needed, what was said."""
    found = own_claim(request.user, reference)
    if found.is_draft:
        return redirect("claim_continue", reference)
    return _claim_page(request, found, MessageForm())


def _claim_page(request: HttpRequest, found: Claim, written: MessageForm) -> HttpResponse:
    reference = found.reference
    requests = with_claim(found, found.requests.all())
    form = ReplyForm(request.POST if "request" in request.POST else None)
    if request.method == "POST" and not written.is_bound:
        waiting = next(
            (row for row in requests if str(row.pk) == request.POST.get("request")), None
        )
        if waiting is None:
            raise Http404
        if form.is_valid():
            try:
                reply(
                    found, waiting, form.cleaned_data["reply"], by=request.user, at=timezone.now()
                )
                messages.success(request, _("Your reply has been sent to the firm."))
            except Refusal as error:
                messages.error(request, str(error))
            return redirect("claim", reference)
    own = f"user:{request.user.pk}"  # what staff did is work product
    submission = documents.sent_submission(found)
    context = {
        "claim": found,
        "packet": documents.packet(submission, request.user) if submission else None,
        "requests": requests,
        "form": form,
        "uploads": uploads(found),
        "photos": photos(found),
        "written": correspondence_queries.messages(found),
        "message_form": written,
        "erasure": last_erasure(found),
        "bounces": accounts.bounces(request.user),
        "events": [
            (event, audit.sentence(event))
            for event in audit.events_about(found)
            if event.actor == own
        ],
        "can_withdraw": any(move.name == "withdraw" for move in moves_open_to(found, request.user)),
    }
    note_read(found, by_firm=False, at=timezone.now())
    return render(
        request, "home/claim.html", context, status=400 if form.errors or written.errors else 200
    )


@require_POST
def message(request: HttpRequest, reference: str) -> HttpResponse:
    """Write to the firm."""
    found = own_claim(request.user, reference)
    form = MessageForm(request.POST)
    if found.is_draft:
        messages.info(
            request, _("The firm sees your claim, and what you write here, once you have sent it.")
        )
        return redirect("claim_continue", reference)
    if not form.is_valid():
        return _claim_page(request, found, form)
    write(found, form.cleaned_data["message"], from_firm=False, by=request.user, at=timezone.now())
    messages.success(request, _("Your message has been sent to the firm."))
    return redirect("claim", reference)


def contact(request: HttpRequest, reference: str) -> HttpResponse:
    """How the firm can reach the person; what was signed stays as it was signed."""
    found = own_claim(request.user, reference)
    if found.is_draft:
        return redirect("claim_continue", reference)
    state, data = (
        Interview(found),
        (request.POST if "csrfmiddlewaretoken" in request.POST else None),
    )
    parts = [(asked, form_for(state, asked, None, data, prefix=asked.key)) for asked in CONTACT]
    is_valid = request.method == "POST" and all(form.is_valid() for _asked, form in parts)
    try:
        if is_valid and save(request, state, None, parts, change_contact):
            messages.success(request, _("Saved. The firm sees it from now on."))
            return redirect("claim", reference)
    except Refusal as error:
        messages.error(request, str(error))
        return redirect("claim", reference)
    has_errors = any(form.errors for _asked, form in parts)
    context = {
        "claim": found,
        "parts": parts,
        "forms": [form for _asked, form in parts],
        "has_errors": has_errors,
    }
    return render(
        request,
        "home/contact.html",
        context | {"typed_form": "answers"},
        status=400 if has_errors else 200,
    )


def erase(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask that everything of the claim be destroyed."""
    found = own_claim(request.user, reference)
    if request.method != "POST":
        return render(request, "home/erase.html", {"claim": found, "erasure": last_erasure(found)})
    if "sure" not in request.POST:
        context = {"claim": found, "erasure": last_erasure(found), "is_unsure": True}
        return render(request, "home/erase.html", context, status=400)
    asked = ask_erasure(found, by=request.user, at=timezone.now())
    if asked.state == asked.State.DONE:
        messages.success(request, _("Everything of this claim has been erased."))
        return redirect("claims")
    if asked.state == asked.State.REFUSED:
        messages.warning(request, str(asked.reason))
    else:
        messages.success(
            request, _("The firm has your request. It decides and tells you by e-mail.")
        )
    return redirect("claim_erase", reference)


@require_GET
def data(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything the person told us in this claim, as a file for themselves."""
    found = own_claim(request.user, reference)
    record("claim.data_downloaded", by=request.user, at=timezone.now(), subject=found)
    response = JsonResponse(
        queries.everything(found), json_dumps_params={"indent": 1, "ensure_ascii": False}
    )
    response["Content-Disposition"] = f'attachment; filename="{reference}-my-data.json"'
    return response


@require_POST
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    claim = own_claim(request.user, reference)
    try:
        move(claim, "withdraw", by=request.user, at=timezone.now())
        messages.success(
            request, _("Your claim is withdrawn. You can start a new one at any time.")
        )
    except Refusal as error:
        messages.error(request, str(error))
    return redirect("claims")
