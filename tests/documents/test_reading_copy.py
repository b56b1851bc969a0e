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


def test_the_copy_says_in_spanish_what_the_instrument_says(ana, matter, at):
    _claim, submission = make.frozen(ana, matter, at=at)
    spanish = copy(submission, "declaration", "es")
    assert '<div class="instrument" lang="es">' in spanish
    for said in (
        "Declaración de Ana Alder",
        "Me llamo Ana Alder. Soy mayor de 18 años.",
        "Desde 2004 he vivido en estos lugares y en ningún otro: Illinois",
        f"Salgo en la fotografía publicada en {make.LINK}.",
        "Nunca acepté por escrito que alguien escanee o mida mi cara",
        "Declaro bajo pena de perjurio que lo anterior es verdadero y correcto.",
    ):
        assert said in spanish
    assert "I declare" not in spanish and "My name is" not in spanish


@pytest.mark.parametrize("kind", ["information_sheet", "schedule"])
def test_no_english_sentence_is_left_in_the_copy(kind, ana, matter, meglass, at):
    _claim, submission = make.frozen(ana, matter, at=at)
    spanish = copy(submission, kind, "es")
    for left in (" the ", " is ", " and ", " of ", "claimant"):
        text = spanish.replace(matter.name, "").replace(matter.court, "")
        assert left not in text, text[max(0, text.find(left) - 80) : text.find(left) + 80]


def test_the_instrument_stays_english_whatever_language_the_reader_has(ana, matter, at):
    claim, submission = make.frozen(ana, matter, at=at)
    before = copy(submission, "declaration", "en")
    client = make.signed_in(ana)
    client.cookies["django_language"] = "es"
    page = client.get(reverse("claim_read", args=[claim.reference, "declaration"])).content.decode()
    assert before in page
    assert "Usted firma el documento en inglés" in page
    assert page.index("Declaración de Ana Alder") < page.index("Declaration of Ana Alder")
    english = (
        make.signed_in(ana)
        .get(reverse("claim_read", args=[claim.reference, "declaration"]))
        .content.decode()
    )
    assert "Declaración de" not in english and before in english


def test_the_pdf_is_the_same_whatever_language_is_active_while_it_is_made(ana, matter, at):
    from django.utils import translation

    _claim, submission = make.frozen(ana, matter, at=at)
    english = render.html(BY_KEY["declaration"], submission)
    with translation.override("es"):
        assert render.html(BY_KEY["declaration"], submission) == english


def test_somebody_elses_sentences_are_about_them():
    from claims.documents.statements import statements
    from claims.submission.frozen import FrozenSubject

    frozen = make.frozen_value(
        subjects=(FrozenSubject(1, "child", "Bea"),),
        answers=(make.frozen_answer("birth_date", "2014", subject=1),),
    )
    assert [one.text for one in statements(frozen)][1:] == [
        "I am a parent or guardian of Bea and make this declaration as next friend.",
        "Bea was born on or in 2014.",
    ]
