"""`make pictures`: draws the pictures of the README again, from the demo data.

Not part of the tests.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from portal import demo
from tests.flows.test_pages import enter

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
pytestmark = pytest.mark.browser


@pytest.fixture
def seeded(site, settings):
    from claims.matters.models import Matter

    Matter.objects.all().delete()
    demo.seed(lambda _what: None)
    return site


def take(page, name, width=1280, height=860, full=False):
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PICTURES / f"{name}.png", full_page=full)


def test_draw(browser, seeded):
    from claims.accounts.models import User
    from claims.intake.models import Claim

    page = browser.new_context().new_page()
    page.goto(seeded.url)
    take(page, "check")
    page.locator("textarea").fill(demo.photo_link(0, 0))
    page.get_by_role("button", name="Check my photo", exact=True).click()
    take(page, "found", 375, 900)

    claimant = browser.new_context()
    user = User.objects.get(email=demo.DRAFT_CLAIMANT)
    enter(claimant, seeded, user)
    page = claimant.new_page()
    reference = Claim.objects.get(account=user).reference
    page.goto(f"{seeded.url}/claims/{reference}/continue/")
    take(page, "question", 375, 900)

    desk = browser.new_context()
    enter(desk, seeded, User.objects.get(email="attorney@standing.example"))
    page = desk.new_page()
    page.goto(f"{seeded.url}/staff/")
    take(page, "worklist")
    claim = Claim.objects.filter(status="attorney_review").first()
    page.goto(f"{seeded.url}/staff/claims/{claim.reference}/")
    take(page, "claim")
