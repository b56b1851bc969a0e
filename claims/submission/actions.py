"""Freeze a claim: from here on the documents speak of exactly this."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from claims.accounts.models import User
from claims.assessment import queries as assessment
from claims.audit import actions as audit
from claims.datasets import joint
from claims.datasets import queries as datasets
from claims.evidence.queries import uploads
from claims.intake.locks import lock_unsent
from claims.intake.models import Claim
from claims.intake.status import Status
from claims.interview.queries import Interview, evidence
from claims.interview.wording import words_of
from claims.jobs import actions as jobs
from claims.jobs.names import JobKind
from claims.law.questions import BY_KEY
from claims.matters import queries as matters
from claims.refusals import Refusal, Stale
from claims.submission.models import Submission
from claims.submission.queries import standing_submission
from claims.vault.crypto import digest_of_json

# A number or a name that may mean another photo or account: no paper that is sworn lists it.
UNCERTAIN = {datasets.Outcome.POSSIBLE_PHOTO, datasets.Outcome.POSSIBLE_ACCOUNT}


@transaction.atomic
def freeze(claim: Claim, *, by: User, at: datetime) -> Submission:
    """Take down everything as it now stands. Frozen twice without a change in between is frozen
    once.

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
    content = _content(state, at)
    last = Submission.objects.filter(claim=claim).order_by("-number").first()
    submission = Submission.objects.create(
        claim=claim,
        number=last.number + 1 if last else 1,
        content=content,
        sha256=digest_of_json(content),
        frozen_at=at,
    )
    _note_frozen(claim, at)
    audit.record("claim.frozen", by=by, at=at, subject=claim, number=submission.number)
    jobs.enqueue(JobKind.BUILD_PACKET, submission.pk, at=at)
    return submission


@transaction.atomic
def set_aside(claim: Claim, *, by: User, at: datetime) -> None:
    """Go back to change something: the frozen version stays, but nothing can be signed or sent from
    it."""
    lock_unsent(claim)
    Submission.objects.filter(claim=claim, set_aside_at=None).update(set_aside_at=at)
    _note_frozen(claim, None)


def _note_frozen(claim: Claim, at: datetime | None) -> None:
    """While it is set, `intake.locks` lets nobody change the claim."""
    Claim.objects.filter(pk=claim.pk).update(frozen_at=at)
    claim.frozen_at = at


def _content(state: Interview, at: datetime) -> dict[str, Any]:
    claim = state.claim
    # The same lists in the whole paper, though another may be published meanwhile.
    holding = joint.current()
    results = evidence(state.photos, within=holding)
    searched = datasets.held(holding)
    incomplete = {
        release.source.name: release.shortfall for release in searched if release.shortfall
    }
    return {
        "reference": claim.reference,
        "matter": {
            "name": claim.matter.name,
            "court": claim.matter.court,
            "forum": claim.matter.forum,
        },
        "frozen_at": at.isoformat(),
        "claimant": {
            "name": claim.claimant_name,
            "other_names": claim.other_names,
            "email": claim.account.email,
        },
        "roles": claim.roles,
        "subjects": [
            {"position": subject.position, "kind": subject.kind, "name": subject.name}
            for subject in state.subjects
        ],
        "photos": [
            _photo(state, photo, result, incomplete)
            for photo, result in zip(state.photos, results, strict=True)
        ],
        "answers": [_answer(state, row) for row in state.answers.values() if _stands(state, row)],
        "uploads": [
            {"name": row.name, "sha256": row.sha256, "size": row.size} for row in uploads(claim)
        ],
        "searched": [
            {
                "dataset": release.source.name,
                "title": release.title,
                "release": release.name,
                "rows": release.rows,
                "short_of": release.shortfall.published if release.shortfall else None,
            }
            for release in searched
        ],
        "findings": [
            _finding(subject.position, one)
            for subject, by_theory in assessment.held_by_subject(
                claim, assessment.Law(claim.matter, at.date())
            )
            for held in by_theory
            for one in held
        ],
        "statutes": {
            status.theory.key: {
                "fingerprint": status.theory.fingerprint(),
                "draft": status.is_draft,
            }
            for status in matters.theories(claim.matter)
        },
    }


def _finding(position: int, one: assessment.Held) -> dict[str, Any]:
    """One theory against one party, as it stood: for staff, printed in no document."""
    finding = one.finding
    return {
        "subject": position,
        "theory": finding.theory.key,
        "party": str(one.party) if one.party else None,
        **assessment.briefly(finding),
        "elements": {item.element.key: item.truth.name.lower() for item in finding.elements},
    }


def _stands(state: Interview, row: Any) -> bool:
    """Whether the answer is about something that is still in the claim."""
    return row.photo_id is None or any(photo.pk == row.photo_id for photo in state.photos)


def _photo(
    state: Interview,
    photo: Any,
    result: datasets.Result,
    incomplete: dict[str, datasets.Shortfall],
) -> dict[str, Any]:
    """`incomplete`: by dataset, of which only a part was searched."""
    hits = [match for match in result.hits if match.outcome not in UNCERTAIN]
    counted = sum(match.rows for match in hits if not match.locator)
    return {
        "position": photo.position,
        **photo.reference,
        "capacities": {
            str(subject.position): state.capacities[(photo.pk, subject.pk)]
            for subject in state.subjects
        },
        "rows": [asdict(match) for match in hits if match.locator],
        "account_rows": counted,  # whose photos they are is not proved: counted, never listed
        "negative": [_negative(match, incomplete.get(match.dataset)) for match in result.negatives],
    }


def _negative(match: datasets.Match, shortfall: datasets.Shortfall | None) -> dict[str, Any]:
    """A release in which nothing stands of the photo; `held` and `published` rows where the copy is
    incomplete."""
    told: dict[str, Any] = {
        "dataset": match.dataset,
        "release": match.release,
        "outcome": str(match.outcome),
    }
    if shortfall:
        told |= {"held": shortfall.rows, "published": shortfall.published}
    return told


def _answer(state: Interview, row: Any) -> dict[str, Any]:
    question = BY_KEY[row.question]
    subject = next((subject for subject in state.subjects if subject.pk == row.subject_id), None)
    photo = next(
        (place for place, photo in enumerate(state.photos) if photo.pk == row.photo_id), None
    )
    words = words_of(question, is_self=subject is None or subject.is_self)
    return {
        "question": row.question,
        "words": words,
        "subject": subject.position if subject else None,
        "photo": photo,  # its place in the frozen list
        **row.content,
        "given_at": row.given_at.isoformat(),
    }


@transaction.atomic
def bind_signature(submission: Submission, sha256: str, *, by: User, at: datetime) -> None:
    """The version that stands has been signed: it is what is sent, unless the person goes back and
    freezes anew.

    Raises Stale."""
    locked = Claim.objects.select_for_update().get(pk=submission.claim_id)
    standing = standing_submission(locked)
    if locked.status != Status.DRAFT or standing is None or standing.pk != submission.pk:
        raise Stale(_("This version was replaced. Read and sign the new one."))
    Submission.objects.filter(pk=submission.pk).update(signature_sha256=sha256, signed_at=at)
    audit.record("claim.signed", by=by, at=at, subject=submission.claim, number=submission.number)
