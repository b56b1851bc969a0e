"""Pages of questions, and one question to change its answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.interview import queries
from claims.interview.actions import answers
from claims.interview.forms import QuestionForm, SheetForm
from claims.interview.suggestions import suggested
from claims.interview.views.start import after, go_on, of_draft
from claims.interview.wording import in_words, words_of
from claims.law.questions import BY_KEY, QUESTIONS, SCREEN, TOPICS, Question
from claims.refusals import Stale


@of_draft
def question(
    request: HttpRequest, state: queries.Interview, position: int, key: str
) -> HttpResponse:
    """One question, to change its answer; questions about photos on one sheet."""
    entry = BY_KEY.get(key)
    if entry is None or entry in SCREEN:
        raise Http404
    subject = _subject(state, entry.scope, position)
    form = form_for(state, entry, subject, request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and save(request, state, subject, [(entry, form)])
    ):
        return after(request, state.claim.reference)
    context = {
        "state": state,
        "form": form,
        "question": entry,
        "words": words_of(entry, is_self=subject is None or subject.is_self),
        "subject": subject,
        "back": request.GET.get("back", ""),
        "left": len(state.needed()),
        "typed_form": "answers",
    }
    return render(request, "interview/question.html", context, status=400 if form.errors else 200)


PHOTOS_A_SHEET = 25


@of_draft
def topic(
    request: HttpRequest, state: queries.Interview, position: int, topic: str
) -> HttpResponse:
    """A page of the interview: the questions of one topic that are still needed of one person, or
    of the claim. While it is filled in, the browser sends what is there so far."""
    entry = next((entry for entry in TOPICS if entry.key == topic), None)
    if entry is None:
        raise Http404
    subject = _subject(state, entry.scope, position)
    needed = state.needed()
    keys = {
        row.question.key for row in needed if (row.question.topic, row.subject) == (topic, subject)
    }
    keys |= set(request.POST.getlist("asked"))  # saved a moment ago, and perhaps changed since
    questions = [
        question for question in QUESTIONS if question.topic == topic and question.key in keys
    ]
    if not questions:
        return go_on(state)
    photos = _shown_photos(request, state, subject, questions) if entry.scope == "photo" else None
    parts = [
        (
            question,
            form_for(
                state, question, subject, request.POST or None, prefix=question.key, shown=photos
            ),
        )
        for question in questions
    ]
    if request.method == "POST" and "X-Autosave" in request.headers:
        return _save_so_far(request, state, subject, parts)
    is_valid = request.method == "POST" and all(form.is_valid() for _one, form in parts)
    if is_valid and save(request, state, subject, parts):
        return after(request, state.claim.reference)
    context = {
        "state": state,
        "topic": entry,
        "title": (
            entry.title if subject is None or subject.is_self else entry.title_other or entry.title
        ),
        "parts": parts,
        "forms": [form for _one, form in parts],
        "subject": subject,
        "left": len(needed) - len(questions),
        "typed_form": "answers",
    }
    if photos is not None:
        context |= _sheet(state, parts, photos)
    context["has_errors"] = any(form.errors for _one, form in parts)
    return render(
        request, "interview/topic/page.html", context, status=400 if context["has_errors"] else 200
    )


def _shown_photos(
    request: HttpRequest, state: queries.Interview, subject: Any, asked: list[Question]
) -> list[Any]:
    """The photos of this sheet: those that the form came with, else the first with something
    open."""
    came = set(request.POST.getlist("shown"))
    if came:
        return [photo for photo in state.photos if str(photo.pk) in came]
    open_ones = {
        photo.pk for question in asked for photo in state.open_photos(subject, question.key)
    }
    return [photo for photo in state.photos if photo.pk in open_ones][:PHOTOS_A_SHEET]


def _sheet(
    state: queries.Interview, parts: list[tuple[Question, Any]], shown: list[Any]
) -> dict[str, Any]:
    """Row by row: each photo with its cells, and before them what may stand for all."""
    cells = [
        (photo, [cell for _one, form in parts if (cell := form.field_of(photo))]) for photo in shown
    ]
    return {
        "shown": shown,
        "for_all": [form["all"] for _one, form in parts if "all" in form.fields],
        "rows": [(photo, row) for photo, row in cells if row],
        "count": len(state.photos),
    }


def _save_so_far(
    request: HttpRequest, state: queries.Interview, subject: Any, parts: list[tuple[Question, Any]]
) -> HttpResponse:
    """Save what is whole, part by part; what is not is left to the button. Answers with what the
    page then shows."""
    saved = []
    for question, form in parts:
        form.is_valid()
        if answer := form.so_far():
            part = answers.Part(question.key, answer, form.data.get(form.add_prefix("seen"), ""))
            try:
                answers.answer_page(
                    state.claim, [part], subject=subject, by=request.user, at=timezone.now()
                )
                saved.append((question, form))
            except (
                Stale
            ):  # the page goes on showing what it showed: the button tells, with both answers
                continue
    now = queries.Interview(state.claim)
    seen = {form.add_prefix("seen"): _version(now, question, subject) for question, form in saved}
    return JsonResponse({"saved": len(saved), "seen": seen})


def _version(state: queries.Interview, asked: Question, subject: Any) -> str:
    """What a page that shows the present answer carries as `seen`."""
    if asked.scope == "photo":
        return state.sheet_version(asked.key, subject)
    row = state.answer(asked.key, subject)
    return str(row.pk) if row else ""


def _subject(state: queries.Interview, scope: str, position: int) -> Any:
    """The person a page is about; None for a page about the claim. Raises Http404."""
    if scope == "claim":
        return None
    match = next((subject for subject in state.subjects if subject.position == position), None)
    if match is None:
        raise Http404
    return match


def form_for(
    state: queries.Interview,
    asked: Question,
    subject: Any,
    data: Any,
    prefix: str | None = None,
    shown: list[Any] | None = None,
) -> Any:
    """The form of one question; with a prefix it stands among others. `shown`: the photos of this
    sheet; without it, all of the question's."""
    today = timezone.localdate()
    words = _(words_of(asked, is_self=subject is None or subject.is_self))
    if asked.scope == "photo":
        of_question = state.photos_of(subject, asked.key)
        photos = (
            of_question if shown is None else [photo for photo in of_question if photo in shown]
        )
        saved = {
            photo.pk: row
            for photo in of_question
            if (row := state.answer(asked.key, subject, photo))
        }
        return SheetForm(
            asked,
            photos,
            data,
            current={photo: row.answer for photo, row in saved.items()},
            today=today,
            label=words if shown is not None else "",
            suggested=suggested(
                state, asked.key, [photo for photo in photos if photo.pk not in saved]
            ),
            others=[
                photo for photo in of_question if photo not in photos and photo.pk not in saved
            ],
            initial={"seen": _version(state, asked, subject)},
            prefix=prefix,
        )
    row = state.answer(asked.key, subject)
    return QuestionForm(
        asked,
        data,
        subject=subject,
        current=row.answer if row else None,
        today=today,
        label=words if prefix else "",
        initial={"seen": _version(state, asked, subject)} | _suggested(state, asked, subject),
        prefix=prefix,
    )


def _suggested(state: queries.Interview, asked: Question, subject: Any) -> dict[str, Any]:
    """Where a family lived is mostly where the person who answers lived: offered, to be confirmed
    or changed."""
    if asked.key != "residence" or subject.is_self or state.answer(asked.key, subject):
        return {}
    own = state.answer("residence", next(person for person in state.subjects if person.is_self))
    return {"value": own.answer.value} if own and own.answer.value else {}


def save(
    request: HttpRequest,
    state: queries.Interview,
    subject: Any,
    parts: list[tuple[Question, Any]],
    write: Callable[..., None] = answers.answer_page,
) -> bool:
    """Save what was filled in. False after a conflict, which its form shows; nothing was saved
    then."""
    values = {
        question.key: form.answers() if question.scope == "photo" else form.answer
        for question, form in parts
    }
    filled = [
        answers.Part(question.key, values[question.key], form.cleaned_data["seen"])
        for question, form in parts
        if values[question.key] is not None  # a blank keeps what was answered
    ]
    try:
        write(state.claim, filled, subject=subject, by=request.user, at=timezone.now())
        return True
    except Stale as conflict:
        question, form = next(
            (question, form) for question, form in parts if question.key == conflict.key
        )
        now = queries.Interview(state.claim)
        if question.scope == "photo":
            form.conflict(
                now.sheet_version(question.key, subject),
                _other_answers(now, question, subject, values[question.key]),
            )
        else:
            row = now.answer(question.key, subject)
            form.conflict(str(row.pk), {"value": in_words(question, row.answer)})
        return False


def _other_answers(
    now: queries.Interview, asked: Question, subject: Any, said: dict
) -> dict[str, str]:
    """By field, what another window saved where this one says something else."""
    saved = {photo: now.answer(asked.key, subject, photo) for photo in said}
    return {
        f"photo-{photo.pk}": in_words(asked, row.answer)
        for photo, row in saved.items()
        if row and row.answer != said[photo]
    }
