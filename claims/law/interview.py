"""Which questions are still needed: the union of what live theories and the documents still need.

State is replayed from the saved answers each time, so nothing goes stale and a claim resumes anywhere.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from claims.law.documents import DOCUMENTS
from claims.law.findings import find
from claims.law.logic import Facts
from claims.law.questions import BY_KEY, QUESTIONS
from claims.law.theory import Theory


def needed(theories: Iterable[Theory], facts: Facts) -> list[str]:
    """Keys of the unanswered questions that could still change something for this subject, in the order of asking."""
    keys: set[str] = set()
    for theory, view in itertools.product(theories, facts.of_each_photo()):
        keys |= _theory_needs(theory, view)
    keys |= {key for document in DOCUMENTS for key in document.questions if not facts.is_answered(key)}
    return [question.key for question in QUESTIONS if question.key in keys]


def _theory_needs(theory: Theory, facts: Facts) -> set[str]:
    """What may rule the theory out is asked first; the rest only if it is still live."""
    if not find(theory, facts).is_live:
        return set()
    ruling = [element for element in theory.elements if element.rules_out]
    gates: set[str] = set().union(*(element.condition.needs(facts) for element in ruling))
    needs = gates or set().union(*(element.condition.needs(facts) for element in theory.elements))
    return {key for key in needs if key in BY_KEY}
