"""A theory held against the facts of one person: for staff, never shown to a claimant as an
outcome.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from claims.law import limitation
from claims.law.logic import Answer, Condition, Counsel, Facts, InTime, Truth
from claims.law.theory import SOURCES, Element, Theory, source_of, title_of
from claims.law.words import _

BEARINGS = {"for": _("speaks for"), "against": _("speaks against"), "open": _("leaves open")}
STRENGTHS = {
    "strong": _("strong"),
    "some": _("some"),
    "missing": _("missing"),
    "against": _("against"),
    "unknown": _("unknown"),
}


@dataclass(frozen=True)
class Fact:
    """One fact that an element looks at. source: claimant, portal or staff. bearing: for, against
    or open.
    """

    key: str
    source: str
    answer: Answer | None
    bearing: str
    in_words: str

    @property
    def title(self) -> str:
        return title_of(self.key)

    @property
    def source_in_words(self) -> str:
        return SOURCES[self.source]

    @property
    def bearing_in_words(self) -> str:
        return BEARINGS[self.bearing]


@dataclass(frozen=True)
class ElementFinding:
    """strength: strong (certain, first hand), some (holds, but by a guess, hearsay or a weak
    value), against, missing (somebody can still supply it), unknown (asked, and not known).
    """

    element: Element
    truth: Truth
    strength: str
    facts: tuple[Fact, ...]

    @property
    def strength_in_words(self) -> str:
        return STRENGTHS[self.strength]


@dataclass(frozen=True)
class Finding:
    """A theory held against what is known with one photo in view.

    `limitation`: None where the theory has no rule, or no day was given.
    """

    theory: Theory
    elements: tuple[ElementFinding, ...]
    limitation: limitation.Result | None = None

    @property
    def is_live(self) -> bool:
        """No element that rules it out is answered with no."""
        return not any(item.element.rules_out and item.truth is Truth.NO for item in self.elements)

    @property
    def suggested_queue(self) -> str:
        """A suggestion where to look first, no decision: an attorney confirms.

        A key of QUEUES.
        """
        if not self.is_live:
            return "unlikely"
        if any(item.truth is Truth.NO for item in self.elements):
            return "attorney_first"
        return "attorney" if self._decided() else "needs_information"

    @property
    def queue_in_words(self) -> str:
        return QUEUES[self.suggested_queue]

    def _decided(self) -> bool:
        return all(item.truth is Truth.YES for item in self.elements if item.element.rules_out)

    def standing(self) -> tuple[bool, int]:
        """Alive before ruled out; then the more elements shown and the fewer against."""
        return self.is_live, sum(item.truth.value for item in self.elements)


QUEUES = {
    "unlikely": _("unlikely on present facts"),
    "attorney_first": _("attorney review first"),
    "attorney": _("attorney review"),
    "needs_information": _("needs information"),
}


def find(theory: Theory, facts: Facts, *, on: date | None = None) -> Finding:
    """Each element's truth and the facts that decide it, of the photo for which the theory stands
    best.

    `on`: the day for which limitation is computed; without it that element stays open.
    """
    return max(
        (find_one(theory, view, on=on) for view in facts.of_each_photo()), key=Finding.standing
    )


def find_one(theory: Theory, view: Facts, *, on: date | None = None) -> Finding:
    """The same with one photo in view."""
    result = limitation.assess(theory.limitation, view, on=on) if theory.limitation and on else None
    if result:
        view = replace(view, answers={**view.answers, "limitation": Answer(result.status)})
    return Finding(theory, tuple(_element(element, view) for element in theory.elements), result)


def _element(element: Element, view: Facts) -> ElementFinding:
    truth = element.condition.truth(view)
    facts = tuple(fact for leaf in element.condition.leaves() for fact in _facts(leaf, view))
    return ElementFinding(element, truth, _strength(element.condition, truth, view, facts), facts)


def _strength(condition: Condition, truth: Truth, view: Facts, facts: tuple[Fact, ...]) -> str:
    if truth is Truth.NO:
        return "against"
    if truth is Truth.YES:
        return "strong" if condition.is_firm(view) else "some"
    is_open = any(fact.answer is None for fact in facts)
    return "missing" if is_open else "unknown"


def _facts(leaf: Condition, view: Facts) -> tuple[Fact, ...]:
    if isinstance(leaf, Counsel):
        return (Fact("counsel", "staff", None, "open", leaf.what),)
    bearing = {Truth.YES: "for", Truth.NO: "against", Truth.UNKNOWN: "open"}[leaf.truth(view)]
    keys = [*leaf.inputs, "defendant.acts"] if isinstance(leaf, InTime) else sorted(leaf.keys())
    return tuple(
        Fact(key, source_of(key), view.answers.get(key), bearing, leaf.in_words()) for key in keys
    )
