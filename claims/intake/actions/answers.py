"""Save answers: nothing is erased, and of two windows the later one is told of the earlier."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from claims.accounts.models import User
from claims.audit import actions as audit
from claims.intake import queries
from claims.intake.actions import draft
from claims.intake.models import Answer, Claim, ClaimPhoto, Subject
from claims.intake.status import CLOSED
from claims.law import logic
from claims.law.questions import BY_KEY, SCREEN


class Conflict(Exception):
    """Since the page was opened it was answered differently in another window. Nothing was changed.

    `key`: the question, where the page had several."""

    def __init__(self, key: str = "") -> None:
        super().__init__(key)
        self.key = key


UNSEEN = "not compared"


@transaction.atomic
def answer(
    claim: Claim,
    key: str,
    value: logic.Answer,
    *,
    subject: Subject | None = None,
    photo: ClaimPhoto | None = None,
    seen: str = UNSEEN,
    by: User,
    at: datetime,
) -> Answer:
    """Save one answer beside the earlier ones. `seen`: the id of the answer that the page showed,
    "" for none.

    Raises Conflict, draft.Refused, KeyError for an unknown question.
    """
    BY_KEY[key]
    draft.lock(claim)
    current = _current(claim, key, subject, photo)
    if current and current.content != _content(value) and seen not in (UNSEEN, str(current.pk)):
        raise Conflict
    saved = _save(claim, key, value, subject, photo, at)
    if saved != current:
        audit.record("claim.answered", by=by, at=at, subject=claim, questions=key)
    return saved


@transaction.atomic
def answer_sheet(
    claim: Claim,
    key: str,
    answers: Mapping[ClaimPhoto, logic.Answer],
    *,
    subject: Subject,
    seen: str,
    by: User,
    at: datetime,
) -> None:
    """Save one question's answers about many photos. `seen`: the sheet's version that the page
    showed.

    Raises Conflict, draft.Refused.
    """
    draft.lock(claim)
    state = queries.Interview(claim)
    if state.sheet_version(key, subject) != seen:
        raise Conflict
    earlier = {photo: state.answer(key, subject, photo) for photo in answers}
    new = [
        Answer(
            claim=claim,
            subject=subject,
            photo=photo,
            question=key,
            content=_content(value),
            given_at=at,
        )
        for photo, value in answers.items()
        if (row := earlier[photo]) is None or row.content != _content(value)
    ]
    superseded = [row.pk for answer in new if (row := earlier[answer.photo])]
    Answer.objects.filter(pk__in=superseded).update(superseded_at=at)
    Answer.objects.bulk_create(new)
    if new:
        audit.record("claim.answered", by=by, at=at, subject=claim, questions=key)


@dataclass(frozen=True)
class Part:
    """One question of a page as it was filled in. `answer` is one answer, or one for each photo of
    a sheet. `seen` is what the page showed of it."""

    key: str
    answer: logic.Answer | Mapping[ClaimPhoto, logic.Answer]
    seen: str


@transaction.atomic
def answer_page(
    claim: Claim, parts: Iterable[Part], *, subject: Subject | None, by: User, at: datetime
) -> None:
    """Save a page of several questions, all or none. Raises Conflict with the question's key,
    draft.Refused."""
    for part in parts:
        try:
            if isinstance(part.answer, logic.Answer):
                answer(claim, part.key, part.answer, subject=subject, seen=part.seen, by=by, at=at)
            else:
                answer_sheet(
                    claim, part.key, part.answer, subject=subject, seen=part.seen, by=by, at=at
                )
        except Conflict:
            raise Conflict(part.key) from None


@transaction.atomic
def change_contact(
    claim: Claim, parts: Iterable[Part], *, subject: None = None, by: User, at: datetime
) -> None:
    """How the firm can reach the person, once the claim is sent. What was signed stays as it was
    signed.

    Raises Conflict with the question's key, draft.Refused."""
    if Claim.objects.select_for_update().get(pk=claim.pk).status in CLOSED:
        raise draft.Refused(_("This claim is closed. Write to the firm instead."))
    changed = []
    for part in parts:
        if part.key not in queries.CONTACT_KEYS or not isinstance(part.answer, logic.Answer):
            raise KeyError(part.key)
        current = _current(claim, part.key, None, None)
        if (
            current
            and current.content != _content(part.answer)
            and part.seen not in (UNSEEN, str(current.pk))
        ):
            raise Conflict(part.key)
        if _save(claim, part.key, part.answer, None, None, at) != current:
            changed.append(part.key)
    if changed:
        audit.record(
            "claim.contact_changed", by=by, at=at, subject=claim, questions=", ".join(changed)
        )


@transaction.atomic
def screen(
    claim: Claim,
    answers: Mapping[str, logic.Answer],
    *,
    roles: list[str] | None = None,
    seen: str = UNSEEN,
    by: User,
    at: datetime,
) -> None:
    """The minimal conflict screen, with who the person is to the photos where the page asked it.
    Names go into the clear columns that conflicts are checked by. `seen`: the version that the page
    showed.

    Raises Conflict, draft.Refused.
    """
    draft.lock(claim)
    if seen not in (UNSEEN, queries.Interview(claim).screen_version()):
        raise Conflict
    for question in SCREEN:
        _save(claim, question.key, answers[question.key], None, None, at)
    claim.claimant_name = str(answers["legal_name"].value or "")[:200]
    claim.other_names = str(answers["former_names"].value or "")[:400]
    claim.changed_at = at
    claim.roles = claim.roles if roles is None else roles
    claim.save(update_fields=["claimant_name", "other_names", "changed_at", "roles"])
    claim.subjects.filter(kind=Subject.Kind.SELF).update(name=claim.claimant_name)
    audit.record("claim.screened", by=by, at=at, subject=claim)


def _current(
    claim: Claim, key: str, subject: Subject | None, photo: ClaimPhoto | None
) -> Answer | None:
    found = claim.answers.filter(
        question=key, subject=subject, photo=photo, superseded_at=None
    ).first()
    if found is not None:
        found.claim = claim
    return found


def _content(value: logic.Answer) -> dict[str, object]:
    return {
        "value": value.value,
        "certainty": value.certainty,
        "precision": value.precision,
        "basis": value.basis,
    }


def _save(
    claim: Claim,
    key: str,
    value: logic.Answer,
    subject: Subject | None,
    photo: ClaimPhoto | None,
    at: datetime,
) -> Answer:
    """Put the answer beside the earlier one, which stays; the same again is one."""
    content, current = _content(value), _current(claim, key, subject, photo)
    if current is not None:
        if current.content == content:
            return current
        Answer.objects.filter(pk=current.pk).update(superseded_at=at)
    if key == "residence" and subject is not None and subject.kind == Subject.Kind.SELF:
        _note_state(claim, value)
    return Answer.objects.create(
        claim=claim, subject=subject, photo=photo, question=key, content=content, given_at=at
    )


def _note_state(claim: Claim, value: logic.Answer) -> None:
    """The state of the present residence, in clear, for the desk's filter."""
    places = value.value["places"] if value.value else []
    now = [row["state"] for row in places if not row["until"]]
    claim.state = now[0] if now and now[0] != "unsure" else ""
    Claim.objects.filter(pk=claim.pk).update(state=claim.state)
