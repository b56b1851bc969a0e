"""Every page, on a phone and on a desk, light and dark: axe finds nothing, nothing overflows,
nothing is inline.
"""

from __future__ import annotations

import brotli
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from claims.matters.models import Matter
from claims.submission.actions import freeze
from tests import make
from tests.flows.addresses import (
    ACCOUNT,
    PUBLIC,
    of_documents,
    of_draft,
    of_sent_and_desk,
    of_steps,
)

pytestmark = pytest.mark.browser
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# Each width and each scheme once: no color depends on the width. Of many pages every other one is
# seen in each; `make prove WHAT=looks` sees all of them in fifteen.
LOOKS = [(375, "light"), (1280, "dark")]


def check(page: Page, address: str, looks: list[tuple[int, str]] = LOOKS) -> list[str]:
    """What is wrong with the page in each look."""
    wrong = []
    for width, scheme in looks:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        wrong += sideways(page, address, width)
        found = Axe().run(page, options=RULES)
        wrong += [
            f"{address} at {width} {scheme}: {rule['id']} "
            f"{[node['html'][:120] for node in rule['nodes'][:3]]}"
            for rule in found.response["violations"]
        ]
    return wrong


def sideways(page: Page, address: str, width: int) -> list[str]:
    is_wider = page.evaluate("document.documentElement.scrollWidth") > width
    return [f"{address} at {width}: scrolls sideways"] if is_wider else []


def enter(context, site, user, *, confirmed=True) -> None:
    """The browser gets a session of this user.

    `confirmed`: they have just shown that it is them.
    """
    client = make.signed_in(user, confirmed=confirmed)
    context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site.url}]
    )


def press(page: Page, name: str) -> None:
    """Press a button that sends a form, and wait for the page that answers it."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def visit(page: Page, site, addresses: list[str]) -> None:
    wrong = []
    for number, address in enumerate(addresses):
        page.goto(site.url + address)
        wrong += check(page, address, [LOOKS[number % 2]])
    assert not wrong, "\n".join(wrong)


def test_public_pages(page, site):
    visit(page, site, PUBLIC)


def test_the_answers_of_a_check_and_its_errors(page, watched, site):
    page.goto(site.url)
    page.locator("textarea").fill(
        f"{make.LINK}\n{make.OWNER}\nmade_up\nhttps://www.flickr.com/gp/x/y1\n{make.ABSENT}"
    )
    press(page, "Check my photo")
    assert check(page, "the answers") == []


def test_errors_are_summed_up_and_linked(page, site):
    page.goto(f"{site.url}/account/signup/")
    press(page, "Email me a code")
    assert check(page, "sign-up with errors") == []
    page.locator(".error-summary a").first.click()
    assert page.evaluate("location.hash") == "#field-id_email"


def test_account_pages(page, context, site, watched, at):
    user = make.claimant("ana@example.org", "Ana Alder", at=at)
    enter(context, site, user)
    visit(page, site, ACCOUNT)


def test_pages_of_a_draft(page, context, site, watched, at):
    ana = make.claimant("ana@example.org", "Ana Alder", at=at)
    pages = of_draft(ana, at)
    enter(context, site, ana)
    visit(page, site, pages)


def test_pages_from_the_check_to_the_last_step(page, context, site, watched, post_office, at):
    ana = make.claimant("ana@example.org", "Ana Alder", at=at)
    matter = Matter.objects.get()
    claim = make.answered(ana, matter, at=at)
    enter(context, site, ana)
    base = f"/claims/{claim.reference}"
    visit(page, site, [f"{base}/check/"])
    submission = freeze(claim, by=ana, at=at)
    submission.claim = claim
    visit(page, site, [f"{base}/documents/"])
    page.goto("about:blank")
    from claims.documents import actions

    actions.build(submission, "frozen", at=at, progress=lambda *_: None)
    context.clear_cookies()
    enter(context, site, ana, confirmed=False)
    visit(page, site, [f"{base}/documents/", "/claims/"])
    page.goto(f"{site.url}{base}/documents/")
    press(page, "Email me a code")
    assert check(page, "the code") == []
    make.outbox()
    press(page, "Confirm and send")
    assert check(page, "the confirmation with errors") == []
    page.get_by_label("Code from the email").fill(post_office.code_for("ana@example.org"))
    page.get_by_label("Type your full name").fill("Ana Alder")
    page.get_by_label("I have read the fact sheet").check()
    press(page, "Confirm and send")
    assert check(page, "the last step") == []


def test_pages_of_a_sent_claim_and_of_the_desk(page, context, browser, site, watched, at):
    ana = make.claimant("ana@example.org", "Ana Alder", at=at)
    rhea = make.staff("rhea@example.org", "Rhea Rowan", "paralegal", at=at)
    own, desk = of_sent_and_desk(ana, rhea, at)
    enter(context, site, rhea)
    visit(page, site, desk)
    other = browser.new_context()
    enter(other, site, ana)
    visit(other.new_page(), site, own)


def test_the_steps_to_the_signature_and_the_pages_behind_a_link(browser, site, at):
    rhea = make.staff("rhea@example.org", "Rhea Rowan", "paralegal", at=at)
    alma = make.staff("alma@example.org", "Alma Ash", "attorney", at=at)
    for user, pages in of_steps(rhea, alma, at):
        for language, looks in (("en-US", LOOKS), ("es-US", [(375, "light")])):
            context = browser.new_context(locale=language)
            if user:
                enter(context, site, user)
            page = context.new_page()
            for address in pages:
                assert page.goto(site.url + address).url == site.url + address
                assert check(page, address, looks) == []
            context.close()


def test_in_spanish_nothing_overflows_a_phone(browser, site, at):
    """The words are longer there; what axe looks at is the same."""
    ana = make.claimant("ana@example.org", "Ana Alder", at=at)
    rhea = make.staff("rhea@example.org", "Rhea Rowan", "paralegal", at=at)
    own, desk = of_sent_and_desk(ana, rhea, at)
    dev = make.claimant("dev@example.org", "Dev Dogwood", at=at)
    uma = make.claimant("uma@example.org", "Uma Ulm", at=at)
    rounds = [
        (None, PUBLIC),
        (ana, own),
        (rhea, desk),
        (dev, of_draft(dev, at)),
        (uma, of_documents(uma, at)),
    ]
    wrong = []
    for user, pages in rounds:
        context = browser.new_context(locale="es-US", viewport={"width": 375, "height": 900})
        if user:
            enter(context, site, user)
        page = context.new_page()
        for address in pages[::2]:
            page.goto(site.url + address)
            assert page.locator("html").get_attribute("lang") == "es", address
            wrong += sideways(page, address, 375)
        context.close()
    assert not wrong, "\n".join(wrong)


def test_the_first_page_weighs_at_most_60_kilobytes(page, site):
    """As sent in production: text compressed by brotli, the typeface as it is."""
    bodies = {}
    page.on("response", lambda response: bodies.update({response.url: response.body()}))
    page.goto(site.url, wait_until="networkidle")
    weights = {
        url: len(body) if url.endswith("woff2") else len(brotli.compress(body))
        for url, body in bodies.items()
    }
    assert any(url.endswith("public-sans.woff2") for url in weights)
    assert sum(weights.values()) <= 60_000, weights
