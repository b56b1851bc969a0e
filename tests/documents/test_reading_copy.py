"""A copy to read in Spanish stands beside the English instrument, and changes nothing of what is
signed.
"""

from __future__ import annotations

import pytest
from django.urls import reverse

from claims.documents import render
from claims.documents.kinds import BY_KEY
from tests import make

pytestmark = pytest.mark.django_db


def copy(submission, kind, language):
    return render.html(BY_KEY[kind], submission, layout="documents/body.html", language=language)


def test_the_copy_says_in_spanish_what_the_document_says(ana, matter, at):
    _claim, submission = make.frozen(ana, matter, at=at)
    spanish = copy(submission, "fact_sheet", "es")
    assert '<div class="instrument" lang="es">' in spanish
    for said in ("Hoja de hechos", "¿Dónde ha vivido usted desde 2004?", "Fotos y cuentas"):
        assert said in spanish
    assert "Fact sheet" not in spanish and "Where have you" not in spanish


@pytest.mark.parametrize("kind", ["fact_sheet", "schedule"])
def test_no_english_sentence_is_left_in_the_copy(kind, ana, matter, meglass, at):
    _claim, submission = make.frozen(ana, matter, at=at)
    spanish = copy(submission, kind, "es")
    for left in (" the ", " is ", " and ", " of ", "claimant"):
        text = spanish.replace(matter.name, "").replace(matter.court, "")
        assert left not in text, text[max(0, text.find(left) - 80) : text.find(left) + 80]


def test_the_document_stays_english_whatever_language_the_reader_has(ana, matter, at):
    claim, submission = make.frozen(ana, matter, at=at)
    before = copy(submission, "fact_sheet", "en")
    client = make.signed_in(ana)
    client.cookies["django_language"] = "es"
    address = reverse("claim_read", args=[claim.reference, "fact_sheet"])
    page = client.get(address).content.decode()
    assert before in page
    assert page.index("<h1>Hoja de hechos") < page.index("<h1>Fact sheet")
    english = make.signed_in(ana).get(address).content.decode()
    assert "Hoja de hechos" not in english and before in english
