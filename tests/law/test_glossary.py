"""One Spanish word for each word of the law, everywhere; and what it means, one press away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.utils import translation

from claims.law.glossary import GLOSSARY
from portal.templatetags.ui import glossed

CATALOGUE = Path(__file__).resolve().parents[2] / "locale" / "es" / "LC_MESSAGES" / "django.po"
# Where the Spanish word changes its form more than at its end.
STEMS = {"upload": "sub"}


def messages():
    with CATALOGUE.open("rb") as file:
        for message in read_po(file, locale="es"):
            if message.id:
                english = message.id if isinstance(message.id, tuple) else (message.id,)
                spanish = message.string if isinstance(message.string, tuple) else (message.string,)
                yield " ".join(english), " ".join(spanish).lower()


@pytest.mark.parametrize("term", GLOSSARY, ids=[term.key for term in GLOSSARY])
def test_a_word_of_the_law_is_always_the_same_word_in_spanish(term):
    stem = STEMS.get(term.key, term.spanish.split()[0][:6].lower())
    word = re.compile(rf"\b{re.escape(term.english)}s?\b", re.IGNORECASE)
    placeholder = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
    found = [(en, es) for en, es in messages() if word.search(placeholder.sub("", en))]
    assert [en for en, es in found if stem not in es] == []


def test_a_word_is_explained_once_where_it_first_stands():
    with translation.override("en"):
        html = glossed("The attorney general acts; the attorney general may sue <you>.")
    assert html.count("<button") == html.count("<span popover") == 1
    assert html.startswith(
        'The <button type="button" class="term" popovertarget="word-attorney_general-'
    )
    assert "A state’s lawyer, who can act for everyone in the state." in html
    assert html.endswith("; the attorney general may sue &lt;you&gt;.")


def test_in_spanish_the_spanish_word_is_explained():
    with translation.override("es"):
        html = glossed("Puede escribir al fiscal general.")
    assert ">fiscal general</button>" in html
    assert "A state’s lawyer" not in html


def test_a_text_without_such_words_stays_as_it_is():
    assert (
        glossed("Where do you live? In a house & garden.")
        == "Where do you live? In a house &amp; garden."
    )
