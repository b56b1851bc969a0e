"""My claims and one claim: what happened, what is needed, messages, contact, data, erasure."""

from __future__ import annotations

from typing import Any

import qrcode
from django.conf import settings
from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from qrcode.image.svg import SvgPathImage

from claims.accounts import queries as accounts
from claims.accounts.guards import step_up
from claims.accounts.requests import SignedInRequest
from claims.audit.actions import record
from claims.correspondence.actions.erasure import ask_erasure
from claims.correspondence.actions.messages import note_read
from claims.correspondence.queries import coming_of_age, last_erasure
from claims.home import panels, queries
from claims.home.own import Own
from claims.intake.models import Claim
from claims.intake.panels import answer, panels_in, show_all, show_html
from claims.intake.queries import own_claim, own_claims
from claims.interview.actions.answers import change_contact
from claims.interview.queries import Interview
from claims.interview.views.question import form_for, save
from claims.law.questions import QUESTIONS, Question
from claims.refusals import Refusal

CONTACT = [question for question in QUESTIONS if question.topic == "contact"]


@require_GET
def claims(request: SignedInRequest) -> HttpResponse:
    """All claims of this person.

    Staff have no claims; their place is the desk.
    """
    if accounts.is_staff(request.user):
        return redirect("desk")
    rows = [_row(claim) for claim in own_claims(request.user)]
    context = {"claims": rows, "bounces": accounts.bounces(request.user)}
    return render(request, "home/claims.html", context)


def _row(claim: Claim) -> dict[str, Any]:
    """A claim, and of a draft how far it is: percent, and the minutes that are left."""
    if not claim.is_draft:
        return {"claim": claim}
    state = Interview(claim)
    return {
        "claim": claim,
        "percent": state.percent(),
        "minutes": state.minutes_left(),
        "coming_of_age": coming_of_age(state),
    }


def claim(request: SignedInRequest, reference: str) -> HttpResponse:
    """One claim: where it is, what is needed, what was said."""
    own = own_claim(request.user, reference)
    if own.is_draft:
        return redirect("claim_continue", reference)
    return _page(Own(request, own))


@require_GET
def phone(request: SignedInRequest, reference: str) -> HttpResponse:
    """A square to point a phone at: the address of the claim, which opens only after signing in."""
    own = own_claim(request.user, reference)
    address = settings.SITE_URL + reverse("claim_continue", args=[reference])
    square = qrcode.make(address, image_factory=SvgPathImage).to_string(encoding="unicode")
    picture = mark_safe(square)  # noqa: S308 -- made here, of an address of ours
    context = {"claim": own, "address": address, "picture": picture}
    return render(request, "home/phone.html", context)


def panel(request: SignedInRequest, reference: str, key: str) -> HttpResponse:
    """A panel's form.

    Its address can be opened too: it shows the page. A form with an error is shown in the panel
    alone (htmx) or in the whole page.
    """
    own = own_claim(request.user, reference)
    match = panels_in(panels).get(key)
    if match is None:
        raise Http404
    if request.method != "POST":
        return redirect("claim", reference)
    page = Own(request, own)
    response = answer(page, match)
    if not isinstance(response, BaseForm):
        return response
    if request.headers.get("HX-Request"):
        # The page stays as it is: what is typed elsewhere on it is not lost.
        return HttpResponse(show_html(page, match, response), status=400)
    return _page(page, match.key, response)


def _page(page: Own, key: str = "", form: BaseForm | None = None) -> HttpResponse:
    context = {
        "claim": page.claim,
        "bounces": accounts.bounces(page.user),
        "shown": show_all(page, panels_in(panels).values(), key, form),
    }
    note_read(page.claim, by_firm=False, at=timezone.now())
    return render(page.request, "home/claim/page.html", context, status=400 if form else 200)


def contact(request: SignedInRequest, reference: str) -> HttpResponse:
    """How the firm can reach the person; what was sent stays as it was sent."""
    own = own_claim(request.user, reference)
    if own.is_draft:
        return redirect("claim_continue", reference)
    state = Interview(own)
    data = request.POST if "csrfmiddlewaretoken" in request.POST else None
    parts = [
        (question, form_for(state, question, None, data, prefix=question.key))
        for question in CONTACT
    ]
    if request.method == "POST" and _is_contact_saved(request, state, parts):
        return redirect("claim", reference)
    answered = [form for _question, form in parts]
    has_errors = any(form.errors for form in answered)
    context = {
        "claim": own,
        "parts": parts,
        "forms": answered,
        "has_errors": has_errors,
        "typed_form": "answers",
    }
    status = 400 if has_errors else 200
    return render(request, "home/contact.html", context, status=status)


def _is_contact_saved(
    request: SignedInRequest, state: Interview, parts: list[tuple[Question, Any]]
) -> bool:
    """Save what is whole and say so; false where the person must look at a field again."""
    if not all(form.is_valid() for _question, form in parts):
        return False
    try:
        if not save(request, state, None, parts, change_contact):
            return False
        messages.success(request, _("Saved. The firm can see it now."))
    except Refusal as error:
        messages.error(request, str(error))
    return True


def erase(request: SignedInRequest, reference: str) -> HttpResponse:
    """Ask that everything of the claim be destroyed.

    Only after a fresh confirmation of who it is.
    """
    own = own_claim(request.user, reference)
    return step_up(lambda _request: _erase(request, own))(request)


def _erase(request: SignedInRequest, own: Claim) -> HttpResponse:
    context: dict[str, Any] = {
        "claim": own,
        "erasure": last_erasure(own),
        "days": settings.BACKUP_DAYS,
    }
    if request.method != "POST":
        return render(request, "home/erase.html", context)
    if "sure" not in request.POST:
        context["is_unsure"] = True
        return render(request, "home/erase.html", context, status=400)
    try:
        erasure = ask_erasure(own, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.info(request, str(refusal))
        return redirect("claims")
    if erasure.state == erasure.State.DONE:
        messages.success(request, _("Everything in this claim has been erased."))
        return redirect("claims")
    if erasure.state == erasure.State.REFUSED:
        messages.warning(request, str(erasure.reason))
    else:
        messages.success(
            request, _("The firm has your request. We’ll decide, and tell you by email.")
        )
    return redirect("claim_erase", own.reference)


@require_GET
def data(request: SignedInRequest, reference: str) -> HttpResponse:
    """Everything the person told us in this claim, as a file for themselves.

    Only after a fresh confirmation of who it is.
    """
    own = own_claim(request.user, reference)
    return step_up(lambda _request: _data(request, own))(request)


def _data(request: SignedInRequest, own: Claim) -> HttpResponse:
    record("claim.data_downloaded", by=request.user, at=timezone.now(), subject=own)
    response = JsonResponse(
        queries.everything(own), json_dumps_params={"indent": 1, "ensure_ascii": False}
    )
    response["Content-Disposition"] = f'attachment; filename="{own.reference}-my-data.json"'
    return response
