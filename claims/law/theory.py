"""What a jurisdiction file declares: theories and their elements; and the walk that finds the
files.
"""

from __future__ import annotations

import hashlib
import json
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from importlib import import_module
from itertools import pairwise
from typing import Any

from claims.law import jurisdictions as package
from claims.law.authority import Authority, authorities
from claims.law.limitation import Limitation
from claims.law.logic import Condition
from claims.law.questions import BY_KEY, QUESTIONS, Question
from claims.law.words import _

# What the portal knows by itself, and what staff record of a defendant. Everything else is a
# question.
PORTAL_FACTS = frozenset({"capacity", "subject", "portal.in_face_dataset", "portal.geometry"})
STAFF_FACTS = frozenset({"defendant.kind", "defendant.company", "defendant.acts"})

ENFORCERS = {
    "person": _("the person may sue"),
    "letter": _("letters only"),
    "state": _("a state authority only"),
    "place": _("about places, not about datasets"),
}


SOURCES = {"claimant": _("claimant"), "portal": _("portal"), "staff": _("staff")}


def source_of(key: str) -> str:
    """Whose word a fact is: claimant, portal or staff."""
    if key.startswith("defendant.") or key == "limitation":
        return "staff"
    return "portal" if key.startswith("portal.") else "claimant"


@dataclass(frozen=True)
class Element:
    """One thing to be shown.

    `rules_out`: a NO ends the theory's questions; any other NO is for counsel to weigh.
    """

    key: str
    title: str
    condition: Condition
    citation: str
    gap: str  # what is typically missing
    rules_out: bool = False


@dataclass(frozen=True)
class Theory:
    """One way to claim, as the law has it between two days. enforcer: person (may sue), letter (may
    only write), state or place.

    An amendment is a second entry with the same key and days of its own, and the first one stays.
    `who`: who may sue or write. `instead`: what a person may do where nobody may sue, shown to
    claimants. `unverified`: questions that counsel must answer before relying on it.
    """

    key: str
    title: str
    jurisdiction: str
    citation: str
    effective_from: date | None
    enforcer: str
    remedy: str
    period: str
    elements: tuple[Element, ...]
    who: str = _("The person in the photo, or who may act for that person.")
    limitation: Limitation | None = None
    instead: str = ""
    unverified: tuple[str, ...] = ()
    effective_to: date | None = None

    def enforced_by(self) -> str:
        return ENFORCERS[self.enforcer]

    def questions(self) -> tuple[Question, ...]:
        """What a person may be asked because of it, in the order of asking."""
        keys = frozenset().union(*(element.condition.keys() for element in self.elements))
        return tuple(question for question in QUESTIONS if question.key in keys)

    def looks_at_a_defendant(self) -> bool:
        """Whether it has an element about someone on the other side."""
        return self.limitation is not None or any(
            element.condition.keys() & STAFF_FACTS for element in self.elements
        )

    def is_in_force(self, on: date) -> bool:
        return (self.effective_from or date.min) <= on <= (self.effective_to or date.max)

    def authorities(self, added: Mapping[str, Authority] = {}) -> list[Authority]:
        """What its statements rest on; `added`: read at the desk."""
        elements = [element.citation for element in self.elements]
        limits = self.limitation.citations() if self.limitation else []
        return authorities([self.citation, *elements, *limits], added)

    def fingerprint(self, added: Mapping[str, Authority] = {}) -> str:
        """SHA-256 over everything it says, the words of its questions and what its statements rest
        on: counsel signs off exactly this.
        """
        parts = [_plain(self), _plain(self.questions()), _plain(tuple(self.authorities(added)))]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _plain(value: Any) -> Any:
    """A declaration as JSON, each part with its class: "all of" and "either of" the same parts are
    different law.
    """
    if is_dataclass(value):
        parts = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {"class": type(value).__name__} | parts
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value if isinstance(value, str | int | bool | None) else str(value)


@dataclass(frozen=True)
class Jurisdiction:
    key: str
    name: str
    theories: tuple[Theory, ...]


@cache
def all_jurisdictions() -> tuple[Jurisdiction, ...]:
    """Every file of `jurisdictions/`.

    Raises ImportError for one that declares nothing, ValueError for two versions of a theory in
    force at once or an unknown question.
    """
    names = [module.name for module in pkgutil.iter_modules(package.__path__)]
    jurisdictions = tuple(_declared(name) for name in names)
    for versions in _versions(jurisdictions).values():
        for theory in versions:
            _check(theory)
        for earlier, later in pairwise(versions):
            if earlier.effective_to is None or later.is_in_force(earlier.effective_to):
                raise ValueError(f"two versions of {earlier.key} are in force at once")
    return jurisdictions


def _versions(jurisdictions: tuple[Jurisdiction, ...]) -> dict[str, list[Theory]]:
    """By key, each theory's versions, the earliest first."""
    rows: dict[str, list[Theory]] = {}
    for jurisdiction in jurisdictions:
        for theory in jurisdiction.theories:
            rows.setdefault(theory.key, []).append(theory)
    return {
        key: sorted(versions, key=lambda version: version.effective_from or date.min)
        for key, versions in rows.items()
    }


def _declared(name: str) -> Jurisdiction:
    module = import_module(f"{package.__name__}.{name}")
    jurisdiction = getattr(module, "JURISDICTION", None)
    if not isinstance(jurisdiction, Jurisdiction):
        raise ImportError(f"claims/law/jurisdictions/{name}.py declares no JURISDICTION")
    return jurisdiction


def _check(theory: Theory) -> None:
    """Raises ValueError."""
    if (theory.effective_to or date.max) < (theory.effective_from or date.min):
        raise ValueError(f"{theory.key} ends before it begins")
    if theory.enforcer != "person" and not theory.instead:
        raise ValueError(f"{theory.key} does not say what a person may do instead of suing")
    for element in theory.elements:
        unknown = element.condition.keys() - BY_KEY.keys() - PORTAL_FACTS - STAFF_FACTS
        if unknown:
            names = ", ".join(sorted(unknown))
            raise ValueError(f"{theory.key}, {element.key}: no question {names}")


@cache
def all_theories() -> dict[str, Theory]:
    """Each theory by its key, in its newest version."""
    return {key: versions[-1] for key, versions in _versions(all_jurisdictions()).items()}


@cache
def law_of(day: date) -> dict[str, Theory]:
    """Each theory by its key, as the law of a day has it; what was not in force then is missing."""
    rows = {}
    for key, versions in _versions(all_jurisdictions()).items():
        for version in versions:
            if version.is_in_force(day):
                rows[key] = version
    return rows
