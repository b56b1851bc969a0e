""" "Check your answers": everything that was said, each with a way to change it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from claims.evidence.queries import uploads
from claims.interview import queries
from claims.interview.forms import ROLES
from claims.interview.views.start import go_on, of_draft
from claims.interview.wording import in_words, words_of
from claims.law import residence
from claims.law.logic import Answer
from claims.law.places import PLACES
from claims.law.questions import QUESTIONS, SCREEN


@dataclass(frozen=True)
class Line:
    """One answer on the check page."""

    words: str
    answer: str
    position: int
    key: str


@of_draft
def check(request: HttpRequest, state: queries.Interview) -> HttpResponse:
    """Everything that was said, each with a way to change it."""
    if state.next_page() != "check":
        messages.info(request, _("Some questions are still open. Here is the next one."))
        return go_on(state)
    people = [(subject, list(_lines(state, subject))) for subject in state.subjects]
    context = {
        "state": state,
        "people": people,
        "of_claim": list(_lines(state, None)),
        "screen": _screen(state),
    }
    context |= {"uploads": uploads(state.claim), "notes": list(_residence_notes(state))}
    return render(request, "interview/check/page.html", context)


LIFE = ("residence", "birth_date", "died_on")


def _residence_notes(state: queries.Interview) -> Iterator[str]:
    """What a person may want to look at again in where they lived.

    Nothing is wrong with it: no answer is refused.
    """
    for subject in state.subjects:
        rows = {key: state.answer(key, subject) for key in LIFE}
        answers = {key: row.answer for key, row in rows.items() if row}
        lived = answers.get("residence")
        if lived is not None and lived.is_certain:
            yield from _notes(subject.name or _("you"), lived, residence.life_of(answers))


def _notes(name: str, lived: Answer, life: residence.Life) -> Iterator[str]:
    today = timezone.localdate()
    is_rough = lived.certainty == "estimated"
    stays = residence.stays(lived.value, today, is_rough=is_rough, life=life)
    if lived.value["all"]:
        for begin, end in residence.gaps(stays, life.died or today, life.born):
            text = _(
                "%(name)s: no place is given from %(first)s to %(last)s. You said that these are "
                "all places."
            )
            yield text % {"name": name, "first": _month(begin), "last": _month(end)}
    for first, second in residence.overlaps(stays):
        text = _("%(name)s: %(one)s and %(other)s at the same time. That may be right.")
        yield text % {
            "name": name,
            "one": _(PLACES[first.state]),
            "other": _(PLACES[second.state]),
        }


def _month(day: date) -> str:
    return date_format(day, "YEAR_MONTH_FORMAT")


def _lines(state: queries.Interview, subject: Any) -> Any:
    for question in QUESTIONS:
        saved = [
            row
            for row in state.answers.values()
            if row.question == question.key and _is_about(row, subject)
        ]
        if not saved:
            continue
        answers = [in_words(question, row.answer) for row in saved]
        words = words_of(question, is_self=subject is None or subject.is_self)
        yield Line(
            words,
            "; ".join(dict.fromkeys(answers)),
            subject.position if subject else 0,
            question.key,
        )


def _is_about(row: Any, subject: Any) -> bool:
    return row.subject_id == (subject.pk if subject else None)


def _screen(state: queries.Interview) -> list[tuple[str, str]]:
    names = dict(ROLES)
    roles = "; ".join(str(names[role]) for role in state.claim.roles)
    rows = [
        (question.text, in_words(question, row.answer))
        for question in SCREEN
        if (row := state.answer(question.key))
    ]
    return [("What are you to these photos?", roles), *rows]
