"""The site stands open in two tabs of one browser: neither harms the other."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from claims.accounts.models import User
from claims.intake.models import Claim
from claims.intake.queries import photos
from claims.interview.models import Answer
from claims.matters.models import Matter
from tests import make
from tests.flows.test_journey import EMAIL, first_page, press
from tests.flows.test_pages import enter
from tests.flows.test_session_gone import LONG, sign_in

pytestmark = pytest.mark.browser


def begin_sign_up(page, site) -> None:
    """Up to the page that asks for the code."""
    page.goto(site.url)
    page.get_by_label("Paste a link to a Flickr photo").fill(make.LINK)
    press(page, "Check my photo")
    press(page, "Ask a lawyer to review it")
    page.get_by_label("Email").fill(EMAIL)
    page.locator("select[name=birth_date_month]").select_option("5")
    page.locator("select[name=birth_date_day]").select_option("17")
    page.locator("select[name=birth_date_year]").select_option("1990")
    press(page, "Email me a code")
    expect(page.locator("input[name=code]")).to_be_visible()


def test_signing_up_in_a_second_tab_leaves_the_first_usable(context, site, post_office):
    site.start_worker()
    first, second = context.new_page(), context.new_page()
    begin_sign_up(first, site)
    second.goto(site.url)
    second.get_by_label("Paste a link to a Flickr photo").fill(make.LINK)
    press(second, "Check my photo")
    press(second, "Ask a lawyer to review it")
    code = post_office.code_for(EMAIL)
    second.locator("input[name=code]").fill(code)  # it asks for the code that was sent already
    second.locator("main form button[type=submit]").first.click()
    expect(second.get_by_role("heading", name="Before you start")).to_be_visible()
    first_page(second)
    # The first tab still asks for the code, which the second has used.
    first.locator("input[name=code]").fill(code)
    first.locator("main form button[type=submit]").first.click()
    first.get_by_role("link", name="Show the page again").click()
    expect(first.get_by_role("heading", name="My claim")).to_be_visible()
    assert User.objects.filter(email=EMAIL).count() == 1
    claim = Claim.objects.get(account__email=EMAIL)
    assert [photo.reference["text"] for photo in photos(claim)] == [make.LINK]


def test_signing_in_again_in_a_second_tab_keeps_what_was_typed_in_the_first(
    context, site, post_office, at
):
    site.start_worker()
    ana = make.claimant("ana@example.org", "Ana Alder", at=at)
    claim = make.draft(ana, Matter.objects.get(), at=at)
    enter(context, site, ana)
    address = f"{site.url}/claims/{claim.reference}/q/0/effect/"
    first = context.new_page()
    first.goto(address)
    first.locator("textarea[name=value]").fill(LONG)
    context.clear_cookies(name="sessionid")
    second = context.new_page()
    second.goto(f"{site.url}/claims/")
    sign_in(second, post_office)
    expect(second.get_by_role("heading", name="My claim")).to_be_visible()
    # The form of the first tab is older than the sign-in: it is refused, and nothing is lost.
    first.locator("#answers button.button").click()
    first.wait_for_load_state()
    first.get_by_role("link", name="Show the page again").click()
    assert not Answer.objects.filter(question="effect").exists()
    assert first.locator("textarea[name=value]").input_value() == LONG
    first.locator("#answers button.button").click()
    first.wait_for_url(lambda url: "/effect/" not in url)
    row = Answer.objects.select_related("claim__data_key").get(question="effect")
    assert row.answer.value == LONG.strip()


def test_who_signs_in_as_somebody_else_in_a_second_tab_writes_nothing_into_the_firsts_claim(
    context, site, at
):
    ana = make.claimant("ana@example.org", "Ana Alder", at=at)
    otto = make.claimant("otto@example.org", "Otto Oak", at=at)
    claim = make.draft(ana, Matter.objects.get(), at=at)
    enter(context, site, ana)
    page = context.new_page()
    page.goto(f"{site.url}/claims/{claim.reference}/q/0/effect/")
    page.locator("textarea[name=value]").fill(LONG)
    enter(context, site, otto)
    page.locator("#answers button.button").click()
    page.wait_for_load_state()
    expect(page.get_by_role("heading", name="Page not found")).to_be_visible()
    assert not Answer.objects.filter(question="effect").exists()
    enter(context, site, ana)
    page.goto(page.url)
    assert page.locator("textarea[name=value]").input_value() == LONG
