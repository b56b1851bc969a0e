"""The worklist; the page of one claim, which is made of panels; files and documents."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from claims.accounts.guards import desk, step_up
from claims.accounts.permissions import Permission
from claims.accounts.requests import SignedInRequest
from claims.correspondence.actions.messages import note_read
from claims.documents import actions as documents
from claims.documents.models import Document
from claims.documents.responses import pdf_response
from claims.evidence.queries import upload as evidence_of
from claims.evidence.responses import file_response
from claims.intake.panels import Panel, answer, panels_in, show_all, show_html
from claims.law.texts import UnknownText
from claims.matters import queries as matters
from claims.staff import actions, panels, queries
from claims.staff.desk import Desk
from claims.staff.forms import FilterForm
from claims.staff.queries import own_matters
from claims.submission.forms import DayForm
from claims.submission.recomputed import compare


@require_GET
@desk(Permission.DESK_SEE)
def worklist(request: SignedInRequest) -> HttpResponse:
    form = FilterForm(request.GET)
    today = timezone.localdate()
    narrowing = request.GET.copy()
    narrowing.pop("after", None)
    context = {
        "form": form,
        "page": queries.worklist(
            request.user, form.wanted(), on=today, after=request.GET.get("after", "")
        ),
        "query": narrowing.urlencode(),
        "today": today,
        "interested": matters.interested(own_matters(request.user)),
        "expiring": queries.expiring(request.user, on=today),
    }
    return render(request, "staff/worklist/page.html", context)


@require_GET
@desk(Permission.DESK_SEE)
def claim(request: SignedInRequest, reference: str) -> HttpResponse:
    return _page(Desk(request, queries.claim_for(request.user, reference)))


@desk(Permission.DESK_SEE)
def panel(request: SignedInRequest, reference: str, key: str) -> HttpResponse:
    """A panel's form.

    Its address can be opened too: it shows the page.
    """
    page = Desk(request, queries.claim_for(request.user, reference))
    match = panels_in(panels).get(key)
    if match is None:
        raise Http404
    if match.act and match.act.is_confirmed and page.may(match.act.permission):
        return step_up(lambda _request: _answered(page, match))(request)
    return _answered(page, match)


def _answered(page: Desk, wanted: Panel) -> HttpResponse:
    if page.request.method != "POST":
        return _page(page)
    response = answer(page, wanted)
    if not isinstance(response, BaseForm):
        return response
    if page.request.headers.get("HX-Request"):
        return HttpResponse(show_html(page, wanted, response), status=400)
    return _page(page, wanted.key, response)


def _page(page: Desk, key: str = "", form: BaseForm | None = None) -> HttpResponse:
    """Everything about the claim.

    Showing it is reading it, which is an event.
    """
    actions.open_claim(page.claim, by=page.user, at=timezone.now())
    context = {
        "claim": page.claim,
        "today": page.today,
        "shown": show_all(page, panels_in(panels).values(), key, form),
    }
    if page.may(Permission.CLAIM_WORK):
        note_read(page.claim, by_firm=True, at=timezone.now())
    return render(page.request, "staff/claim/page.html", context, status=400 if form else 200)


@require_GET
@desk(Permission.DESK_SEE)
def document(request: SignedInRequest, reference: str, kind: str) -> HttpResponse:
    claim = queries.claim_for(request.user, reference)
    rows = Document.objects.filter(
        submission__claim=claim, submission__set_aside_at=None, kind=kind
    )
    row = rows.select_related("file__data_key", "submission__claim").first()
    if row is None:
        raise Http404
    content = documents.open_document(row, by=request.user, at=timezone.now())
    return pdf_response(content, f"{reference}-{kind}.pdf")


@require_GET
@desk(Permission.DESK_SEE)
def upload(request: SignedInRequest, reference: str, upload: UUID) -> HttpResponse:
    """A file that the claimant gave: the copy that is safe to look at, or the original."""
    claim = queries.claim_for(request.user, reference)
    return file_response(request, evidence_of(claim, upload))


@require_GET
@desk(Permission.DESK_SEE)
def law_then(request: SignedInRequest, reference: str) -> HttpResponse:
    """What the law said of a claim on an earlier day and what it says today."""
    claim = queries.claim_for(request.user, reference)
    actions.open_claim(claim, by=request.user, at=timezone.now())
    form = DayForm(request.GET, claim=claim)
    context: dict[str, Any] = {"claim": claim, "form": form, "today": timezone.localdate()}
    if form.is_valid() and form.basis:
        context["basis"] = form.basis
        try:
            rows = compare(claim, form.basis, on=context["today"])
            context["rows"] = rows
            context["moved"] = [row for row in rows if row.has_moved]
            context["same"] = [row for row in rows if not row.has_moved]
        except UnknownText as error:
            context["unread"] = str(error)
    return render(request, "staff/claim/law_then.html", context, status=400 if form.errors else 200)
