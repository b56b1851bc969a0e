"""How old someone is when a date of birth is known only roughly."""

from __future__ import annotations

from datetime import date

from claims.law.partial_dates import PartialDate

ADULT = 18


def ages(born: str, on: date) -> tuple[int, int]:
    """The least and the greatest age in whole years on a day, for "YYYY-MM-DD", "YYYY-MM" or
    "YYYY".
    """
    birth = PartialDate.parse(born)
    return _age(birth.last, on), _age(birth.first, on)


def _age(born: date, on: date) -> int:
    """Someone born on 29 February is a year older from 1 March in a common year."""
    had_birthday = (on.month, on.day) >= (born.month, born.day)
    return on.year - born.year - (0 if had_birthday else 1)
