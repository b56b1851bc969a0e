"""How old someone is when a date of birth is known only roughly."""

from __future__ import annotations

from datetime import date

ADULT = 18


def ages(born: str, on: date) -> tuple[int, int]:
    """The least and the greatest age in whole years on a day, for "YYYY-MM-DD", "YYYY-MM" or
    "YYYY"."""
    year, month, day = (int(part) for part in (born.split("-") + ["0", "0"])[:3])
    earliest, latest = (year, month or 1, day or 1), (year, month or 12, day or 31)
    return _age(latest, on), _age(earliest, on)


def _age(born: tuple[int, int, int], on: date) -> int:
    """Someone born on 29 February is a year older from 1 March in a common year."""
    year, month, day = born
    return on.year - year - ((on.month, on.day) < (month, day))
