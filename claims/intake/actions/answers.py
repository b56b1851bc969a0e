"""Save an answer: a blank erases nothing, and of two windows the later one is told of the earlier."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from claims.accounts.models import User
from claims.audit import actions as audit
from claims.intake.models import Answer, Claim, ClaimPhoto, Status, Subject
from claims.law import logic
from claims.law.questions import BY_KEY


class Conflict(Exception):
    """Since the page was opened the question was answered differently in another window. `current` is that answer."""

    def __init__(self, current: Answer) -> None:
        super().__init__("answered in another window")
        self.current = current


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
    """Save one answer beside the earlier ones. `seen`: the id of the answer that the page showed, "" for none.

    Raises Conflict, KeyError for an unknown question, PermissionError when the claim is no draft.
    """
    question = BY_KEY[key]
    if Claim.objects.select_for_update().get(pk=claim.pk).status != Status.DRAFT:
        raise PermissionError("the claim has been sent")
    content = {"value": value.value, "certainty": value.certainty, "precision": value.precision, "basis": value.basis}
    current = claim.answers.filter(question=key, subject=subject, photo=photo, superseded_at=None).first()
    if current is not None:
        current.claim = claim
        if current.content == content or (question.may_skip and seen != UNSEEN and value.value is None):
            return current
        if seen not in (UNSEEN, str(current.pk)):
            raise Conflict(current)
        Answer.objects.filter(pk=current.pk).update(superseded_at=at)
    saved = Answer.objects.create(claim=claim, subject=subject, photo=photo, question=key, content=content, given_at=at)
    if key == "residence" and subject is not None and subject.kind == Subject.Kind.SELF:
        _note_state(claim, value)
    audit.record("claim.answered", by=by, at=at, subject=claim, questions=key)
    return saved


def _note_state(claim: Claim, value: logic.Answer) -> None:
    """The state of the present residence, in clear, for the desk's filter."""
    places = value.value["places"] if value.value else []
    now = [row["state"] for row in places if not row["until"]]
    claim.state = now[0] if now and now[0] != "unsure" else ""
    Claim.objects.filter(pk=claim.pk).update(state=claim.state)
