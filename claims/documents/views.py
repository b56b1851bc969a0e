"""Read, confirm and send on one page; download; check a document."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from claims.accounts.actions import confirm_step_up, send_step_up_code
from claims.accounts.guards import confirmed_lately, has_own_factor
from claims.accounts.requests import SignedInRequest
from claims.accounts.throttle import is_one_upload_too_many
from claims.documents import actions, queries
from claims.documents import render as rendering
from claims.documents.forms import ConfirmForm, VerifyForm
from claims.documents.kinds import BY_KEY, CLAIMANTS, Kind
from claims.documents.models import Document
from claims.documents.responses import pdf_response
from claims.documents.stored import Confirming
from claims.intake.actions import move
from claims.intake.queries import own_claim
from claims.refusals import Refusal, Stale
from claims.submission.actions import freeze, set_aside
from claims.submission.models import Submission
from claims.submission.queries import standing_submission


def _packet(request: SignedInRequest, reference: str) -> queries.Packet | HttpResponse:
    """The packet of the version that stands, or the way back to the interview."""
    claim = own_claim(request.user, reference)
    submission = standing_submission(claim)
    if submission is None:
        return redirect("claim_continue", reference)
    return queries.packet(submission)


@require_http_methods(["GET", "HEAD", "POST"])
def documents(request: SignedInRequest, reference: str) -> HttpResponse:
    """What was made of the answers: to read, to confirm and to send, all on one page.

    The files are made meanwhile; while they are, a line tells how far they are.
    """
    packet = _packet(request, reference)
    if isinstance(packet, HttpResponse):
        return packet
    claim = packet.submission.claim
    if not claim.is_draft:
        return redirect("claim", reference)
    context = {"packet": packet, "claim": claim, "kinds": BY_KEY}
    if request.htmx:
        return render(request, "documents/progress.html", context)
    form = _form(request, packet)
    if request.method == "POST" and (response := _answered(request, packet, form)):
        return response
    for document in packet.documents:
        actions.note_reading(document, by=request.user, at=timezone.now())
    context |= {"form": form, "pages": _pages(packet), "has_own_factor": _is_factor_due(request)}
    status = 400 if form.errors else 200
    return render(request, "documents/packet/page.html", context, status=status)


def _is_factor_due(request: SignedInRequest) -> bool:
    """Whether the person confirms with a factor of their own first, on a page of its own."""
    return has_own_factor(request) and not confirmed_lately(request)


def _form(request: SignedInRequest, packet: queries.Packet) -> ConfirmForm:
    """Where a code is asked for, what was typed stands in the form."""
    asks_code = not confirmed_lately(request)
    initial = {"seen": packet.submission.sha256}
    if "resend" in request.POST:
        return ConfirmForm(asks_code=asks_code, initial=request.POST.dict() | initial)
    return ConfirmForm(request.POST or None, asks_code=asks_code, initial=initial)


def _answered(
    request: SignedInRequest, packet: queries.Packet, form: ConfirmForm
) -> HttpResponse | None:
    """Confirm and send.

    None where the page is to be shown again, with what is wrong.
    """
    if "resend" in request.POST:
        if not ratelimit.consume(request, action="step_up", user=request.user):
            return render(request, "429.html", status=429)
        send_step_up_code(request.user, at=timezone.now())
        return None
    if _is_factor_due(request) or not form.is_valid():
        return None
    code = form.cleaned_data.get("code")
    if code and not confirm_step_up(request, code, at=timezone.now()):
        form.add_error("code", _("That code didn’t work. Check it, or ask for a new one."))
        return None
    return _confirmed(request, packet, form)


def _confirmed(
    request: SignedInRequest, packet: queries.Packet, form: ConfirmForm
) -> HttpResponse | None:
    """The typed name under what was shown; then the claim is sent."""
    reference = packet.submission.claim.reference
    try:
        actions.confirm(
            packet.submission,
            _confirming(request, form),
            seen=form.cleaned_data["seen"],
            by=request.user,
            at=timezone.now(),
        )
        return _send(request, reference)
    except Stale as error:
        messages.error(request, str(error))
        return redirect("claim_documents", reference)
    except Refusal as error:
        form.add_error("typed_name", str(error))
    return None


@dataclass(frozen=True)
class ReadingPage:
    """One document as it is shown to be read.

    `copy`: in the person's own language, "" where that is the document's. `document`: the file,
    None while it is being made.
    """

    kind: Kind
    body: str
    copy: str
    document: Document | None


def _pages(packet: queries.Packet) -> list[ReadingPage]:
    files = {document.kind: document for document in packet.documents}
    return [_page(BY_KEY[key], packet.submission, files.get(key)) for key in queries.TO_READ]


def _page(kind: Kind, submission: Submission, document: Document | None) -> ReadingPage:
    layout = rendering.ON_SCREEN
    language = get_language() or rendering.INSTRUMENTS
    copy = ""
    if language != rendering.INSTRUMENTS:
        copy = rendering.html(kind, submission, layout=layout, language=language)
    return ReadingPage(
        kind=kind,
        body=rendering.html(kind, submission, layout=layout),
        copy=copy,
        document=document,
    )


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
    page = _page(BY_KEY[kind], document.submission, document)
    context = {"page": page, "document": document, "claim": document.submission.claim}
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
        method="signed in, and confirmed with a code or a factor of their own shortly before",
        **_circumstances(request),
    )


@require_POST
def send(request: SignedInRequest, reference: str) -> HttpResponse:
    """The last step, where the line broke after the confirmation.

    Pressed twice, the claim is sent once.
    """
    return _send(request, reference)


def _send(request: SignedInRequest, reference: str) -> HttpResponse:
    """Send the confirmed claim. A second press finds it sent and shows the same page."""
    claim = own_claim(request.user, reference)
    try:
        move(claim, "submit", by=request.user, at=timezone.now())
        messages.success(request, _("Thank you. We’ll email you a receipt in a moment."))
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
    if request.method == "POST" and is_one_upload_too_many(request):
        return render(request, "429.html", status=429)
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
