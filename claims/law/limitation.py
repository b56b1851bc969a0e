"""Until when an action may be begun: what a jurisdiction declares of it, and what comes out.

For staff alone; no claimant ever sees a result. Everything that lengthens or shortens the time is a
window of its own with its dates and its citation (`claims.law.windows` computes them). What is
uncertain gives a range, and the docket holds the earlier end: it may be early, never late.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from claims.law.calendars import Calendar
from claims.law.logic import Facts
from claims.law.questions import BY_KEY
from claims.law.words import _

OPEN, PAST, NOT_ACCRUED, ONLY_IF, UNKNOWN = (
    "open",
    "appears_past",
    "not_accrued",
    "open_only_if",
    "unknown_date",
)
VIA = {
    "minority": "open_via_minority",
    "incapacity": "open_via_disability",
    "death": "open_via_death",
}
STATUSES = {
    OPEN: _("open on the dates known"),
    VIA["minority"]: _("open through minority alone"),
    VIA["incapacity"]: _("open through a legal disability alone"),
    VIA["death"]: _("open through the time that an estate has"),
    ONLY_IF: _("open only if an argument holds"),
    PAST: _("appears past on the dates known"),
    NOT_ACCRUED: _("no claim arose: the person was not alive at the time"),
    UNKNOWN: _("dates not known"),
}
RULES = {
    "act": _("from the act"),
    "first_publication": _("from the first publication"),
    "minority": _("minority"),
    "incapacity": _("legal disability"),
    "death": _("death"),
    "stay": _("a disability that began later"),
    "discovery": _("discovery"),
    "class_tolling": _("a class action that was pending"),
    "military": _("military service"),
    "prison": _("prison"),
    "bankruptcy": _("bankruptcy"),
    "republication": _("each publication counts anew"),
    "first_act": _("a defense: time ran from the first act"),
}
NEVER = date.max  # stands for "no last day": while something lasts, or since a date is not known


@dataclass(frozen=True)
class Period:
    """Years from an act.

    `effective_from`, `effective_to`: for acts within these days; a change of law is a second
    period beside the first. Later versions apply to later acts only, unless counsel writes
    otherwise.
    """

    years: int
    citation: str
    effective_from: date | None = None
    effective_to: date | None = None


@dataclass(frozen=True)
class Disability:
    """Who cannot sue when the claim arises: a minor, or an adult under a legal disability.

    `years`: that many to sue once it ends; 0: the whole period begins then. `cap`: at most so many
    years from the act. What is not `is_settled` is an argument beside the period, and does not
    move it.
    """

    citation: str
    years: int = 0
    cap: int = 0
    is_settled: bool = True


@dataclass(frozen=True)
class Death:
    """What the representative has after a death within the period: so many months, if that is
    later.
    """

    citation: str
    months: int


@dataclass(frozen=True)
class Interruption:
    """Time in a person's life that may not count (the answer's key in "special_status").

    `cap`: at most so many years. `years_from_begin`: instead, so many years from its beginning, if
    that is later. An argument for counsel.
    """

    status: str
    citation: str
    cap: int = 0
    years_from_begin: int = 0


MILITARY = Interruption("military", "50 U.S.C. § 3936(a)")
BANKRUPTCY = Interruption("bankruptcy", "11 U.S.C. § 108(a)", years_from_begin=2)


@dataclass(frozen=True)
class PendingCase:
    """A class action that may have stopped the clock for its members.

    `ends`: None where it is not established.
    """

    case: str
    datasets: tuple[str, ...]
    members: str
    begins: date
    ends: date | None
    note: str


@dataclass(frozen=True)
class Limitation:
    """`acts`: the kinds from which time runs. `minority`, `incapacity`, `death`: None where nothing
    of the kind extends the time.

    `stay`: of a disability that begins after the act, with its cap. `discovery`, `republication`,
    `first_act`: the authority for what may be argued, "" where nothing is: that time runs from
    learning of it; that only the first publication counts (then a later one is an argument); that
    one violation runs from its first act.
    """

    periods: tuple[Period, ...]
    acts: tuple[str, ...]
    calendar: Calendar
    minority: Disability | None = None
    incapacity: Disability | None = None
    stay: Disability | None = None
    death: Death | None = None
    discovery: str = ""
    single_publication: str = ""
    first_act: str = ""
    interruptions: tuple[Interruption, ...] = ()
    pending: tuple[PendingCase, ...] = ()

    def citations(self) -> list[str]:
        """What its statements rest on."""
        rules = [self.minority, self.incapacity, self.stay, self.death, *self.interruptions]
        return [
            *(period.citation for period in self.periods),
            self.calendar.citation,
            *(rule.citation for rule in rules if rule),
            self.discovery,
            self.single_publication,
            self.first_act,
            *(case.case for case in self.pending),
        ]


@dataclass(frozen=True)
class Act:
    """One recorded act.

    `earliest` and `latest` enclose its day, or, of what went on throughout, are its beginning and
    its end; None: not known. `is_joined`: the photo is known to stand in the act's dataset.
    """

    kind: str
    dataset: str
    earliest: date | None
    latest: date | None
    source: str
    is_throughout: bool = False
    is_joined: bool = True


@dataclass(frozen=True)
class Window:
    """One reading of the last day for one act: between `earliest` and `latest`; NEVER: none.

    `is_settled`: a statute or the highest court gives it; else counsel or a defendant argues it.
    `is_sure`: the person falls under it whichever of the rough dates is right.
    """

    act: Act
    rule: str
    citation: str
    earliest: date
    latest: date
    is_settled: bool = True
    is_sure: bool = True

    @property
    def rule_in_words(self) -> str:
        return RULES[self.rule]

    @property
    def is_argument(self) -> bool:
        """For the person; a defense is one against them."""
        return not self.is_settled and self.rule != "first_act"

    @property
    def first_day(self) -> date | None:
        return None if self.earliest == NEVER else self.earliest

    @property
    def last_day(self) -> date | None:
        return None if self.latest == NEVER else self.latest

    def next_day(self, on: date) -> date | None:
        """The next day on which it may bar, for the docket: today, where the earlier end has passed
        and the later has not, or is not known.
        """
        if on <= self.earliest < NEVER:
            return self.earliest
        return on if self.earliest < on <= self.latest else None


@dataclass(frozen=True)
class Day:
    """A day for the docket, by which rule and by which authority it is one.

    `bars`: under the law as it stands or by an argument; otherwise something settled lengthens it.
    Where it is not `is_certain`, the dates are rough or missing, and any day from now on may bar.
    """

    day: date
    rule: str
    citation: str
    bars: bool
    is_certain: bool = True

    @property
    def rule_in_words(self) -> str:
        return RULES[self.rule]


@dataclass(frozen=True)
class Input:
    """A fact that the result was computed from: its name, its value in short, and whose word it
    is.
    """

    name: str
    value: str
    source: str

    @property
    def title(self) -> str:
        """The question, or the act as it is recorded."""
        return BY_KEY[self.name].text if self.name in BY_KEY else self.name


@dataclass(frozen=True)
class Result:
    """`days`: every day of the docket that has not passed. `arguments`: the rules that could keep
    time open. `is_contested`: a defense would bar what the law as it stands leaves open.
    """

    status: str
    windows: tuple[Window, ...]
    days: tuple[Day, ...]
    arguments: tuple[str, ...]
    is_contested: bool
    inputs: tuple[Input, ...]

    @property
    def last_day(self) -> date | None:
        """The earliest day that could bar and has not passed; None when there is none."""
        return min((day.day for day in self.days if day.bars), default=None)

    @property
    def status_in_words(self) -> str:
        return STATUSES[self.status]

    @property
    def arguments_in_words(self) -> list[str]:
        return [RULES[key] for key in self.arguments]


def recorded_acts(facts: Facts) -> list[Act]:
    answer = facts.answers.get("defendant.acts")
    return [_act(row) for row in answer.value] if answer and answer.is_certain else []


def _act(row: Mapping[str, Any]) -> Act:
    first, last = (
        date.fromisoformat(row[end]) if row[end] else None for end in ("earliest", "latest")
    )
    return Act(
        row["kind"],
        row.get("dataset", ""),
        first,
        last,
        row.get("source", ""),
        is_throughout=bool(row.get("throughout")),
        is_joined=bool(row.get("joined")),
    )
