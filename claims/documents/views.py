"""Watch the documents being made; read, confirm, send; download; check a document."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from claims.accounts.guards import step_up
from claims.accounts.requests import SignedInRequest
from claims.documents import actions, queries
from claims.documents import render as rendering
from claims.documents.forms import ConfirmForm, VerifyForm
from claims.documents.kinds import BY_KEY, CLAIMANTS
from claims.documents.models import Document
from claims.documents.responses import pdf_response
from claims.documents.stored import Confirming
from claims.intake.actions import move
from claims.intake.queries import own_claim
from claims.refusals import Refusal, Stale
from claims.submission.actions import freeze, set_aside
from claims.submission.queries import standing_submission


def _packet(request: SignedInRequest, reference: str) -> queries.Packet | HttpResponse:
    """The packet of the version that stands, or the way back to the interview."""
    claim = own_claim(request.user, reference)
    submission = standing_submission(claim)
    if submission is None:
        return redirect("claim_continue", reference)
    return queries.packet(submission, request.user)


@require_GET
def documents(request: SignedInRequest, reference: str) -> HttpResponse:
    """Progress while they are made, then what to do next.

    Without JavaScript the page reloads itself.
    """
    packet = _packet(request, reference)
    if isinstance(packet, HttpResponse):
        return packet
    claim = packet.submission.claim
    if not claim.is_draft:
        return redirect("claim", reference)
    template = "documents/progress.html" if request.htmx else "documents/packet/page.html"
    response = render(request, template, {"packet": packet, "claim": claim, "kinds": BY_KEY})
    if request.htmx and packet.is_ready:
        response["HX-Refresh"] = "true"
    return response


def _own_document(request: SignedInRequest, reference: str, kind: str) -> Document:
    claim = own_claim(request.user, reference)
    if kind not in CLAIMANTS:
        raise Http404
    rows = Document.objects.filter(
        submission__claim=claim, submission__set_aside_at=None, kind=kind
    )
    document = rows.select_related("file__data_key", "submission").first()
    if document is None:
        raise Http404
    document.submission.claim = claim
    return document


@require_GET
def read(request: SignedInRequest, reference: str, kind: str) -> HttpResponse:
    """The document as a page: what the PDF says, for phones and screen readers.

    One of an earlier kind is opened as it was made.
    """
    document = _own_document(request, reference, kind)
    if kind not in BY_KEY:
        return redirect("claim_pdf", reference, kind)
    actions.note_reading(document, by=request.user, at=timezone.now())
    body = rendering.html(BY_KEY[kind], document.submission, layout="documents/body.html")
    context = {
        "document": document,
        "body": body,
        "claim": document.submission.claim,
        "kind": BY_KEY[kind],
    }
    language = get_language() or rendering.INSTRUMENTS
    if language != rendering.INSTRUMENTS:
        layout = "documents/body.html"
        context["copy"] = rendering.html(
            BY_KEY[kind], document.submission, layout=layout, language=language
        )
    return render(request, "documents/read.html", context)


@require_GET
def download(request: SignedInRequest, reference: str, kind: str) -> HttpResponse:
    document = _own_document(request, reference, kind)
    content = actions.open_document(document, by=request.user, at=timezone.now())
    return pdf_response(content, f"{reference}-{kind}.pdf")


@require_GET
def packet_zip(request: SignedInRequest, reference: str) -> HttpResponse:
    """Every document in one ZIP, with their digests."""
    packet = _packet(request, reference)
    if isinstance(packet, HttpResponse):
        return packet
    content = actions.download_packet(packet, by=request.user, at=timezone.now())
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{reference}.zip"'
    return response


@require_POST
def freeze_claim(request: SignedInRequest, reference: str) -> HttpResponse:
    """The button of "check your answers": freeze the claim and ask for its documents."""
    claim = own_claim(request.user, reference)
    try:
        freeze(claim, by=request.user, at=timezone.now())
    except Refusal as error:
        messages.error(request, str(error))
        return redirect("claim_continue", reference)
    return redirect("claim_documents", reference)


@require_POST
def change(request: SignedInRequest, reference: str) -> HttpResponse:
    """Go back to the answers: the frozen version is set aside and made anew later."""
    claim = own_claim(request.user, reference)
    try:
        set_aside(claim, by=request.user, at=timezone.now())
    except Refusal as error:
        messages.error(request, str(error))
    return redirect("claim_continue", reference)


@step_up
def confirm(request: SignedInRequest, reference: str) -> HttpResponse:
    """The typed name under what was read; then the claim is sent."""
    packet = _packet(request, reference)
    if isinstance(packet, HttpResponse):
        return packet
    if packet.step != "confirm":
        return redirect("claim_documents", reference)
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            confirming = _confirming(request, form)
            actions.confirm(packet.submission, confirming, by=request.user, at=timezone.now())
            return _send(request, reference)
        except Stale as error:
            messages.error(request, str(error))
            return redirect("claim_documents", reference)
        except Refusal as error:
            form.add_error("typed_name", str(error))
    context = {"form": form, "packet": packet, "claim": packet.submission.claim, "kinds": BY_KEY}
    return render(request, "documents/confirm.html", context, status=400 if form.errors else 200)


def _circumstances(request: HttpRequest) -> dict[str, str]:
    return {
        "address": get_adapter().get_client_ip(request),
        "browser": request.headers.get("User-Agent", "")[:300],
    }


def _confirming(request: HttpRequest, form: ConfirmForm) -> Confirming:
    """What was typed, with the person's local date in the zone that the browser names (UTC without
    one).
    """
    try:
        zone = ZoneInfo(form.cleaned_data["zone"] or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    return Confirming(
        typed_name=form.cleaned_data["typed_name"],
        local_date=timezone.localdate(timezone=zone).isoformat(),
        zone=zone.key,
        method="signed in, and confirmed again within ten minutes before",
        **_circumstances(request),
    )


@require_POST
def send(request: SignedInRequest, reference: str) -> HttpResponse:
    """The last step, where the line broke after the confirmation.

    Pressed twice, the claim is sent once.
    """
    return _send(request, reference)


def _send(request: SignedInRequest, reference: str) -> HttpResponse:
    claim = own_claim(request.user, reference)
    try:
        move(claim, "submit", by=request.user, at=timezone.now())
        messages.success(request, _("Your claim has been sent. You get a receipt by e-mail."))
    except Refusal as error:
        if claim.is_draft:
            messages.error(request, str(error))
            return redirect("claim_documents", reference)
    return redirect("claim", reference)


@login_not_required
@never_cache
def verify(request: HttpRequest) -> HttpResponse:
    """Whether a document is one of ours, byte for byte.

    Says nothing of whom it is about.
    """
    form = VerifyForm(request.POST or None, request.FILES or None)
    document, is_asked = None, False
    if request.method == "POST" and form.is_valid():
        is_asked = True
        if file := form.cleaned_data.get("file"):
            document = actions.check_digest(file.read())
        else:
            document = queries.by_digest(form.cleaned_data["digest"])
    context = {"form": form, "document": document, "asked": is_asked}
    return render(request, "documents/verify.html", context, status=400 if form.errors else 200)
