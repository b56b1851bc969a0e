"""Pages of questions, and one question to change its answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.accounts.requests import SignedInRequest
from claims.intake.models import ClaimPhoto
from claims.interview import queries
from claims.interview.actions import answers
from claims.interview.forms import QuestionForm, SheetForm
from claims.interview.suggestions import alike, suggested
from claims.interview.views.start import after, go_on, of_draft
from claims.interview.wording import in_words, words_of
from claims.law import logic
from claims.law.questions import BY_KEY, PAGES, QUESTIONS, SCREEN, Page, Question
from claims.refusals import Stale


@of_draft
def question(
    request: HttpRequest, state: queries.Interview, position: int, key: str
) -> HttpResponse:
    """One question, to change its answer; questions about photos on one sheet."""
    entry = _entry(key)
    subject = _subject(state, entry.scope, position)
    if not _is_asked(state, entry, subject):
        return go_on(state)
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
        "typed_form": "answers",
    }
    return render(request, "interview/question.html", context, status=400 if form.errors else 200)


PHOTOS_A_SHEET = 25


def _entry(key: str) -> Question:
    """Raises Http404, for the conflict screen too."""
    if key not in BY_KEY or BY_KEY[key] in SCREEN:
        raise Http404
    return BY_KEY[key]


def _is_asked(state: queries.Interview, entry: Question, subject: Any) -> bool:
    """Not of who is 18 by now, and not where it is asked of no photo."""
    if subject in state.grown and entry.key != "birth_date":
        return False
    return entry.scope != "photo" or bool(state.photos_of(subject, entry.key))


def _page(key: str) -> Page:
    """Raises Http404."""
    for page in PAGES:
        if page.key == key:
            return page
    raise Http404


@of_draft
def topic(
    request: SignedInRequest, state: queries.Interview, position: int, topic: str
) -> HttpResponse:
    """A page of the interview: its questions that are still needed of one person, or of the claim.
    While it is filled in, the browser sends what is there so far.
    """
    entry = _page(topic)
    subject = _subject(state, entry.scope, position)
    needed = state.needed()
    questions = _asked(request, needed, topic, subject)
    if not questions:
        return go_on(state)
    photos = None
    if entry.scope == "photo":
        photos = _shown_photos(request, state, subject, questions)
    model, offered = _alike(request, state, subject, questions)
    parts = _parts(request, state, subject, questions, photos, offered)
    if request.method == "POST":
        if "X-Autosave" in request.headers:
            return _save_so_far(request, state, subject, parts)
        if _are_valid(parts) and save(request, state, subject, parts):
            return after(request, state.claim.reference)
    context = _topic_context(state, entry, subject, parts)
    context |= _sheet(state, parts, photos)
    context |= {"model": model, "is_offered": bool(offered)}
    status = 400 if context["has_errors"] else 200
    return render(request, "interview/topic/page.html", context, status=status)


def _alike(
    request: HttpRequest, state: queries.Interview, subject: Any, questions: list[Question]
) -> tuple[Any, dict[str, Any]]:
    """The person whose answers this page may start from, such as a brother or sister; and those
    answers by question, once the person asked for them.
    """
    if _is_own(subject):
        return None, {}
    of_people = [question for question in questions if question.scope == "subject"]
    model, values = alike(state, subject, of_people)
    return model, values if "alike" in request.GET else {}


def _parts(
    request: HttpRequest,
    state: queries.Interview,
    subject: Any,
    questions: list[Question],
    photos: list[Any] | None,
    offered: dict[str, Any],
) -> list[tuple[Question, Any]]:
    """Each question of the page with its form.

    `offered`: by question, what the form starts from where nothing was answered yet.
    """
    parts = []
    for question in questions:
        form = form_for(state, question, subject, request.POST or None, question.key, photos)
        if question.key in offered:
            form.initial["value"] = offered[question.key]
        parts.append((question, form))
    return parts


def _topic_context(
    state: queries.Interview,
    page: Page,
    subject: Any,
    parts: list[tuple[Question, Any]],
) -> dict[str, Any]:
    answered = [form for _question, form in parts]
    title = page.title
    if not _is_own(subject):
        title = page.title_other or page.title
    return {
        "state": state,
        "page": page,
        "title": title,
        "parts": parts,
        "forms": answered,
        "subject": subject,
        "typed_form": "answers",
        "has_errors": any(form.errors for form in answered),
    }


def _is_own(subject: Any) -> bool:
    return subject is None or subject.is_self


def _are_valid(parts: list[tuple[Question, Any]]) -> bool:
    return all(form.is_valid() for _question, form in parts)


def _asked(
    request: HttpRequest, needed: list[queries.Needed], page: str, subject: Any
) -> list[Question]:
    """The page's questions that are still needed, and those that the form came with: saved a
    moment ago, and perhaps changed since.
    """
    keys = set(request.POST.getlist("asked"))
    for row in needed:
        if row.question.page == page and row.subject == subject:
            keys.add(row.question.key)
    return [question for question in QUESTIONS if question.page == page and question.key in keys]


def _shown_photos(
    request: HttpRequest, state: queries.Interview, subject: Any, asked: list[Question]
) -> list[Any]:
    """The photos of this sheet: those that the form came with, else the first with something
    open.
    """
    came = set(request.POST.getlist("shown"))
    if came:
        return [photo for photo in state.photos if str(photo.pk) in came]
    open_ones = {
        photo.pk for question in asked for photo in state.open_photos(subject, question.key)
    }
    return [photo for photo in state.photos if photo.pk in open_ones][:PHOTOS_A_SHEET]


def _sheet(
    state: queries.Interview, parts: list[tuple[Question, Any]], photos: list[Any] | None
) -> dict[str, Any]:
    """Row by row: each photo with its cells, and before them what may stand for all."""
    photos = photos or []
    forms = [form for _question, form in parts]
    rows = []
    for photo in photos:
        fields = [form.field_of(photo) for form in forms]
        cells = [field for field in fields if field is not None]
        if cells:
            rows.append((photo, cells))
    for_all = [form["all"] for form in forms if "all" in form.fields]
    return {"shown": photos, "for_all": for_all, "rows": rows, "count": len(state.photos)}


def _save_so_far(
    request: SignedInRequest,
    state: queries.Interview,
    subject: Any,
    parts: list[tuple[Question, Any]],
) -> HttpResponse:
    """Save what is whole, part by part; what is not is left to the button.

    Answers with what the page then shows.
    """
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
            except Stale:  # the page shows what it showed: the button tells, with both answers
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
    match = next((subject for subject in state.people if subject.position == position), None)
    if match is None:
        raise Http404
    return match


def form_for(
    state: queries.Interview,
    question: Question,
    subject: Any,
    data: Any,
    prefix: str | None = None,
    shown: list[Any] | None = None,
) -> Any:
    """The form of one question; with a prefix it stands among others.

    `shown`: the photos of this sheet; without it, all of the question's.
    """
    words = _(words_of(question, is_self=_is_own(subject)))
    if question.scope == "photo":
        return _sheet_form(state, question, subject, data, prefix, shown, words)
    row = state.answer(question.key, subject)
    seen = {"seen": _version(state, question, subject)}
    return QuestionForm(
        question,
        data,
        subject=subject,
        current=row.answer if row else None,
        today=timezone.localdate(),
        label=words if prefix else "",
        initial=seen | _suggested(state, question, subject),
        prefix=prefix,
    )


def _sheet_form(
    state: queries.Interview,
    question: Question,
    subject: Any,
    data: Any,
    prefix: str | None,
    shown: list[Any] | None,
    words: str,
) -> SheetForm:
    of_question = state.photos_of(subject, question.key)
    answered: dict[Any, logic.Answer] = {}
    here: list[ClaimPhoto] = []
    elsewhere: list[ClaimPhoto] = []
    for photo in of_question:
        is_here = shown is None or photo in shown
        if row := state.answer(question.key, subject, photo):
            answered[photo.pk] = row.answer
        elif is_here:
            here.append(photo)
        else:
            elsewhere.append(photo)
    photos = of_question
    if shown is not None:
        photos = [photo for photo in of_question if photo in shown]
    return SheetForm(
        question,
        photos,
        data,
        current=answered,
        today=timezone.localdate(),
        label="" if shown is None else words,
        suggested=suggested(state, question.key, here),
        others=elsewhere,
        initial={"seen": _version(state, question, subject)},
        prefix=prefix,
    )


def _suggested(state: queries.Interview, asked: Question, subject: Any) -> dict[str, Any]:
    """Where a family lived is mostly where the person who answers lived: offered, to be confirmed
    or changed.
    """
    if asked.key != "residence" or subject.is_self or state.answer(asked.key, subject):
        return {}
    own = state.answer("residence", state.claimant)
    if own is None or not own.answer.value:
        return {}
    # That these are all places is for the person to say, of each one anew.
    return {"value": own.answer.value | {"all": False}}


def save(
    request: HttpRequest,
    state: queries.Interview,
    subject: Any,
    parts: list[tuple[Question, Any]],
    write: Callable[..., None] = answers.answer_page,
) -> bool:
    """Save what was filled in.

    False after a conflict, which its form shows; nothing was saved then.
    """
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
            assert row is not None  # a conflict is about an answer that is there
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
