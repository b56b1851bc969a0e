"""A theory held against the facts of one person: for staff, never shown to a claimant as an outcome."""

from __future__ import annotations

from dataclasses import dataclass

from claims.law.logic import Facts, Truth
from claims.law.theory import Element, Theory


@dataclass(frozen=True)
class ElementFinding:
    """`keys`: the facts it was decided on."""

    element: Element
    truth: Truth
    keys: tuple[str, ...]

    @property
    def strength(self) -> str:
        """strong, against, missing (the person can still say it) or counsel (for the firm to establish)."""
        if self.truth is Truth.UNKNOWN:
            return "missing" if self.keys else "counsel"
        return "strong" if self.truth is Truth.YES else "against"


@dataclass(frozen=True)
class Finding:
    """A theory held against what is known with one photo in view."""

    theory: Theory
    elements: tuple[ElementFinding, ...]

    @property
    def is_live(self) -> bool:
        """No element that rules it out is answered with no."""
        return not any(item.element.rules_out and item.truth is Truth.NO for item in self.elements)

    @property
    def suggested_queue(self) -> str:
        """A suggestion where to look first, no decision: an attorney confirms."""
        if not self.is_live:
            return "unlikely on present facts"
        if any(item.truth is Truth.NO for item in self.elements):
            return "attorney review first"
        return "attorney review" if self._decided() else "needs information"

    def _decided(self) -> bool:
        return all(item.truth is Truth.YES for item in self.elements if item.element.rules_out)

    def _standing(self) -> tuple[bool, int]:
        """Alive before ruled out; then the more elements shown and the fewer against."""
        return self.is_live, sum(item.truth.value for item in self.elements)


def find(theory: Theory, facts: Facts) -> Finding:
    """Each element's truth and the facts that decide it, of the photo for which the theory stands best."""
    return max((_find(theory, view) for view in facts.of_each_photo()), key=Finding._standing)


def _find(theory: Theory, facts: Facts) -> Finding:
    return Finding(
        theory,
        tuple(
            ElementFinding(element, element.condition.truth(facts), tuple(sorted(element.condition.keys())))
            for element in theory.elements
        ),
    )
