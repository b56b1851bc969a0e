"""Which questions are still needed: the union of what live theories and the documents still need.

State is replayed from the saved answers each time, so nothing goes stale and a claim resumes
anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable

from claims.law.documents import DOCUMENTS
from claims.law.findings import find_in_view
from claims.law.logic import Facts
from claims.law.questions import BY_KEY, QUESTIONS
from claims.law.theory import Theory


def needed(theories: Iterable[Theory], facts: Facts) -> list[str]:
    """Keys of the unanswered questions that could still change something for this subject, in the
    order of asking.
    """
    theories = tuple(theories)
    keys: set[str] = set()
    for view in facts.of_each_photo():
        keys |= needed_of(theories, view)
    return [question.key for question in QUESTIONS if question.key in keys]


def needed_of(theories: Iterable[Theory], view: Facts) -> set[str]:
    """The same with one photo in view (or none): which of its questions its row on the sheet
    needs.
    """
    keys: set[str] = set()
    for theory in theories:
        keys |= _theory_needs(theory, view)
    for document in DOCUMENTS:
        keys |= {key for key in document.questions(view) if not view.is_answered(key)}
    return keys


def _theory_needs(theory: Theory, view: Facts) -> set[str]:
    """What may rule the theory out is asked first: nothing that stands on a later page than such a
    question.
    """
    if not find_in_view(theory, view).is_live:
        return set()
    needs: set[str] = set()
    gates: set[str] = set()
    for element in theory.elements:
        keys = element.condition.needs(view) & BY_KEY.keys()
        needs |= keys
        if element.rules_out:
            gates |= keys
    last_page = min((BY_KEY[key].order for key in gates), default=len(QUESTIONS))
    return {key for key in needs if BY_KEY[key].order <= last_page}
