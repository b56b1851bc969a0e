"""A person's whole way, in a real browser, with a real worker and real mail."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from claims.accounts.models import User
from claims.documents.models import Document
from claims.intake.models import Claim
from claims.jobs.models import Job
from claims.submission.actions import freeze
from claims.submission.models import Submission
from tests import make
from tests.post_office import body_of

pytestmark = pytest.mark.browser
EMAIL = "ana.alder@example.org"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def open_account(page: Page, site, post_office) -> None:
    """From the check page to the first page of the claim."""
    page.goto(site.url)
    page.get_by_label("Paste a link to a Flickr photo").fill(make.LINK)
    press(page, "Check my photo")
    expect(page.get_by_role("heading", name="Yes. This photo is on a list")).to_be_visible()
    press(page, "Ask a lawyer to review it")
    page.get_by_label("Email").fill(EMAIL)
    page.locator("select[name=birth_date_month]").select_option("5")
    page.locator("select[name=birth_date_day]").select_option("17")
    page.locator("select[name=birth_date_year]").select_option("1990")
    press(page, "Email me a code")
    page.locator("input[name=code]").fill(post_office.code_for(EMAIL))
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_role("heading", name="Before you start")).to_be_visible()


def first_page(page: Page) -> None:
    page.get_by_label("I am in a photo").check()
    page.get_by_label("Your full legal name").fill("Ana Alder")
    for group in ("Do you already have a lawyer", "Have you ever worked"):
        page.get_by_role("group", name=group).get_by_label("No", exact=True).check()
    press(page, "Continue")
    expect(page.get_by_role("heading", name="About you")).to_be_visible()


def answer_topic(page: Page, title: str) -> None:
    """One page of the interview, as an Illinois resident would fill it in."""
    if title == "About you":
        page.locator("select").first.select_option("IL")
        page.locator("input[name=residence-value-0-from]").fill("03/2012")
        page.locator("input[name=residence-value-all]").check()
    elif title == "About each photo":
        page.get_by_label("The face is clear").check()
        for select in page.locator("select:not([name$=_how])").all():
            select.select_option("IL")
        page.get_by_label("Month and year").fill("06/2011")
    elif title == "A few more things about you":
        choose(page, "Could a stranger have learned", "The title, caption or album name")
        choose(page, "Did you ever agree to let someone scan", "No")
        choose(page, "Did you ever agree to let others", "No")
        choose(page, "Did you take part", "None of these")
        choose(page, "Have you had any ties", "None of these")
        choose(page, "Since 2004, have you had", "None of these")
    elif title == "The last questions":
        page.get_by_label("Month").fill("10")
        page.get_by_label("Year").fill("2026")
        choose(page, "Have you ever asked anyone", "No")
        choose(page, "What do you still have", "The original picture files")
        choose(page, "Would you want to represent", "Maybe, I’d like to hear more")
        page.locator("textarea[name=mailing_address-value]").fill("12 Elm Street, Springfield")
        choose(page, "What language", "English")
    else:
        raise AssertionError(f"nobody told how to answer “{title}”")
    press(page, "Save and continue")


def choose(page: Page, group: str, answer: str) -> None:
    page.get_by_role("group", name=group).get_by_label(answer, exact=True).check()


def interview(page: Page) -> list[str]:
    """Answer until "Check your answers". Returns the pages that were shown."""
    shown = []
    while (title := page.locator("h1").inner_text()) != "Check your answers":
        shown.append(title)
        assert len(shown) < 10, shown
        answer_topic(page, title)
        page.wait_for_load_state()
    return shown


def read_and_confirm(page: Page) -> None:
    """On one page; the code of sign-up is the fresh confirmation."""
    page.get_by_role("heading", name="Read, confirm, and send").wait_for(timeout=60_000)
    page.get_by_text("Your papers are ready.").wait_for(timeout=60_000)
    page.get_by_label("I have read the fact sheet").check()
    page.get_by_label("Type your full name").fill("Ana Alder")
    press(page, "Confirm and send")
    expect(page.get_by_text("Thank you. We’ll email you a receipt")).to_be_visible()


def sign_in_as_staff(page: Page, site, user: User) -> None:
    from allauth.mfa.models import Authenticator

    from portal.management.commands.demo_code import code

    page.goto(f"{site.url}/account/login/")
    page.get_by_label("Email").fill(user.email)
    page.get_by_label("Password").fill("a long demo password")
    press(page, "Sign in")
    page.locator("input[name=code]").fill(code(Authenticator.objects.get(user=user, type="totp")))
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_role("heading", name="Worklist")).to_be_visible()


def watch_screens(page: Page) -> list[str]:
    """The path of each page that comes, in their order."""
    screens: list[str] = []

    def note(frame) -> None:
        if frame == page.main_frame:
            screens.append(urlsplit(frame.url).path)

    page.on("framenavigated", note)
    return screens


def test_from_the_check_to_counsels_decision(browser, page, watched, site, post_office, at):
    site.start_worker()
    screens = watch_screens(page)
    open_account(page, site, post_office)
    first_page(page)
    assert interview(page) == [
        "About you",
        "About each photo",
        "A few more things about you",
        "The last questions",
    ]
    press(page, "Looks right. Continue")
    read_and_confirm(page)
    # From the result's button to "we have it": codes, waiting, checking and reading included.
    assert len({*screens} - {"/", "/check/"}) <= 10, screens

    receipt = post_office.wait_for(EMAIL, "We have your answers")
    assert "start a lawsuit or stop any deadline" in " ".join(body_of(receipt).split())
    claim = Claim.objects.get()
    assert claim.reference in receipt["Subject"]
    assert "Elm Street" not in body_of(receipt)

    staff = {
        "paralegal": make.staff("rhea@example.org", "Rhea Rowan", "paralegal", at=at),
        "attorney": make.staff("alma@example.org", "Alma Ash", "attorney", at=at),
    }
    for role, steps in {
        "paralegal": ["Start the conflict check", "Conflict check is clear", "Hand to an attorney"],
        "attorney": ["Decline"],
    }.items():
        desk = browser.new_context().new_page()
        sign_in_as_staff(desk, site, staff[role])
        desk.get_by_role("link", name=claim.reference).click()
        expect(desk.get_by_text("meglass/2026-made-up/meglass.txt#L1")).to_be_visible()
        for step in steps:
            press(desk, step)
            expect(desk.get_by_text("Done: the claim is now")).to_be_visible()
    claim.refresh_from_db()
    assert claim.status == "declined"
    told = post_office.wait_for(EMAIL, f"News about your claim {claim.reference}")
    assert "That says nothing about whether you have a case" in body_of(told)
    page.reload()
    assert Document.objects.count() == 5
    expect(page.get_by_role("heading", name="We have your answers, Ana Alder.")).to_be_visible()


def test_a_half_done_claim_goes_on_in_another_browser(browser, page, watched, site, post_office):
    site.start_worker()
    open_account(page, site, post_office)
    first_page(page)
    answer_topic(page, page.locator("h1").inner_text())
    stopped_at = page.locator("h1").inner_text()
    other = browser.new_context(viewport={"width": 375, "height": 800}).new_page()
    other.goto(f"{site.url}/account/login/code/")
    other.get_by_label("Email").fill(EMAIL)
    other.locator("main form button[type=submit]").first.click()
    other.locator("input[name=code]").fill(post_office.code_for(EMAIL))
    other.locator("main form button[type=submit]").first.click()
    other.get_by_role("link", name="Continue").click()
    assert other.locator("h1").inner_text() == stopped_at == "About each photo"


def test_it_all_works_without_javascript(browser, site, post_office):
    page = browser.new_context(
        java_script_enabled=False, viewport={"width": 375, "height": 800}
    ).new_page()
    site.start_worker()
    open_account(page, site, post_office)
    first_page(page)
    interview(page)
    press(page, "Looks right. Continue")
    for _try in range(60):
        if page.get_by_text("Your papers are ready.").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    read_and_confirm(page)
    assert Claim.objects.get().status == "submitted"


def test_the_check_works_by_keyboard_alone(page, watched, site):
    page.goto(site.url)
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the content")).to_be_focused()
    for _key in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "text":
            break
    page.keyboard.type(make.OWNER)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="photos from this Flickr account")).to_be_visible()


def frozen_claim(at) -> Submission:
    from claims.matters.models import Matter

    ana = make.claimant(EMAIL, "Ana Alder", at=at)
    claim = make.answered(ana, Matter.objects.get(), at=at)
    return freeze(claim, by=ana, at=at)


def wait_until(condition, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.005)


def test_a_worker_killed_while_it_makes_the_packet_costs_nothing(site, at):
    submission = frozen_claim(at)
    job = Job.objects.get(subject=submission.pk)
    worker = site.start_worker()
    wait_until(lambda: Document.objects.exists())
    site.kill(worker)
    job.refresh_from_db()
    assert job.state == "queued"
    assert Document.objects.count() < 2
    before = list(Document.objects.values_list("pk", "sha256"))
    Job.objects.update(not_before=at)
    site.start_worker()
    wait_until(lambda: Job.objects.get(pk=job.pk).state == "done")
    assert sorted(Document.objects.values_list("kind", flat=True)) == [
        "fact_sheet",
        "schedule",
    ]
    assert set(before) <= set(Document.objects.values_list("pk", "sha256"))
    assert Job.objects.get(pk=job.pk).attempts == 2


def test_an_emptied_broker_loses_no_work(site, at):
    from celery import current_app

    submission = frozen_claim(at)
    with current_app.connection() as broker:
        broker.default_channel.client.flushdb()
    site.start_worker()
    wait_until(lambda: Document.objects.count() == 2)
    wait_until(lambda: Job.objects.get(subject=submission.pk).state == "done")
