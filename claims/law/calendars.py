"""Days on which the courts are closed: a last day that falls on one moves to the next that is not.

The list is that of the package `holidays`: the public holidays of the United States and of the
state. Counsel compares it with the court's own before relying on the last day itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays

SATURDAY = 5


@dataclass(frozen=True)
class Calendar:
    """`state`: whose holidays count besides the federal ones, "" for none. `citation`: of the rule
    that moves a last day.
    """

    state: str
    citation: str

    def last_day(self, day: date) -> date:
        """`day`, or the next one on which the courts are open."""
        if day == date.max:
            return day
        while day.weekday() >= SATURDAY or day in _holidays(self.state):
            day += timedelta(days=1)
        return day


@cache
def _holidays(state: str) -> holidays.HolidayBase:
    return holidays.country_holidays("US", subdiv=state or None)
