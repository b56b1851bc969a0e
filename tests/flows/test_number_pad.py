"""A phone whose number pad has digits and nothing else: months, dates and codes can be typed."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from claims.intake.queries import photos
from claims.interview.models import Answer
from claims.matters.models import Matter
from tests import make
from tests.flows.test_pages import enter

pytestmark = pytest.mark.browser


@pytest.fixture
def phone(browser, playwright):
    """As wide as an iPhone, with touch."""
    context = browser.new_context(**playwright.devices["iPhone 13"])
    yield context.new_page()
    context.close()


def tap_and_type(page, name: str, digits: str) -> None:
    """What the pad can type, whichever keyboard the field asks for."""
    field = page.locator(f"input[name='{name}']")
    assert field.get_attribute("inputmode") in ("numeric", None), name
    assert digits.isdecimal()
    field.tap()
    page.keyboard.type(digits)


def month_of(claim) -> str:
    """The name of the field for the month of the only photo."""
    return f"photo-{photos(claim)[0].pk}_text"


def said(claim, question):
    row = claim.answers.get(question=question, superseded_at=None)
    row.claim = claim
    return row.content


def test_a_month_and_a_date_are_typed_with_digits_alone(phone, site, at):
    ana = make.claimant("ana@example.org", "Ana Alder", at=at)
    claim = make.draft(ana, Matter.objects.get(), at=at)
    enter(phone.context, site, ana)
    phone.goto(f"{site.url}/claims/{claim.reference}/q/0/taken_on/")
    tap_and_type(phone, month_of(claim), "062014")
    phone.get_by_role("button", name="Save and continue").tap()
    phone.wait_for_url(lambda url: "/taken_on/" not in url)
    assert said(claim, "taken_on")["value"] == "2014-06"
    phone.goto(f"{site.url}/claims/{claim.reference}/q/0/learned/")
    for part, digits in (("month", "6"), ("day", "04"), ("year", "2025")):
        tap_and_type(phone, f"value_{part}", digits)
    phone.get_by_label("I am sure").tap()
    phone.get_by_role("button", name="Save and continue").tap()
    phone.wait_for_url(lambda url: "/learned/" not in url)
    assert said(claim, "learned")["value"] == "2025-06-04"


def test_where_one_lived_is_typed_with_digits_alone(phone, site, at):
    ana = make.claimant("ana@example.org", "Ana Alder", at=at)
    claim = make.draft(ana, Matter.objects.get(), at=at)
    enter(phone.context, site, ana)
    phone.goto(f"{site.url}/claims/{claim.reference}/q/0/residence/")
    phone.get_by_label("State").first.select_option("IL")
    tap_and_type(phone, "value-0-from", "032012")
    phone.get_by_role("button", name="Save and continue").tap()
    phone.wait_for_url(lambda url: "/residence/" not in url)
    assert said(claim, "residence")["value"]["places"][0]["from"] == "2012-03"
    assert Answer.objects.filter(question="residence").count() == 1


def test_two_digits_of_a_year_are_asked_again_in_words(phone, site, at):
    ana = make.claimant("ana@example.org", "Ana Alder", at=at)
    claim = make.draft(ana, Matter.objects.get(), at=at)
    enter(phone.context, site, ana)
    phone.goto(f"{site.url}/claims/{claim.reference}/q/0/taken_on/")
    tap_and_type(phone, month_of(claim), "0614")
    phone.get_by_role("button", name="Save and continue").tap()
    expect(phone.locator(".error-summary")).to_contain_text("four digits")
    assert not Answer.objects.filter(question="taken_on").exists()
