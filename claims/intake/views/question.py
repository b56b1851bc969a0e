"""One needed question at a time; then "check your answers"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.intake import actions, queries
from claims.intake.forms import QuestionForm, SheetForm
from claims.intake.views.start import after, go_on, of_draft
from claims.intake.words import in_words
from claims.law.questions import BY_KEY, QUESTIONS, SCREEN, Question


@of_draft
def question(request: HttpRequest, state: queries.Interview, position: int, key: str) -> HttpResponse:
    """A question about the claim (position 0) or about one subject; questions about photos on one sheet."""
    asked = BY_KEY.get(key)
    if asked is None or asked in SCREEN:
        raise Http404
    subject = None
    if asked.scope != "claim":
        subject = next((subject for subject in state.subjects if subject.position == position), None)
        if subject is None:
            raise Http404
    if asked.scope == "photo":
        return _sheet(request, state, asked, subject)
    return _single(request, state, asked, subject)


def _single(request: HttpRequest, state: queries.Interview, asked: Question, subject: Any) -> HttpResponse:
    saved = state.answer(asked.key, subject)
    current = queries.as_law_answer(saved) if saved else None
    form = QuestionForm(
        asked,
        request.POST or None,
        subject=subject,
        current=current,
        today=timezone.localdate(),
        initial={"seen": str(saved.pk) if saved else ""},
    )
    if request.method == "POST" and form.is_valid():
        if form.answer is None:  # a blank keeps what was answered
            return after(request, state.claim.reference)
        try:
            actions.answer(
                state.claim,
                asked.key,
                form.answer,
                subject=subject,
                seen=form.cleaned_data["seen"],
                by=request.user,
                at=timezone.now(),
            )
            return after(request, state.claim.reference)
        except actions.Conflict:
            now = queries.Interview(state.claim).answer(asked.key, subject)
            form.conflict(str(now.pk), {"value": in_words(asked, queries.as_law_answer(now))})
    return _page(request, state, asked, subject, form)


def _sheet(request: HttpRequest, state: queries.Interview, asked: Question, subject: Any) -> HttpResponse:
    photos = state.photos_of(subject)
    current = {
        photo.pk: queries.as_law_answer(saved) for photo in photos if (saved := state.answer(asked.key, subject, photo))
    }
    seen = state.sheet_version(asked.key, subject)
    form = SheetForm(asked, photos, request.POST or None, current=current, initial={"seen": seen})
    if request.method == "POST" and form.is_valid():
        said = form.answers()
        try:
            actions.answer_sheet(
                state.claim,
                asked.key,
                said,
                subject=subject,
                seen=form.cleaned_data["seen"],
                by=request.user,
                at=timezone.now(),
            )
            return after(request, state.claim.reference)
        except actions.Conflict:
            now = queries.Interview(state.claim)
            form.conflict(now.sheet_version(asked.key, subject), _other_answers(now, asked, subject, said))
    return _page(request, state, asked, subject, form)


def _other_answers(now: queries.Interview, asked: Question, subject: Any, said: dict) -> dict[str, str]:
    """By field, what another window saved where this one says something else."""
    saved = {photo: now.answer(asked.key, subject, photo) for photo in said}
    return {
        f"photo-{photo.pk}": in_words(asked, queries.as_law_answer(row))
        for photo, row in saved.items()
        if row and queries.as_law_answer(row) != said[photo]
    }


def _page(request: HttpRequest, state: queries.Interview, asked: Question, subject: Any, form: Any) -> HttpResponse:
    is_child = subject is not None and subject.kind == "child"
    context = {
        "state": state,
        "form": form,
        "question": asked,
        "words": asked.about_child if is_child and asked.about_child else asked.text,
        "subject": subject,
        "is_child": is_child,
        "back": request.GET.get("back", ""),
        "left": len(state.needed()),
    }
    return render(request, "intake/question.html", context, status=400 if form.errors else 200)


@dataclass(frozen=True)
class Line:
    """One answer on the check page."""

    words: str
    answer: str
    position: int
    key: str


@of_draft
def check(request: HttpRequest, state: queries.Interview) -> HttpResponse:
    """Everything that was said, each with a way to change it. The button freezes it and asks for the documents."""
    if state.next_page() != "check":
        messages.info(request, _("Some questions are still open. Here is the next one."))
        return go_on(state)
    if request.method == "POST":
        actions.freeze(state.claim, by=request.user, at=timezone.now())
        return redirect("claim_documents", state.claim.reference)
    people = [(subject, list(_lines(state, subject))) for subject in state.subjects]
    context = {"state": state, "people": people, "of_claim": list(_lines(state, None)), "screen": _screen(state)}
    return render(request, "intake/check.html", context)


def _lines(state: queries.Interview, subject: Any) -> Any:
    for asked in QUESTIONS:
        saved = [row for row in state.answers.values() if row.question == asked.key and _is_about(row, subject)]
        if not saved:
            continue
        answers = [in_words(asked, queries.as_law_answer(row)) for row in saved]
        is_child = subject is not None and subject.kind == "child"
        words = asked.about_child if is_child and asked.about_child else asked.text
        yield Line(words, "; ".join(dict.fromkeys(answers)), subject.position if subject else 0, asked.key)


def _is_about(row: Any, subject: Any) -> bool:
    return row.subject_id == (subject.pk if subject else None)


def _screen(state: queries.Interview) -> list[tuple[str, str]]:
    return [(asked.text, in_words(asked, queries.as_law_answer(state.answer(asked.key)))) for asked in SCREEN]
