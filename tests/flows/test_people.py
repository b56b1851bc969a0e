"""Five people walk through the interview on a phone, without JavaScript, in both languages, to the
signature.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest
from playwright.sync_api import Page

from claims.documents import actions as documents
from claims.intake.models import Claim
from claims.interview.models import Answer, Capacity
from claims.submission.models import Submission
from tests import make
from tests.flows.test_pages import enter

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Person:
    """Somebody with a claim.

    `others`: (kind, name, year of birth). `said`: what they answer, by field; the rest is "I'm
    not sure".
    """

    born: date
    roles: tuple[str, ...]
    capacity: dict[str, str]  # kind of subject -> who they are to the photo
    others: tuple[tuple[str, str, str], ...] = ()
    said: dict[str, str] = field(default_factory=dict)
    most_pages: int = 12


CHILD_THEN = Person(
    date(2006, 3, 10), ("in_photo",), {"self": "depicted"}, said={"residence-value-0-state": "IL"}
)
PARENT = Person(
    date(1980, 5, 1),
    ("parent",),
    {"self": "none", "child": "depicted"},
    (("child", "Bea Alder", "2014"), ("child", "Cleo Alder", "2016")),
    {"residence-value-0-state": "IL", "other_parent-value": "agrees"},
    20,
)
ESTATE = Person(
    date(1980, 5, 1),
    ("executor",),
    {"self": "none", "estate": "depicted"},
    (("estate", "Old Alder", "1930"),),
    {"authority-value": "court", "died_on-value_year": "2020", "residence-value-0-state": "IL"},
    16,
)
MOVED = Person(
    date(1980, 5, 1),
    ("in_photo", "took"),
    {"self": "both"},
    said={
        "residence-value-0-state": "TX",
        "residence-value-0-from": "06/2018",
        "residence-value-1-state": "IL",
        "residence-value-1-from": "2004",
        "residence-value-1-until": "06/2018",
        "residence-value-all": "on",
    },
)
UNSURE = Person(date(1980, 5, 1), ("in_photo",), {"self": "unsure"})
PEOPLE = {
    "child then": CHILD_THEN,
    "parent of two": PARENT,
    "estate": ESTATE,
    "moved": MOVED,
    "not sure": UNSURE,
}


def fill(page: Page, person: Person, birth_years: dict[str, str]) -> None:
    """Every field of the page's form: as the person says, else "I'm not sure"."""
    form = page.locator("#answers")
    years = [year for name, year in birth_years.items() if page.get_by_text(name).count()]
    for name in form.locator("[name]").evaluate_all(
        "all => [...new Set(all.map(one => one.name))]"
    ):
        fields = form.locator(f"[name='{name}']")
        if name.endswith("-seen"):
            continue
        if name.endswith("-basis"):
            form.locator(f"[name='{name}'][value=own]").check()
            continue
        if name in person.said:
            put(fields, person.said[name])
        elif name.endswith("birth_date-value_year") and years:
            fields.fill(years[0])
        elif name.endswith("-certainty"):
            prefix = name.removesuffix("certainty")
            is_said = any(key.startswith(prefix) for key in person.said) or (
                years and prefix == "birth_date-"
            )
            form.locator(f"[name='{name}'][value={'known' if is_said else 'unsure'}]").check()
        elif form.locator(
            f"[type=radio][name='{name}'][value=unsure], "
            f"[type=checkbox][name='{name}'][value=unsure]"
        ).count():
            form.locator(f"[name='{name}'][value=unsure]").check()
        elif name.endswith("_how") or name.startswith(("taken_in", "uploaded_in")):
            fields.select_option("unsure")


def put(fields, value: str) -> None:
    kind = fields.first.evaluate("one => one.tagName + (one.type || '')")
    if kind == "INPUTradio":
        fields.and_(fields.page.locator(f"[value='{value}']")).check()
    elif kind == "INPUTcheckbox":
        fields.check()
    elif kind.startswith("SELECT"):
        fields.select_option(value)
    else:
        fields.fill(value)


def send(page: Page) -> None:
    with page.expect_navigation():
        page.locator("main form button.button:not(.plain)").last.click()


def read_and_confirm(page: Page, site, claim: Claim, language: str, at) -> None:
    """Read each document (in Spanish with a copy to read beside it), confirm, send."""
    submission = Submission.objects.get()
    documents.build(submission, "frozen", at=at, progress=lambda *_: None)
    address = f"{site.url}/claims/{claim.reference}/documents/"
    page.goto(address)
    shown = page.locator(".instrument").evaluate_all("all => all.map(one => one.lang)")
    assert shown == (["es", "en"] * 2 if language == "es" else ["en"] * 2)
    page.locator("[name=typed_name]").fill("Ana Alder")
    page.locator("[name=right]").check()
    send(page)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("who", PEOPLE)
def test_a_person_walks_to_the_receipt(who, language, browser, site, at):
    person = PEOPLE[who]
    user = make.claimant("ana@example.org", "Ana Alder", at=at, born=person.born)
    context = browser.new_context(
        java_script_enabled=False,
        viewport={"width": 375, "height": 800},
        locale="es-US" if language == "es" else "en-US",
    )
    enter(context, site, user)
    page = context.new_page()
    page.set_default_timeout(8_000)
    page.goto(f"{site.url}/claims/start/")
    for role in person.roles:
        page.locator(f"[name=roles][value={role}]").check()
    page.locator("[name=legal_name]").fill("Ana Alder")
    for name in ("other_counsel", "adverse_ties"):
        page.locator(f"[name={name}][value=no]").check()
    send(page)
    for kind, name, _year in person.others:
        if (radio := page.locator(f"[name=kind][value={kind}]")).count():
            radio.check()
        page.locator("[name=name]").fill(name)
        with page.expect_navigation():
            page.locator("main form:has([name=name]) button").click()
    if person.others:
        page.locator("main a.button").click()
    page.locator("[name=text]").fill(make.LINK)
    send(page)
    page.locator("main a.button").click()
    claim = Claim.objects.get()
    if "/who-is-who/" not in page.url:  # one photo and one person: told on the first page
        page.goto(f"{site.url}/claims/{claim.reference}/who-is-who/")
    kinds = {str(subject.pk): subject.kind for subject in claim.subjects.all()}
    for name in page.locator("#answers [type=radio]").evaluate_all(
        "all => [...new Set(all.map(one => one.name))]"
    ):
        kind = kinds[name.partition("_")[2]]
        page.locator(f"[name='{name}'][value={person.capacity[kind]}]").check()
    send(page)
    shown = []
    birth_years = {name: year for _kind, name, year in person.others}
    while page.url.rstrip("/").rpartition("/")[2] != "check":
        shown.append(page.url.partition("/page/")[2])
        assert len(shown) <= person.most_pages, shown
        assert page.locator("html").get_attribute("lang") == language
        assert page.evaluate("document.documentElement.scrollWidth") <= 375
        fill(page, person, birth_years)
        send(page)
        assert page.locator(".error-summary").count() == 0, page.locator(
            ".error-summary"
        ).inner_text()
    send(page)
    read_and_confirm(page, site, claim, language, at)
    context.close()
    claim.refresh_from_db()
    assert claim.status == "submitted"
    assert {row.kind for row in Capacity.objects.all()} <= set(person.capacity.values())
    answers = Answer.objects.select_related("claim__data_key").filter(superseded_at=None)
    said = {answer.question: answer.content for answer in answers if answer.subject_id is None}
    assert said["learned"] == {
        "value": None,
        "certainty": "unsure",
        "precision": "",
        "basis": "own",
    }
    assert said["removal_asked"]["certainty"] == "unsure"
