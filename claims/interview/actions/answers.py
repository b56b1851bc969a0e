"""Save answers. History is kept; a stale form is refused (optimistic locking)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.accounts.models import User
from claims.audit import actions as audit
from claims.conflicts import actions as conflicts
from claims.conflicts.names import split
from claims.intake.locks import lock
from claims.intake.models import Claim, ClaimPhoto, Subject
from claims.intake.status import CLOSED
from claims.interview import queries
from claims.interview.models import Answer
from claims.law import logic
from claims.law.ages import adulthood
from claims.law.questions import BY_KEY, SCREEN
from claims.refusals import Refusal, Stale, require_unchanged
from claims.vault.shapes import write

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
    """Save one answer beside the earlier ones.

    `seen`: the id of the answer that the page showed, "" for none.

    Raises Stale, Refusal, KeyError for an unknown question.
    """
    if BY_KEY[key].is_shared:
        subject = None
    lock(claim)
    if key != "birth_date":  # which can be put right
        require_child(claim, subject, at)
    current = _current(claim, key, subject, photo)
    _require_shown(current, value, seen)
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
    """Save one question's answers about many photos.

    `seen`: the sheet's version that the page showed.

    Raises Stale, Refusal.
    """
    lock(claim)
    require_child(claim, subject, at)
    state = queries.Interview(claim)
    about = None if BY_KEY[key].is_shared else subject
    new: list[Answer] = []
    superseded: list[UUID] = []
    for photo, value in answers.items():
        earlier = state.answer(key, subject, photo)
        content = write(value)
        if earlier and earlier.content == content:
            continue
        row = Answer(claim=claim, subject=about, photo=photo, question=key)
        row.content, row.given_at = content, at
        new.append(row)
        if earlier:
            superseded.append(earlier.pk)
    if new:
        require_unchanged(seen, state.sheet_version(key, subject))
        Answer.objects.filter(pk__in=superseded).update(superseded_at=at)
        Answer.objects.bulk_create(new)
        audit.record("claim.answered", by=by, at=at, subject=claim, questions=key)


@dataclass(frozen=True)
class Part:
    """One question of a page as it was filled in.

    `answer` is one answer, or one for each photo of a sheet. `seen` is what the page showed of
    it.
    """

    key: str
    answer: logic.Answer | Mapping[ClaimPhoto, logic.Answer]
    seen: str


@transaction.atomic
def answer_page(
    claim: Claim, parts: Iterable[Part], *, subject: Subject | None, by: User, at: datetime
) -> None:
    """Save a page of several questions, all or none.

    Raises Stale with the question's key, Refusal.
    """
    for part in parts:
        try:
            if isinstance(part.answer, logic.Answer):
                answer(claim, part.key, part.answer, subject=subject, seen=part.seen, by=by, at=at)
            elif subject is not None:
                answer_sheet(
                    claim, part.key, part.answer, subject=subject, seen=part.seen, by=by, at=at
                )
        except Stale:
            raise Stale(key=part.key) from None


@transaction.atomic
def change_contact(
    claim: Claim, parts: Iterable[Part], *, subject: None = None, by: User, at: datetime
) -> None:
    """How the firm can reach the person, once the claim is sent.

    What was sent stays as it was sent.

    Raises Stale with the question's key, Refusal.
    """
    if Claim.objects.select_for_update().get(pk=claim.pk).status in CLOSED:
        raise Refusal(_("This claim is closed. Write to the firm instead."))
    changed = []
    for part in parts:
        if part.key not in queries.CONTACT_KEYS or not isinstance(part.answer, logic.Answer):
            raise KeyError(part.key)
        current = _current(claim, part.key, None, None)
        _require_shown(current, part.answer, part.seen, key=part.key)
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

    Names go into the clear columns that conflicts are checked by, and are searched at once: where
    one stops the claim, it is held for the firm. `seen`: the version that the page showed.

    Raises Stale, Refusal.
    """
    lock(claim)
    state = queries.Interview(claim)
    if seen != UNSEEN:
        if state.screened() == answers and roles == claim.roles:
            return  # pressed twice, or left as it was
        require_unchanged(seen, state.screen_version())
    for question in SCREEN:
        _save(claim, question.key, answers[question.key], None, None, at)
    claim.claimant_name = str(answers["legal_name"].value or "")[:200]
    claim.other_names = str(answers["former_names"].value or "")[:400]
    claim.changed_at = at
    claim.roles = claim.roles if roles is None else roles
    claim.save(update_fields=["claimant_name", "other_names", "changed_at", "roles"])
    claim.subjects.filter(kind=Subject.Kind.SELF).update(clear_name=claim.claimant_name)
    audit.record("claim.screened", by=by, at=at, subject=claim)
    _search(claim, answers, by, at)


def _search(claim: Claim, answers: Mapping[str, logic.Answer], by: User, at: datetime) -> None:
    """The gate: nothing more is asked where a name stops the claim, or another lawyer acts."""
    told = [str(answers[key].value or "") for key in ("former_names", "household")]
    names = [claim.claimant_name, claim.account.name, *split(told[0]), *split(told[1])]
    conflicts.search(
        claim,
        names,
        own_lawyer=answers["other_counsel"].value == "yes",
        tech_ties=answers["adverse_ties"].value == "yes",
        by=by,
        at=at,
    )


def require_child(claim: Claim, subject: Subject | None, at: datetime) -> None:
    """On the day a child turns 18 the authority of a parent to answer for them ends.

    Raises Refusal from that day, or from the first that it may be.
    """
    if subject is None or subject.kind != Subject.Kind.CHILD:
        return
    birth = _current(claim, "birth_date", subject, None)
    turning = adulthood(birth.answer if birth else None)
    if turning and turning.first <= timezone.localdate(at):
        raise Refusal(
            _("%(name)s is 18 now, so only %(name)s can answer. We didn’t save this.")
            % {"name": subject.name}
        )


def _current(
    claim: Claim, key: str, subject: Subject | None, photo: ClaimPhoto | None
) -> Answer | None:
    row = claim.answers.filter(
        question=key, subject=subject, photo=photo, superseded_at=None
    ).first()
    if row is not None:
        row.claim = claim
    return row


def _require_shown(
    current: Answer | None, value: logic.Answer, seen: str, *, key: str = ""
) -> None:
    """An answer replaces the one that the page showed, or repeats the one that stands.

    Raises Stale.
    """
    if current is None or seen == UNSEEN or current.content == write(value):
        return
    require_unchanged(seen, str(current.pk), key=key)


def _save(
    claim: Claim,
    key: str,
    value: logic.Answer,
    subject: Subject | None,
    photo: ClaimPhoto | None,
    at: datetime,
) -> Answer:
    """Put the answer beside the earlier one, which stays; the same again is one."""
    content, current = write(value), _current(claim, key, subject, photo)
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
