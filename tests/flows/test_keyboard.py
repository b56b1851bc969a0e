"""Every page by the keyboard alone: Tab reaches all that can be used, shows where it is, and is
never trapped.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from claims.intake.models import Claim
from claims.matters.models import Matter
from tests import make
from tests.flows.addresses import (
    ACCOUNT,
    PUBLIC,
    of_documents,
    of_draft,
    of_sent_and_desk,
    of_steps,
)
from tests.flows.test_pages import enter

pytestmark = pytest.mark.browser

# Numbers everything that a mouse could use; of a group of radio buttons, which Tab enters once, the
# group.
USABLE = """() => {
  const all = 'a[href], button, input:not([type=hidden]), select, textarea, summary, '
    + '[tabindex="0"]';
  const shown = (one) => !one.disabled && one.tabIndex >= 0
    && one.checkVisibility({ visibilityProperty: true });
  const keys = new Map();
  [...document.querySelectorAll(all)].filter(shown).forEach((one, number) => {
    const form = one.form ? [...document.forms].indexOf(one.form) : '';
    const name = one.type === 'radio' ? `radio ${form} ${one.name}` : `${number} ${one.tagName}`;
    one.dataset.key = name;
    keys.set(one.dataset.key, one.outerHTML.slice(0, 80));
  });
  return [...keys.entries()];
}"""
HERE = """() => {
  const one = document.activeElement;
  if (!one || one === document.body || !one.dataset.key) return null;
  const style = getComputedStyle(one), box = one.closest('.choice');
  const seen = one.type === 'date' // the browser marks the part of it
    || style.outlineStyle !== 'none' || style.boxShadow !== 'none'
    || (box && getComputedStyle(box).outlineStyle !== 'none');
  return [one.dataset.key, Boolean(seen)];
}"""


def unreached(page: Page, address: str) -> list[str]:
    """What Tab does not reach on this page, and what does not show that it has the focus."""
    usable = page.evaluate(USABLE)
    reached: dict[str, bool] = {}
    for _press in range(
        3 * len(usable) + 30
    ):  # a date is three stops, and the browser's own are between
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here is None:
            if reached:
                break
            continue
        reached[here[0]] = reached.get(here[0], True) and here[1]
    wrong = [f"{address}: not reached: {key} {html}" for key, html in usable if key not in reached]
    return wrong + [
        f"{address}: focus not seen: {key}" for key, seen in reached.items() if not seen
    ]


def walk(page: Page, site, addresses: list[str]) -> None:
    wrong = []
    for address in addresses:
        page.goto(site.url + address)
        wrong += unreached(page, address)
    assert not wrong, "\n".join(wrong)


def test_public_pages(page, site):
    walk(page, site, PUBLIC)


def test_account_pages_and_the_interview(page, context, site, at):
    ana = make.claimant("ana@example.org", "Ana Alder", at=at)
    pages = of_draft(ana, at)
    enter(context, site, ana)
    walk(page, site, [*ACCOUNT, *pages])


def test_the_documents(page, context, site, at):
    ana = make.claimant("ana@example.org", "Ana Alder", at=at)
    pages = of_documents(ana, at)
    enter(context, site, ana)
    walk(page, site, pages)


def test_the_sent_claim_and_the_desk(page, context, browser, site, at):
    ana = make.claimant("ana@example.org", "Ana Alder", at=at)
    rhea = make.staff("rhea@example.org", "Rhea Rowan", "paralegal", at=at)
    own, desk = of_sent_and_desk(ana, rhea, at)
    enter(context, site, rhea)
    walk(page, site, desk)
    other = browser.new_context()
    enter(other, site, ana)
    walk(other.new_page(), site, own)


def test_the_steps_to_the_signature_and_the_pages_behind_a_link(browser, site, at):
    rhea = make.staff("rhea@example.org", "Rhea Rowan", "paralegal", at=at)
    alma = make.staff("alma@example.org", "Alma Ash", "attorney", at=at)
    for user, pages in of_steps(rhea, alma, at):
        context = browser.new_context()
        if user:
            enter(context, site, user)
        walk(context.new_page(), site, pages)
        context.close()


def test_a_page_of_questions_is_answered_without_a_mouse(page, context, site, at):
    ana = make.claimant("ana@example.org", "Ana Alder", at=at)
    claim = make.draft(ana, Matter.objects.get(), at=at)
    enter(context, site, ana)
    page.goto(f"{site.url}/claims/{claim.reference}/conflict-check/")
    page.locator("[name=roles]").first.focus()
    page.keyboard.press("Space")  # taken away
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # "I took a photo"
    page.keyboard.press("Enter")
    expect(page.locator("h1")).not_to_have_text("First, a quick check for the firm")
    assert Claim.objects.get().roles == ["took"]
