"""Erase a claim: by the claimant alone while nobody else has seen it, else by two people of the
firm.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from claims.accounts.models import User
from claims.audit import actions as audit
from claims.correspondence.models import ErasureRequest
from claims.intake import registers
from claims.intake.actions import move
from claims.intake.models import Claim
from claims.intake.queries import with_claim
from claims.intake.status import CLOSED, Status
from claims.jobs import actions as jobs
from claims.jobs.names import JobKind
from claims.refusals import Refusal
from claims.vault import actions as vault
from claims.vault import journal

State = ErasureRequest.State


@transaction.atomic
def ask_erasure(claim: Claim, *, by: User, at: datetime) -> ErasureRequest:
    """Ask that everything of the claim be destroyed.

    Under a litigation hold it is refused, with the reason; what was never sent is erased at
    once; of what was sent the firm decides. Asked twice it is asked once.

    Raises Refusal for a claim that has been erased.
    """
    locked = _locked(claim)
    if locked.erased_at:
        raise Refusal(_("Everything in this claim has already been erased."))
    if standing := locked.erasures.filter(state__in=[State.WAITING, State.GRANTED]).first():
        return with_claim(locked, [standing])[0]
    request = ErasureRequest(claim=locked, asked_by=by, asked_at=at)
    request.save(force_insert=True)
    audit.record("claim.erasure_asked", by=by, at=at, subject=locked)
    if locked.on_hold:
        _refuse(request, text_of_hold(), "hold", by="system", at=at)
    elif locked.submitted_at is None:
        _erase(request, by=by, at=at)
    return request


def text_of_hold() -> str:
    """Why a claim under a hold is not erased, in the language of whoever asks."""
    return _(
        "By law, we must keep this claim for now. It is needed for a court case, or for one"
        " that is expected. We noted your request. Ask again later, or write to us."
    )


@transaction.atomic
def refuse_erasure(request: ErasureRequest, reason: str, *, by: User, at: datetime) -> None:
    """The firm keeps it, and says why.

    Raises Refusal for a request that is over.
    """
    _refuse(_open(request), reason, "counsel", by=by, at=at)


@transaction.atomic
def grant_erasure(request: ErasureRequest, *, by: User, at: datetime) -> None:
    """A lawyer lets it be erased; a second person confirms.

    Raises Refusal under a hold, or with an agreement.
    """
    locked = _open(request)
    _check(locked.claim)
    locked.state, locked.decided_by, locked.decided_at = State.GRANTED, by, at
    locked.save(update_fields=["state", "decided_by", "decided_at"])
    audit.record("claim.erasure_granted", by=by, at=at, subject=locked.claim)


@transaction.atomic
def confirm_erasure(request: ErasureRequest, *, by: User, at: datetime) -> None:
    """Destroy what the first person granted; a second one does it.

    Raises Refusal for the first person, under a hold, or with an agreement.
    """
    locked = _open(request)
    if locked.state != State.GRANTED or locked.decided_by_id == by.pk:
        raise Refusal(_("Two people are needed: somebody else must have granted it."))
    _check(locked.claim)
    _erase(locked, by=by, at=at)


def _locked(claim: Claim) -> Claim:
    return (
        Claim.objects.select_for_update()
        .select_related("data_key", "account", "matter")
        .get(pk=claim.pk)
    )


def _open(request: ErasureRequest) -> ErasureRequest:
    claim = _locked(request.claim)
    locked = ErasureRequest.objects.select_for_update().get(pk=request.pk)
    if locked.state not in (State.WAITING, State.GRANTED):
        raise Refusal(_("This request has been decided already."))
    return with_claim(claim, [locked])[0]


def _check(claim: Claim) -> None:
    if claim.on_hold:
        raise Refusal(_("A litigation hold stands: nothing of the claim is erased."))
    if claim.status == Status.ENGAGED:
        raise Refusal(_("A signed agreement stands. It must end before the claim can be erased."))


def _refuse(
    request: ErasureRequest, reason: str, why: str, *, by: User | str, at: datetime
) -> None:
    """`reason` is told to the claimant; `why` is the short word of it in the log."""
    request.state = State.REFUSED
    request.reason = reason
    request.decided_at = at
    request.decided_by = None if isinstance(by, str) else by
    request.save(update_fields=["state", "reason", "decided_at", "decided_by"])
    audit.record("claim.erasure_refused", by=by, at=at, subject=request.claim, why=why)
    if request.decided_by:
        jobs.enqueue(JobKind.TELL_ERASURE, request.pk, at=at)


def _erase(request: ErasureRequest, *, by: User, at: datetime) -> None:
    """Destroy what the claim holds.

    The key goes, and with it everything that it encrypted; what stood in clear is emptied. Backups
    of both live at most STANDING_BACKUP_DAYS. The log, which holds no answers, stays.
    """
    claim = request.claim
    if claim.status not in CLOSED:
        move(claim, "withdraw", by=claim.account, at=at)
    request.state = State.DONE
    request.decided_at = request.decided_at or at
    request.confirmed_by = by if request.decided_by_id else None
    request.save(update_fields=["state", "decided_at", "confirmed_by"])
    _empty(claim, by=by, at=at)
    if request.confirmed_by:
        jobs.enqueue(JobKind.TELL_ERASURE, request.pk, at=at)


def _empty(claim: Claim, *, by: User | str, at: datetime) -> None:
    vault.erase_files(claim.data_key)
    vault.erase_key(claim.data_key, at=at)
    registers.empty_everything(claim)
    Claim.objects.filter(pk=claim.pk).update(erased_at=at)
    audit.record("claim.erased", by=by, at=at, subject=claim)
    transaction.on_commit(lambda: journal.note("claim", claim.pk, at=at))


def erase_again(claim_id: UUID, *, at: datetime) -> bool:
    """After a restore: a claim that was erased before stands in the backup. False where it does
    not, or is erased there too.
    """
    claim = Claim.objects.select_for_update().filter(pk=claim_id, erased_at=None).first()
    if claim is None:
        return False
    if claim.status not in CLOSED:
        move(claim, "withdraw", by=claim.account, at=at)
    _empty(claim, by="system", at=at)
    return True
