"""A month as people type it, in English or Spanish, on a phone's number pad too."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from claims.law.partial_dates import PartialDate

FIRST_YEAR = 1880
NAMES = (
    ("jan", "january", "ene", "enero"),
    ("feb", "february", "febrero"),
    ("mar", "march", "marzo"),
    ("apr", "april", "abr", "abril"),
    ("may", "mayo"),
    ("jun", "june", "junio"),
    ("jul", "july", "julio"),
    ("aug", "august", "ago", "agosto"),
    ("sep", "sept", "september", "septiembre", "setiembre"),
    ("oct", "october", "octubre"),
    ("nov", "november", "noviembre"),
    ("dec", "december", "dic", "diciembre"),
)
NUMBER_OF = {name: number for number, names in enumerate(NAMES, 1) for name in names}
# They say how rough it is, or which part of a year; the year is what is left.
ROUGH = frozenset(
    "about around circa ca approx approximately roughly in of the early mid late end beginning "
    "spring summer fall autumn winter de del en el la hacia aproximadamente alrededor mediados "
    "principios finales primavera verano otono invierno st nd rd th".split()
)
FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<year>\d{4})",
        r"(?P<month>\d{1,2}) (?P<year>\d{4})",
        r"(?P<year>\d{4}) (?P<month>\d{1,2})(?: \d{1,2})?",
        # The month first, as in the US; where that is none, the day.
        r"(?P<month>0?[1-9]|1[0-2]) \d{1,2} (?P<year>\d{4})",
        r"\d{1,2} (?P<month>0?[1-9]|1[0-2]) (?P<year>\d{4})",
        # Without anything between, as a number pad gives it.
        r"(?P<month>0?[1-9]|1[0-2])(?P<year>(?:18|19|20)\d\d)",
        r"(?P<year>(?:18|19|20)\d\d)(?P<month>0[1-9]|1[0-2])",
        r"(?:\d{1,2} )?(?P<name>[a-z]+)(?: \d{1,2})? (?P<year>\d{4})",
        r"(?P<year>\d{4}) (?P<name>[a-z]+)",
    )
)


def past_month(text: str, today: date) -> str | None:
    """ "06/2014", "June 2014" or "2014" as "2014-06" or "2014"; "" for nothing; None for what is no
    past month with a year of four digits.
    """
    words = _words(text)
    if not words:
        return "" if not text.strip() else None
    entered = next(_readings(" ".join(words)), None)
    if entered is None or entered.year < FIRST_YEAR or entered.first > today:
        return None
    return str(entered)


def _words(text: str) -> list[str]:
    """Letters and digits in their plain forms, without what only says how rough it is."""
    plain = unicodedata.normalize("NFKD", text).lower()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    parts = re.findall(r"[a-z]+|\d+", plain)
    return [part for part in parts if part not in ROUGH]


def _readings(text: str) -> Iterator[PartialDate]:
    for form in FORMS:
        match = form.fullmatch(text)
        if match and (told := _date(match.groupdict())):
            yield told


def _date(parts: dict[str, str | None]) -> PartialDate | None:
    """None for a month that there is not."""
    month = 0
    if name := parts.get("name"):
        month = NUMBER_OF.get(name, -1)
    elif digits := parts.get("month"):
        month = int(digits) or -1
    try:
        return PartialDate(int(parts["year"] or 0), month)
    except ValueError:
        return None
