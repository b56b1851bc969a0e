"""Three-valued logic (Kleene's strong tables) and the closed vocabulary of conditions over a
person's facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any, Protocol

from claims.law import readable
from claims.law.partial_dates import days_in


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


def days_of(answer: Answer | None) -> tuple[date, date] | None:
    """The first and last day that "YYYY", "YYYY-MM" or "YYYY-MM-DD" may mean; None when it is not
    known.

    What is "about right" may be a year off either way.
    """
    if answer is None or not answer.is_certain:
        return None
    return days_in(
        str(answer.value),
        is_rough=answer.certainty == "estimated",
    )


@dataclass(frozen=True)
class Facts:
    """Answers by question as they concern one subject, and by question for each of the subject's
    photos.

    A question that is absent was not answered yet. "portal.datasets" of a photo is a list of the
    datasets that may hold it: {"dataset"; "holds": yes, derived (it stands in a set made from this
    one) or unknown; "of_faces"; "geometry"}.
    """

    answers: Mapping[str, Answer] = field(default_factory=dict)
    photos: tuple[Mapping[str, Answer], ...] = ()

    def is_answered(self, key: str) -> bool:
        return key in self.answers

    def with_facts(self, more: Mapping[str, Answer]) -> Facts:
        """The same, with more known apart from the photos."""
        return Facts({**self.answers, **more}, self.photos)

    def of_each_photo(self) -> list[Facts]:
        """What is known with one photo in one dataset in view: a theory must hold of a single photo
        and a single dataset, not of parts of several.

        Photos of which the same is known are one; without any photo, what is known apart from them.
        """
        alike = {repr(sorted(photo.items())): photo for photo in self.photos}
        photos = [Facts({**self.answers, **photo}) for photo in alike.values()] or [self]
        views: list[Facts] = []
        for photo in photos:
            views += photo._of_each_dataset()
        return views

    def _of_each_dataset(self) -> list[Facts]:
        rows = certain_rows(self.answers.get("portal.datasets"))
        return [self._within(row) for row in rows] or [self]

    def _within(self, row: Mapping[str, Any]) -> Facts:
        """With one dataset in view: acts with another say nothing of this photo."""
        rest = {key: answer for key, answer in self.answers.items() if key != "defendant.acts"}
        acts = self._acts_with(row)
        with_acts = {"defendant.acts": Answer(acts)} if acts else {}
        return Facts({**rest, **_shown_by(row), **with_acts})

    def _acts_with(self, row: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Acts with this dataset, and those of which nobody knows with which."""
        acts = certain_rows(self.answers.get("defendant.acts"))
        is_in = row["holds"] != "unknown"
        own = [{**act, "joined": is_in} for act in acts if act["dataset"] == row["dataset"]]
        return own + [dict(act) for act in acts if not act["dataset"]]


def certain_rows(answer: Answer | None) -> list[Mapping[str, Any]]:
    """The rows of an answer that is a list; none where it is not known."""
    return answer.value if answer and answer.is_certain else []


def _shown_by(row: Mapping[str, Any]) -> dict[str, Answer]:
    """What a dataset shows of a photo that stands in it, or in one that was made from it."""
    is_in = row["holds"] != "unknown"
    certainty = "estimated" if row["holds"] == "derived" else "known"
    return {
        "portal.in_face_dataset": _evidence("yes" if is_in and row["of_faces"] else "", certainty),
        "portal.geometry": _evidence(row["geometry"] if is_in else "", certainty),
    }


def _evidence(value: str, certainty: str) -> Answer:
    """What a release shows of a photo; "" for nothing either way."""
    return Answer(value, certainty) if value else Answer(None, "unsure")


class Condition(Protocol):
    def truth(self, facts: Facts) -> Truth: ...

    def is_firm(self, facts: Facts) -> bool:
        """Whether its yes or no stands on the person's own certain word or on a record, not on
        hearsay or a guess.
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
        return is_plain and self.truth(facts) is not Truth.UNKNOWN

    def leaves(self) -> tuple[Condition, ...]:
        return (self,)  # type: ignore[return-value]  # its subclasses have the rest

    def keys(self) -> frozenset[str]:
        return frozenset({self.key})

    def needs(self, facts: Facts) -> frozenset[str]:
        return frozenset() if facts.is_answered(self.key) else self.keys()


@dataclass(frozen=True)
class Is(_About):
    """The answer is one of these values; of them `weak` ones hold, but not firmly, and with `open`
    ones it is not settled whether it holds.
    """

    key: str
    values: tuple[str, ...]
    weak: tuple[str, ...] = ()
    open: tuple[str, ...] = ()

    def __init__(
        self, key: str, *values: str, weak: tuple[str, ...] = (), open: tuple[str, ...] = ()
    ) -> None:
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "values", values)
        object.__setattr__(self, "weak", weak)
        object.__setattr__(self, "open", open)

    def _holds(self, value: Any) -> bool | None:
        if value in self.open:
            return None
        return value in self.values or value in self.weak

    def is_firm(self, facts: Facts) -> bool:
        return super().is_firm(facts) and facts.answers[self.key].value not in self.weak

    def in_words(self) -> str:
        parts = []
        if self.values:
            parts.append(readable.values(self.key, *self.values))
        if self.weak:
            parts.append(f"weaker: {readable.values(self.key, *self.weak)}")
        if self.open:
            parts.append(f"not settled for {readable.values(self.key, *self.open)}")
        return f"{readable.title_of(self.key)} → {'; '.join(parts)}"


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
        return f"{readable.title_of(self.key)} → {readable.values(self.key, *self.values)}"


FLICKR_BEGAN = date(2004, 12, 31)  # the end of its first year: nothing at issue is older


@dataclass(frozen=True)
class Lived(_About):
    """Among the residences stands one in this state; `now`: the one that has not ended; `acts`: one
    that began before an act of these kinds, since who moved in after them all has no tie by that.

    The answer is {"places": rows, "all": bool}; a row is a mapping with `state` ("unsure" when not
    known), `from` and `until` ("" for the present, "unknown"). A state that is missing is a NO only
    if the person said that these are all the places.
    """

    state: str
    now: bool = False
    acts: tuple[str, ...] = ()
    key: str = "residence"

    def keys(self) -> frozenset[str]:
        return frozenset({self.key, "defendant.acts"} if self.acts else {self.key})

    def needs(self, facts: Facts) -> frozenset[str]:
        return frozenset() if facts.is_answered(self.key) else frozenset({self.key})

    def truth(self, facts: Facts) -> Truth:
        answer = facts.answers.get(self.key)
        if answer is None or not answer.is_certain:
            return Truth.UNKNOWN
        places = answer.value["places"]
        is_whole = answer.value["all"] and all(row["state"] != "unsure" for row in places)
        is_rough = answer.certainty == "estimated"
        own = [row for row in places if row["state"] == self.state]
        others = Truth.NO if is_whole else Truth.UNKNOWN
        return some([others, *(self._counts(row, facts, is_rough) for row in own)])

    def _counts(self, row: Mapping[str, str], facts: Facts, is_rough: bool) -> Truth:
        """Whether one place in this state is the tie that is looked for."""
        if self.now:
            return {"": Truth.YES, "unknown": Truth.UNKNOWN}.get(row["until"], Truth.NO)
        if not self.acts:
            return Truth.YES
        begun = _days_or_none(row.get("from", ""), is_rough)
        return self._began_before_an_act(begun, facts) if begun else Truth.UNKNOWN

    def _began_before_an_act(self, begun: tuple[date, date], facts: Facts) -> Truth:
        if begun[1] <= FLICKR_BEGAN:
            return Truth.YES
        acts = certain_rows(facts.answers.get("defendant.acts"))
        of_kinds = [act for act in acts if act["kind"] in self.acts]
        if not of_kinds or not all(act.get("joined") for act in of_kinds):
            return Truth.UNKNOWN  # none is known, or they may be acts with another dataset
        return some(_was_before(begun, act) for act in of_kinds)

    def in_words(self) -> str:
        state = readable.place(self.state)
        if self.now:
            return f"lives in {state} now"
        if not self.acts:
            return f"lived in {state}"
        return f"lived in {state} before the last time that the party {readable.acts(*self.acts)}"


def _days_or_none(text: str, is_rough: bool) -> tuple[date, date] | None:
    return None if text in ("", "unknown") else days_in(text, is_rough=is_rough)


def _was_before(begun: tuple[date, date], act: Mapping[str, Any]) -> Truth:
    """Whether something began before an act, or before the end of one that went on throughout."""
    first = act["latest"] if act.get("throughout") else act["earliest"]
    if first and begun[1].isoformat() <= first:
        return Truth.YES
    is_before = bool(act["latest"]) and act["latest"] < begun[0].isoformat()
    return Truth.NO if is_before else Truth.UNKNOWN


@dataclass(frozen=True)
class Acted(_About):
    """Among the acts that staff recorded of the defendant, with a dataset in which the photo is
    known to stand, is one of these kinds, in this state, on or after a day, with one of these
    policies on keeping the data.

    The fact is a list of acts {"kind", "dataset", "earliest", "latest", "throughout", "place",
    "policy", "joined"} (ISO dates or "", a state, "elsewhere" or ""; none, broken, followed or "").
    The record is never complete, so a missing act is unknown. But where every act of these kinds is
    known to have been elsewhere, that stands against the person (the pattern of Vance v.
    Microsoft), and so does an act that ended before the day when nothing else is recorded.
    """

    kinds: tuple[str, ...]
    state: str = ""
    since: date | None = None
    policies: tuple[str, ...] = ()
    key: str = "defendant.acts"

    def _holds(self, value: Any) -> bool | None:
        acts = [act for act in value if act["kind"] in self.kinds and act.get("joined")]
        if not acts:
            return None
        return {Truth.YES: True, Truth.NO: False, Truth.UNKNOWN: None}[some(map(self._fits, acts))]

    def _fits(self, act: Mapping[str, Any]) -> Truth:
        return every([self._is_there(act["place"]), self._is_since(act), self._has_policy(act)])

    def _is_there(self, place: str) -> Truth:
        if not self.state:
            return Truth.YES
        return Truth.of(place == self.state) if place else Truth.UNKNOWN

    def _is_since(self, act: Mapping[str, Any]) -> Truth:
        if self.since is None:
            return Truth.YES
        first, last, since = act["earliest"], act["latest"], self.since.isoformat()
        if act.get("throughout"):
            first = last or since  # without an end it goes on
        if first and first >= since:
            return Truth.YES
        return Truth.NO if last and last < since else Truth.UNKNOWN

    def _has_policy(self, act: Mapping[str, Any]) -> Truth:
        if not self.policies:
            return Truth.YES
        policy = act.get("policy", "")
        return Truth.of(policy in self.policies) if policy else Truth.UNKNOWN

    def in_words(self) -> str:
        where = f" in {readable.place(self.state)}" if self.state else ""
        when = f" on or after {self.since.isoformat()}" if self.since else ""
        how = f" {readable.policies(*self.policies)}" if self.policies else ""
        what = readable.acts(*self.kinds)
        return f"the party is recorded to have {what}{how}{where}{when}, with this dataset"


@dataclass(frozen=True)
class InTime(_About):
    """The limitation engine's result, for staff.

    `inputs`: what the person can contribute to it. `statuses`: of "special_status", those of which
    the dates count as well; other dates are asked where another answer calls for them.
    """

    inputs: tuple[str, ...] = ("birth_date", "learned", "special_status")
    statuses: tuple[str, ...] = ("incapacity", "military", "bankruptcy")
    key: str = "limitation"

    def _holds(self, value: Any) -> bool | None:
        if str(value) == "open" or str(value).startswith("open_via_"):
            return True
        return False if value in ("appears_past", "not_accrued") else None

    def keys(self) -> frozenset[str]:
        return frozenset({*self.inputs, *self._called_for()})

    def _called_for(self) -> dict[str, Condition]:
        """Asked for the sake of time, only of those whom it can concern."""
        at_times = Includes("special_status", *self.statuses)
        return {
            "died_on": Is("subject", "estate"),
            "disabled_from": Is("subject", "ward"),
            "status_from": at_times,
            "status_until": at_times,
        }

    def needs(self, facts: Facts) -> frozenset[str]:
        called_for = self._called_for().items()
        keys = {*self.inputs, *(key for key, when in called_for if when.truth(facts) is Truth.YES)}
        begun = facts.answers.get("status_from")
        if begun is not None and not begun.is_certain:
            keys.discard("status_until")  # an end without a beginning says nothing
        if _is_a_ward_as_such(facts):
            keys -= {"status_from", "status_until"}  # it began with the guardianship and goes on
        return frozenset(key for key in keys if not facts.is_answered(key))

    def in_words(self) -> str:
        return "in time by the limitation rules, from the person’s dates and the party’s acts"


def _is_a_ward_as_such(facts: Facts) -> bool:
    """Whether somebody under guardianship has no other status than that they cannot handle their
    own affairs.
    """
    is_ward = facts.answers.get("subject", Answer(None)).value == "ward"
    statuses = facts.answers.get("special_status", Answer(None)).value
    return is_ward and statuses == ["incapacity"]


@dataclass(frozen=True)
class NotBound:
    """Neither a settlement nor an arbitration clause binds the person as to this party: both bind
    as to the company alone that they name.
    """

    settlement: str = "earlier_settlement"
    dealings: str = "dealings"
    companies: str = "dealings_with"
    party: str = "defendant.company"

    def truth(self, facts: Facts) -> Truth:
        return every([self._is_free_of(self.settlement, facts), self._has_no_clause(facts)])

    def _is_free_of(self, key: str, facts: Facts) -> Truth:
        """Of the companies named in this answer, none is the party."""
        answer, party = facts.answers.get(key), facts.answers.get(self.party)
        if answer is None or not answer.is_certain:
            return Truth.UNKNOWN
        if "none" in answer.value:
            return Truth.YES
        if party is None or not party.is_certain:
            return Truth.UNKNOWN
        if party.value in answer.value:
            return Truth.NO
        return Truth.UNKNOWN if "other" in answer.value else Truth.YES

    def _has_no_clause(self, facts: Facts) -> Truth:
        clause = Includes(self.dealings, "terms", "employee").truth(facts)
        if clause is Truth.YES:
            return self._is_free_of(self.companies, facts)
        return Truth(2 - clause.value)

    def is_firm(self, facts: Facts) -> bool:
        answers = [facts.answers.get(key) for key in (self.settlement, self.dealings)]
        is_plain = all(
            a is not None and a.certainty == "known" and a.basis == "own" for a in answers
        )
        return is_plain and self.truth(facts) is not Truth.UNKNOWN

    def leaves(self) -> tuple[Condition, ...]:
        return (self,)

    def keys(self) -> frozenset[str]:
        return frozenset({self.settlement, self.dealings, self.companies, self.party})

    def needs(self, facts: Facts) -> frozenset[str]:
        keys = [self.settlement, self.dealings]
        if Includes(self.dealings, "terms", "employee").truth(facts) is Truth.YES:
            keys.append(self.companies)
        return frozenset(key for key in keys if not facts.is_answered(key))

    def in_words(self) -> str:
        return "no earlier settlement with this party, and no clause to arbitrate with it"


@dataclass(frozen=True)
class Weighed:
    """Evidence of two sides, for counsel to weigh: where the defendant acted decides as far as it
    is recorded; what ties the person to the place makes it firm, and its lack is no answer.
    """

    person: tuple[Condition, ...]
    party: tuple[Condition, ...]

    def truth(self, facts: Facts) -> Truth:
        return some(part.truth(facts) for part in self.party)

    def is_firm(self, facts: Facts) -> bool:
        if self.truth(facts) is Truth.NO:
            return all(part.is_firm(facts) for part in self.party)
        return all(_decides(side, Truth.YES, facts) for side in (self.person, self.party))

    def leaves(self) -> tuple[Condition, ...]:
        return tuple(leaf for part in self._parts() for leaf in part.leaves())

    def keys(self) -> frozenset[str]:
        return frozenset().union(*(part.keys() for part in self._parts()))

    def needs(self, facts: Facts) -> frozenset[str]:
        return frozenset().union(*(part.needs(facts) for part in self._parts()))

    def _parts(self) -> tuple[Condition, ...]:
        return (*self.person, *self.party)

    def in_words(self) -> str:
        person = " or ".join(part.in_words() for part in self.person)
        party = " or ".join(part.in_words() for part in self.party)
        return f"weighed: on the person’s side {person}; on the defendant’s side {party}"


class _Several:
    """What All and Either share."""

    parts: tuple[Condition, ...]

    def leaves(self) -> tuple[Condition, ...]:
        return tuple(leaf for part in self.parts for leaf in part.leaves())

    def keys(self) -> frozenset[str]:
        return frozenset().union(*(part.keys() for part in self.parts))


def _decides(parts: Iterable[Condition], truth: Truth, facts: Facts) -> bool:
    """Whether one of these settles the whole, firmly."""
    return any(part.truth(facts) is truth and part.is_firm(facts) for part in parts)


@dataclass(frozen=True)
class All(_Several):
    """Every one of these."""

    parts: tuple[Condition, ...]

    def __init__(self, *parts: Condition) -> None:
        object.__setattr__(self, "parts", parts)

    def truth(self, facts: Facts) -> Truth:
        return every(part.truth(facts) for part in self.parts)

    def is_firm(self, facts: Facts) -> bool:
        if self.truth(facts) is Truth.NO:
            return _decides(self.parts, Truth.NO, facts)
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
        if self.truth(facts) is Truth.YES:
            return _decides(self.parts, Truth.YES, facts)
        return all(part.is_firm(facts) for part in self.parts)

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
        return self.truth(facts) is Truth.YES and self.part.is_firm(facts)

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
        if not self.inputs:
            return f"for counsel: {self.what}"
        answers = "; ".join(readable.title_of(key) for key in self.inputs)
        return f"for counsel: {self.what} (from: {answers})"
