"""Start a claim and move it through the status table."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from claims.accounts.models import User
from claims.audit import actions as audit
from claims.intake import queries, registers
from claims.intake.models import Claim, StatusMove, Subject
from claims.intake.status import BY_NAME, CLOSED, Turn
from claims.jobs import actions as jobs
from claims.matters.models import Matter
from claims.refusals import Refusal
from claims.vault import actions as vault

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0 O 1 I L U


WEIGHTS = (1, 7, 11, 13, 17, 19)  # none shares a factor with the number of letters


def new_reference() -> str:
    """CLM-7F3K2M-9: six random characters, 729 million in all, and a check character by which each
    mistyped one is told. Earlier claims have four.
    """
    code = get_random_string(len(WEIGHTS), LETTERS)
    return f"CLM-{code}-{check_letter(code)}"


def check_letter(code: str) -> str:
    weighted = sum(
        weight * LETTERS.index(letter) for weight, letter in zip(WEIGHTS, code, strict=True)
    )
    return LETTERS[weighted % len(LETTERS)]


def start(*, account: User, matter: Matter, at: datetime) -> tuple[Claim, bool]:
    """Open the person's claim in this matter, or find the one that is open.

    Returns the claim and whether it is new.

    Raises Refusal.
    """
    for _attempt in range(20):
        if existing := queries.open_claim(account, matter):
            return existing, False
        try:
            with transaction.atomic():
                return _create(account, matter, at), True
        except IntegrityError:  # the reference is taken, or a second click was first
            continue
    raise Refusal(_("No free reference was found. Try again."))


def _create(account: User, matter: Matter, at: datetime) -> Claim:
    claim = Claim.objects.create(
        reference=new_reference(),
        account=account,
        matter=matter,
        data_key=vault.create_key(at=at),
        created_at=at,
        changed_at=at,
    )
    Subject.objects.create(claim=claim, kind=Subject.Kind.SELF, position=0)
    audit.record("claim.started", by=account, at=at, subject=claim)
    return claim


@transaction.atomic
def move(claim: Claim, name: str, *, by: User, at: datetime) -> StatusMove:
    """Take one step of the status table and send what follows from it.

    Raises Refusal.
    """
    step = BY_NAME[name]
    locked = Claim.objects.select_for_update().get(pk=claim.pk)
    if locked.status not in step.sources:
        raise Refusal(
            _("The claim is now “%(status)s”; this step starts elsewhere.")
            % {"status": locked.get_status_display()}
        )
    if not queries.role_allows(step, locked, by):
        raise Refusal(_("Your role does not allow this step."))
    for guard in step.guards:
        if not registers.passes(guard.name, locked):
            raise Refusal(str(guard.refusal))
    row = StatusMove.objects.create(
        claim=locked, name=name, from_status=locked.status, to_status=step.target, by=by, at=at
    )
    locked.status, locked.changed_at = step.target, at
    if step.stamp:
        setattr(locked, step.stamp, at)
    if step.target in CLOSED:
        locked.first_bar = None
    locked.save(update_fields=["status", "changed_at", "submitted_at", "first_bar"])
    if step.turn is not None:
        give_turn(claim, step.turn, at=at)
    claim.status = locked.status
    claim.changed_at = at
    claim.submitted_at = locked.submitted_at
    audit.record("claim.moved", by=by, at=at, subject=claim, move=name)
    for kind in step.jobs:
        jobs.enqueue(kind, row.pk, at=at)
    return row


def give_turn(claim: Claim, turn: Turn, *, at: datetime) -> None:
    """Note whose answer is awaited from now on.

    What one side owes since earlier, it owes since then: a second message moves no date.
    """
    since = at if turn else None
    Claim.objects.filter(pk=claim.pk).exclude(waiting_on=turn).update(
        waiting_on=turn, waiting_since=since
    )
    claim.refresh_from_db(fields=["waiting_on", "waiting_since"])


@transaction.atomic
def set_hold(claim: Claim, on_hold: bool, *, by: User, at: datetime) -> None:
    """Place or lift the litigation hold.

    Idempotent. Waits for an erasure that is under way.

    Raises Refusal for a claim that has been erased.
    """
    locked = Claim.objects.select_for_update().get(pk=claim.pk)
    if locked.erased_at:
        raise Refusal(_("This claim has been erased. Nothing is left to hold."))
    if locked.on_hold != on_hold:
        Claim.objects.filter(pk=claim.pk).update(on_hold=on_hold)
        audit.record("claim.held" if on_hold else "claim.released", by=by, at=at, subject=claim)
    claim.on_hold = on_hold
