"""A claimant who has only HTTP: reads pages, fills in their forms, and when an answer is lost loads
the page again and goes on from what it says.
"""

from __future__ import annotations

import contextlib
import io
import re
import time
from typing import Any
from urllib.parse import urljoin

import lxml.html
import requests
from pypdf import PdfReader

from tests import make
from tests.post_office import PostOffice

PATIENCE = 120.0  # seconds in which a page must come


class Page:
    """A page that has come."""

    def __init__(self, answer: requests.Response) -> None:
        self.url, self.status = answer.url, answer.status_code
        self.tree: Any = lxml.html.fromstring(answer.text, base_url=answer.url)

    @property
    def text(self) -> str:
        return " ".join(self.tree.text_content().split())

    @property
    def takes_code(self) -> bool:
        return bool(self.tree.xpath('//main//input[@name="code"]'))

    def has(self, button: str) -> bool:
        return bool(self.tree.xpath(f'//main//button[contains(., "{button}")]'))

    @property
    def title(self) -> str:
        headings = self.tree.xpath("//h1")
        return " ".join(headings[0].text_content().split()) if headings else ""

    def form(self, button: str) -> Any:
        """The form with this button. Raises LookupError."""
        for form in self.tree.xpath("//main//form"):
            if any(button in one.text_content() for one in form.xpath(".//button")):
                return form
        raise LookupError(f"no button {button!r} on “{self.title}” ({self.url})")

    def address_of(self, link: str) -> str:
        """Of the first link with this text. Raises LookupError."""
        for element in self.tree.xpath("//main//a[@href]"):
            if link in " ".join(element.text_content().split()):
                return urljoin(self.url, element.get("href"))
        raise LookupError(f"no link {link!r} on “{self.title}”")


# What an Illinois resident answers who is in the one photo, by the names of the fields.
ANSWERS = {
    r"roles": "in_photo",
    r"legal_name": "Ana Alder",
    r"other_counsel|adverse_ties": "no",
    r"[0-9a-f-]{36}_[0-9a-f-]{36}": "depicted",
    r"residence-value-0-state": "IL",
    r"residence-value-0-from": "03/2012",
    r"residence-value-all": "on",
    r"face_visible-photo-[0-9a-f-]{36}": "clear",
    r"(taken_in|uploaded_in)-photo-[0-9a-f-]{36}": "IL",
    r"uploaded_by-photo-[0-9a-f-]{36}": "other",
    r"taken_on-photo-.*_text": "06/2011",
    r"name_links-value": "caption",
    r"(advertising_use|written_release|disclosure_consent|removal_asked)-value": "no",
    r"(earlier_settlement|dealings|special_status)-value": "none",
    r"learned-.*month": "10",
    r"learned-.*year": "2026",
    r"evidence_held-value": "originals",
    r"class_rep-value": "maybe",
    r"mailing_address-value": "12 Elm Street, Springfield",
    r"language-value": "en",
    r".*-basis": "own",
}


def answers_to(form: Any) -> dict[str, str]:
    """For each field of the form that ANSWERS knows."""
    values = {}
    for name in {field.get("name", "") for field in form.xpath(".//*[@name]")}:
        for pattern, answer in ANSWERS.items():
            if re.fullmatch(pattern, name):
                values[name] = answer
    return values


class Claimant:
    """One person's browser. Every request is repeated until the site answers."""

    def __init__(
        self, session: requests.Session, site: str, office: PostOffice, email: str
    ) -> None:
        self.session, self.site, self.office, self.email = session, site, office, email
        self.lost = 0  # answers that never came

    def get(self, address: str) -> Page:
        return Page(self._asked("GET", urljoin(self.site, address)))

    def send(self, page: Page, form: Any, button: str, **values: Any) -> Page:
        """Send a form once; where the answer is lost, load the page again and see."""
        fields = [pair for pair in form.form_values() if pair[0] not in values]
        fields += list(values.items())
        for one in form.xpath(".//button"):
            if button in one.text_content() and one.get("name"):
                fields.append((one.get("name"), one.get("value")))
        address = urljoin(page.url, form.get("action") or page.url)
        try:
            answer = self._once("POST", address, data=fields, headers={"Referer": page.url})
        except requests.RequestException:
            return self.get(page.url)
        if answer.status_code >= 500 or answer.status_code == 429:
            time.sleep(1)
            return self.get(page.url)
        return Page(answer)

    def press(self, page: Page, button: str, **values: Any) -> Page:
        return self.send(page, page.form(button), button, **values)

    def pdf(self, address: str) -> str:
        """The text of a PDF."""
        content = self._asked("GET", urljoin(self.site, address)).content
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)

    def _asked(self, method: str, address: str) -> requests.Response:
        """Raises TimeoutError where nothing comes within PATIENCE."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                answer = self._once(method, address)
            except requests.RequestException:
                continue
            if answer.status_code < 500 and answer.status_code != 429:
                return answer
            time.sleep(1)
        raise TimeoutError(f"{address} did not answer")

    def _once(self, method: str, address: str, **options: Any) -> requests.Response:
        try:
            answer = self.session.request(method, address, timeout=30, **options)
        except requests.RequestException:
            self.lost += 1
            time.sleep(0.5)
            raise
        if answer.status_code >= 500:
            self.lost += 1
        return answer

    # --- The way of a claim ---------------------------------------------------

    def make_claim(self) -> str:
        """From the check to the firm. Returns the claim's reference."""
        self._open_account()
        page = self.get("/claims/start/")
        reference = ""
        for _step in range(300):
            if match := re.search(r"/claims/(CLM-[0-9A-Z]+-[0-9A-Z])/", page.url):
                reference = match[1]
            if page.title.startswith("We have your answers"):
                return reference
            page = self._step(page, reference)
        raise AssertionError(
            f"{self.email} did not get beyond “{page.title}” ({page.url}): {page.text[:1500]}"
        )

    def _open_account(self) -> None:
        page = self.press(self.get("/"), "Check my photo", text=make.LINK)
        self.press(page, "Ask a lawyer")
        for number in range(20):
            # Whose code was lost, or whose sign-up went through all the same, signs in.
            path = "/account/login/code/" if number % 2 else "/account/signup/"
            page = self.get(path)
            if not page.takes_code:
                page = self._ask_for_code(page)
            if page.takes_code:
                page = self._enter_code(page)
            if resend := page.tree.xpath('//form[@id="resend"]'):  # the mail never came
                self._enter_code(self.send(page, resend[0], ""))
            if "/account/" not in self.get("/claims/").url:
                return
            if number > 1:
                time.sleep(20)  # three mails a minute
        raise AssertionError(f"{self.email} got no account")

    def _ask_for_code(self, page: Page) -> Page:
        form = page.tree.xpath('//main//form[.//input[@name="email"]]')[0]
        values = {"email": self.email}
        if form.xpath('.//select[@name="birth_date_year"]'):
            values |= {"birth_date_month": "5", "birth_date_day": "17", "birth_date_year": "1990"}
        return self.send(page, form, "", **values)

    def _enter_code(self, page: Page, text: str = "code") -> Page:
        """The newest code; where none comes, nothing is entered."""
        with contextlib.suppress(AssertionError):
            code = self.office.code_for(self.email, text, seconds=10)
            form = page.tree.xpath('//form[.//input[@name="code"]]')[0]
            return self.send(page, form, "", code=code)
        return page

    def _step(self, page: Page, reference: str) -> Page:
        """What the page asks for."""
        if page.title == "Before you start":
            form = page.form("Continue")
            return self.send(page, form, "Continue", **answers_to(form))
        if page.title == "Check your answers":
            return self.press(page, "Looks right")
        if "/documents/" in page.url:
            return self._confirm_and_send(page)
        if page.title == "Which photos is it about?" and not page.has("Remove"):
            return self.press(page, "Add", text=make.LINK)
        if page.has("Save and continue"):
            form = page.form("Save and continue")
            return self.send(page, form, "Save and continue", **answers_to(form))
        return self.get(f"/claims/{reference}/continue/")

    def _confirm_and_send(self, page: Page) -> Page:
        """Confirm what the page shows, as soon as the papers are made; send what is confirmed."""
        if page.has("Send to the firm"):
            return self.press(page, "Send to the firm")
        if "Keep reading." in page.text:
            time.sleep(0.5)
            return self.get(page.url)
        if page.has("Email me a code"):
            page = self.press(page, "Email me a code")
        return self._typed(page)

    def _typed(self, page: Page) -> Page:
        """A name, the box, and a code where one is asked for."""
        form = page.form("Confirm and send")
        values = {}
        if form.xpath('.//input[@name="code"]'):
            values["code"] = self.office.code_for(self.email, "Your code to confirm", seconds=10)
        for field in form.xpath('.//input[@name="typed_name"]'):
            values[field.get("name")] = "Ana Alder"
        for field in form.xpath('.//input[@type="checkbox"]'):
            values[field.get("name")] = field.get("value") or "on"
        return self.send(page, form, "Confirm and send", **values)
