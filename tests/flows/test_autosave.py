"""What is typed is saved before any button is pressed, and a lost connection is said."""

from __future__ import annotations

import pytest

from claims.interview.models import Answer
from claims.matters.models import Matter
from tests import make
from tests.flows.test_pages import enter

pytestmark = pytest.mark.browser


def test_an_answer_is_saved_while_the_page_is_open_and_found_on_another_device(
    page, context, browser, site, at
):
    ana = make.claimant("ana@example.org", "Ana Alder", at=at)
    claim = make.draft(ana, Matter.objects.get(), at=at)
    enter(context, site, ana)
    page.goto(f"{site.url}/claims/{claim.reference}/page/0/person/")
    page.get_by_label("State").first.select_option("IL")
    page.get_by_text("Saved so far.").wait_for()
    row = Answer.objects.get(question="residence")
    row.claim = claim
    assert row.content["value"]["places"][0]["state"] == "IL"
    page.get_by_label("State").first.select_option("TX")
    page.get_by_role(
        "button", name="Save and continue"
    ).click()  # while the second saving may be under way
    page.wait_for_url(lambda url: "/person/" not in url)
    other = browser.new_context()
    enter(other, site, ana)
    phone = other.new_page()
    phone.goto(f"{site.url}/claims/{claim.reference}/q/0/residence/")
    assert phone.get_by_label("State").first.input_value() == "TX"


def test_without_a_connection_the_page_says_so_and_keeps_what_was_typed(page, context, site, at):
    ana = make.claimant("ana@example.org", "Ana Alder", at=at)
    claim = make.draft(ana, Matter.objects.get(), at=at)
    enter(context, site, ana)
    page.goto(f"{site.url}/claims/{claim.reference}/page/0/person/")
    context.set_offline(True)
    page.get_by_label("State").first.select_option("IL")
    page.get_by_text("This isn’t saved yet. You may be offline").wait_for()
    assert page.get_by_label("State").first.input_value() == "IL"
    context.set_offline(False)
    page.get_by_label("From (month and year)").first.fill("2012")
    page.get_by_text("Saved so far.").wait_for()
    assert Answer.objects.filter(question="residence", superseded_at=None).count() == 1
