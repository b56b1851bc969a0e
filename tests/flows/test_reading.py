"""What the way from the check to the firm costs a person: pages, words and minutes, counted on a
phone.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests import make
from tests.flows.reader import Reader

pytestmark = pytest.mark.browser
BEFORE = ("/", "/check/")  # the pages before the result's button
EMAIL = "ana.alder@example.org"


def open_account(reader: Reader, site, post_office) -> None:
    page = reader.page
    page.goto(site.url)
    reader.read()
    reader.put(page.locator("textarea[name=text]"), make.LINK)
    reader.press("Check my photo")
    reader.began = reader.seconds
    reader.press("Ask a lawyer to review it")
    reader.put(page.locator("[name=email]"), EMAIL)
    for part, value in (("month", "5"), ("day", "17"), ("year", "1980")):
        reader.put(page.locator(f"select[name=birth_date_{part}]"), value)
    reader.press("Email me a code")
    reader.put(page.locator("input[name=code]"), post_office.code_for(EMAIL))
    with page.expect_navigation():
        page.locator("main form button[type=submit]").first.click()
    reader.read()


def start(reader: Reader, role: str) -> None:
    reader.put(reader.page.locator("[name=roles]"), role)
    reader.fill("#answers")
    reader.press("Continue")


def name_children(reader: Reader, names: tuple[str, ...]) -> None:
    page = reader.page
    for name in names:
        reader.put(page.locator("[name=name]"), name)
        with page.expect_navigation():
            page.locator("main form:has([name=name]) button").click()
        reader.read()
    with page.expect_navigation():
        page.locator("main a.button").click()
    reader.read()


def interview(reader: Reader) -> None:
    page = reader.page
    while not page.url.rstrip("/").endswith("/check"):
        before = page.url
        for name, born in (("Bea Alder", "2014"), ("Cleo Alder", "2016")):
            if page.locator("main .tag").filter(has_text=name).count():
                reader.values |= {"born": born, "since": born}
        reader.fill("#answers")
        reader.press("Save and continue")
        assert page.url != before, page.locator("main").inner_text()


def send(reader: Reader) -> None:
    page = reader.page
    with page.expect_navigation():
        page.locator("main form button.button").last.click()
    page.get_by_text("Your papers are ready.").wait_for(timeout=60_000)
    reader.read()
    reader.fill("main form:has([name=typed_name])")
    reader.press("Confirm and send")


def walk(reader: Reader, site, post_office, *, children: tuple[str, ...] = ()) -> None:
    """From the landing page to "we have it"."""
    open_account(reader, site, post_office)
    start(reader, "parent" if children else "in_photo")
    if children:
        name_children(reader, children)
        page = reader.page
        for name in page.locator("#answers [type=radio]").evaluate_all(
            "all => [...new Set(all.map(one => one.name))]"
        ):
            choice = page.locator(f"#answers [name='{name}']")
            kinds = choice.evaluate_all("all => all.map(one => one.value)")
            reader.put(choice, "took" if "took" in kinds else "depicted")
        reader.press("Save and continue")
    interview(reader)
    send(reader)


@pytest.mark.parametrize(
    ("children", "most_words", "most_minutes"),
    [((), 2_000, 15), (("Bea Alder", "Cleo Alder"), 3_500, 30)],
    ids=["an adult with one photo", "a parent of two"],
)
def test_words_pages_and_minutes(children, most_words, most_minutes, browser, site, post_office):
    page = browser.new_context(viewport={"width": 375, "height": 812}).new_page()
    page.set_default_timeout(10_000)
    reader = Reader(page)
    site.start_worker()
    walk(reader, site, post_office, children=children)
    assert "We have your answers" in page.locator("main").inner_text()
    if folder := os.environ.get("STANDING_TEXTS"):
        for path, text in reader.texts.items():
            name = path.strip("/").replace("/", "_") or "landing"
            Path(folder, f"{len(children)}-{name}.txt").write_text(text)
        report = [f"{count:6} {path}" for path, count in reader.words.items()]
        report += [
            f"{shown:3} min shown, {(reader.seconds - when) / 60:5.1f} taken  {path}"
            for path, shown, when in reader.marks
        ]
        Path(folder, f"{len(children)}-report").write_text(
            "\n".join(
                [*report, f"{sum(reader.words.values())} words, {reader.seconds / 60:.1f} minutes"]
            )
        )
    after = [path for path in reader.words if path not in BEFORE]
    assert sum(reader.words.values()) <= most_words, reader.words
    if not children:
        assert len(after) <= 10, after
        assert (reader.seconds - reader.began) / 60 <= most_minutes
    for path, shown, when in reader.marks:
        left = (reader.seconds - when) / 60
        assert abs(shown - left) <= left / 3, (path, shown, left)
