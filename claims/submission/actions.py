"""Freeze a claim: from here on the documents speak of exactly this."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from claims.accounts.models import User
from claims.audit import actions as audit
from claims.intake.locks import lock_unsent
from claims.intake.models import Claim
from claims.intake.status import Status
from claims.interview.queries import Interview
from claims.jobs import actions as jobs
from claims.jobs.names import JobKind
from claims.matters import queries as matters
from claims.matters.actions import keep_text
from claims.refusals import Refusal, Stale
from claims.submission.frozen import write
from claims.submission.models import Submission
from claims.submission.queries import frozen_claim, standing_submission
from claims.vault.crypto import digest_of_json


@transaction.atomic
def freeze(claim: Claim, *, by: User, at: datetime) -> Submission:
    """Take down everything as it now stands.

    Frozen twice without a change in between is frozen once.

    Raises Refusal when something is still needed or the claim has been sent.
    """
    lock_unsent(claim)
    state = Interview(claim)
    if state.next_page() != "check":
        raise Refusal(_("Some questions are still open."))
    if standing := standing_submission(claim):
        # Asked again: what failed starts anew.
        jobs.enqueue(JobKind.BUILD_PACKET, standing.pk, at=at)
        return standing
    _leave_out_grown(state)
    content = write(frozen_claim(state, at=at))
    for status in matters.theories(claim.matter, at.date()):
        keep_text(status, at=at)
    last = Submission.objects.filter(claim=claim).order_by("-number").first()
    submission = Submission.objects.create(
        claim=claim,
        number=last.number + 1 if last else 1,
        content=content,
        sha256=digest_of_json(content),
        frozen_at=at,
    )
    _note_frozen(claim, at)
    audit.record(
        "claim.frozen",
        by=by,
        at=at,
        subject=claim,
        number=submission.number,
        sha256=submission.sha256,
    )
    jobs.enqueue(JobKind.BUILD_PACKET, submission.pk, at=at)
    return submission


def _leave_out_grown(state: Interview) -> None:
    """Children who are 18 by now make claims of their own.

    Raises Refusal where the claim was for nobody else.
    """
    others = [subject for subject in state.subjects if not subject.is_self]
    if state.grown and not others and set(state.claim.roles) <= {"parent"}:
        raise Refusal(
            _("%(name)s is 18 now and makes their own claim. You can invite them.")
            % {"name": state.grown[0].name}
        )
    grown = [subject.pk for subject in state.grown]
    state.claim.subjects.filter(pk__in=grown).update(is_left_out=True)


@transaction.atomic
def set_aside(claim: Claim, *, by: User, at: datetime) -> None:
    """Go back to change something: the frozen version stays, but nothing can be confirmed or sent
    from it.
    """
    lock_unsent(claim)
    Submission.objects.filter(claim=claim, set_aside_at=None).update(set_aside_at=at)
    claim.subjects.filter(is_left_out=True).update(is_left_out=False)
    _note_frozen(claim, None)


def _note_frozen(claim: Claim, at: datetime | None) -> None:
    """While it is set, `intake.locks` lets nobody change the claim."""
    Claim.objects.filter(pk=claim.pk).update(frozen_at=at)
    claim.frozen_at = at


@transaction.atomic
def bind_confirmation(submission: Submission, sha256: str, *, by: User, at: datetime) -> None:
    """The version that stands has been confirmed: it is what is sent, unless the person goes back
    and freezes anew.

    Raises Stale.
    """
    locked = Claim.objects.select_for_update().get(pk=submission.claim_id)
    standing = standing_submission(locked)
    if locked.status != Status.DRAFT or standing is None or standing.pk != submission.pk:
        raise Stale(_("This version was replaced. Read and confirm the new one."))
    for subject in Interview(locked).grown:
        if not subject.is_left_out:  # turned 18 since it was frozen
            raise Refusal(
                _("%(name)s is 18 now. Press “Change my answers”, then make your papers again.")
                % {"name": subject.name}
            )
    Submission.objects.filter(pk=submission.pk).update(confirmation_sha256=sha256, confirmed_at=at)
    audit.record(
        "claim.confirmed",
        by=by,
        at=at,
        subject=submission.claim,
        number=submission.number,
        sha256=sha256,
    )
