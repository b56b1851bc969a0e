"""A frozen version as staff read it: the answers in words, and where each person lived."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from claims.interview.wording import in_words
from claims.law import residence
from claims.law.ages import Adulthood, adulthood
from claims.law.places import PLACES
from claims.law.questions import BY_KEY
from claims.submission.frozen import Frozen


def answers_of(frozen: Frozen, position: int | None) -> list[tuple[str, str, str]]:
    """(question, answer, how precise it is) of one subject; of the claim as a whole with None."""
    rows = []
    for row in frozen.answers:
        if row.subject == position:
            words = _(row.words)
            if row.photo is not None:
                words += f" ({frozen.photos[row.photo].text})"
            rows.append((words, in_words(BY_KEY[row.question], row.answer), row.precision))
    return rows


def adulthood_of(frozen: Frozen, position: int) -> Adulthood | None:
    """When a child turns 18, by the date of birth that was frozen."""
    kinds = {subject.position: subject.kind for subject in frozen.subjects}
    if kinds[position] != "child":
        return None
    birth = frozen.answers_about(position).get("birth_date")
    return adulthood(birth.answer if birth else None)


def residence_of(frozen: Frozen, position: int) -> dict[str, Any] | None:
    """Where the person lived, as a lawyer checks it, up to the day of freezing."""
    answers = {key: row.answer for key, row in frozen.answers_about(position).items()}
    lived = answers.get("residence")
    if lived is None or not lived.is_certain:
        return None
    on, life = frozen.frozen_on, residence.life_of(answers)
    stays = residence.stays(lived.value, on, is_rough=lived.certainty == "estimated", life=life)
    return {
        "rows": [(PLACES[row.state], row) for row in residence.by_state(stays)],
        "gaps": residence.gaps(stays, life.died or on, life.born),
        "overlaps": [
            (PLACES[first.state], PLACES[second.state])
            for first, second in residence.overlaps(stays)
        ],
    }
