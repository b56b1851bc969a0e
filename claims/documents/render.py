"""HTML to tagged PDF (PDF/UA-1). Nothing is ever fetched: the only resource is the typeface."""

from __future__ import annotations

import gc
import hmac
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

from claims.documents.kinds import Kind
from claims.documents.models import DISCLOSURES, Consent, Document, Signature
from claims.documents.statements import statements
from claims.interview.wording import in_words
from claims.law.forums import FORUMS
from claims.law.logic import Answer
from claims.law.questions import BY_KEY
from claims.submission.models import Submission

TYPEFACE = frozenset({"app:public-sans-400.ttf", "app:public-sans-600.ttf"})


class BlockedResource(Exception):
    """The document asked for something that is not ours; it was not made."""


class OnlyTheTypeface(URLFetcher):
    """Answers `app:<font file>` and refuses the rest. WeasyPrint swallows errors from images, so
    they are kept."""

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
    """The same HTML and identifier give the same bytes. Raises BlockedResource."""
    fetcher = OnlyTheTypeface()
    gc.disable()  # a fifth faster; the worker's child ends after the job
    try:
        made = HTML(string=html, url_fetcher=fetcher).write_pdf(
            pdf_variant="pdf/ua-1", pdf_identifier=identifier.encode(), custom_metadata=False
        )
    finally:
        gc.enable()
    if fetcher.refused:
        raise BlockedResource(fetcher.refused[0])
    return made


INSTRUMENTS = "en"  # the language in which documents are made and signed


def html(
    kind: Kind,
    submission: Submission,
    *,
    layout: str = "documents/print.html",
    language: str = INSTRUMENTS,
) -> str:
    """The document as HTML: for printing, or inside a page of the site. Instruments are in English;
    in another language it is a copy to read, of which no PDF is made."""
    with translation.override(language):
        said = context(kind, submission) | {"layout": layout, "language": language}
        return render_to_string(f"documents/{kind.template}.html", said)


def context(kind: Kind, submission: Submission) -> dict[str, Any]:
    """Everything a document says comes from the frozen content and, once there is one, from the
    signature."""
    content = submission.content
    forum = FORUMS[content["matter"]["forum"]]
    signs_in_us = next(
        (row for row in content["answers"] if row["question"] == "signs_in_us"), None
    )
    found = {
        "kind": kind,
        "title": kind.title,
        "content": content,
        "submission": submission,
        "forum": forum,
        "closing": forum.closing(signed_in_us=bool(signs_in_us and signs_in_us["value"] == "yes")),
        "statements": statements(content),
        "people": [
            (subject, list(_answers(content, subject["position"])))
            for subject in content["subjects"]
        ],
        "of_claim": list(_answers(content, None)),
        "photos": _photos(content),
        "files": _files(content),
        "reading_code": reading_code(submission),
        "firm_name": settings.FIRM_NAME,
        "firm_address": settings.FIRM_ADDRESS,
        "site_url": settings.SITE_URL,
        "is_demo": settings.EMBEDDED,
        "signature": None,
    }
    if kind.when == "sent":
        signature = Signature.objects.select_related("submission__claim__data_key").get(
            submission=submission
        )
        consent = Consent.objects.select_related("submission__claim__data_key").get(
            submission=submission
        )
        documents = Document.objects.filter(
            submission=submission, kind__in=signature.content["digests"]
        )
        found |= {
            "signature": signature,
            "consent": consent,
            "disclosures": DISCLOSURES,
            "documents": sorted(documents, key=lambda document: document.kind),
        }
    return found


def _answers(content: dict[str, Any], position: int | None) -> Any:
    """(words as shown, answer in words) of what was said about one subject or about the claim."""
    for row in content["answers"]:
        if row["subject"] == position:
            answer = Answer(row["value"], row["certainty"], row["precision"], row["basis"])
            place = (
                _(" (photo %(number)s)") % {"number": row["photo"] + 1}
                if row["photo"] is not None
                else ""
            )
            yield _(row["words"]) + place, in_words(BY_KEY[row["question"]], answer)


SCHEDULED = ("taken_on", "uploaded_on", "licence_at_upload", "licence_changed")


def _photos(content: dict[str, Any]) -> list[tuple[dict[str, Any], list[tuple[str, str]]]]:
    """Each photo with what was said of its dates and license."""
    said: dict[int, list[tuple[str, str]]] = {}
    for row in content["answers"]:
        if row["question"] in SCHEDULED:
            answer = Answer(row["value"], row["certainty"], row["precision"], row["basis"])
            said.setdefault(row["photo"], []).append(
                (_(row["words"]), in_words(BY_KEY[row["question"]], answer))
            )
    return [(photo, said.get(place, [])) for place, photo in enumerate(content["photos"])]


def _files(content: dict[str, Any]) -> list[tuple[str, str, str]]:
    """(release, file, SHA-256) of every file that a row stands in, each once."""
    rows = [row for photo in content["photos"] for row in photo["rows"]]
    return sorted(
        {(f"{row['dataset']}/{row['release']}", row["file"], row["sha256"]) for row in rows}
    )


def reading_code(submission: Submission) -> str:
    """Four letters that stand in the information sheet's PDF: typing them shows that the person can
    open it."""
    letters = "ABCDEFGHJKMNPQRSTVWXYZ"
    digest = hmac.new(
        settings.SECRET_KEY.encode(), f"reading:{submission.sha256}".encode(), "sha256"
    ).digest()
    return "".join(letters[byte % len(letters)] for byte in digest[:4])
