"""The worklist, the page of one claim, and what is done there."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from claims.accounts import queries as accounts
from claims.accounts.guards import confirmed_lately, desk, step_up
from claims.accounts.models import User
from claims.accounts.permissions import Permission
from claims.assessment import actions as assessment_actions
from claims.assessment.models import ClaimLine, LineDecision
from claims.assessment.queries import MatterLaw, assessed_people, lines_of, stored_finding
from claims.audit import queries as audit
from claims.correspondence import queries as correspondence_queries
from claims.correspondence.actions import messages as correspondence_messages
from claims.correspondence.actions.erasure import confirm_erasure, grant_erasure, refuse_erasure
from claims.correspondence.actions.messages import note_read, write
from claims.correspondence.queries import concerns, last_erasure, linked, may_ask
from claims.documents import actions as documents
from claims.documents.models import Document
from claims.documents.responses import pdf_response
from claims.evidence import queries as evidence_queries
from claims.evidence.queries import uploads
from claims.evidence.responses import file_response
from claims.intake import actions as intake_actions
from claims.intake.actions import set_hold
from claims.intake.models import Claim
from claims.intake.queries import moves_open_to, with_claim
from claims.intake.status import BY_NAME as MOVES
from claims.interview.queries import contact_now
from claims.interview.wording import in_words
from claims.law import residence
from claims.law.places import PLACES
from claims.law.questions import BY_KEY
from claims.matters import queries as matters
from claims.refusals import Refusal, Stale
from claims.staff import actions, queries
from claims.staff.forms import AskForm, AssignForm, DecisionForm, FilterForm, MessageForm, NoteForm
from claims.staff.queries import own_matters
from claims.submission.frozen import Frozen
from claims.submission.queries import standing_submission
from claims.vault import shapes
from claims.vault.crypto import digest_of_json


@require_GET
@desk(Permission.DESK_SEE)
def worklist(request: HttpRequest) -> HttpResponse:
    form = FilterForm(request.GET)
    today = timezone.localdate()
    page = queries.worklist(
        request.user, form.wanted(), on=today, after=request.GET.get("after", "")
    )
    narrowing = request.GET.copy()
    narrowing.pop("after", None)
    context = {"form": form, "page": page, "query": narrowing.urlencode(), "today": today}
    context["interested"] = matters.interested(own_matters(request.user))
    return render(
        request,
        "staff/worklist/page.html",
        context | {"expiring": queries.expiring(request.user, on=today)},
    )


@require_GET
@desk(Permission.DESK_SEE)
def claim(request: HttpRequest, reference: str) -> HttpResponse:
    return _claim_page(request, queries.claim_for(request.user, reference), NoteForm(), AskForm())


def _claim_page(
    request: HttpRequest,
    found: Claim,
    note: NoteForm,
    ask: AskForm,
    written: MessageForm | None = None,
) -> HttpResponse:
    """Everything about the claim. Showing it is reading it, which is an event."""
    actions.open_claim(found, by=request.user, at=timezone.now())
    submission = standing_submission(found)
    content = submission.frozen if submission else None
    moves = moves_open_to(found, request.user)
    context: dict[str, Any] = {
        "claim": found,
        "content": content,
        "submission": submission,
        "people": _people(found, content) if content else [],
        "today": timezone.localdate(),
        "decision_form": DecisionForm(auto_id=False),
        "is_confirmed": confirmed_lately(request),
        "may_decide": accounts.may(request.user, Permission.CLAIM_DECIDE, found.matter_id),
        "of_claim": _answers(content, None) if content else [],
        "documents": _documents(found),
        "uploads": uploads(found),
        "written": correspondence_queries.messages(found),
        "message_form": written or MessageForm(),
        "erasure": last_erasure(found),
        "contact_now": _contact_now(found, submission.frozen_at) if submission else [],
        "notes": with_claim(found, found.notes.select_related("written_by")),
        "requests": with_claim(found, found.requests.select_related("asked_by")),
        "moves": [move for move in moves if move.name != "ask"],
        "can_ask": may_ask(found, request.user),
        "linked": linked(found),
        "bounces": accounts.bounces(found.account),
        "concerns": concerns(found),
        "namesakes": queries.same_names(request.user, found),
        "events": _events(found),
        "note_form": note,
        "assign_form": AssignForm(
            initial={"assignee": found.assignee_id}, staff=accounts.staff_members(found.matter_id)
        ),
        "may_work": accounts.may(request.user, Permission.CLAIM_WORK, found.matter_id),
        "may_hold": accounts.may(request.user, Permission.CLAIM_HOLD, found.matter_id),
        "ask_form": ask,
    }
    if context["may_work"]:
        note_read(found, by_firm=True, at=timezone.now())
    status = 400 if note.errors or ask.errors or (written and written.errors) else 200
    return render(request, "staff/claim/page.html", context, status=status)


def _contact_now(found: Claim, since: datetime) -> list[tuple[str, str, datetime]]:
    """(question, answer, when) of what was changed after the claim was frozen."""
    rows = contact_now(found, since)
    return [
        (
            _(BY_KEY[row.question].text),
            in_words(BY_KEY[row.question], row.answer),
            row.given_at,
        )
        for row in rows
    ]


def _documents(found: Claim) -> list[Document]:
    return list(
        Document.objects.filter(submission__claim=found, submission__set_aside_at=None).order_by(
            "rendered_at"
        )
    )


def _people(found: Claim, content: Frozen) -> list[dict[str, Any]]:
    """Each subject with answers, as frozen, and the theories held against the law as it stands;
    what is alive first, each with its line and the digest of what the line says."""
    law, known = MatterLaw(found.matter, timezone.localdate()), lines_of(found)
    decisions = _decisions(found)
    by_position = {subject.position: subject for subject in content.subjects}
    return [
        {
            "subject": by_position[subject.position],
            "answers": _answers(content, subject.position),
            "residence": _residence(content, subject.position),
            "lines": [
                {
                    "held": held,
                    "line": (line := known.get((subject.pk, held[0].status.theory.key))),
                    "seen": digest_of_json(
                        shapes.write(stored_finding(held))
                    ),  # what this page shows, which may be newer than the line
                    "decisions": decisions.get(line.pk, []) if line else [],
                    "anchor": line.pk if line else held[0].status.theory.key,
                }
                for held in sorted(by_theory, key=lambda held: not held[0].finding.is_live)
            ],
        }
        for subject, by_theory in assessed_people(found, law)
        if subject.position in by_position
    ]


def _residence(content: Frozen, position: int) -> dict[str, Any] | None:
    """Where the person lived, as a lawyer checks it, up to the day of freezing."""
    rows = content.answers_about(position)
    answers = {key: row.answer for key, row in rows.items()}
    lived = answers.get("residence")
    if lived is None or not lived.is_certain:
        return None
    on, life = content.frozen_on, residence.life_of(answers)
    places = residence.stays(lived.value, on, is_rough=lived.certainty == "estimated", life=life)
    return {
        "rows": [(PLACES[row.state], row) for row in residence.by_state(places)],
        "gaps": residence.gaps(places, life.died or on, life.born),
        "overlaps": [
            (PLACES[one.state], PLACES[other.state]) for one, other in residence.overlaps(places)
        ],
    }


def _decisions(found: Claim) -> dict[UUID, list[LineDecision]]:
    """By line, the newest first."""
    decisions: dict[UUID, list[LineDecision]] = {}
    for row in with_claim(found, found.decisions.select_related("by")):
        decisions.setdefault(row.line_id, []).append(row)
    return decisions


def _answers(content: Frozen, position: int | None) -> list[tuple[str, str, str]]:
    """(question, answer, how precise it is)"""
    rows = []
    for row in content.answers:
        if row.subject == position:
            words = _(row.words)
            if row.photo is not None:
                words += f" ({content.photos[row.photo].text})"
            rows.append((words, in_words(BY_KEY[row.question], row.answer), row.precision))
    return rows


def _events(found: Claim) -> list[tuple[Any, str, str]]:
    events = audit.events_about(found)
    ids = {event.actor.partition(":")[2] for event in events if event.actor.startswith("user:")}
    people = {str(user.pk): str(user) for user in User.objects.filter(pk__in=ids)}
    return [
        (event, people.get(event.actor.partition(":")[2], event.actor), audit.sentence(event))
        for event in events
    ]


@require_POST
@desk(Permission.CLAIM_WORK)
def move(request: HttpRequest, reference: str) -> HttpResponse:
    """One step of the status table."""
    found = queries.claim_for(request.user, reference, Permission.CLAIM_WORK)
    name = request.POST.get("move", "")
    if name not in MOVES:
        raise Http404
    try:
        intake_actions.move(found, name, by=request.user, at=timezone.now())
        messages.success(
            request,
            _("Done: the claim is now “%(status)s”.") % {"status": found.get_status_display()},
        )
    except Refusal as error:
        messages.error(request, str(error))
    return redirect("desk_claim", reference)


@require_POST
@desk(Permission.CLAIM_WORK)
def assign(request: HttpRequest, reference: str) -> HttpResponse:
    """Give the claim to someone who works on its matter; to oneself with "me"."""
    found = queries.claim_for(request.user, reference, Permission.CLAIM_WORK)
    form = AssignForm(request.POST, staff=accounts.staff_members(found.matter_id))
    if not form.is_valid():
        raise Http404
    actions.assign(found, form.cleaned_data["assignee"], by=request.user, at=timezone.now())
    return redirect("desk_claim", reference)


@require_POST
@desk(Permission.CLAIM_HOLD)
def hold(request: HttpRequest, reference: str) -> HttpResponse:
    """Place or lift the litigation hold: while it stands nothing of the claim is erased."""
    found = queries.claim_for(request.user, reference, Permission.CLAIM_HOLD)
    set_hold(found, "lift" not in request.POST, by=request.user, at=timezone.now())
    return redirect("desk_claim", reference)


@desk(Permission.CLAIM_DECIDE)
@step_up
def decide(request: HttpRequest, reference: str, line: UUID) -> HttpResponse:
    """A lawyer's decision over one line, after a confirmation, which leads back here without the
    form."""
    found = queries.claim_for(request.user, reference, Permission.CLAIM_DECIDE)
    wanted = get_object_or_404(ClaimLine, pk=line, claim=found)
    back = redirect(f"{reverse('desk_claim', args=[reference])}#line-{wanted.pk}")
    if request.method != "POST":
        return back
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(
            request, " ".join(error for errors in form.errors.values() for error in errors)
        )
        return back
    said = form.cleaned_data
    try:
        seen = request.POST.get("seen", "")
        assessment_actions.decide(
            wanted, said["decision"], said["reason"], seen=seen, by=request.user, at=timezone.now()
        )
        messages.success(request, _("Decided, and signed with your name."))
    except Stale:
        messages.error(
            request,
            _("The law says something else of this line by now. Read it again, then decide."),
        )
    except Refusal as error:
        messages.error(request, str(error))
    return back


@require_POST
@desk(Permission.CLAIM_WORK)
def note(request: HttpRequest, reference: str) -> HttpResponse:
    found = queries.claim_for(request.user, reference, Permission.CLAIM_WORK)
    form = NoteForm(request.POST)
    if form.is_valid():
        actions.write_note(found, form.cleaned_data["text"], by=request.user, at=timezone.now())
        return redirect("desk_claim", reference)
    return _claim_page(request, found, form, AskForm())


@require_POST
@desk(Permission.CLAIM_WORK)
def message(request: HttpRequest, reference: str) -> HttpResponse:
    """Write to the claimant, who is told by e-mail that there is a message."""
    found = queries.claim_for(request.user, reference, Permission.CLAIM_WORK)
    form = MessageForm(request.POST)
    if not form.is_valid():
        return _claim_page(request, found, NoteForm(), AskForm(), form)
    write(found, form.cleaned_data["message"], from_firm=True, by=request.user, at=timezone.now())
    messages.success(request, _("Written. The claimant is told by e-mail."))
    return redirect("desk_claim", reference)


@require_POST
@desk(Permission.CLAIM_WORK)
def erasure(request: HttpRequest, reference: str) -> HttpResponse:
    """A lawyer grants or refuses it; a second person confirms."""
    found = queries.claim_for(request.user, reference, Permission.CLAIM_WORK)
    wanted, step, at = last_erasure(found), request.POST.get("step"), timezone.now()
    if wanted is None or step not in ("grant", "refuse", "confirm"):
        raise Http404
    if step != "confirm" and not accounts.may(request.user, Permission.CLAIM_HOLD, found.matter_id):
        raise PermissionDenied
    reason = request.POST.get("reason", "").strip()[:2000]
    try:
        if step == "refuse" and not reason:
            messages.error(request, _("Write the reason first: the claimant reads it."))
        elif step == "refuse":
            refuse_erasure(wanted, reason, by=request.user, at=at)
            messages.success(request, _("Refused. The claimant is told by e-mail."))
        elif step == "grant":
            grant_erasure(wanted, by=request.user, at=at)
            messages.success(request, _("Granted. Somebody else must confirm it."))
        else:
            confirm_erasure(wanted, by=request.user, at=at)
            messages.success(request, _("Everything of the claim has been erased."))
            return redirect("desk")
    except Refusal as error:
        messages.error(request, str(error))
    return redirect("desk_claim", reference)


@require_POST
@desk(Permission.CLAIM_WORK)
def ask(request: HttpRequest, reference: str) -> HttpResponse:
    found = queries.claim_for(request.user, reference, Permission.CLAIM_WORK)
    form = AskForm(request.POST)
    if not form.is_valid():
        return _claim_page(request, found, NoteForm(), form)
    try:
        correspondence_messages.ask(
            found,
            form.cleaned_data["ask"],
            due_on=form.cleaned_data["due_on"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("The claimant has been asked."))
    except Refusal as error:
        messages.error(request, str(error))
    return redirect("desk_claim", reference)


@require_GET
@desk(Permission.DESK_SEE)
def document(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    found = queries.claim_for(request.user, reference)
    row = Document.objects.filter(submission__claim=found, submission__set_aside_at=None, kind=kind)
    wanted = row.select_related("file__data_key", "submission__claim").first()
    if wanted is None:
        raise Http404
    content = documents.open_document(wanted, by=request.user, at=timezone.now())
    return pdf_response(content, f"{reference}-{kind}.pdf")


@require_GET
@desk(Permission.DESK_SEE)
def upload(request: HttpRequest, reference: str, upload: UUID) -> HttpResponse:
    """A file that the claimant gave: the copy that is safe to look at, or the original."""
    return file_response(
        request, evidence_queries.upload(queries.claim_for(request.user, reference), upload)
    )
