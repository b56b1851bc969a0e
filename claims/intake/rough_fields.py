"""Form fields for what people know only roughly: dates with a part missing, and the places they
lived.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.intake.typed_months import past_month
from claims.law.partial_dates import PartialDate
from claims.law.places import PLACES

ROWS = 6
UNKNOWN_END = "unknown"
NO_PLACE = {"state": "", "from": "", "until": ""}


class PartialDateWidget(forms.MultiWidget):
    """Month, day and year in three boxes, as in the US; the first two may stay empty."""

    template_name = "ui/partial_date.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        digits = {"inputmode": "numeric", "maxlength": "4"}
        super().__init__(
            {name: forms.TextInput(digits) for name in ("month", "day", "year")}, attrs
        )

    def decompress(self, value: str | None) -> list[str]:
        parts = (value or "").split("-")
        year, month, day = (parts + ["", ""])[:3]
        return [month.lstrip("0"), day.lstrip("0"), year]


class PartialDateField(forms.MultiValueField):
    """Cleans to "YYYY-MM-DD", "YYYY-MM", "YYYY" or "" by what was filled in; never in the future of
    `today`.
    """

    def __init__(self, *, today: date, **kwargs: Any) -> None:
        self.today = today
        parts = [forms.CharField(required=False) for _part in range(3)]
        super().__init__(
            fields=parts,
            widget=PartialDateWidget(),
            required=False,
            require_all_fields=False,
            **kwargs,
        )

    def compress(self, values: list[str]) -> str:
        month, day, year = ((value or "").strip() for value in values or ["", "", ""])
        if not any((day, month, year)):
            return ""
        entered = self._partial_date(day, month, year)
        if entered.first > self.today:
            raise forms.ValidationError(_("This date is in the future. Check it."))
        if entered.year < 1880:
            raise forms.ValidationError(_("Check the year. This date is very long ago."))
        return str(entered)

    def _partial_date(self, day: str, month: str, year: str) -> PartialDate:
        """Raises ValidationError for parts that are no date together."""
        if not re.fullmatch(r"[0-9]{4}", year):
            raise forms.ValidationError(_("Enter a year with four digits, such as 2009."))
        if day and not month:
            raise forms.ValidationError(_("Enter the month too, or leave out the day."))
        try:
            return PartialDate(int(year), int(month or 0), int(day or 0))
        except ValueError:
            raise forms.ValidationError(
                _("There is no such date. Check the month and day.")
            ) from None


class ResidencesWidget(forms.Widget):
    """Rows of place, from and until: the first is where the person lives now and has no end.

    Empty rows say nothing.

    A box says whether these are all: without it a state that is missing stays open.
    """

    template_name = "ui/residences.html"
    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        lived = value or {"places": [], "all": False}
        now = [row for row in lived["places"] if not row["until"]][:1] or [NO_PLACE]
        before = [
            row | {"until": row["until"].replace(UNKNOWN_END, "")}
            for row in lived["places"]
            if row not in now
        ]
        context["rows"] = (now + before + [NO_PLACE] * ROWS)[:ROWS]
        context["all"] = lived["all"]
        context["places"] = PLACES.items()
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, Any]:
        rows = []
        for number in range(ROWS):
            row = {part: data.get(f"{name}-{number}-{part}", "").strip() for part in NO_PLACE}
            rows.append(row)
        return {"places": rows, "all": f"{name}-all" in data}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-0-state" not in data


class ResidencesField(forms.Field):
    """Cleans to {places: [{state, from, until}], all: bool}, or None when no row is filled in.

    from and until are "YYYY-MM", "YYYY" or ""; until is "" for the present alone, UNKNOWN_END for
    no end given.
    """

    widget = ResidencesWidget

    def __init__(self, *, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> dict[str, Any] | None:
        places = [
            self._row(number, row)
            for number, row in enumerate(value["places"], 1)
            if any(row.values())
        ]
        if value["all"] and not any(row["until"] == "" for row in places):
            raise forms.ValidationError(
                _("Choose where you live now too. If you can’t say, leave the last box unchecked.")
            )
        return {"places": places, "all": value["all"]} if places else None

    def _row(self, number: int, row: dict[str, str]) -> dict[str, str]:
        if row["state"] not in PLACES:
            raise forms.ValidationError(
                _("Place %(number)s: choose a state."), params={"number": number}
            )
        begin, end = self._month(number, row["from"]), self._month(number, row["until"])
        if number == 1:
            return {"state": row["state"], "from": begin, "until": ""}
        if not end:
            return {"state": row["state"], "from": begin, "until": UNKNOWN_END}
        if begin and end and PartialDate.parse(begin).first > PartialDate.parse(end).last:
            raise forms.ValidationError(
                _("Place %(number)s: the end date is before the start date. Check both dates."),
                params={"number": number},
            )
        return {"state": row["state"], "from": begin, "until": end}

    def _month(self, number: int, text: str) -> str:
        if (month := past_month(text, self.today)) is None:
            raise forms.ValidationError(
                _(
                    "Place %(number)s: enter a past month, with four digits for the year: 06/2014 "
                    "or 2014."
                ),
                params={"number": number},
            )
        return month


HOW = [
    ("known", _("I know it myself")),
    ("estimated", _("This is about right")),
    ("told", _("Someone told me")),
    ("unsure", _("Not sure")),
    ("unsaid", _("Rather not say")),
]


OPEN_HOW = frozenset({"unsure", "unsaid"})


@dataclass(frozen=True)
class Month:
    """What was said of a month: "YYYY-MM" or "YYYY", or "" with one of OPEN_HOW; and how it is
    known, a key of HOW.
    """

    text: str
    how: str


class MonthWidget(forms.MultiWidget):
    """A month as text, and a short list of how it is known."""

    template_name = "ui/month.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        parts: dict[str, forms.Widget | type[forms.Widget]] = {
            "text": forms.TextInput(),
            "how": forms.Select(choices=HOW),
        }
        super().__init__(parts, attrs)

    def decompress(self, value: Month | str | None) -> list[str]:
        if isinstance(value, Month):
            return [value.text, value.how]
        return [value or "", "known"]


class MonthField(forms.MultiValueField):
    """Cleans to a Month, or None for nothing."""

    def __init__(self, *, today: date, **kwargs: Any) -> None:
        self.today = today
        parts = [forms.CharField(required=False), forms.ChoiceField(choices=HOW, required=False)]
        super().__init__(
            fields=parts, widget=MonthWidget(), required=False, require_all_fields=False, **kwargs
        )

    def compress(self, values: list[str]) -> Month | None:
        text, how = values or ("", "")
        month = past_month((text or "").strip(), self.today)
        if month is None:
            raise forms.ValidationError(
                _("Enter a past month, with four digits for the year: 06/2014, June 2014, or 2014.")
            )
        if month and how in OPEN_HOW:
            raise forms.ValidationError(
                _("You entered a date. Choose how you know it, or clear the date.")
            )
        return Month(month, how or "known") if month or how in OPEN_HOW else None
