"""Somebody who reads every page once at 200 words a minute and takes their time over every field:
what the way to the firm costs a person, counted in a browser.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page

from claims.law.typical import SECONDS_A_CHOICE, SECONDS_TYPED, WORDS_A_MINUTE

# By the name of a field, what people mostly answer; the first pattern that fits.
ANSWERS = [
    (r"legal_name|typed_name", "Ana Alder"),
    (r"other_counsel|adverse_ties", "no"),
    (r".*-residence-value-0-state|residence-value-0-state", "IL"),
    (r"residence-value-0-from", "{since}"),
    (r"residence-value-all|right", "on"),
    (r"birth_date-value_month", "6"),
    (r"birth_date-value_day", "4"),
    (r"birth_date-value_year", "{born}"),
    (r".*-certainty", "known"),
    (r".*-basis", "own"),
    (r"face_visible-(photo-.*|all)", "clear"),
    (r"uploaded_by-(photo-.*|all)", "self"),
    (r"(taken_in|uploaded_in)-(photo-.*|all)", "IL"),
    (r"taken_on-(photo-.*|all)_text", "06/2018"),
    (r"uploaded_on-(photo-.*|all)_text", "07/2018"),
    (r"privacy_history-(photo-.*|all)", "always_public"),
    (r"licence_at_upload-(photo-.*|all)", "by"),
    (r"licence_changed-(photo-.*|all)", "no"),
    (r"name_links-value", "caption"),
    (r"(advertising_use|written_release|disclosure_consent|ad_release)-value", "no"),
    (r"(removal_asked|registered|disabled_from|disability)-value", "no"),
    (r"(earlier_settlement|dealings|special_status)-value", "none"),
    (r"learned-value_month", "10"),
    (r"learned-value_year", "2026"),
    (r"evidence_held-value", "originals"),
    (r"class_rep-value", "maybe"),
    (r"other_parent-value", "agrees"),
    (r"account_in_control-value", "yes"),
    (r"account_since-value_year|account_opened-value_year", "2008"),
    (r"mailing_address-value", "12 Elm Street, Springfield"),
    (r"language-value", "en"),
]
TYPED = ("INPUTtext", "INPUTemail", "INPUTtel", "INPUTnumber", "TEXTAREAtextarea")
# What can be seen of the page, without what a list offers only when it is opened.
VISIBLE = """main => {
  const texts = [], walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const holder = walker.currentNode.parentElement;
    if (holder.checkVisibility() && !holder.closest("option, progress, .hidden-visually, script"))
      texts.push(walker.currentNode.textContent.trim());
  }
  return texts.filter(text => text).join("\\n");
}"""
LEFT = re.compile(r"About (\d+) minutes? left")


@dataclass
class Reader:
    """`words` by page, each counted once; `seconds` so far, and `began` when the
    person chose to go on; `marks`: (page, minutes that it shows,
    seconds when it was read).
    """

    page: Page
    values: dict[str, str] = field(default_factory=lambda: {"since": "2004", "born": "2014"})
    words: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    began: float = 0.0
    marks: list[tuple[str, int, float]] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)

    def read(self) -> None:
        """The page that is open, if it was not read before."""
        path = re.sub(r"CLM-[0-9A-Z]+-[0-9A-Z]", "CLM", urlsplit(self.page.url).path)
        text = self.page.locator("main").evaluate(VISIBLE)
        if path in self.words:
            return
        self.words[path], self.texts[path] = len(text.split()), text
        if match := LEFT.search(" ".join(text.split())):
            self.marks.append((path, int(match[1]), self.seconds))
        self.seconds += self.words[path] / WORDS_A_MINUTE * 60

    def fill(self, form: str = "main form") -> None:
        """Every field that people mostly answer."""
        fields = self.page.locator(form)
        names = fields.locator("[name]").evaluate_all(
            "all => [...new Set(all.filter(one => one.type != 'hidden').map(one => one.name))]"
        )
        for name in names:
            answer = self._answer(name)
            if answer is not None:
                self.put(fields.locator(f"[name='{name}']"), answer)

    def _answer(self, name: str) -> str | None:
        for pattern, answer in ANSWERS:
            if re.fullmatch(pattern, name):
                return answer.format(**self.values)
        return None

    def put(self, target: Locator, value: str) -> None:
        """Choose or type, and take the time for it. What stands there already takes none."""
        kind = target.first.evaluate("one => one.tagName + (one.type || '')")
        if kind == "INPUTradio":
            target.and_(self.page.locator(f"[value='{value}']")).check()
        elif kind == "INPUTcheckbox":
            self._tick(target, value)
        elif kind.startswith("SELECT"):
            target.select_option(value)
        else:
            if target.input_value() == value:
                return
            target.fill(value)
        self.seconds += SECONDS_TYPED if kind in TYPED else SECONDS_A_CHOICE

    def _tick(self, target: Locator, value: str) -> None:
        if value != "on":
            target = target.and_(self.page.locator(f"[value='{value}']"))
        target.check()

    def press(self, name: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).click()
        self.read()
