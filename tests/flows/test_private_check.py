"""The private check in a browser and as the program that the page shows: found is found, and little
is sent.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests import make
from tests.flows.test_pages import check

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]


def test_the_browser_compares_at_home(page, site, watched):
    sent = []
    page.on("request", lambda request: sent.append((request.url, request.post_data or "")))
    page.goto(f"{site.url}/check/private/")
    assert check(page, "the private check") == []
    found, absent = "found", "not found in the lists we have"
    for asked, outcome in [
        (make.LINK, found),
        (make.OWNER.lower(), "account found"),
        (str(make.ABSENT), absent),
        (f"https://live.staticflickr.com/65535/{make.PHOTO}_0123456789_b.jpg", found),
        (f"flickr.com/people/{make.OTHER_OWNER}/", "account found"),
        ("https://flic.kr/p/4Azxcv", absent),
    ]:
        page.get_by_label("A photo’s link or number").fill(asked)
        page.get_by_role("button", name="Check privately").click()
        page.get_by_role("cell", name=outcome, exact=True).wait_for()
        page.get_by_role("cell", name="nothing: your browser got the whole list").wait_for()
    assert check(page, "the answer of the private check") == []
    before = len(sent)
    for unread in (
        "made_up_name",
        "2016",
        "20140512",
        f"https://evilflickr.com/photos/x/{make.PHOTO}",
        f"https://www.flickr.com@evil.example/photos/x/{make.PHOTO}",
        f"flickr.com/photos/x/{make.PHOTO}@N99",
    ):
        page.get_by_label("A photo’s link or number").fill(unread)
        page.get_by_role("button", name="Check privately").click()
        page.get_by_text("We couldn’t find a photo or an account in this.").wait_for()
    assert len(sent) == before
    assert check(page, "the private check with an error") == []
    asked_for = [url for url, body in sent if "/api/" in url]
    assert {url.rpartition("/")[2] for url in asked_for} == {"datasets", "all"}
    assert not any(str(make.PHOTO) in url + body for url, body in sent)


def test_without_scripts_the_page_says_what_else_there_is(browser, site):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{site.url}/check/private/")
    assert page.get_by_text("it needs JavaScript and a secure connection").is_visible()
    assert not page.get_by_role("button", name="Check privately").is_visible()


def test_the_program_that_the_page_shows_runs_as_it_stands(site):
    def run(asked: object) -> str:
        command = [sys.executable, str(ROOT / "docs" / "private_check.py"), site.url, str(asked)]
        return subprocess.run(
            command, capture_output=True, text=True, check=True, timeout=60
        ).stdout.strip()

    assert run(make.PHOTO) == "meglass/2026-made-up/photo found"
    assert run(make.ABSENT) == "meglass/2026-made-up/photo not found in the index we hold"
    assert run(make.OWNER) == "meglass/2026-made-up/owner found"
    for wrong in (make.LINK, make.OWNER.lower(), f"0{make.PHOTO}", "made_up"):
        command = [sys.executable, str(ROOT / "docs" / "private_check.py"), site.url, wrong]
        answer = subprocess.run(command, capture_output=True, text=True, timeout=60)
        assert (answer.returncode, answer.stdout) == (1, "")
        assert "Give a photo's number" in answer.stderr
