"""What nobody can read is refused in words, on every page and for every kind of caller."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from claims.accounts.adapters import AccountAdapter
from claims.accounts.models import User
from tests import make

pytestmark = pytest.mark.django_db
DIGITS = "9" * 5000
LONG_ADDRESS = "a" * 250 + "@example.org"


def routes(resolver=None, before=""):
    """Every pattern of the site as text, with its own converters."""
    for entry in (resolver or get_resolver()).url_patterns:
        text = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield text
        else:
            yield from routes(entry, text)


def filled(route, value):
    """The route's address with a value in place of each text that it takes."""
    values = {
        "str": value,
        "slug": "made-up",
        "uuid": "51b22e7c-afee-4245-a01d-972a71351724",
        "int": value if value == DIGITS else "1",
    }
    return "/" + re.sub(r"<(\w+):\w+>", lambda converter: values[converter[1]], route)


@pytest.fixture(params=["visitor", "claimant", "attorney"])
def caller(request, ana, alma, matter):
    users = {"claimant": ana, "attorney": alma}
    return make.signed_in(users[request.param]) if request.param in users else Client()


TEXT_ROUTES = [route for route in routes() if "<str:" in route]


@pytest.mark.parametrize("value", ["CLM-%00", "x" * 5000, DIGITS])
def test_no_address_with_a_strange_text_ends_in_a_server_error(caller, value):
    assert len(TEXT_ROUTES) > 25
    for route in TEXT_ROUTES:
        answer = caller.get(filled(route, value))
        assert answer.status_code in (302, 403, 404, 405, 429), (route, answer.status_code)


@pytest.mark.parametrize(
    ("name", "field"),
    [("interest", "email"), ("account_signup", "email"), ("account_login", "email")],
)
def test_an_address_longer_than_addresses_are_is_refused_with_words(name, field, matter):
    before = User.objects.count()
    answer = Client().post(reverse(name), {field: LONG_ADDRESS, "email": LONG_ADDRESS})
    assert answer.status_code in (200, 400)
    assert 'class="error' in answer.content.decode() or "errorlist" in answer.content.decode()
    assert User.objects.count() == before


def test_nul_in_a_form_is_refused_and_nothing_is_kept(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    client = make.signed_in(ana)
    before = claim.subjects.count()
    answer = client.post(
        reverse("claim_people", args=[claim.reference]), {"kind": "child", "name": "Cleo\0"}
    )
    assert answer.status_code == 400
    assert "We could not read this" in answer.content.decode()
    assert claim.subjects.count() == before


def test_a_number_of_five_thousand_digits_is_refused(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    answer = make.signed_in(ana).post(
        reverse("claim_people", args=[claim.reference]), {"remove": DIGITS}
    )
    assert (answer.status_code, claim.subjects.count()) == (400, 1)
    passkey = Client().post(reverse("mfa_login_webauthn"), {"credential": f'{{"id": {DIGITS}}}'})
    assert passkey.status_code in (200, 400)


@pytest.mark.parametrize("key", ["MDAwMC0wMC0wMHx4fHg=", "OTk5OS0xMi0zMXw5OTk5OS0wMS0wMXx4"])
def test_a_made_up_key_of_a_page_is_not_found(rhea, matter, key):
    assert make.signed_in(rhea).get(reverse("desk"), {"after": key}).status_code == 404


def test_two_sign_ups_at_once_with_one_address_make_one_account(monkeypatch, db):
    save = AccountAdapter.save_user
    data = {"email": "twice@example.org", "birth_date_year": "1990"}
    data |= {"birth_date_month": "5", "birth_date_day": "17"}

    def beaten(self, request, user, form, commit=True):
        """The other request was faster, after this one had looked whether the address is free."""
        monkeypatch.setattr(AccountAdapter, "save_user", save)
        Client().post(reverse("account_signup"), data)
        return save(self, request, user, form, commit)

    monkeypatch.setattr(AccountAdapter, "save_user", beaten)
    answer = Client().post(reverse("account_signup"), data, follow=True)
    assert answer.redirect_chain == [(reverse("account_request_login_code"), 302)]
    assert "Your account is already open." in answer.content.decode()
    assert User.objects.filter(email="twice@example.org").count() == 1
