"""The limitation engine: each rule of a jurisdiction held against one act and one person's dates.

Every rule gives windows. Those that are settled decide together until when there is time; the
others stand beside them, and all of them on the docket.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain

from claims.law.ages import ADULT
from claims.law.limitation import (
    NEVER,
    NOT_ACCRUED,
    ONLY_IF,
    OPEN,
    PAST,
    UNKNOWN,
    VIA,
    Act,
    Day,
    Disability,
    Input,
    Interruption,
    Limitation,
    PendingCase,
    Period,
    Result,
    Window,
    recorded_acts,
)
from claims.law.logic import Answer, Facts, days_of
from claims.law.partial_dates import plus_months, plus_years

Days = tuple[date, date]  # the earliest and the latest day that a rough date may mean
NOBODY = Answer(None, "unsure")


@dataclass(frozen=True)
class Span:
    """Time in a life, with rough ends. `end` None: it goes on."""

    begin: Days
    end: Days | None

    def ends(self) -> Days:
        return self.end or (NEVER, NEVER)


@dataclass(frozen=True)
class Person:
    """The dates of a life. What is None is not known, or did not happen.

    `may_have_died`, `may_be_disabled`: nobody said that it is not so, or when. `statuses`: what was
    ticked of "special_status"; None where that is not known.
    """

    born: Days | None
    died: Days | None
    may_have_died: bool
    disabled: Span | None
    may_be_disabled: bool
    statuses: frozenset[str] | None
    status_span: Span | None
    learned: Days | None


def person_of(facts: Facts) -> Person:
    """The dates of whom the claim is for."""
    answers = facts.answers
    kind = answers.get("subject", NOBODY).value
    statuses = _statuses(facts)
    died = days_of(answers.get("died_on")) if kind in ("estate", None) else None
    return Person(
        born=days_of(answers.get("birth_date")),
        died=died,
        may_have_died=kind in ("estate", None) and died is None,
        disabled=_disabled(facts, kind, statuses),
        may_be_disabled=kind in ("ward", None) or _may_include(statuses, "incapacity"),
        statuses=statuses,
        status_span=_status_span(facts, statuses),
        learned=days_of(answers.get("learned")),
    )


def _statuses(facts: Facts) -> frozenset[str] | None:
    """What was ticked; None where it is not known."""
    answer = facts.answers.get("special_status", NOBODY)
    return frozenset(answer.value) if answer.is_certain else None


def _may_include(statuses: frozenset[str] | None, status: str) -> bool:
    return statuses is None or status in statuses


def _status_span(facts: Facts, statuses: frozenset[str] | None) -> Span | None:
    """When it was; None where that is not known, or not of which of several."""
    first = days_of(facts.answers.get("status_from"))
    last = days_of(facts.answers.get("status_until"))
    if first is None or last is None:
        return None
    number = len(statuses or ())
    return Span(first, last) if number == 1 else None


def _disabled(facts: Facts, kind: str | None, statuses: frozenset[str] | None) -> Span | None:
    """A ward's disability goes on; another's was between two days."""
    if kind == "ward":
        since = days_of(facts.answers.get("disabled_from"))
        return Span(since, None) if since else None
    return _status_span(facts, statuses) if statuses == {"incapacity"} else None


def assess(rule: Limitation, facts: Facts, *, on: date) -> Result:
    """Hold one limitation rule against the recorded acts and a person's dates, on a day."""
    person = person_of(facts)
    acts = [act for act in recorded_acts(facts) if act.kind in rule.acts]
    alive = [act for act in acts if not _is_outside_life(act, person)]
    clocks = [Clock(rule, person, act, alive) for act in alive]
    windows = tuple(chain.from_iterable(clock.windows for clock in clocks))
    status = _status(clocks, on) if alive or not acts else NOT_ACCRUED
    return Result(
        status=status,
        windows=windows,
        days=_docket(clocks, on),
        arguments=_arguments(windows, on),
        is_contested=status in (OPEN, *VIA.values()) and _is_barred_by_defense(windows, on),
        inputs=tuple(_inputs(facts, acts)),
    )


def _is_barred_by_defense(windows: tuple[Window, ...], on: date) -> bool:
    return any(window.rule == "first_act" and window.latest < on for window in windows)


def _is_outside_life(act: Act, person: Person) -> bool:
    """Before the person was born, or after they had died, whichever of the dates is right."""
    if person.born and act.latest and act.latest < person.born[0]:
        return True
    return bool(person.died and act.earliest and act.earliest > person.died[1])


def _is_within_life(act: Act, person: Person) -> bool:
    """Whether the person lived at the time, whichever of the dates is right."""
    if act.earliest is None or person.born is None or person.may_have_died:
        return False
    begin, end = act.earliest, act.latest or NEVER
    if act.is_throughout:
        begin, end = end, begin  # part of it within the life is enough
    died = person.died[0] if person.died else NEVER
    return begin >= person.born[1] and end <= died


class Clock:
    """One act's windows, and what the settled ones give together."""

    def __init__(
        self,
        rule: Limitation,
        person: Person,
        act: Act,
        acts: list[Act],
    ) -> None:
        self.rule, self.person, self.act = rule, person, act
        self.acts = [other for other in acts if other.dataset == act.dataset]
        self.arose = act  # the act with which the claim arose
        self.windows = self._first_windows()
        if not self.windows:
            return
        # What the settled windows before it give together decides whether a death was in time.
        self.windows += self._minority()
        self.windows += self._incapacity()
        self.windows += self._death()
        self.windows += self._arguments()
        self.windows += self._defenses()

    # --- What the settled windows give together ---

    def settled(self) -> list[Window]:
        return [window for window in self.windows if window.is_settled]

    def earliest(self) -> date:
        """Before this day nothing settled bars."""
        sure = [window.earliest for window in self.settled() if window.is_sure]
        return max(sure) if self.windows[0].is_sure else self.windows[0].earliest

    def latest(self) -> date:
        return max(window.latest for window in self.settled())

    def is_open(self, on: date) -> bool:
        """Whether, whichever of the rough dates is right, there is time."""
        is_theirs = self.act.is_joined and _is_within_life(self.act, self.person)
        return is_theirs and self._is_known() and self.earliest() >= on

    def is_in_doubt(self, on: date) -> bool:
        """Whether there may be time, and there may be none."""
        return not self._is_known() or (self.latest() >= on and not self.is_open(on))

    def open_by(self, on: date) -> str:
        """The rule that leaves it open; the act itself before what lengthens it."""
        rules = [window.rule for window in self.settled() if window.is_sure]
        last_days = [window.earliest for window in self.settled() if window.is_sure]
        return next(rule for rule, day in zip(rules, last_days, strict=True) if day >= on)

    def _is_known(self) -> bool:
        """Whether its day and its law are known."""
        return bool(self.windows) and self.windows[0].is_sure

    def days(self, on: date) -> Iterator[Day]:
        """Its days on the docket: those of each window, and the one that they give together."""
        if not self.windows:
            return
        together = Window(self.act, "act", "", self.earliest(), self.latest()).next_day(on)
        windows = [self._as_read(window) for window in self.windows if self._counts(window)]
        dates = [window.next_day(on) for window in windows]
        for window, day in zip(windows, dates, strict=True):
            if day:
                bars = not window.is_settled or day == together
                is_certain = day == window.earliest
                yield Day(day, window.rule, window.citation, bars, is_certain)
        if together and together not in dates:
            base = self.windows[0]
            yield Day(together, base.rule, base.citation, bars=True, is_certain=False)

    def _as_read(self, window: Window) -> Window:
        """An argument lengthens and never shortens."""
        if not window.is_argument:
            return window
        return replace(window, earliest=max(window.earliest, self.earliest()))

    def _counts(self, window: Window) -> bool:
        """An argument that gives no more than the settled law does is none."""
        return not window.is_argument or window.latest > self.earliest()

    # --- The period itself ---

    def _first_windows(self) -> list[Window]:
        """The period from the act, or from the first publication; none when its day, or the law of
        that day, is not known.
        """
        base = self._base()
        if base is None:
            return []
        if not self.rule.single_publication:
            return [base]
        if any(other.earliest is None for other in self.acts):
            base = replace(base, is_sure=False)  # one without a day may have been the first
        first = self._first(self.acts)
        return [base] if first is self.act else self._single_publication(base, first)

    def _base(self) -> Window | None:
        """From the act itself. None when its day, or the law of that day, is not known."""
        act = self.act
        spans = self._covered()
        if not spans:
            return None
        if act.is_throughout:
            # It goes on and may be sued on until the period after its last day has run.
            begin, end, period = spans[-1]
            counted = end if act.latest else begin
            days = plus_years(counted, period.years), plus_years(end, period.years)
            return self._window("act", period.citation, *days)
        return self._window(
            "act",
            spans[0][2].citation,
            min(plus_years(begin, period.years) for begin, _end, period in spans),
            max(plus_years(end, period.years) for _begin, end, period in spans),
            is_sure=spans[0][0] == act.earliest,
        )

    def _covered(self) -> list[tuple[date, date, Period]]:
        """The days between which it may have been, by the period that held on them."""
        act = self.act
        if act.earliest is None or (act.latest is None and not act.is_throughout):
            return []
        last = act.latest or NEVER
        spans = []
        for period in self.rule.periods:
            begin = max(act.earliest, period.effective_from or date.min)
            end = min(last, period.effective_to or NEVER)
            if begin <= end:
                spans.append((begin, end, period))
        return spans

    def _first(self, acts: list[Act]) -> Act:
        """The earliest of them whose day is known; this act itself among equals."""
        with_days = [act for act in acts if act.earliest]
        first = min(with_days, key=lambda act: act.earliest or NEVER)
        return self.act if first.earliest == self.act.earliest else first

    def _window(
        self,
        rule: str,
        citation: str,
        earliest: date,
        latest: date,
        *,
        is_settled: bool = True,
        is_sure: bool = True,
    ) -> Window:
        """With a last day on which the courts are closed moved on."""
        move = self.rule.calendar.last_day
        return Window(self.act, rule, citation, move(earliest), move(latest), is_settled, is_sure)

    def _unsure(self, rule: str, citation: str, *, is_settled: bool = True) -> Window:
        """It may apply, and until when is not known."""
        base = self.windows[0]
        return Window(self.act, rule, citation, base.earliest, NEVER, is_settled, is_sure=False)

    def _years(self) -> tuple[int, int]:
        """The shortest and the longest period that may apply."""
        years = [period.years for period in self.rule.periods]
        return min(years), max(years)

    def _accrual(self) -> Days:
        """Between which days the claim arose; what went on throughout, with its end."""
        first, last = self.arose.earliest or date.min, self.arose.latest or NEVER
        return (last, last) if self.arose.is_throughout and last < NEVER else (first, last)

    def _single_publication(self, base: Window, first: Act) -> list[Window]:
        """Time runs from the first publication; that a later one counts anew is an argument."""
        self.arose = first
        period = self.rule.periods[0]
        earliest, latest = first.earliest or date.min, first.latest or NEVER
        return [
            self._window(
                "first_publication",
                self.rule.single_publication,
                plus_years(earliest, period.years),
                plus_years(latest, period.years),
                is_sure=base.is_sure,
            ),
            self._window(
                "republication",
                self.rule.single_publication,
                base.earliest,
                base.latest,
                is_settled=False,
            ),
        ]

    def _defenses(self) -> Iterator[Window]:
        """That it was one violation, and its time ran from the first act, or from the beginning of
        what went on throughout.
        """
        first = self._first([act for act in self.acts if act.kind == self.act.kind])
        is_later = first is not self.act or self.act.is_throughout
        if not self.rule.first_act or not is_later:
            return
        shortest, longest = self._years()
        begun = first.earliest or date.min
        last = begun if first.is_throughout else first.latest or NEVER
        yield self._window(
            "first_act",
            self.rule.first_act,
            plus_years(begun, shortest),
            plus_years(last, longest),
            is_settled=False,
        )

    # --- Minority, disability, death ---

    def _minority(self) -> Iterator[Window]:
        """Who was under age when the claim arose."""
        rule, born = self.rule.minority, self.person.born
        if rule is None:
            return
        if born is None:
            yield self._unsure("minority", rule.citation, is_settled=rule.is_settled)
            return
        first = self._accrual()[0]
        of_age = plus_years(born[0], ADULT), plus_years(born[1], ADULT)
        if first < of_age[1]:
            yield self._disability(
                "minority",
                rule,
                born,
                age=ADULT,
                is_sure=first < of_age[0],
            )

    def _incapacity(self) -> Iterator[Window]:
        rule, span = self.rule.incapacity, self.person.disabled
        if rule is None:
            return
        if span:
            yield from self._under_disability(rule, span)
        elif self.person.may_be_disabled:
            yield self._unsure("incapacity", rule.citation, is_settled=rule.is_settled)

    def _under_disability(self, rule: Disability, span: Span) -> Iterator[Window]:
        """At the time of the act, or from a later day."""
        first, last = self._accrual()
        ends = span.ends()
        if span.begin[0] <= last and ends[1] >= first:
            is_sure = span.begin[1] <= first and ends[0] >= last
            yield self._disability("incapacity", rule, ends, is_sure=is_sure)
        is_later = first < span.begin[1] and span.begin[0] <= self.windows[0].latest
        if self.rule.stay and is_later:
            yield self._stayed(self.rule.stay, span)

    def _disability(
        self, key: str, rule: Disability, begins: Days, *, age: int = 0, is_sure: bool
    ) -> Window:
        """Once a disability ends (at an age, counted from `begins`), or the person dies: a time of
        its own, or the period anew.
        """
        shortest, longest = (rule.years, rule.years) if rule.years else self._years()
        earliest = plus_years(begins[0], age + shortest)
        latest = plus_years(begins[1], age + longest)
        died = self.person.died or (NEVER, NEVER)
        earliest = min(earliest, plus_years(died[0], shortest))
        latest = min(latest, plus_years(died[1], longest))
        first, last = self._accrual()
        if rule.cap:
            earliest = min(earliest, plus_years(first, rule.cap))
            latest = min(latest, plus_years(last, rule.cap))
        is_sure = is_sure and not self.person.may_have_died
        base = self.windows[0].earliest
        return self._window(
            key,
            rule.citation,
            max(earliest, base) if is_sure else min(earliest, base),
            latest,
            is_settled=rule.is_settled,
            is_sure=is_sure,
        )

    def _stayed(self, rule: Disability, span: Span) -> Window:
        """A disability that began after the act: its days are not counted, as far as the cap."""
        base, ends = self.windows[0], span.ends()
        shortest = max(timedelta(), ends[0] - span.begin[1])
        longest = max(timedelta(), ends[1] - span.begin[0])
        return self._window(
            "stay",
            rule.citation,
            min(_later(base.earliest, shortest), plus_years(base.earliest, rule.cap)),
            min(_later(base.latest, longest), plus_years(base.latest, rule.cap)),
            is_settled=False,
        )

    def _death(self) -> Iterator[Window]:
        """The representative's time, where the person died before time had run."""
        rule, died = self.rule.death, self.person.died
        if self.person.may_have_died or (died and rule is None):
            yield self._unsure("death", rule.citation if rule else "")
        elif died and rule and died[0] <= self.latest():
            yield self._window(
                "death",
                rule.citation,
                plus_months(died[0], rule.months),
                plus_months(died[1], rule.months),
                is_sure=died[1] <= self.earliest(),
            )

    # --- What is argued ---

    def _arguments(self) -> Iterator[Window]:
        yield from self._discovery()
        for interruption in self.rule.interruptions:
            yield from self._interrupted(interruption)
        for case in self.rule.pending:
            if self.act.dataset in case.datasets:
                yield from self._pending(case)

    def _discovery(self) -> Iterator[Window]:
        """From the day on which the person learned of it."""
        citation, learned = self.rule.discovery, self.person.learned
        if not citation:
            return
        if learned is None:
            yield self._unsure("discovery", citation, is_settled=False)
            return
        shortest, longest = self._years()
        yield self._window(
            "discovery",
            citation,
            plus_years(learned[0], shortest),
            plus_years(learned[1], longest),
            is_settled=False,
        )

    def _interrupted(self, rule: Interruption) -> Iterator[Window]:
        statuses, span = self.person.statuses, self.person.status_span
        if not _may_include(statuses, rule.status):
            return
        if span is None:
            unsure = self._unsure(rule.status, rule.citation, is_settled=False)
            yield replace(unsure, is_sure=statuses is not None)
            return
        days = (
            self._after_petition(rule, span) if rule.years_from_begin else self._after(rule, span)
        )
        yield self._window(rule.status, rule.citation, *days, is_settled=False)

    def _after_petition(self, rule: Interruption, span: Span) -> Days:
        first, last = span.begin
        return plus_years(first, rule.years_from_begin), plus_years(last, rule.years_from_begin)

    def _after(self, rule: Interruption, span: Span) -> Days:
        base, ends = self.windows[0], span.ends()
        shortest = self._overlap(span.begin[1], ends[0], rule.cap)
        longest = self._overlap(span.begin[0], ends[1], rule.cap)
        return _later(base.earliest, shortest), _later(base.latest, longest)

    def _overlap(self, begin: date, end: date, cap: int) -> timedelta:
        """The days between two that fall after the act, if they began before time had run.

        `cap`: at most so many years, 0 for no limit.
        """
        begin = max(begin, self._accrual()[0])
        if begin > self.windows[0].latest:
            return timedelta()
        limit = plus_years(begin, cap) if cap else NEVER
        last = min(end, limit)
        return max(timedelta(), last - begin)

    def _pending(self, case: PendingCase) -> Iterator[Window]:
        base = self.windows[0]
        if case.begins > base.latest:
            return
        citation = f"{case.case}; {case.note}"
        if case.ends is None:
            # It was pending; until when is not established.
            yield replace(self._unsure("class_tolling", citation, is_settled=False), is_sure=True)
            return
        first, last = self._accrual()
        shortest = max(timedelta(), case.ends - max(case.begins, last))
        longest = max(timedelta(), case.ends - max(case.begins, first))
        yield self._window(
            "class_tolling",
            citation,
            _later(base.earliest, shortest),
            _later(base.latest, longest),
            is_settled=False,
        )


def _later(day: date, span: timedelta) -> date:
    """So much later; NEVER stays NEVER, and so does what lies beyond the calendar."""
    return NEVER if NEVER - day <= span else day + span


def _status(clocks: list[Clock], on: date) -> str:
    rules = {clock.open_by(on) for clock in clocks if clock.is_open(on)}
    return _widest(rules) if rules else _without_time(clocks, on)


def _without_time(clocks: list[Clock], on: date) -> str:
    """Where nothing settled surely leaves time."""
    if not clocks or any(clock.is_in_doubt(on) for clock in clocks):
        return UNKNOWN
    windows = tuple(chain.from_iterable(clock.windows for clock in clocks))
    if _arguments(windows, on):
        return ONLY_IF
    # Something that is not known could be an argument.
    return PAST if all(window.is_sure for window in windows) else UNKNOWN


def _widest(rules: set[str]) -> str:
    """Open on its own date before what lengthens it."""
    lengthened = [status for rule, status in VIA.items() if rule in rules]
    return OPEN if rules - VIA.keys() else lengthened[0]


def _arguments(windows: tuple[Window, ...], on: date) -> tuple[str, ...]:
    """The rules that could keep time open, and until when is known."""
    rules = [
        window.rule
        for window in windows
        if window.is_argument and window.is_sure and window.latest >= on
    ]
    return tuple(dict.fromkeys(rules))


def _docket(clocks: list[Clock], on: date) -> tuple[Day, ...]:
    """Every day that the engine knows and that has not passed, each once, the earliest first."""
    days = set(chain.from_iterable(clock.days(on) for clock in clocks))
    return tuple(sorted(days, key=in_order))


def in_order(day: Day) -> tuple[date, bool, str, str]:
    """The earliest first; of the same day, what bars before what does not."""
    return day.day, not day.bars, day.rule, day.citation


def _inputs(facts: Facts, acts: list[Act]) -> Iterator[Input]:
    for key in INPUTS:
        answer = facts.answers.get(key)
        if answer is not None:
            value = answer.value if answer.is_certain else answer.certainty
            yield Input(key, str(value), f"claimant ({answer.certainty}, {answer.basis})")
    for act in acts:
        days = f"{act.earliest or '?'} to {act.latest or '?'}"
        yield Input(f"{act.kind} {act.dataset}".strip(), days, act.source)


INPUTS = (
    "birth_date",
    "died_on",
    "disabled_from",
    "learned",
    "special_status",
    "status_from",
    "status_until",
)
