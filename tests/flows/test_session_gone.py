"""The session ends while somebody writes a long answer: after signing in it is still there."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session

from claims.interview.models import Answer
from claims.matters.models import Matter
from tests import make
from tests.flows.test_pages import enter

pytestmark = pytest.mark.browser
LONG = "It was my daughter’s first day at school. " * 40


def sign_in(page, post_office) -> None:
    """By a code, from wherever the site sent the person."""
    if page.locator("input[name=email]").count() == 0:
        page.get_by_role("link", name="code").first.click()
    page.locator("input[name=email]").fill("ana@example.org")
    page.locator("main form button.button").first.click()
    page.locator("input[name=code]").fill(post_office.code_for("ana@example.org"))
    page.locator("main form button[type=submit]").first.click()


def test_a_long_answer_survives_an_ended_session(page, context, site, post_office, at):
    site.start_worker()
    ana = make.claimant("ana@example.org", "Ana Alder", at=at)
    claim = make.draft(ana, Matter.objects.get(), at=at)
    enter(context, site, ana)
    address = f"{site.url}/claims/{claim.reference}/q/0/effect/"
    page.goto(address)
    context.clear_cookies(name="sessionid")  # as after two hours without a click
    Session.objects.all().delete()
    page.locator("textarea[name=value]").fill(LONG)
    page.locator("#answers button.button").click()
    page.wait_for_url(lambda url: "/account/" in url)
    assert not Answer.objects.filter(question="effect").exists()
    sign_in(page, post_office)
    page.wait_for_url(address)
    assert page.locator("textarea[name=value]").input_value() == LONG
    page.get_by_text("We put back what you typed").wait_for()
    page.locator("#answers button.button").click()
    page.wait_for_url(lambda url: "/effect/" not in url)
    row = Answer.objects.select_related("claim__data_key").get(question="effect")
    assert row.answer.value == LONG.strip()
    page.goto(address)  # saved: nothing is kept in the tab any more
    assert (
        page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('typed:'))") == []
    )
    assert page.get_by_text("We put back what you typed").is_hidden()


def test_what_was_typed_is_not_shown_after_another_page_was_opened(page, context, site, at):
    ana = make.claimant("ana@example.org", "Ana Alder", at=at)
    claim = make.draft(ana, Matter.objects.get(), at=at)
    enter(context, site, ana)
    page.goto(f"{site.url}/claims/{claim.reference}/q/0/effect/")
    context.clear_cookies(name="sessionid")
    page.locator("textarea[name=value]").fill(LONG)
    page.locator("#answers button.button").click()
    page.wait_for_url(lambda url: "/account/" in url)
    page.goto(site.url)
    assert (
        page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('typed:'))") == []
    )
