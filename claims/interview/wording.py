"""Answers as a person reads them; the documents print them in English."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from claims.law.consistency import Note
from claims.law.logic import Answer
from claims.law.partial_dates import PartialDate
from claims.law.places import PLACES
from claims.law.questions import Question, choices_of


def words_of(question: Question, *, is_self: bool) -> str:
    """The question as it is put about the person themselves or about somebody else. In English."""
    return question.text if is_self else question.about_other or question.text


def in_words(question: Question, answer: Answer) -> str:
    """One answer in words, with how sure the person is."""
    if answer.certainty == "unsure":
        return _("Not sure")
    if answer.certainty == "unsaid" or answer.value is None:
        return _("Rather not say") if not question.may_skip else _("none given")
    text = _value(question, answer.value)
    if answer.certainty == "estimated":
        text = _("%(answer)s (about right)") % {"answer": text}
    return _("%(answer)s (someone told me)") % {"answer": text} if answer.basis == "told" else text


def _value(question: Question, value: Any) -> str:
    choices = dict(choices_of(question))
    match question.kind:
        case "yes_no" | "choice" | "place":
            return _(choices[value])
        case "many":
            return ", ".join(_(choices[item]) for item in value)
        case "date" | "month":
            return rough_date(value)
        case "residences":
            stays = "; ".join(residence(row) for row in value["places"])
            return (
                _("%(places)s (these are all the places)") % {"places": stays}
                if value["all"]
                else stays
            )
    return str(value)


def rough_date(text: str) -> str:
    """ "2009", "2009-06" or "2009-06-14" in words."""
    told = PartialDate.parse(text)
    if told.precision == "year":
        return str(told.year)
    by_precision = {"day": "DATE_FORMAT", "month": "YEAR_MONTH_FORMAT"}
    return date_format(told.first, by_precision[told.precision])


def residence(row: dict[str, str]) -> str:
    """ "Illinois, June 2014 to today"."""
    begin = rough_date(row["from"]) if row["from"] else _("date not known")
    if row["until"] == "unknown":
        end = _("date not known")
    else:
        end = rough_date(row["until"]) if row["until"] else _("today")
    return _("%(place)s, %(begin)s to %(end)s") % {
        "place": _(PLACES[row["state"]]),
        "begin": begin,
        "end": end,
    }


def in_plain_words(note: Note) -> str:
    """What does not fit, with months and names as people write them."""
    values = {}
    for name, value in note.values.items():
        if isinstance(value, date):
            values[name] = date_format(value, "YEAR_MONTH_FORMAT")
        else:
            values[name] = _(value) if isinstance(value, str) else value
    return _(note.text) % values
