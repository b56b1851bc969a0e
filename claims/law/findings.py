"""A theory held against the facts of one person: for staff, never shown to a claimant as an
outcome.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from claims.law import windows
from claims.law.limitation import Day, Result
from claims.law.logic import Answer, Condition, Counsel, Facts, InTime, Truth
from claims.law.readable import title_of
from claims.law.theory import SOURCES, Element, Theory, law_of, source_of
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

    `is_firm`: its yes or no stands on more than a guess or hearsay.
    """

    element: Element
    truth: Truth
    strength: str
    is_firm: bool
    facts: tuple[Fact, ...]

    @property
    def rules_out(self) -> bool:
        """A guess weighs, and ends nothing."""
        return self.element.rules_out and self.truth is Truth.NO and self.is_firm

    @property
    def strength_in_words(self) -> str:
        return STRENGTHS[self.strength]


@dataclass(frozen=True)
class Finding:
    """A theory held against what is known with one photo in view.

    `limitation`: None where the theory has no rule, or no day was given. `days`: of the docket,
    with whichever photo in view.
    """

    theory: Theory
    elements: tuple[ElementFinding, ...]
    limitation: Result | None = None
    days: tuple[Day, ...] = ()

    @property
    def last_day(self) -> date | None:
        """The earliest day that could bar and has not passed, of any photo."""
        return min((day.day for day in self.days if day.bars), default=None)

    @property
    def is_live(self) -> bool:
        """No element that rules it out is answered with a firm no."""
        return not any(item.rules_out for item in self.elements)

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


def find(
    facts: Facts, *, law_as_of: date, on: date | None = None, keys: Iterable[str] | None = None
) -> dict[str, Finding]:
    """What the law of a day says, by the key of each theory that was in force then.

    `on`: the day for which limitation is computed. `keys`: of the theories wanted, None for all.
    """
    theories = law_of(law_as_of)
    names = set(theories)
    if keys is not None:
        names &= set(keys)
    return {key: find_of(theories[key], facts, on=on) for key in sorted(names)}


def find_of(theory: Theory, facts: Facts, *, on: date | None = None) -> Finding:
    """Each element's truth and the facts that decide it, of the photo for which the theory stands
    best; and the days of them all.

    `on`: the day for which limitation is computed; without it that element stays open.
    """
    findings = [find_in_view(theory, view, on=on) for view in facts.of_each_photo()]
    days = {day for finding in findings if finding.is_live for day in finding.days}
    best = max(findings, key=Finding.standing)
    return replace(best, days=tuple(sorted(days, key=windows.in_order)))


def find_in_view(theory: Theory, view: Facts, *, on: date | None = None) -> Finding:
    """The same with one photo in view."""
    result = None
    if theory.limitation and on:
        result = windows.assess(theory.limitation, view, on=on)
        certainty = "estimated" if result.is_contested else "known"
        status = Answer(result.status, certainty)
        view = replace(view, answers={**view.answers, "limitation": status})
    elements = tuple(_element(element, view) for element in theory.elements)
    return Finding(theory, elements, result, result.days if result else ())


def _element(element: Element, view: Facts) -> ElementFinding:
    truth = element.condition.truth(view)
    facts = tuple(fact for leaf in element.condition.leaves() for fact in _facts(leaf, view))
    strength = _strength(element.condition, truth, view, facts)
    return ElementFinding(element, truth, strength, element.condition.is_firm(view), facts)


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
