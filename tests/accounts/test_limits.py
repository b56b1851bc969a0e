"""A limit keeps a stranger from writing to somebody, and never the person from getting in."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests import make

pytestmark = pytest.mark.django_db
CODE, RESET, SIGN_IN = "account_request_login_code", "account_reset_password", "account_login"
ANA = "ana@example.org"


def ask(where, client=None, address="192.0.2.1", **said):
    client = client or Client()
    return client.post(reverse(where), {"email": ANA} | said, REMOTE_ADDR=address)


def signed_in_browser() -> Client:
    """Ana's own, from which she signed in with a code and signed out again."""
    client = Client()
    assert ask(CODE, client, "198.51.100.1").status_code == 302
    code = re.match(r"\d{6}", make.outbox()[-1].body)[0]
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert client.get(reverse("claims")).status_code == 200
    client.post(reverse("account_logout"))
    cache.clear()
    return client


@pytest.mark.parametrize("where", [CODE, RESET])
def test_a_stranger_uses_up_their_own_count_and_not_that_of_others(where, ana):
    answers = [ask(where, address="192.0.2.66").status_code for _time in range(4)]
    assert answers == [302, 302, 302, 429]
    assert len(make.outbox()) == 3
    assert ask(where, address="198.51.100.1").status_code == 302


def test_wrong_passwords_of_a_stranger_keep_nobody_out(rhea):
    email = "rhea@example.org"
    for number in range(6):
        said = {"email": email, "login": email, "password": f"wrong {number}"}
        answer = ask(SIGN_IN, address="192.0.2.66", **said)
    assert "Too many tries. Wait a few minutes" in answer.content.decode()
    said = {"email": email, "login": email, "password": "a long demo password"}
    assert "Too many" not in ask(SIGN_IN, address="198.51.100.1", **said).content.decode()


def test_many_strangers_together_are_stopped_and_a_known_browser_is_not(ana):
    own = signed_in_browser()
    sent = len(make.outbox())
    answers = [ask(CODE, address=f"192.0.2.{number}").status_code for number in range(70)]
    assert (answers[:60], answers[60:]) == ([302] * 60, [429] * 10)
    assert len(make.outbox()) == sent + 60
    assert ask(CODE, own, "198.51.100.1").status_code == 302
    assert len(make.outbox()) == sent + 61


def test_a_known_browser_has_a_limit_too_and_for_its_own_address_alone(ana, otto):
    own = signed_in_browser()
    answers = [ask(CODE, own, f"198.51.100.{number}").status_code for number in range(4)]
    assert answers == [302, 302, 302, 429]
    for number in range(60):
        ask(CODE, address=f"192.0.2.{number}", email="otto@example.org")
    assert ask(CODE, own, email="otto@example.org").status_code == 429


@pytest.mark.parametrize("value", ["made-up", "number.digest:made-up", ""])
def test_a_made_up_cookie_is_no_known_browser(value, ana):
    client = Client()
    client.cookies[settings.BROWSER_COOKIE_NAME] = value
    for number in range(60):
        ask(CODE, address=f"192.0.2.{number}")
    assert ask(CODE, client, "198.51.100.1").status_code == 429


def test_the_cookie_names_nobody_and_a_script_cannot_read_it(ana):
    cookie = signed_in_browser().cookies[settings.BROWSER_COOKIE_NAME]
    assert "ana" not in cookie.value
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
