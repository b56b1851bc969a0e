"""What records say of a photo before the person does: the account's download, and the datasets;
and what was answered about one child, when the next is asked about.

Offered, never saved without the person's own word.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from claims.datasets import sheet
from claims.datasets.source import UNKNOWN_LICENCE
from claims.flickr.licences import LICENCES
from claims.intake.models import ClaimPhoto
from claims.interview.queries import Interview
from claims.law.questions import Question
from claims.ownership.queries import photos as downloaded
from claims.ownership.queries import standings

KEYS = frozenset({"licence_at_upload", "licence_changed", "uploaded_on", "privacy_history"})
# Flickr's number -> the answer; what is neither is left to the person.
ANSWERS = {0: "reserved", 9: "cc0", 10: "cc0"} | {
    number: licence.short.removeprefix("CC ").lower()
    for number, licence in LICENCES.items()
    if "BY" in licence.short
}
HIDDEN = frozenset({"private", "friends", "family", "friends & family", "friends and family"})
NOT_IN_DOWNLOAD = (0, 0, UNKNOWN_LICENCE, "")


def suggested(state: Interview, key: str, photos: Sequence[ClaimPhoto]) -> dict[Any, str]:
    """By photo, the answer that a record gives to this question."""
    numbers = {
        photo.pk: int(photo.reference["photo_id"])
        for photo in photos
        if photo.reference["photo_id"]
    }
    if key not in KEYS or not numbers:
        return {}
    recorded = sheet.recorded(np.array(list(numbers.values()), np.uint64)).tolist()
    downloaded = state.kept("downloaded", _downloaded)  # once a page, whatever it asks
    answers = {}
    for (photo, number), licence in zip(numbers.items(), recorded, strict=True):
        answer = _answer(key, licence, downloaded.get(number, NOT_IN_DOWNLOAD))
        if answer:
            answers[photo] = answer
    return answers


def _downloaded(state: Interview) -> dict[int, tuple[int, int, int, str]]:
    """Of the claim's photos: number -> (year, month, licence, privacy) as the download of an
    account that is shown to be theirs has it.
    """
    numbers = np.array(
        [int(row.reference["photo_id"]) for row in state.photos if row.reference["photo_id"]],
        np.uint64,
    )
    rows: dict[int, tuple[int, int, int, str]] = {}
    for standing in standings(state.claim.account):
        if kept := downloaded(standing.account) if standing.shows_photos else None:
            for place in np.flatnonzero(np.isin(kept.number, numbers)).tolist():
                year, month, licence = (
                    int(column[place]) for column in (kept.year, kept.month, kept.licence)
                )
                rows[int(kept.number[place])] = (year, month, licence, kept.privacy[place])
    return rows


def _answer(key: str, then: int, now: tuple[int, int, int, str]) -> str:
    """`then`: the license that a dataset recorded. `now`: as the download has it."""
    year, month, licence, privacy = now
    is_recorded = then != UNKNOWN_LICENCE
    match key:
        case "uploaded_on" if year and month:
            return f"{year}-{month:02d}"
        case "licence_at_upload":
            return ANSWERS.get(then) or ANSWERS.get(licence, "")
        case "licence_changed" if is_recorded and licence != UNKNOWN_LICENCE:
            return _change(then, licence)
        case "privacy_history" if is_recorded and privacy.lower() in HIDDEN:
            return "once_private"  # a dataset of public photos has it, and it is hidden now
    return ""


def _change(then: int, now: int) -> str:
    if then == now:
        return "no"
    return "stricter" if now == 0 else ""


OF_ONE_ALONE = frozenset({"birth_date", "died_on"})


def alike(
    state: Interview, subject: Any, questions: Sequence[Question]
) -> tuple[Any, dict[str, Any]]:
    """The last person before this one of the same kind, such as a brother or sister, about whom
    some of these questions were answered; and their answers by question, to start from.

    How sure these are and how they are known is asked anew. (None, {}) where nobody is alike.
    """
    for person in reversed(state.subjects):
        if person.kind == subject.kind and person.position < subject.position:
            values = _answers_about(state, person, questions)
            if values:
                return person, values
    return None, {}


def _answers_about(state: Interview, person: Any, questions: Sequence[Question]) -> dict[str, Any]:
    """By question, what was answered about this person, but for what is each one's own."""
    values: dict[str, Any] = {}
    for question in questions:
        row = state.answer(question.key, person)
        if row and row.answer.value is not None and question.key not in OF_ONE_ALONE:
            values[question.key] = row.answer.value
    return values
