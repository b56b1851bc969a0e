"""What in somebody's answers cannot all be so, or leaves a time out: to be mended before it is
sent, or left and said as open in every paper.

Rough and partial dates get their widest reading: nothing is called a contradiction that may be
right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from claims.law import residence
from claims.law.logic import Answer, days_of
from claims.law.places import PLACES
from claims.law.words import _

Answers = Mapping[str, Answer]

GAP = _(
    "No place is listed from %(first)s to %(last)s, but the answer says these are all the places."
)
OVERLAP = _("%(one)s and %(other)s are listed for the same time. That may be right.")
BEFORE_BIRTH = _("A place is listed for a time before birth: %(place)s, until %(last)s.")
DIED_BEFORE_BIRTH = _("The date of death is before the date of birth.")
TAKEN_AFTER_UPLOAD = _(
    "Photo %(photo)s: the date it was taken is after the date it was put on Flickr."
)
TAKEN_BEFORE_BIRTH = _(
    "Photo %(photo)s: the date it was taken is before the person in it was born."
)
TAKEN_AFTER_DEATH = _("Photo %(photo)s: the date it was taken is after the person in it died.")
UPLOADED_BEFORE_ACCOUNT = _(
    "Photo %(photo)s: the date it was put on Flickr is before the account was opened."
)


@dataclass(frozen=True)
class Note:
    """`text` takes `values`: names, numbers of photos, and dates of which the month counts.

    `question`: where it can be mended.
    """

    text: str
    question: str
    values: Mapping[str, Any]


def open_points(answers: Answers, photos: Sequence[Answers], on: date) -> list[Note]:
    """Of one person.

    `answers`: theirs and those about the account, by question. `photos`: the answers about each
    with this person's "capacity". `on`: today.
    """
    return [
        *_of_life(answers),
        *_of_residence(answers, on),
        *_of_photos(answers, photos),
    ]


def _of_life(answers: Answers) -> Iterator[Note]:
    if _is_before(answers.get("died_on"), answers.get("birth_date")):
        yield Note(DIED_BEFORE_BIRTH, "died_on", {})


def _of_residence(answers: Answers, on: date) -> Iterator[Note]:
    lived = answers.get("residence")
    if lived is None or not lived.is_certain:
        return
    life = residence.life_of(answers)
    is_rough = lived.certainty == "estimated"
    stays = residence.stays(lived.value, on, is_rough=is_rough, life=life)
    yield from _before_birth(lived, life.born)
    if lived.value["all"]:
        for first, last in residence.gaps(stays, life.died or on, life.born):
            yield Note(GAP, "residence", {"first": first, "last": last})
    for first_stay, other in residence.overlaps(stays):
        names = {"one": PLACES[first_stay.state], "other": PLACES[other.state]}
        yield Note(OVERLAP, "residence", names)


def _before_birth(lived: Answer, born: date | None) -> Iterator[Note]:
    """`born`: the earliest day that the birth may mean."""
    for row in lived.value["places"]:
        until = days_of(Answer(row["until"], lived.certainty)) if _is_date(row["until"]) else None
        if born and until and until[1] < born:
            values = {"place": PLACES[row["state"]], "last": until[1]}
            yield Note(BEFORE_BIRTH, "residence", values)


def _is_date(text: str) -> bool:
    return text not in ("", "unknown")


def _of_photos(answers: Answers, photos: Sequence[Answers]) -> Iterator[Note]:
    for number, photo in enumerate(photos, 1):
        about = {"photo": number}
        taking, upload = photo.get("taken_on"), photo.get("uploaded_on")
        if _is_before(upload, taking):
            yield Note(TAKEN_AFTER_UPLOAD, "taken_on", about)
        if _shows(photo) and _is_before(taking, answers.get("birth_date")):
            yield Note(TAKEN_BEFORE_BIRTH, "taken_on", about)
        if _shows(photo) and _is_before(answers.get("died_on"), taking):
            yield Note(TAKEN_AFTER_DEATH, "taken_on", about)
        if _uploads(photo) and _is_before(upload, answers.get("account_opened")):
            yield Note(UPLOADED_BEFORE_ACCOUNT, "uploaded_on", about)


def _shows(photo: Answers) -> bool:
    return "capacity" in photo and photo["capacity"].value in ("depicted", "both")


def _uploads(photo: Answers) -> bool:
    return "uploaded_by" in photo and photo["uploaded_by"].value == "self"


def _is_before(one: Answer | None, other: Answer | None) -> bool:
    """Whether the one, by every reading, comes before the other."""
    first, second = days_of(one), days_of(other)
    return bool(first and second and first[1] < second[0])
