"""What surrounds a claim works without JavaScript, on a phone: files, messages, invitations,
contact, erasure.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from claims.correspondence.models import ErasureRequest, Invitation, Message
from claims.evidence.models import Upload
from claims.interview.models import Answer
from claims.matters.models import Interest, Matter
from tests import make
from tests.evidence.test_uploads import picture
from tests.flows.addresses import ACCOUNT, PUBLIC, of_documents, of_draft, of_sent_and_desk
from tests.flows.test_pages import enter

pytestmark = pytest.mark.browser


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


@pytest.fixture
def phone(browser, site, at):
    """(a page without script, the address of the claim that was sent)"""
    ana = make.claimant("ana@example.org", "Ana Alder", at=at)
    claim, _submission = make.sent(ana, Matter.objects.get(), at=at)
    context = browser.new_context(java_script_enabled=False, viewport={"width": 375, "height": 800})
    enter(context, site, ana)
    yield context.new_page(), f"{site.url}/claims/{claim.reference}/"
    context.close()


def test_a_sent_claim_is_lived_with_without_script(phone, site):
    page, address = phone
    page.goto(f"{address}files/")
    page.locator("input[type=file]").set_input_files(
        {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    )
    press(page, "Send the files")
    expect(page.get_by_text("Your file is saved.")).to_be_visible()
    page.goto(address)
    page.get_by_label("Write to the firm").fill("I moved house.")
    press(page, "Send the message")
    page.goto(f"{address}contact/")
    page.locator("textarea[name=mailing_address-value]").fill("9 Oak Road, Peoria")
    press(page, "Save")
    page.goto(f"{address}invite/")
    page.get_by_label("an adult who is in a photo").check()
    page.get_by_label("Full name").fill("Bo Birch")
    page.get_by_label("Email address").fill("bo@example.org")
    page.locator("[name=photos]").check()
    press(page, "Invite this person")
    page.goto(f"{address}erase/")
    page.get_by_label("Yes, erase all of it.").check()
    press(page, "Ask us to erase my data")
    page.goto(f"{site.url}/interest/")
    page.get_by_label("Your email address").fill("una@example.org")
    press(page, "Add me")
    kept = [
        model.objects.count() for model in (Upload, Message, Invitation, ErasureRequest, Interest)
    ]
    assert kept == [1, 1, 1, 1, 1]
    assert Answer.objects.filter(question="mailing_address").count() == 2


def test_every_page_can_be_read_and_sent_without_script(browser, site, at):
    """Its heading is there, and each of its forms has a button that is seen, or one elsewhere that
    belongs to it.
    """
    ana = make.claimant("ana@example.org", "Ana Alder", at=at)
    rhea = make.staff("rhea@example.org", "Rhea Rowan", "paralegal", at=at)
    own, desk = of_sent_and_desk(ana, rhea, at)
    dev = make.claimant("dev@example.org", "Dev Dogwood", at=at)
    uma = make.claimant("uma@example.org", "Uma Ulm", at=at)
    rounds = [(None, PUBLIC), (ana, [*ACCOUNT, *own]), (rhea, desk)]
    rounds += [(dev, of_draft(dev, at)), (uma, of_documents(uma, at))]
    mute = (
        "all => all.filter(one => ![...one.elements].some(e => e.type === 'submit' && "
        "e.getClientRects().length))"
    )
    for user, pages in rounds:
        context = browser.new_context(
            java_script_enabled=False, viewport={"width": 375, "height": 800}
        )
        if user:
            enter(context, site, user)
        page = context.new_page()
        for address in pages:
            if (
                "webauthn" in address
            ):  # a browser makes a passkey by script alone; the other factors need none
                continue
            assert page.goto(site.url + address).status in (200, 404), address
            assert page.locator("h1").first.is_visible(), address
            assert (
                page.locator("form").evaluate_all(f"all => ({mute})(all).map(one => one.id)") == []
            ), address
        context.close()
