"""How old someone is when a date of birth is known only roughly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from claims.law.logic import Answer, days_of
from claims.law.partial_dates import PartialDate

ADULT = 18


def ages(born: str, on: date) -> tuple[int, int]:
    """The least and the greatest age in whole years on a day, for "YYYY-MM-DD", "YYYY-MM" or
    "YYYY".
    """
    birth = PartialDate.parse(born)
    return _age(birth.last, on), _age(birth.first, on)


def eighteenth_birthday(born: date) -> date:
    """The day on which somebody is 18; 1 March for who was born on 29 February, as in `ages`: no
    year in which such a person turns 18 is a leap year.
    """
    if (born.month, born.day) == (2, 29):
        return date(born.year + ADULT, 3, 1)
    return born.replace(year=born.year + ADULT)


@dataclass(frozen=True)
class Adulthood:
    """The first and the last day on which somebody may turn 18: one day, where the whole date of
    birth is known.
    """

    first: date
    last: date


def adulthood(birth: Answer | None) -> Adulthood | None:
    """Of who was born then; None where it is not known."""
    days = days_of(birth)
    return Adulthood(*map(eighteenth_birthday, days)) if days else None


def _age(born: date, on: date) -> int:
    """Someone born on 29 February is a year older from 1 March in a common year."""
    had_birthday = (on.month, on.day) >= (born.month, born.day)
    return on.year - born.year - (0 if had_birthday else 1)
