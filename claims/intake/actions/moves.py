"""`move` is the only writer of a claim's status."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from claims.accounts.models import User
from claims.audit import actions as audit
from claims.intake import queries
from claims.intake.models import Claim, Message, Request, Status, StatusMove, Submission
from claims.intake.status import BY_NAME, CLOSED
from claims.jobs import actions as jobs


class NotAllowed(Exception):
    """The move is not open to this person now; nothing was changed. The message says why."""


@transaction.atomic
def bind_signature(submission: Submission, sha256: str, *, by: User, at: datetime) -> None:
    """The version that stands has been signed: it is what is sent, unless the person goes back and
    freezes anew.

    Raises NotAllowed."""
    locked = Claim.objects.select_for_update().get(pk=submission.claim_id)
    standing = queries.standing_submission(locked)
    if locked.status != Status.DRAFT or standing is None or standing.pk != submission.pk:
        raise NotAllowed(_("This version was replaced. Read and sign the new one."))
    Submission.objects.filter(pk=submission.pk).update(signature_sha256=sha256, signed_at=at)
    audit.record("claim.signed", by=by, at=at, subject=submission.claim, number=submission.number)


@transaction.atomic
def move(claim: Claim, name: str, *, by: User, at: datetime) -> StatusMove:
    """Take one step of the status table and send what follows from it. Raises NotAllowed."""
    step = BY_NAME[name]
    locked = Claim.objects.select_for_update().get(pk=claim.pk)
    if locked.status not in step.sources:
        raise NotAllowed(
            _("The claim is now “%(status)s”; this step starts elsewhere.")
            % {"status": locked.get_status_display()}
        )
    if not queries.role_allows(step, locked, by):
        raise NotAllowed(_("Your role does not allow this step."))
    for guard in step.guards:
        if not queries.GUARDS[guard](locked):
            raise NotAllowed(str(REASONS[guard]))
    taken = StatusMove.objects.create(
        claim=locked, name=name, from_status=locked.status, to_status=step.target, by=by, at=at
    )
    locked.status, locked.changed_at = step.target, at
    if name == "submit":
        locked.submitted_at = at
    if step.target in CLOSED:
        locked.first_bar = None
    locked.save(update_fields=["status", "changed_at", "submitted_at", "first_bar"])
    claim.status, claim.changed_at, claim.submitted_at = locked.status, at, locked.submitted_at
    audit.record("claim.moved", by=by, at=at, subject=claim, move=name)
    for task in step.then:
        jobs.enqueue(task, taken.pk, at=at)
    return taken


REASONS = {
    "signed": lazy("Read and sign the documents first."),
    "open_request": lazy("Write what you ask for first."),
    "no_open_request": lazy("Reply to every request first."),
    "conflicts_checked": lazy("The conflict check has not been completed."),
}


@transaction.atomic
def set_hold(claim: Claim, on_hold: bool, *, by: User, at: datetime) -> None:
    """Place or lift the litigation hold. Asked for twice it is done once."""
    if Claim.objects.filter(pk=claim.pk, on_hold=not on_hold).update(on_hold=on_hold):
        audit.record("claim.held" if on_hold else "claim.released", by=by, at=at, subject=claim)
    claim.on_hold = on_hold


MESSAGE, ERASURE = "intake.tell_message", "intake.tell_erasure"


@transaction.atomic
def write(claim: Claim, text: str, *, from_firm: bool, by: User, at: datetime) -> Message:
    """A message from one side to the other. The claimant is told by e-mail that there is one.
    Raises NotAllowed for a claim that was not sent: the firm does not see it yet."""
    if claim.is_draft:
        raise NotAllowed(
            _("The firm sees your claim, and what you write here, once you have sent it.")
        )
    message = Message(claim=claim, text=text, from_firm=from_firm, by=by, at=at)
    message.save(force_insert=True)
    audit.record("claim.message_written", by=by, at=at, subject=claim)
    if from_firm:
        jobs.enqueue(MESSAGE, message.pk, at=at)
    return message


def note_read(claim: Claim, *, by_firm: bool, at: datetime) -> None:
    """What the other side wrote has been read."""
    claim.messages.filter(from_firm=not by_firm, read_at=None).update(read_at=at)


@transaction.atomic
def ask(claim: Claim, text: str, *, due_on: date | None, by: User, at: datetime) -> Request:
    """Ask the claimant for something and move the claim to "needs information". Raises
    NotAllowed."""
    request = Request.objects.create(
        claim=claim, text=text, due_on=due_on, asked_by=by, asked_at=at
    )
    audit.record("claim.asked", by=by, at=at, subject=claim)
    move(claim, "ask", by=by, at=at)
    return request


@transaction.atomic
def reply(claim: Claim, request: Request, text: str, *, by: User, at: datetime) -> None:
    """Answer a request; with the last one answered the claim goes back to review. Raises
    NotAllowed."""
    locked = Request.objects.select_for_update().get(pk=request.pk, claim=claim)
    if locked.replied_at or claim.status != Status.NEEDS_INFORMATION:
        raise NotAllowed(_("This request has been answered already."))
    locked.claim = claim
    locked.reply, locked.replied_at = text, at
    locked.save(update_fields=["reply", "replied_at"])
    audit.record("claim.replied", by=by, at=at, subject=claim)
    if queries.GUARDS["no_open_request"](claim):
        move(claim, "reply", by=by, at=at)
