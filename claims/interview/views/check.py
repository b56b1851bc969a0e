""" "Check your answers": everything that was said, each with a way to change it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.evidence.queries import uploads
from claims.interview import queries
from claims.interview.forms import ROLES
from claims.interview.models import Answer
from claims.interview.views.start import go_on, of_draft
from claims.interview.wording import in_plain_words, in_words, words_of
from claims.law import consistency
from claims.law.questions import QUESTIONS, SCREEN, Question

OF_PHOTOS = [question for question in QUESTIONS if question.is_shared]
OF_PEOPLE = [question for question in QUESTIONS if not question.is_shared]


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
        "of_photos": list(_lines(state, None, OF_PHOTOS)),
        "of_claim": list(_lines(state, None)),
        "screen": _screen(state),
    }
    context |= {"uploads": uploads(state.claim), "notes": list(open_points(state))}
    return render(request, "interview/check/page.html", context)


def open_points(state: queries.Interview) -> Iterator[tuple[Any, str, consistency.Note]]:
    """(person, in words, what) of everything that does not fit or leaves a time out."""
    for subject in state.subjects:
        facts = state.facts(subject)
        for note in consistency.open_points(facts.answers, facts.photos, timezone.localdate()):
            yield subject, in_plain_words(note), note


def _lines(
    state: queries.Interview, subject: Any, questions: Sequence[Question] = OF_PEOPLE
) -> Iterator[Line]:
    """What was answered of one person; with None of the claim."""
    for question in questions:
        rows = [
            row
            for row in state.answers.values()
            if row.question == question.key and _is_about(row, subject)
        ]
        if rows:
            yield _line(question, rows, subject)


def _line(question: Question, rows: Sequence[Answer], subject: Any) -> Line:
    answers = [in_words(question, row.answer) for row in rows]
    return Line(
        words=words_of(question, is_self=subject is None or subject.is_self),
        answer="; ".join(dict.fromkeys(answers)),
        position=subject.position if subject else 0,
        key=question.key,
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
    return [("How are you connected to these photos?", roles), *rows]
