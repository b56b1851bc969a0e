"""Every page in one look (a width, a scheme, a language): axe, sideways scrolling, a picture.

Not part of the tests, which see each page in two looks: `make pictures` draws the contact sheets
from it, and `make prove WHAT=looks` goes through all looks. STANDING_LOOK names one, such as
"375-dark-es" or "1280-forced-en".
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image, ImageDraw, ImageFont

from prove.looks import FOLDER
from tests import make
from tests.flows.addresses import (
    ACCOUNT,
    PUBLIC,
    of_documents,
    of_draft,
    of_sent_and_desk,
    of_steps,
)
from tests.flows.test_pages import RULES, enter

pytestmark = pytest.mark.browser
PASTED = {
    "listed": make.LINK,
    "account": make.OWNER,
    "absent": f"https://www.flickr.com/photos/{make.OWNER}/{make.ABSENT}/",
    "name": "made_up",
    "private": "https://www.flickr.com/gp/x/y1",
    "elsewhere": "https://www.instagram.com/p/x/",
    "several": f"{make.LINK}\n{make.OWNER}\nmade_up\n{make.ABSENT}",
}
# Pages whose form, sent with nothing in it, changes nothing and comes back with errors.
WITH_ERRORS = re.compile(
    r"^/$|/signup/|/login/code/|/interest/$|/verify/|/picture/|/conflict-check/|/people/|/photos/$"
    r"|/invite/|/q/|/page/|/documents/$|/start/|/files/|/flickr/"
)
SHEET = 1792  # pixels across
PHONE, DESK = (120, 260), (248, 220)  # of a tile on it


@dataclass
class Walk:
    """One look at everything; `wrong`: what was found."""

    look: str
    wrong: list[str]
    pictures: list[tuple[str, Path]]

    @property
    def width(self) -> int:
        return int(self.look.split("-")[0])

    def context(self, browser):
        _width, scheme, language = self.look.split("-")
        is_forced = scheme == "forced"
        return browser.new_context(
            viewport={"width": self.width, "height": 812},
            color_scheme="light" if is_forced else scheme,
            forced_colors="active" if is_forced else "none",
            locale={"en": "en-US", "es": "es-US"}[language],
        )

    def see(self, page, name: str) -> None:
        """A picture as it comes, then axe and the width with every part opened."""
        path = FOLDER / self.look / f"{len(self.pictures):03d}{re.sub('[^a-z0-9]+', '-', name)}.png"
        page.screenshot(path=path, full_page=True)
        self.pictures.append((name, path))
        page.evaluate("document.querySelectorAll('details').forEach((part) => (part.open = true))")
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > self.width:
            self.wrong.append(f"{name}: {wide} pixels wide")
        for rule in Axe().run(page, options=RULES).response["violations"]:
            nodes = [node["html"][:120] for node in rule["nodes"][:3]]
            self.wrong.append(f"{name}: {rule['id']} {nodes}")

    def errors(self, page, name: str) -> None:
        """The page after its form was sent with nothing in it."""
        button = page.locator("main form button.button").last
        if not WITH_ERRORS.search(name) or not button.count():
            return
        page.evaluate(
            "document.querySelectorAll('main form').forEach((form) => (form.noValidate = true))"
        )
        button.click()
        page.wait_for_load_state("networkidle")
        if page.locator(".error-summary").count():
            self.see(page, f"{name} errors")

    def visit(self, browser, site, user, addresses) -> None:
        context = self.context(browser)
        if user:
            enter(context, site, user)
        page = context.new_page()
        for address in addresses:
            page.goto(site.url + address)
            self.see(page, address)
            self.errors(page, address)
        context.close()

    def results(self, browser, site) -> None:
        """What a check answers, of each kind."""
        context = self.context(browser)
        page = context.new_page()
        for kind, text in PASTED.items():
            page.goto(site.url)
            page.locator("textarea").fill(text)
            page.locator("main form button.button").first.click()
            page.wait_for_load_state("networkidle")
            self.see(page, f"/check/ {kind}")
        context.close()

    def sheet(self, path: Path) -> None:
        """All pictures on one, each cut at the height of a phone."""
        width, height = PHONE if self.width < 768 else DESK
        columns = SHEET // (width + 8)
        rows = -(-len(self.pictures) // columns)
        whole = Image.new("RGB", (SHEET, rows * (height + 24)), "white")
        draw, font = ImageDraw.Draw(whole), ImageFont.load_default(size=9)
        for number, (name, picture) in enumerate(self.pictures):
            left, top = number % columns * (width + 8), number // columns * (height + 24)
            with Image.open(picture) as image:
                tall = min(image.height, image.width * height // width)
                tile = image.convert("RGB").crop((0, 0, image.width, tall))
                whole.paste(tile.resize((width, tall * width // image.width)), (left, top + 14))
            # Without the reference and the tokens, which are others each time.
            label = re.sub(r"CLM-[\w-]+|[\w.:-]{20,}", "…", name)[:22]
            draw.text((left, top), label, fill="black", font=font)
        path.parent.mkdir(parents=True, exist_ok=True)
        whole.save(path, quality=40)


@pytest.fixture
def walk():
    look = os.environ.get("STANDING_LOOK", "375-light-en")
    folder = FOLDER / look
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    return Walk(look, [], [])


def test_every_page(browser, site, walk, at):
    from claims.matters.models import Matter

    rhea = make.staff("rhea@example.org", "Rhea Rowan", "paralegal", at=at)
    alma = make.staff("alma@example.org", "Alma Ash", "attorney", at=at)
    people = [
        make.claimant(f"{name}@looks.example", "Ana Alder", at=at)
        for name in ("draft", "documents", "sent", "declined")
    ]
    draft, documents, sent, declined = people
    own, desk = of_sent_and_desk(sent, rhea, at)
    claim, _submission = make.sent(declined, Matter.objects.get(), at=at)
    claim.status = "declined"
    claim.save(update_fields=["status"])
    walk.results(browser, site)
    rounds = [
        (None, PUBLIC),
        (draft, of_draft(draft, at)),
        (documents, of_documents(documents, at)),
        (sent, own),
        (declined, [f"/claims/{claim.reference}/"]),
        (draft, ACCOUNT),
        *of_steps(rhea, alma, at),
        (rhea, desk),
    ]
    for user, addresses in rounds:
        walk.visit(browser, site, user, addresses)
    walk.sheet(FOLDER / f"{walk.look}.webp")
    result = {"look": walk.look, "pages": len(walk.pictures), "wrong": walk.wrong}
    (FOLDER / f"{walk.look}.json").write_text(json.dumps(result))
