"""The frozen version that stands, and what the next one would hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import chain

from claims.assessment import queries as assessment
from claims.datasets import joint
from claims.datasets import queries as datasets
from claims.evidence.queries import uploads
from claims.intake.models import Claim, ClaimPhoto
from claims.intake.registers import guard
from claims.interview.queries import Interview
from claims.interview.wording import words_of
from claims.law.questions import BY_KEY
from claims.matters import queries as matters
from claims.submission.frozen import (
    Frozen,
    FrozenAnswer,
    FrozenCapacity,
    FrozenClaimant,
    FrozenFinding,
    FrozenMatter,
    FrozenNegative,
    FrozenPhoto,
    FrozenRow,
    FrozenStatute,
    FrozenSubject,
    FrozenUpload,
    SearchedRelease,
)
from claims.submission.models import Submission

# A number or a name that may mean another photo or account: no paper lists it.
UNCERTAIN = {datasets.Outcome.POSSIBLE_PHOTO, datasets.Outcome.POSSIBLE_ACCOUNT}


@guard("confirmed")
def is_confirmed(claim: Claim) -> bool:
    return claim.submissions.filter(set_aside_at=None, confirmed_at__isnull=False).exists()


def standing_submission(claim: Claim) -> Submission | None:
    """The frozen version that stands, if the person has not gone back to change something."""
    submission = claim.submissions.filter(set_aside_at=None).first()
    if submission:
        submission.claim = claim
    return submission


def number_as_sent(claim: Claim) -> str:
    """The phone number of the newest version that the person confirmed and sent; "" for none.

    What the contact page holds may have been changed by whoever is in the account.
    """
    submission = claim.submissions.filter(confirmed_at__isnull=False).last()
    if submission is None:
        return ""
    submission.claim = claim
    answers = submission.frozen.answers
    return next((str(row.value or "") for row in answers if row.question == "phone"), "")


# --- What is frozen -----------------------------------------------------------


def frozen_claim(state: Interview, *, at: datetime) -> Frozen:
    """Everything of the claim as it stands now.

    `at`: the moment that is written down; the law is that of its day.
    """
    claim = state.claim
    # The same releases in the whole paper, though another may be published meanwhile.
    holding = joint.current()
    searched = datasets.held(holding)
    shortfalls = {row.source.name: row.shortfall for row in searched if row.shortfall}
    results = assessment.dataset_results(state.photos, within=holding)
    return Frozen(
        reference=claim.reference,
        matter=FrozenMatter(claim.matter.name, claim.matter.court, claim.matter.forum),
        frozen_at=at,
        claimant=FrozenClaimant(claim.claimant_name, claim.other_names, claim.account.email),
        roles=tuple(claim.roles),
        subjects=tuple(
            FrozenSubject(subject.position, subject.kind, subject.name)
            for subject in state.subjects
        ),
        photos=tuple(
            _photo(state, photo, result, shortfalls)
            for photo, result in zip(state.photos, results, strict=True)
        ),
        answers=tuple(_answers(state)),
        uploads=tuple(FrozenUpload(row.name, row.sha256, row.size) for row in uploads(claim)),
        searched=tuple(_searched(release) for release in searched),
        findings=tuple(_findings(claim, at)),
        statutes={
            row.theory.key: FrozenStatute(row.fingerprint, row.is_draft)
            for row in matters.theories(claim.matter, at.date())
        },
    )


def _photo(
    state: Interview,
    photo: ClaimPhoto,
    result: datasets.Result,
    shortfalls: Mapping[str, datasets.Shortfall],
) -> FrozenPhoto:
    """`shortfalls`: by dataset, of which only a part was searched."""
    hits = [match for match in result.hits if match.outcome not in UNCERTAIN]
    return FrozenPhoto(
        position=photo.position,
        **photo.reference,
        capacities=tuple(
            FrozenCapacity(subject.position, state.capacities[(photo.pk, subject.pk)])
            for subject in state.subjects
        ),
        rows=tuple(_row(match) for match in hits if match.locator),
        account_rows=sum(match.rows for match in hits if not match.locator),
        negative=tuple(
            _negative(match, shortfalls.get(match.dataset)) for match in result.negatives
        ),
    )


def _row(match: datasets.Match) -> FrozenRow:
    return FrozenRow(
        dataset=match.dataset,
        release=match.release,
        outcome=str(match.outcome),
        rows=match.rows,
        locator=match.locator,
        file=match.file,
        sha256=match.sha256,
        line=match.line,
        photo_id=match.photo_id,
        owner=match.owner,
    )


def _negative(match: datasets.Match, shortfall: datasets.Shortfall | None) -> FrozenNegative:
    return FrozenNegative(
        dataset=match.dataset,
        release=match.release,
        outcome=str(match.outcome),
        searched=shortfall.rows if shortfall else None,
        published=shortfall.published if shortfall else None,
    )


def _searched(release: datasets.HeldRelease) -> SearchedRelease:
    return SearchedRelease(
        dataset=release.source.name,
        title=release.title,
        release=release.name,
        rows=release.rows,
        short_of=release.shortfall.published if release.shortfall else None,
    )


def _answers(state: Interview) -> Iterator[FrozenAnswer]:
    """Every current answer about something and somebody still in the claim."""
    subjects = {None: None} | {subject.pk: subject for subject in state.subjects}
    photos = {None: None} | {photo.pk: place for place, photo in enumerate(state.photos)}
    for row in state.answers.values():
        if row.photo_id not in photos or row.subject_id not in subjects:
            continue
        subject = subjects[row.subject_id]
        answer = row.answer
        yield FrozenAnswer(
            question=row.question,
            words=words_of(BY_KEY[row.question], is_self=subject is None or subject.is_self),
            subject=subject.position if subject else None,
            photo=photos[row.photo_id],
            value=answer.value,
            certainty=answer.certainty,
            precision=answer.precision,
            basis=answer.basis,
            given_at=row.given_at,
        )
    yield from _following(state)


def _following(state: Interview) -> Iterator[FrozenAnswer]:
    """What follows from the claimant's own answers, as the law read it of the others."""
    question = BY_KEY["uploaded_by"]
    others = [subject for subject in state.subjects if not subject.is_self]
    for place, photo in enumerate(state.photos):
        own = state.answer(question.key, state.claimant, photo)
        for subject in others:
            answer = state.answer_of_photo(question.key, subject, photo)
            if answer is None or own is None or state.answer(question.key, subject, photo):
                continue
            yield FrozenAnswer(
                question=question.key,
                words=words_of(question, is_self=False),
                subject=subject.position,
                photo=place,
                value=answer.value,
                certainty=answer.certainty,
                precision=answer.precision,
                basis=answer.basis,
                given_at=own.given_at,
            )


def _findings(claim: Claim, at: datetime) -> Iterator[FrozenFinding]:
    law = assessment.MatterLaw(claim.matter, at.date())
    for subject, by_theory in assessment.assessed_people(claim, law):
        for assessed in chain.from_iterable(by_theory):
            verdict = assessment.verdict(assessed.finding)
            yield FrozenFinding(
                subject=subject.position,
                theory=assessed.finding.theory.key,
                party=str(assessed.party) if assessed.party else None,
                queue=verdict.queue,
                limitation=verdict.limitation,
                last_day=verdict.last_day,
                elements={
                    item.element.key: item.truth.name.lower() for item in assessed.finding.elements
                },
            )
