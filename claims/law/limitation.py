"""Until when an action may be begun: the rules as declarations with dates, and the engine that
holds them against acts.

For staff alone; no claimant ever sees a result. What is uncertain gives a range, and "the earliest
day that could bar" is always the earlier end: a docket may be early, never late.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from claims.law.ages import ADULT
from claims.law.logic import Answer, Facts
from claims.law.partial_dates import PartialDate
from claims.law.questions import BY_KEY
from claims.law.words import _

OPEN, VIA_MINORITY, ONLY_IF, PAST, UNKNOWN = (
    "open",
    "open_via_minority",
    "open_only_if",
    "appears_past",
    "unknown_date",
)
STATUSES = {
    OPEN: _("open on the dates known"),
    VIA_MINORITY: _("open through minority alone"),
    ONLY_IF: _("open only if an argument holds"),
    PAST: _("appears past on the dates known"),
    UNKNOWN: _("dates not known"),
}
# How the years of minority count: not at all; a second period that begins at 18; or the whole
# period begins at 18.
NO_MINORITY, YEARS_AFTER, BEGINS_AT_18 = "none", "years_after", "begins_at_18"


@dataclass(frozen=True)
class Period:
    """Years from an act.

    `effective_from`, `effective_to`: for acts within these days; a change of law is a second
    period beside the first. Later versions apply to later acts only, unless counsel writes
    otherwise.
    """

    years: int
    citation: str
    source: str
    effective_from: date | None = None
    effective_to: date | None = None

    def covers(self, day: date) -> bool:
        return (self.effective_from or date.min) <= day <= (self.effective_to or date.max)


@dataclass(frozen=True)
class Tolling:
    """A class action that may have stopped the clock for its members.

    `pending`: from when to when, in words.
    """

    case: str
    pending: str
    datasets: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Limitation:
    """`acts`: the kinds from which time runs.

    `minority_years`: for YEARS_AFTER. `discovery`: yes, arguable or no.
    """

    periods: tuple[Period, ...]
    acts: tuple[str, ...]
    minority: str
    minority_citation: str
    discovery: str
    discovery_note: str
    minority_years: int = 0
    tolling: tuple[Tolling, ...] = ()
    estate_note: str = ""


@dataclass(frozen=True)
class Act:
    """One recorded act.

    `earliest` and `latest` enclose the day; None: that end is not known.
    """

    kind: str
    dataset: str
    earliest: date | None
    latest: date | None
    source: str


@dataclass(frozen=True)
class Window:
    """The last day for one act lies between `earliest` and `latest`; `base` is the earlier end
    without minority.
    """

    act: Act
    citation: str
    earliest: date
    latest: date
    base: date


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
    """`last_day`: the earliest day that could bar and has not passed, for the docket; None when
    there is none.
    """

    status: str
    last_day: date | None
    windows: tuple[Window, ...]
    arguments: tuple[str, ...]
    inputs: tuple[Input, ...]

    @property
    def status_in_words(self) -> str:
        return STATUSES[self.status]

    @property
    def arguments_in_words(self) -> list[str]:
        return [ARGUMENTS[key] for key in self.arguments]


def assess(rule: Limitation, facts: Facts, *, on: date) -> Result:
    """Hold one limitation rule against the recorded acts and a person's dates, on a day."""
    acts = [act for act in recorded_acts(facts) if act.kind in rule.acts]
    born = days_of(facts.answers.get("birth_date"))
    windows = _windows(rule, acts, born)
    arguments = tuple(_arguments(rule, facts, acts, on))
    still_open = [window for window in windows if window.earliest >= on]
    perhaps = [window for window in windows if window.earliest < on <= window.latest]
    doubts = [
        bool(perhaps),
        born is None and rule.minority != NO_MINORITY,
        len(windows) < len(acts),
        not windows,
    ]
    status = _status(still_open, any(doubts), arguments, on)
    ahead = [window.earliest for window in still_open] + [window.latest for window in perhaps]
    return Result(status, min(ahead, default=None), windows, arguments, tuple(_inputs(facts, acts)))


def _windows(
    rule: Limitation, acts: Iterable[Act], born: tuple[date, date] | None
) -> tuple[Window, ...]:
    """One for each act whose day, and whose law on that day, is known."""
    windows = [_window(rule, act, born) for act in acts]
    return tuple(window for window in windows if window is not None)


def _status(
    still_open: list[Window], is_unknown: bool, arguments: tuple[str, ...], on: date
) -> str:
    if any(window.base >= on for window in still_open):
        return OPEN
    if still_open:
        return VIA_MINORITY
    if is_unknown:
        return UNKNOWN
    return ONLY_IF if arguments else PAST


def _window(rule: Limitation, act: Act, born: tuple[date, date] | None) -> Window | None:
    """None when the day of the act, or the law of that day, is not known."""
    first, last = act.earliest, act.latest
    if first is None or last is None:
        return None
    period = next((period for period in rule.periods if period.covers(first)), None)
    if period is None:
        return None
    base, latest = plus_years(first, period.years), plus_years(last, period.years)
    earliest = base
    if born and rule.minority != NO_MINORITY:
        old, young = born  # the earliest and the latest possible birthday
        if first < plus_years(old, ADULT):  # a minor whichever birthday it was
            earliest = max(base, _after_minority(rule, old, period))
        if last < plus_years(young, ADULT):
            latest = max(latest, _after_minority(rule, young, period))
    return Window(act, period.citation, earliest, latest, base)


def _after_minority(rule: Limitation, birthday: date, period: Period) -> date:
    years = rule.minority_years if rule.minority == YEARS_AFTER else period.years
    return plus_years(birthday, ADULT + years)


TOLLING_STATUS = frozenset({"military", "prison", "bankruptcy"})
NOBODY = Answer(None, "unsure")


def _is_discovery_open(rule: Limitation, facts: Facts, on: date) -> bool:
    """Whether the longest period, from the day on which they learned of it, has not run out."""
    learned = days_of(facts.answers.get("learned"))
    if learned is None:
        return True
    years = max(period.years for period in rule.periods)
    return plus_years(learned[1], years) >= on


def _arguments(rule: Limitation, facts: Facts, acts: Iterable[Act], on: date) -> Iterable[str]:
    """Names of what could keep time open: discovery, class_tolling, personal_tolling, estate.

    Each for counsel.
    """
    if rule.discovery != "no" and _is_discovery_open(rule, facts, on):
        yield "discovery"
    datasets = {act.dataset for act in acts}
    if any(set(case.datasets) & datasets for case in rule.tolling):
        yield "class_tolling"
    special = facts.answers.get("special_status")
    if special and special.is_certain and TOLLING_STATUS & set(special.value):
        yield "personal_tolling"
    if facts.answers.get("subject", NOBODY).value == "estate":
        yield "estate"


ARGUMENTS = {
    "discovery": _("a discovery rule"),
    "class_tolling": _("a class action that was pending"),
    "personal_tolling": _("military service, prison or bankruptcy"),
    "estate": _("the rules for an estate"),
}


def _inputs(facts: Facts, acts: Iterable[Act]) -> Iterable[Input]:
    for key in ("birth_date", "died_on", "learned", "special_status"):
        answer = facts.answers.get(key)
        if answer is not None:
            value = answer.value if answer.is_certain else answer.certainty
            yield Input(key, str(value), f"claimant ({answer.certainty}, {answer.basis})")
    for act in acts:
        days = f"{act.earliest or '?'} to {act.latest or '?'}"
        yield Input(f"{act.kind} {act.dataset}".strip(), days, act.source)


def recorded_acts(facts: Facts) -> list[Act]:
    answer = facts.answers.get("defendant.acts")
    return [_act(row) for row in answer.value] if answer and answer.is_certain else []


def _act(row: Mapping[str, Any]) -> Act:
    first, last = (
        date.fromisoformat(row[end]) if row[end] else None for end in ("earliest", "latest")
    )
    return Act(row["kind"], row.get("dataset", ""), first, last, row.get("source", ""))


def days_of(answer: Answer | None) -> tuple[date, date] | None:
    """The first and last day that "YYYY", "YYYY-MM" or "YYYY-MM-DD" may mean; None when it is not
    known.

    What is "about right" may be a year off either way.
    """
    if answer is None or not answer.is_certain:
        return None
    told = PartialDate.parse(str(answer.value))
    if answer.certainty == "estimated":
        return plus_years(told.first, -1), plus_years(told.last, 1)
    return told.first, told.last


def plus_years(day: date, years: int) -> date:
    """The same day so many years on; 29 February becomes the 28th, which is the earlier and safer
    reading.
    """
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
