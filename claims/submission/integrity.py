"""Frozen versions, and the answers they were made from, computed again."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from claims.audit.queries import details_of
from claims.intake.models import Claim
from claims.intake.queries import with_claim
from claims.intake.registers import recomputes, unequal
from claims.law.logic import Answer
from claims.submission.frozen import Frozen, FrozenAnswer
from claims.submission.models import Submission
from claims.vault.crypto import digest_of_json

Key = tuple[str, int | None, int | None]  # question, position of the person and of the photo


@recomputes
def versions(claim: Claim) -> Iterator[str]:
    """The frozen versions.

    Each content is hashed again; its row and the log must say the same.
    """
    logged = {
        details["number"]: details.get("sha256") for details in details_of(claim, "claim.frozen")
    }
    for row in with_claim(claim, claim.submissions.all()):
        yield from unequal(
            f"Version {row.number} was altered: its digest is not the one written down.",
            digest_of_json(row.content),
            row.sha256,
        )
        # An event from before the log had digests names none.
        in_log = logged.get(row.number, "") or row.sha256
        yield from unequal(
            f"Version {row.number} is not the one that the log names.",
            in_log if row.number in logged else "",
            row.sha256,
        )


@recomputes
def answers(claim: Claim) -> Iterator[str]:
    """The answers that were sent."""
    submission = claim.submissions.filter(confirmed_at__isnull=False).last()
    if submission is None:
        return
    submission.claim = claim
    frozen = submission.frozen
    rows = _answers_then(claim, submission)
    for entry in frozen.answers:
        # What follows from another answer has no row of its own.
        if entry.question == "uploaded_by" and _key(frozen, entry) not in rows:
            continue
        yield from unequal(
            f"The answer to “{entry.question}” is not the one that was sent.",
            rows.get(_key(frozen, entry)),
            entry.answer,
        )


def _answers_then(claim: Claim, submission: Submission) -> dict[Key, Answer]:
    """The answers that stood when the version was frozen."""
    people = dict(claim.subjects.values_list("pk", "position"))
    photos = dict(claim.photos.values_list("pk", "position"))
    standing = Q(superseded_at=None) | Q(superseded_at__gt=submission.frozen_at)
    rows = claim.answers.filter(standing, given_at__lte=submission.frozen_at)
    return {
        (row.question, people.get(row.subject_id), photos.get(row.photo_id)): row.answer
        for row in with_claim(claim, rows)
    }


def _key(frozen: Frozen, entry: FrozenAnswer) -> Key:
    """As `_answers_then` has it: a frozen answer counts its photo among the frozen ones."""
    photo = None
    if entry.photo is not None:
        photo = frozen.photos[entry.photo].position
    return entry.question, entry.subject, photo
