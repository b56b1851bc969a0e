"""Three-valued logic (Kleene's strong tables) and the closed vocabulary of conditions over a
person's facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any, Protocol


class Truth(Enum):
    NO = 0
    UNKNOWN = 1
    YES = 2

    @staticmethod
    def of(value: bool | None) -> Truth:
        if value is None:
            return Truth.UNKNOWN
        return Truth.YES if value else Truth.NO


def every(truths: Iterable[Truth]) -> Truth:
    """And: the least of them; YES for none."""
    return min(truths, key=lambda truth: truth.value, default=Truth.YES)


def some(truths: Iterable[Truth]) -> Truth:
    """Or: the greatest of them; NO for none."""
    return max(truths, key=lambda truth: truth.value, default=Truth.NO)


CERTAIN = frozenset({"known", "estimated"})


@dataclass(frozen=True)
class Answer:
    """What someone said. certainty: known, estimated, unsure, unsaid ("rather not say"). precision
    of a date: day, month, year. basis: own (knowledge) or told (by whom stands in the words). value
    is None when it is not certain.
    """

    value: Any
    certainty: str = "known"
    precision: str = ""
    basis: str = "own"

    @property
    def is_certain(self) -> bool:
        return self.certainty in CERTAIN and self.value not in (None, "", [])


@dataclass(frozen=True)
class Facts:
    """Answers by question as they concern one subject, and by question for each of the subject's
    photos.

    A question that is absent was not answered yet.
    """

    answers: Mapping[str, Answer] = field(default_factory=dict)
    photos: tuple[Mapping[str, Answer], ...] = ()

    def is_answered(self, key: str) -> bool:
        return key in self.answers

    def with_facts(self, more: Mapping[str, Answer]) -> Facts:
        """The same, with more known apart from the photos."""
        return Facts({**self.answers, **more}, self.photos)

    def of_each_photo(self) -> list[Facts]:
        """What is known with one photo in view: a theory must hold of a single photo, not of parts
        of several.

        Photos of which the same is known are one; without any photo, what is known apart from them.
        """
        alike = {repr(sorted(photo.items())): photo for photo in self.photos}
        return [Facts({**self.answers, **photo}) for photo in alike.values()] or [self]


class Condition(Protocol):
    def truth(self, facts: Facts) -> Truth: ...

    def is_firm(self, facts: Facts) -> bool:
        """Whether it holds by the person's own certain word or by a record, not by hearsay or a
        guess.
        """
        ...

    def leaves(self) -> tuple[Condition, ...]:
        """The conditions about a single fact of which it is made."""
        ...

    def keys(self) -> frozenset[str]:
        """Every question or portal fact it looks at."""
        ...

    def needs(self, facts: Facts) -> frozenset[str]:
        """The questions whose answers could still change it."""
        ...

    def in_words(self) -> str: ...


class _About:
    """What the conditions about a single fact share."""

    key: str

    def truth(self, facts: Facts) -> Truth:
        answer = facts.answers.get(self.key)
        if answer is None or not answer.is_certain:
            return Truth.UNKNOWN
        return Truth.of(self._holds(answer.value))

    def _holds(self, value: Any) -> bool | None:
        raise TypeError(f"{type(self).__name__} does not say when it holds")

    def is_firm(self, facts: Facts) -> bool:
        answer = facts.answers.get(self.key)
        is_plain = answer is not None and answer.certainty == "known" and answer.basis == "own"
        return is_plain and self.truth(facts) is Truth.YES

    def leaves(self) -> tuple[Condition, ...]:
        return (self,)  # type: ignore[return-value]  # its subclasses have the rest

    def keys(self) -> frozenset[str]:
        return frozenset({self.key})

    def needs(self, facts: Facts) -> frozenset[str]:
        return frozenset() if facts.is_answered(self.key) else self.keys()


@dataclass(frozen=True)
class Is(_About):
    """The answer is one of these values; of them `weak` ones hold, but not firmly."""

    key: str
    values: tuple[str, ...]
    weak: tuple[str, ...] = ()

    def __init__(self, key: str, *values: str, weak: tuple[str, ...] = ()) -> None:
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "values", values)
        object.__setattr__(self, "weak", weak)

    def _holds(self, value: Any) -> bool:
        return value in self.values or value in self.weak

    def is_firm(self, facts: Facts) -> bool:
        return super().is_firm(facts) and facts.answers[self.key].value not in self.weak

    def in_words(self) -> str:
        weakly = f" (or, weaker, {' or '.join(self.weak)})" if self.weak else ""
        return f"“{self.key}” is {' or '.join(self.values)}{weakly}"


@dataclass(frozen=True)
class Includes(_About):
    """The answer, a list, holds one of these values."""

    key: str
    values: tuple[str, ...]

    def __init__(self, key: str, *values: str) -> None:
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "values", values)

    def _holds(self, value: Any) -> bool:
        return bool(set(value) & set(self.values))

    def in_words(self) -> str:
        return f"“{self.key}” includes {' or '.join(self.values)}"


@dataclass(frozen=True)
class Lived(_About):
    """Among the residences stands one in this state; `now`: the one that has not ended.

    The answer is {"places": rows, "all": bool}; a row is a mapping with `state` ("unsure" when not
    known) and `until` ("" for the present). A state that is missing is a NO only if the person said
    that these are all the places.
    """

    state: str
    now: bool = False
    key: str = "residence"

    def _holds(self, value: Any) -> bool | None:
        rows = [row for row in value["places"] if not self.now or not row["until"]]
        states = {row["state"] for row in rows}
        if self.state in states:
            return True
        is_complete = bool(rows) if self.now else value["all"]
        return False if is_complete and "unsure" not in states else None

    def in_words(self) -> str:
        return f"{'lives' if self.now else 'lived'} in {self.state}"


@dataclass(frozen=True)
class Acted(_About):
    """Among the acts that staff recorded of the defendant stands one of these kinds, in this state,
    on or after a day.

    The fact is a list of acts {"kind", "earliest", "latest", "place"} (ISO dates or "", a state,
    "elsewhere" or ""). The record is never complete, so a missing act is unknown. But where every
    act of these kinds is known to have been elsewhere, that stands against the person (the pattern
    of Vance v. Microsoft), and so does an act that ended before the day when nothing else is
    recorded.
    """

    kinds: tuple[str, ...]
    state: str = ""
    since: date | None = None
    key: str = "defendant.acts"

    def _holds(self, value: Any) -> bool | None:
        acts = [act for act in value if act["kind"] in self.kinds]
        if not acts:
            return None
        return {Truth.YES: True, Truth.NO: False, Truth.UNKNOWN: None}[some(map(self._fits, acts))]

    def _fits(self, act: Mapping[str, str]) -> Truth:
        return every([self._is_there(act["place"]), self._is_since(act)])

    def _is_there(self, place: str) -> Truth:
        if not self.state:
            return Truth.YES
        return Truth.of(place == self.state) if place else Truth.UNKNOWN

    def _is_since(self, act: Mapping[str, str]) -> Truth:
        if self.since is None:
            return Truth.YES
        if act["earliest"] and act["earliest"] >= self.since.isoformat():
            return Truth.YES
        return (
            Truth.NO if act["latest"] and act["latest"] < self.since.isoformat() else Truth.UNKNOWN
        )

    def in_words(self) -> str:
        where = f" in {self.state}" if self.state else ""
        when = f" on or after {self.since.isoformat()}" if self.since else ""
        return f"the defendant is recorded to have done one of {', '.join(self.kinds)}{where}{when}"


@dataclass(frozen=True)
class InTime(_About):
    """The limitation engine's result, for staff.

    `inputs`: what the person can contribute to it.
    """

    inputs: tuple[str, ...] = ("birth_date", "learned", "special_status")
    key: str = "limitation"

    def _holds(self, value: Any) -> bool | None:
        return {"open": True, "open_via_minority": True, "appears_past": False}.get(value)

    def keys(self) -> frozenset[str]:
        return frozenset(self.inputs)

    def needs(self, facts: Facts) -> frozenset[str]:
        return frozenset(key for key in self.inputs if not facts.is_answered(key))

    def in_words(self) -> str:
        return (
            f"in time by the limitation rules (from: {', '.join(self.inputs)}, and the defendant’s "
            "acts)"
        )


class _Several:
    """What All and Either share."""

    parts: tuple[Condition, ...]

    def leaves(self) -> tuple[Condition, ...]:
        return tuple(leaf for part in self.parts for leaf in part.leaves())

    def keys(self) -> frozenset[str]:
        return frozenset().union(*(part.keys() for part in self.parts))


@dataclass(frozen=True)
class All(_Several):
    """Every one of these."""

    parts: tuple[Condition, ...]

    def __init__(self, *parts: Condition) -> None:
        object.__setattr__(self, "parts", parts)

    def truth(self, facts: Facts) -> Truth:
        return every(part.truth(facts) for part in self.parts)

    def is_firm(self, facts: Facts) -> bool:
        return all(part.is_firm(facts) for part in self.parts)

    def needs(self, facts: Facts) -> frozenset[str]:
        if self.truth(facts) is Truth.NO:
            return frozenset()
        return frozenset().union(*(part.needs(facts) for part in self.parts))

    def in_words(self) -> str:
        return " and ".join(part.in_words() for part in self.parts)


@dataclass(frozen=True)
class Either(_Several):
    """One of these.

    They are asked in this order: the next only when the one before did not settle it; or
    `at_once`, where they stand on one page.
    """

    parts: tuple[Condition, ...]
    at_once: bool = False

    def __init__(self, *parts: Condition, at_once: bool = False) -> None:
        object.__setattr__(self, "parts", parts)
        object.__setattr__(self, "at_once", at_once)

    def truth(self, facts: Facts) -> Truth:
        return some(part.truth(facts) for part in self.parts)

    def is_firm(self, facts: Facts) -> bool:
        return any(part.is_firm(facts) for part in self.parts)

    def needs(self, facts: Facts) -> frozenset[str]:
        if self.truth(facts) is Truth.YES:
            return frozenset()
        needs = [needed for part in self.parts if (needed := part.needs(facts))]
        return frozenset().union(*needs if self.at_once else needs[:1])

    def in_words(self) -> str:
        return "(" + " or ".join(part.in_words() for part in self.parts) + ")"


@dataclass(frozen=True)
class Shows:
    """If it holds, it is evidence; if not, nothing follows: others may know what the person does
    not.
    """

    part: Condition

    def truth(self, facts: Facts) -> Truth:
        return Truth.YES if self.part.truth(facts) is Truth.YES else Truth.UNKNOWN

    def is_firm(self, facts: Facts) -> bool:
        return self.part.is_firm(facts)

    def leaves(self) -> tuple[Condition, ...]:
        return self.part.leaves()

    def keys(self) -> frozenset[str]:
        return self.part.keys()

    def needs(self, facts: Facts) -> frozenset[str]:
        return self.part.needs(facts)

    def in_words(self) -> str:
        return f"shown if {self.part.in_words()}"


@dataclass(frozen=True)
class Counsel:
    """For counsel to establish.

    `inputs`: what the person can contribute to it.
    """

    what: str
    inputs: tuple[str, ...] = ()

    def truth(self, facts: Facts) -> Truth:
        return Truth.UNKNOWN

    def is_firm(self, facts: Facts) -> bool:
        return False

    def leaves(self) -> tuple[Condition, ...]:
        return (self,)

    def keys(self) -> frozenset[str]:
        return frozenset(self.inputs)

    def needs(self, facts: Facts) -> frozenset[str]:
        return frozenset(key for key in self.inputs if not facts.is_answered(key))

    def in_words(self) -> str:
        return f"counsel establishes: {self.what}" + (
            f" (from: {', '.join(self.inputs)})" if self.inputs else ""
        )
