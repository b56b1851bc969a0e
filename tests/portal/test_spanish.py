"""Spanish: the catalogue is whole and keeps to the glossary; the switch loses nothing; pages show
no English.
"""

from __future__ import annotations

import html
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from babel.messages.pofile import read_po
from django.urls import reverse

from claims.accounts.models import User
from claims.interview.actions.people import add_person, set_roles
from claims.interview.queries import Interview
from claims.law import logic
from claims.law.glossary import GLOSSARY
from portal.catalogues import LOCALE, build
from tests import make

pytestmark = pytest.mark.django_db
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|</?\w+[^>]*>")
SPANISH = {"HTTP_ACCEPT_LANGUAGE": "es"}


def catalogue():
    with (LOCALE / "es" / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, abort_invalid=True)


def messages() -> list[tuple[str, list[str]]]:
    """(English, its Spanish forms)"""
    found = []
    for message in catalogue():
        if message.id:
            english = message.id if isinstance(message.id, tuple) else (message.id,)
            spanish = message.string if isinstance(message.string, tuple) else (message.string,)
            found += [(text, list(spanish)) for text in english]
    return found


def test_no_message_lacks_its_spanish_and_none_is_a_guess():
    assert [english for english, spanish in messages() if not all(spanish)] == []
    assert [message.id for message in catalogue() if message.id and "fuzzy" in message.flags] == []
    assert len(messages()) > 1000


def test_spanish_keeps_every_placeholder_and_tag():
    wrong = [
        english
        for english, forms in messages()
        if not any(
            set(PLACEHOLDER.findall(english)) <= set(PLACEHOLDER.findall(form)) for form in forms
        )
    ]
    assert wrong == []


@pytest.mark.parametrize("term", GLOSSARY, ids=lambda term: term.key)
def test_a_term_that_stands_in_the_catalogue_by_itself_is_the_glossarys(term):
    said = {english.lower(): forms[0].lower() for english, forms in messages()}
    if term.english.lower() in said:
        assert said[term.english.lower()] == term.spanish.lower()


def test_what_is_built_is_what_django_reads(tmp_path):
    folder = tmp_path / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_bytes((LOCALE / "es" / "LC_MESSAGES" / "django.po").read_bytes())
    build(tmp_path)
    import gettext

    with (folder / "django.mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Save and continue") == "Guardar y continuar"


def english_in(page: str) -> list[str]:
    """Longer messages of the catalogue that stand on a page in English."""
    # Names and what people typed are no messages; instruments are signed in English.
    page = re.sub(
        r'<div class="instrument".*?</div>|<script.*?</script>|<[^>]*>', "\n", page, flags=re.DOTALL
    )
    lines = {html.unescape(line).strip() for line in page.splitlines()}
    return sorted(
        text
        for text, spanish in messages()
        if len(text) > 3
        and "%" not in text
        and text not in spanish
        and text.strip() in lines - {"English"}
    )


def test_no_page_of_a_visitor_or_claimant_shows_english(ana, matter, meglass, at):
    claim = make.draft(ana, matter, at=at)
    set_roles(claim, ["in_photo", "parent"], by=ana, at=at)
    add_person(claim, "child", "Bea", by=ana, at=at)
    base = f"/claims/{claim.reference}"
    public = [
        reverse(name)
        for name in (
            "check",
            "privacy",
            "verify",
            "datasets",
            "coverage",
            "private_check",
            "picture",
        )
    ]
    own = [f"{base}/{page}/" for page in ("conflict-check", "people", "photos", "who-is-who")]
    own += [
        f"{base}/page/{page}/" for page in ("0/person", "1/person", "0/photos", "0/use", "0/last")
    ]
    own += [
        reverse("claims"),
        reverse("claim", args=[claim.reference]),
        reverse("flickr"),
        reverse("flickr_download"),
    ]
    client = make.signed_in(ana)
    english = []
    for url in [*public, *own]:
        response = client.get(url, follow=True, **SPANISH)
        assert response.status_code == 200, url
        assert '<html lang="es">' in response.content.decode()
        english += [(url, text) for text in english_in(response.content.decode())]
    assert english == []


def posted(client, url, data):
    """As a browser sends a form without files."""
    return client.post(url, urlencode(data), content_type="application/x-www-form-urlencoded")


def test_the_switch_shows_the_page_again_with_what_was_typed_and_saves_nothing(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    client, url = make.signed_in(ana), reverse("claim_topic", args=[claim.reference, 0, "last"])
    before = claim.answers.count()
    data = {
        "mailing_address-value": "12 Elm Street",
        "language-value": "es",
        "switch_language": "es",
    }
    text = posted(client, url, data).content.decode()
    assert ('<html lang="es">' in text, "12 Elm Street" in text, "Guardar y continuar" in text) == (
        True,
        True,
        True,
    )
    assert claim.answers.count() == before
    assert "Guardar y continuar" in client.get(url).content.decode()
    posted(client, url, {"switch_language": "en"})
    assert "Save and continue" in client.get(url).content.decode()


def test_a_language_that_we_do_not_have_changes_nothing(client):
    response = posted(client, reverse("privacy"), {"switch_language": "xx"})
    assert "django_language" not in response.cookies


def test_the_account_keeps_the_language_for_another_device_and_for_mail(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    posted(make.signed_in(ana), reverse("claims"), {"switch_language": "es"})
    assert User.objects.get(pk=ana.pk).language == "es"
    assert (
        '<html lang="es">'
        in make.signed_in(ana)
        .get(reverse("claim", args=[claim.reference]), follow=True)
        .content.decode()
    )


def test_an_answer_is_the_same_whatever_the_language_it_was_given_in(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    url = reverse("claim_question", args=[claim.reference, 0, "removal_asked"])
    make.signed_in(ana).post(url, {"value": "yes", "seen": ""}, **SPANISH)
    assert Interview(claim).answer("removal_asked").answer == logic.Answer("yes")


def _library_words(language):
    path = LOCALE / "libraries" / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return {message.id: message.string for message in read_po(file) if message.id}


def test_the_words_of_libraries_are_said_our_way_in_both_languages():
    english, spanish = _library_words("en"), _library_words("es")
    assert english.keys() == spanish.keys()
    assert not [words for words in (*english.values(), *spanish.values()) if not words]
    # None of them is a text of ours, which would be changed in English without a word.
    assert not english.keys() & {message.id for message in catalogue()}


def test_each_of_these_words_is_still_said_by_a_library():
    import allauth
    import django

    said = set()
    for library, place in ((allauth, "locale"), (django, "conf/locale")):
        path = Path(library.__file__).parent / place / "es" / "LC_MESSAGES" / "django.po"
        with path.open("rb") as file:
            said |= {message.id for message in read_po(file)}
    assert _library_words("en").keys() - said == set()


def test_sign_in_and_the_second_factor_speak_as_the_rest_of_the_site(ana):
    client = make.signed_in(ana, confirmed=True)
    page = client.get("/account/2fa/").content.decode()
    assert "A second step to sign in" in page
    assert not re.search("Two-Factor|Authenticator|Recovery Codes|Security Key", page)
    page = client.get("/account/2fa/", **SPANISH).content.decode()
    assert "Un segundo paso para entrar" in page


def test_an_error_of_a_library_names_its_field(client):
    page = client.post("/account/login/code/", {}).content.decode()
    assert "Fill in “Email.”" in page
    assert "This field is required" not in page


def test_a_date_is_asked_month_first_in_spanish_too(client):
    page = client.get("/account/signup/", **SPANISH).content.decode()
    assert re.findall(r'name="birth_date_(\w+)"', page) == ["month", "day", "year"]
