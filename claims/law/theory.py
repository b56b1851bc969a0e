"""What a jurisdiction file declares: theories and their elements; and the walk that finds the
files.
"""

from __future__ import annotations

import hashlib
import json
import pkgutil
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from importlib import import_module
from typing import Any

from claims.law import jurisdictions as package
from claims.law.limitation import Limitation
from claims.law.logic import Condition
from claims.law.questions import BY_KEY, QUESTIONS, Question
from claims.law.words import _

# What the portal knows by itself, and what staff record of a defendant. Everything else is a
# question.
PORTAL_FACTS = frozenset({"capacity", "subject", "portal.in_face_dataset", "portal.geometry"})
STAFF_FACTS = frozenset({"defendant.kind", "defendant.acts"})

ENFORCERS = {
    "person": _("the person may sue"),
    "letter": _("letters only"),
    "state": _("a state authority only"),
    "place": _("about places, not about datasets"),
}


SOURCES = {"claimant": _("claimant"), "portal": _("portal"), "staff": _("staff")}
# What is no question, as staff read it.
TITLES = {
    "capacity": _("Who the person is to the photo"),
    "subject": _("Whom the claim is for"),
    "portal.in_face_dataset": _("A row in a face dataset"),
    "portal.geometry": _("What the dataset shows of face geometry"),
    "defendant.kind": _("What the party is"),
    "defendant.acts": _("What the party is recorded to have done"),
    "limitation": _("Time limit"),
    "counsel": _("For counsel to judge"),
}


def title_of(key: str) -> str:
    """A fact as staff read it: the question, or what else it is."""
    return BY_KEY[key].text if key in BY_KEY else TITLES.get(key, key)


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
    """One way to claim. enforcer: person (may sue), letter (may only write), state or place.

    Dates are the statute's in force. `who`: who may sue or write. `instead`: what a person may
    do where nobody may sue, shown to claimants.

    `unverified`: statements that counsel must check before relying on them.
    """

    key: str
    title: str
    jurisdiction: str
    citation: str
    source: str
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

    def fingerprint(self) -> str:
        """SHA-256 over everything it says and the words of its questions: counsel signs off exactly
        this.
        """
        parts = [_plain(self), _plain(self.questions())]
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

    Raises ImportError for one that declares nothing, ValueError for a duplicate theory or an
    unknown question.
    """
    names = [module.name for module in pkgutil.iter_modules(package.__path__)]
    jurisdictions = tuple(_declared(name) for name in names)
    theories = [theory for jurisdiction in jurisdictions for theory in jurisdiction.theories]
    if len({theory.key for theory in theories}) != len(theories):
        raise ValueError("two theories have the same key")
    for theory in theories:
        _check(theory)
    return jurisdictions


def _declared(name: str) -> Jurisdiction:
    module = import_module(f"{package.__name__}.{name}")
    jurisdiction = getattr(module, "JURISDICTION", None)
    if not isinstance(jurisdiction, Jurisdiction):
        raise ImportError(f"claims/law/jurisdictions/{name}.py declares no JURISDICTION")
    return jurisdiction


def _check(theory: Theory) -> None:
    """Raises ValueError."""
    if theory.enforcer != "person" and not theory.instead:
        raise ValueError(f"{theory.key} does not say what a person may do instead of suing")
    for element in theory.elements:
        unknown = element.condition.keys() - BY_KEY.keys() - PORTAL_FACTS - STAFF_FACTS
        if unknown:
            names = ", ".join(sorted(unknown))
            raise ValueError(f"{theory.key}, {element.key}: no question {names}")


@cache
def all_theories() -> dict[str, Theory]:
    return {
        theory.key: theory
        for jurisdiction in all_jurisdictions()
        for theory in jurisdiction.theories
    }
