"""Where somebody lived, as a lawyer checks it: months that are missing, places at the same time,
and days in a row.

183 days in a row is a rule of two settlements (Clearview AI; Facebook, biometric): a figure for
staff to look at, and of no statute. Rough dates give a least and a most; neither is ever taken for
the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from claims.law.logic import Answer, days_of
from claims.law.partial_dates import days_in

SINCE = date(2004, 1, 1)  # Flickr's first year: from here on the question asks
DAYS_IN_A_ROW = 183
SHORT = 31  # days that a move may take without being a gap


@dataclass(frozen=True)
class Stay:
    """One place.

    `widest` and `narrowest`: first and last day by the earliest and latest, or the latest and
    earliest, reading of rough dates; `narrowest` is None where nothing is certain.
    """

    state: str
    widest: tuple[date, date]
    narrowest: tuple[date, date] | None


@dataclass(frozen=True)
class Life:
    """The days between which somebody can have lived anywhere, as widely as rough dates allow."""

    born: date | None = None
    died: date | None = None

    def clip(self, first: date, last: date) -> tuple[date, date] | None:
        begin, end = max(first, self.born or first), min(last, self.died or last)
        return (begin, end) if begin <= end else None


def life_of(answers: Mapping[str, Answer]) -> Life:
    """From the earliest birth to the latest death that the answers allow."""
    born, died = days_of(answers.get("birth_date")), days_of(answers.get("died_on"))
    return Life(born[0] if born else None, died[1] if died else None)


def stays(
    value: Mapping[str, Any] | None, on: date, *, is_rough: bool = False, life: Life = Life()
) -> list[Stay]:
    """The places of an answer (as `intake.fields.ResidencesField` cleans it), the earliest first.

    `is_rough`: the person said "about right", so that each date may be a year off; those that
    lie outside the life are left out.
    """
    rows = value["places"] if value else []
    all_stays = [stay for row in rows if (stay := _stay(row, on, is_rough, life))]
    return sorted(all_stays, key=lambda stay: stay.widest)


def _stay(row: Mapping[str, str], on: date, is_rough: bool, life: Life) -> Stay | None:
    """The widest and the narrowest reading of one place; None where nobody lived in it then."""
    begin = _days(row["from"], is_rough)
    earliest, latest = _ends(row["until"], on, is_rough)
    widest = life.clip(min(begin[0] if begin else SINCE, latest), latest)
    if widest is None:
        return None
    narrowest = None
    if begin and earliest and begin[1] <= earliest:
        narrowest = life.clip(begin[1], earliest)
    return Stay(row["state"], widest, narrowest)


def _ends(until: str, on: date, is_rough: bool) -> tuple[date | None, date]:
    """The earliest and the latest day on which a stay ended, none of them after `on`.

    "" is the present; of an end that is not known there is no earliest.
    """
    if until == "":
        return on, on
    end = _days(until, is_rough)
    if end is None:
        return None, on
    first, last = end
    return first, min(last, on)


def _days(text: str, is_rough: bool = False) -> tuple[date, date] | None:
    """First and last day of "YYYY-MM" or "YYYY"; a year more on both sides where it is rough."""
    if not text or text == "unknown":
        return None
    return days_in(text, is_rough=is_rough)


def gaps(places: list[Stay], on: date, born: date | None = None) -> list[tuple[date, date]]:
    """Spans since SINCE (or the birth, if later) of which, even by the widest reading, no place is
    given; those up to SHORT days left out.
    """
    rows, reached = [], max(SINCE, born) if born else SINCE
    for stay in places:
        first, last = stay.widest
        if (first - reached).days > SHORT:
            rows.append((reached, first - timedelta(days=1)))
        reached = max(reached, last + timedelta(days=1))
    if places and (on - reached).days > SHORT:
        rows.append((reached, on))
    return rows


def overlaps(places: list[Stay]) -> list[tuple[Stay, Stay]]:
    """Pairs of places at the same time for more than SHORT days, even by the narrowest reading."""
    return [
        (stay, other)
        for number, stay in enumerate(places)
        for other in places[number + 1 :]
        if stay.narrowest and other.narrowest and _common(stay.narrowest, other.narrowest) > SHORT
    ]


def _common(one: tuple[date, date], other: tuple[date, date]) -> int:
    return (min(one[1], other[1]) - max(one[0], other[0])).days + 1


def days_in_a_row(places: list[Stay], state: str) -> tuple[int, int]:
    """(least, most) days of the longest unbroken time in a state."""
    own = [stay for stay in places if stay.state == state]
    least = _longest([stay.narrowest for stay in own if stay.narrowest])
    return least, _longest([stay.widest for stay in own])


def _longest(spans: list[tuple[date, date]]) -> int:
    best, begin, end = 0, None, None
    for first, last in sorted(spans):
        if begin is None or end is None or (first - end).days > 1:
            begin, end = first, last
        else:
            end = max(end, last)
        best = max(best, (end - begin).days + 1)
    return best


@dataclass(frozen=True)
class Row:
    """One state: days in a row, and whether they reach DAYS_IN_A_ROW: yes, perhaps or no."""

    state: str
    least: int
    most: int

    @property
    def reached(self) -> str:
        if self.least >= DAYS_IN_A_ROW:
            return "yes"
        return "perhaps" if self.most >= DAYS_IN_A_ROW else "no"


def by_state(places: list[Stay]) -> list[Row]:
    states = dict.fromkeys(stay.state for stay in places)
    return [Row(state, *days_in_a_row(places, state)) for state in states]
