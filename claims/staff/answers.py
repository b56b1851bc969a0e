"""Frozen answers as staff read them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from claims.interview.wording import in_words
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
