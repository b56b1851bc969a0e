"""HTML to tagged PDF (PDF/UA-1). Nothing is ever fetched: the only resource is the typeface."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

from claims.documents.kinds import Kind
from claims.documents.models import Confirmation, Document
from claims.documents.statements import statements
from claims.interview.wording import in_plain_words, in_words
from claims.law.consistency import open_points
from claims.law.documents import CONFIDENTIAL
from claims.law.forums import FORUMS
from claims.law.questions import BY_KEY
from claims.submission.frozen import Frozen, FrozenAnswer, FrozenPhoto, FrozenSubject
from claims.submission.models import Submission
from claims.submission.recomputed import facts_then

TYPEFACE = frozenset({"app:public-sans-400.ttf", "app:public-sans-600.ttf"})


class BlockedResource(Exception):
    """The document asked for something that is not ours; it was not made."""


class OnlyTheTypeface(URLFetcher):
    """Answers `app:<font file>` and refuses the rest.

    WeasyPrint swallows errors from images, so they are kept.
    """

    def __init__(self) -> None:
        super().__init__(allowed_protocols=frozenset({"app"}))
        self.refused: list[str] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url not in TYPEFACE:
            self.refused.append(url[:100])
            raise ValueError("refused")
        font = Path(settings.FONTS_DIR) / url.removeprefix("app:")
        return URLFetcherResponse(url, font.read_bytes(), {"Content-Type": "font/ttf"})


def pdf(html: str, *, identifier: str) -> bytes:
    """The same HTML and identifier give the same bytes.

    Raises BlockedResource.
    """
    fetcher = OnlyTheTypeface()
    gc.disable()  # a fifth faster; the worker's child ends after the job
    try:
        document = HTML(string=html, url_fetcher=fetcher).write_pdf(
            pdf_variant="pdf/ua-1", pdf_identifier=identifier.encode(), custom_metadata=False
        )
    finally:
        gc.enable()
    if fetcher.refused:
        raise BlockedResource(fetcher.refused[0])
    return document


ON_SCREEN = "documents/body.html"  # inside a page of the site
INSTRUMENTS = "en"  # the language in which documents are made


def html(
    kind: Kind,
    submission: Submission,
    *,
    layout: str = "documents/print.html",
    language: str = INSTRUMENTS,
) -> str:
    """The document as HTML: for printing, or inside a page of the site.

    Instruments are in English; in another language it is a copy to read, of which no PDF is
    made.
    """
    # Times in a paper are in UTC and say so, whoever reads it where.
    with translation.override(language), timezone.override(UTC):
        values = context(kind, submission) | {"layout": layout, "language": language}
        values["is_on_screen"] = layout == ON_SCREEN
        return render_to_string(f"documents/{kind.template}.html", values)


def context(kind: Kind, submission: Submission) -> dict[str, Any]:
    """Everything a document says comes from the frozen claim and, once there is one, from the
    confirmation.
    """
    frozen = submission.frozen
    forum = FORUMS[frozen.matter.forum]
    values = {
        "kind": kind,
        "title": kind.title,
        "content": frozen,
        "submission": submission,
        "forum": forum,
        "statements": statements(frozen),
        "people": [
            (subject, list(_answers(frozen, subject.position, kind))) for subject in frozen.subjects
        ],
        "of_claim": list(_answers(frozen, None, kind)),
        "photos": _photos(frozen, SCHEDULED),
        "has_negatives": any(photo.negative for photo in frozen.photos),
        "of_photos": _photos(frozen, OF_PHOTOS),
        "files": _files(frozen),
        "open_points": list(_open_points(frozen)),
        "firm_name": settings.FIRM_NAME,
        "firm_address": settings.FIRM_ADDRESS,
        "site_url": settings.SITE_URL,
        "is_demo": settings.EMBEDDED,
    }
    return values | _confirmed(submission) if kind.key == "receipt" else values


def _confirmed(submission: Submission) -> dict[str, Any]:
    """What the receipt says of the confirmation."""
    confirmations = Confirmation.objects.select_related("submission__claim__data_key")
    confirmation = confirmations.get(submission=submission)
    documents = Document.objects.filter(
        submission=submission, kind__in=confirmation.record.digests
    ).order_by("kind")
    return {"confirmation": confirmation, "documents": list(documents)}


def _answers(frozen: Frozen, position: int | None, kind: Kind) -> Iterator[tuple[str, str]]:
    """(words as shown, answer in words) of what was said about one subject or about the claim; on
    the confidential sheet what is between the person and the firm, elsewhere the rest.
    """
    is_confidential = kind.key == "intake_sheet"
    for row in sorted(frozen.answers, key=_order):
        if row.subject != position or (row.question in CONFIDENTIAL) is not is_confidential:
            continue
        if position is None and row.photo is not None:  # it stands below the photo
            continue
        words = _(row.words)
        if row.photo is not None:
            words += _(" (photo %(number)s)") % {"number": row.photo + 1}
        yield words, in_words(BY_KEY[row.question], row.answer)


def _order(row: FrozenAnswer) -> tuple[int, int]:
    """As the questions are asked, and each photo after the other."""
    return (ORDER[row.question], -1 if row.photo is None else row.photo)


def _open_points(frozen: Frozen) -> Iterator[tuple[FrozenSubject, str]]:
    """What the claimant was shown before sending and left as it is."""
    for subject in frozen.subjects:
        facts = facts_then(frozen, subject, [])
        for note in open_points(facts.answers, facts.photos, frozen.frozen_on):
            yield subject, in_plain_words(note)


ORDER = {key: place for place, key in enumerate(BY_KEY)}
SCHEDULED = frozenset({"taken_on", "uploaded_on", "licence_at_upload", "licence_changed"})
OF_PHOTOS = frozenset(key for key, question in BY_KEY.items() if question.is_shared)


def _photos(
    frozen: Frozen, questions: frozenset[str]
) -> list[tuple[FrozenPhoto, list[tuple[str, str]]]]:
    """Each photo with what was said of it. In a version from when each person was asked, what
    several said alike stands once.
    """
    answers: dict[int | None, list[tuple[str, str]]] = {}
    for row in frozen.answers:
        if row.question not in questions:
            continue
        pair = (_(row.words), in_words(BY_KEY[row.question], row.answer))
        pairs = answers.setdefault(row.photo, [])
        if pair not in pairs:
            pairs.append(pair)
    return [(photo, answers.get(place, [])) for place, photo in enumerate(frozen.photos)]


def _files(frozen: Frozen) -> list[tuple[str, str, str]]:
    """(release, file, SHA-256) of every file that a row stands in, each once."""
    files = set()
    for photo in frozen.photos:
        for row in photo.rows:
            files.add((f"{row.dataset}/{row.release}", row.file, row.sha256))
    return sorted(files)
