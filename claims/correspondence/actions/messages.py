"""Messages between claimant and firm, requests and replies."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from claims.accounts.models import User
from claims.audit import actions as audit
from claims.correspondence import queries
from claims.correspondence.models import Message, Request
from claims.intake.actions import give_turn, move
from claims.intake.models import Claim
from claims.intake.status import Status, Turn
from claims.jobs import actions as jobs
from claims.jobs.names import JobKind
from claims.refusals import Refusal

PRESSED_TWICE = timedelta(minutes=2)  # the same words within it are one message


@transaction.atomic
def write(claim: Claim, text: str, *, from_firm: bool, by: User, at: datetime) -> Message:
    """A message from one side to the other.

    The claimant is told by e-mail that there is one. Sent twice it is one.

    Raises Refusal for a claim that was not sent: the firm does not see it yet.
    """
    if claim.is_draft:
        raise Refusal(
            _("Send your claim first. Then the firm can see it, and what you write here.")
        )
    Claim.objects.select_for_update().get(pk=claim.pk)
    if twin := _twin(claim, text, by, at):
        return twin
    message = Message(claim=claim, text=text, from_firm=from_firm, by=by, at=at)
    message.save(force_insert=True)
    audit.record("claim.message_written", by=by, at=at, subject=claim)
    if from_firm:
        jobs.enqueue(JobKind.TELL_MESSAGE, message.pk, at=at)
    _pass_on(claim, from_firm=from_firm, at=at)
    return message


def _twin(claim: Claim, text: str, by: User, at: datetime) -> Message | None:
    """The person's last message, where they pressed the button twice."""
    last = claim.messages.filter(by=by).order_by("at").last()
    if last is None or at - last.at > PRESSED_TWICE:
        return None
    last.claim = claim
    return last if last.text == text else None


def _pass_on(claim: Claim, *, from_firm: bool, at: datetime) -> None:
    """What the firm writes answers the claimant, and leaves open what the firm asked."""
    if not from_firm:
        give_turn(claim, Turn.FIRM, at=at)
    elif queries.has_no_open_request(claim):
        give_turn(claim, Turn.NOBODY, at=at)


def note_read(claim: Claim, *, by_firm: bool, at: datetime) -> None:
    """What the other side wrote has been read."""
    claim.messages.filter(from_firm=not by_firm, read_at=None).update(read_at=at)


@transaction.atomic
def ask(claim: Claim, text: str, *, due_on: date | None, by: User, at: datetime) -> Request:
    """Ask the claimant for something and move the claim to "needs information".

    Raises Refusal.
    """
    request = Request.objects.create(
        claim=claim, text=text, due_on=due_on, asked_by=by, asked_at=at
    )
    audit.record("claim.asked", by=by, at=at, subject=claim)
    move(claim, "ask", by=by, at=at)
    return request


@transaction.atomic
def reply(claim: Claim, request: Request, text: str, *, by: User, at: datetime) -> None:
    """Answer a request; with the last one answered the claim goes back to review.

    Raises Refusal.
    """
    locked = Request.objects.select_for_update().get(pk=request.pk, claim=claim)
    if locked.replied_at or claim.status != Status.NEEDS_INFORMATION:
        raise Refusal(_("You have already answered this question."))
    locked.claim = claim
    locked.reply = text
    locked.replied_at = at
    locked.save(update_fields=["reply", "replied_at"])
    audit.record("claim.replied", by=by, at=at, subject=claim)
    if queries.has_no_open_request(claim):
        move(claim, "reply", by=by, at=at)
