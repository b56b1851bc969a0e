"""The gate in a browser, in both languages: a name on the list, a near one, a lawyer of one's own,
and nothing of it.
"""

from __future__ import annotations

import pytest

from claims.conflicts.actions import PartyRow, import_parties
from claims.interview.actions.people import begin
from claims.matters.models import Matter
from tests import make
from tests.flows.test_pages import check, enter

pytestmark = pytest.mark.browser
CASES = (
    ("Zoe Neil", "no", "held"),
    ("Ana Alder", "yes", "held"),
    ("Zoe Neill", "no", "draft"),
    ("Ana Alder", "no", "draft"),
)
HELD = {
    "en-US": "We’re looking at your first answers before you go on.",
    "es-US": "Revisamos sus primeras respuestas antes de que usted siga.",
}


def answer(page, address: str, name: str, lawyer: str) -> None:
    """Fill in the first page and send it."""
    page.goto(address)
    page.locator("[name=roles][value=in_photo]").check()
    page.locator("[name=legal_name]").fill(name)
    page.locator(f"[name=other_counsel][value={lawyer}]").check()
    page.locator("[name=adverse_ties][value=no]").check()
    with page.expect_navigation():
        page.locator("main form button:not([formnovalidate])").last.click()


@pytest.mark.parametrize("language", HELD)
def test_who_is_held_reads_the_same_and_everybody_else_goes_on(
    language, browser, site, watched, at
):
    import_parties([PartyRow("Zoë Neil", "client", ())], by="operator:test", at=at)
    matter, held = Matter.objects.get(), set()
    for number, (name, lawyer, status) in enumerate(CASES):
        user = make.claimant(f"a{number}@example.org", "Ana Alder", at=at)
        claim = begin(account=user, matter=matter, carried=[], at=at)
        context = browser.new_context(locale=language)
        enter(context, site, user)
        page = context.new_page()
        answer(page, f"{site.url}/claims/{claim.reference}/conflict-check/", name, lawyer)
        claim.refresh_from_db()
        assert (claim.status, page.url.endswith(f"/{claim.reference}/")) == (
            status,
            status == "held",
        )
        if status == "held":
            assert check(page, "the claim that is held") == []
            page.locator("#panel-events").evaluate("panel => panel.remove()")  # the minute
            held.add(page.locator("main").inner_text().replace(claim.reference, ""))
            assert "Neil" not in page.locator("main").inner_html()
    assert len(held) == 1
    assert HELD[language] in held.pop()
