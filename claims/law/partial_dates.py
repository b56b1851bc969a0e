"""Dates of which the day, or the month too, may not be known; and how a period is counted."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class PartialDate:
    """A year, a month of it or a day. `month` and `day` are 0 where they are not known.

    Raises ValueError for a date that does not exist.
    """

    year: int
    month: int = 0
    day: int = 0

    def __post_init__(self) -> None:
        if self.day and not self.month:
            raise ValueError("a day needs its month")
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """From "2009", "2009-06" or "2009-06-14".

        Raises ValueError.
        """
        return cls(*(int(part) for part in text.split("-")))

    def __str__(self) -> str:
        text = f"{self.year:04d}"
        if self.month:
            text += f"-{self.month:02d}"
        if self.day:
            text += f"-{self.day:02d}"
        return text

    @property
    def precision(self) -> str:
        """year, month or day."""
        if self.day:
            return "day"
        return "month" if self.month else "year"

    @property
    def first(self) -> date:
        """The first day that it may mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day that it may mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


def days_in(text: str, *, is_rough: bool = False) -> tuple[date, date]:
    """The first and last day that "YYYY", "YYYY-MM" or "YYYY-MM-DD" may mean; a year more on both
    sides where it is rough.

    Raises ValueError.
    """
    told = PartialDate.parse(text)
    if is_rough:
        return plus_years(told.first, -1), plus_years(told.last, 1)
    return told.first, told.last


def plus_years(day: date, years: int) -> date:
    """The same day so many years on; 29 February becomes the 28th, which is the earlier and safer
    reading. The last day of the calendar stays what it is: it stands for "no last day".
    """
    if day == date.max:
        return day
    return _in_month(day.year + years, day.month, day.day)


def plus_months(day: date, months: int) -> date:
    """The same day so many months on, or the last of a shorter month."""
    if day == date.max:
        return day
    years, month = divmod(day.month - 1 + months, 12)
    return _in_month(day.year + years, month + 1, day.day)


def _in_month(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))
