"""Every panel of a claim's page, met by every role, in one's own matter and in another."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from claims.accounts.models import Membership
from claims.accounts.permissions import GRANTS
from claims.audit.models import Event
from claims.correspondence.actions.erasure import ask_erasure
from claims.correspondence.models import ErasureRequest, Message, Request
from claims.intake.actions import move
from claims.intake.models import StatusMove
from claims.intake.panels import panels_in
from claims.staff import panels
from claims.staff.models import Note
from tests import make

pytestmark = pytest.mark.django_db
PANELS = panels_in(panels)
ROLE = {"rhea": "paralegal", "alma": "attorney", "ada": "administrator"}
# What each form is filled in with; a panel that is not here takes no form.
FILLED = {
    "stop": {"outcome": "released", "reason": "x"},
    "people": {"decision": "pursue", "reason": "x", "line": "0" * 32, "seen": "x"},
    "moves": {"move": "to_attorney"},
    "assignment": {"assignee": ""},
    "hold": {},
    "erasure": {"step": "grant"},
    "erase": {},
    "messages": {"message": "x"},
    "requests": {"ask": "x"},
    "notes": {"text": "x"},
}


@pytest.fixture
def claim(ana, alma, matter, at):
    """Sent, its conflicts cleared, its erasure asked."""
    claim, _submission = make.sent(ana, matter, at=at)
    for name in ("check_conflicts", "clear_conflicts"):
        move(claim, name, by=alma, at=at)
    ask_erasure(claim, by=ana, at=at)
    return claim


@pytest.fixture
def callers(ana, otto, rhea, alma, ada, at):
    """Staff of the matter, strangers, and staff whose membership is in another matter alone."""
    other = make.matter(at=at, name="In re Another Matter")
    walled = make.staff("wall@example.org", "Walled", "attorney", at=at, matter=other.pk)
    bare = make.staff("bare@example.org", "Bare", "attorney", at=at, second_factor=False)
    people = {"ana": ana, "otto": otto, "rhea": rhea, "alma": alma, "ada": ada}
    people |= {"walled": walled, "bare": bare}
    clients = {name: make.signed_in(user, confirmed=True) for name, user in people.items()}
    return {"visitor": Client()} | clients


def rows():
    """What a POST could have changed."""
    tables = (Note, Message, Request, StatusMove, ErasureRequest)
    return [list(table.objects.order_by("pk").values()) for table in tables]


def test_a_panel_that_takes_a_form_is_filled_in_below():
    assert {key for key, panel in PANELS.items() if panel.act} == set(FILLED)


@pytest.mark.parametrize("key", PANELS)
def test_the_address_of_a_panel_shows_the_page_to_staff_of_the_matter_alone(key, callers, claim):
    got = {
        name: client.get(reverse("desk_panel", args=[claim.reference, key])).status_code
        for name, client in callers.items()
    }
    assert got == {
        "visitor": 302,
        "ana": 404,
        "otto": 404,
        "rhea": 200,
        "alma": 200,
        "ada": 200,
        "walled": 404,
        "bare": 302,
    }


@pytest.mark.parametrize("key", PANELS)
def test_who_may_not_send_a_panels_form_changes_nothing(key, callers, claim):
    act = PANELS[key].act
    url = reverse("desk_panel", args=[claim.reference, key])
    expected = {"visitor": 302, "ana": 404, "otto": 404, "walled": 404, "bare": 302}
    for name, role in ROLE.items():
        if act is None:
            expected[name] = 404
        elif act.permission not in GRANTS[Membership.Role(role)]:
            expected[name] = 403
    before = rows()
    got = {name: callers[name].post(url, FILLED.get(key, {})).status_code for name in expected}
    assert got == expected
    assert rows() == before
    claim.refresh_from_db()
    assert (claim.status, claim.assignee, claim.on_hold) == ("under_review", None, False)


@pytest.mark.parametrize("key", ["moves", "assignment", "messages", "requests", "notes"])
def test_a_paralegal_sends_the_forms_of_the_daily_work(key, callers, claim):
    url = reverse("desk_panel", args=[claim.reference, key])
    response = callers["rhea"].post(url, FILLED[key])
    assert (response.status_code, response["Location"]) == (
        302,
        reverse("desk_claim", args=[claim.reference]),
    )


def test_an_error_shows_the_panel_again_with_what_was_typed(callers, claim):
    url = reverse("desk_panel", args=[claim.reference, "requests"])
    typed = {"ask": "", "due_on": "2026-13-45"}
    response = callers["rhea"].post(url, typed)
    assert response.status_code == 400
    page = response.content.decode()
    assert page.count("error-summary") == 1
    assert "Write what you ask for first." in page and "2026-13-45" in page
    part = callers["rhea"].post(url, typed, headers={"HX-Request": "true"})
    assert part.status_code == 400
    assert part.content.decode().startswith('<div id="panel-requests">')
    assert "<html" not in part.content.decode()
    assert not Request.objects.exists()


def test_htmx_is_told_the_way_after_success(callers, claim):
    url = reverse("desk_panel", args=[claim.reference, "notes"])
    response = callers["rhea"].post(url, {"text": "Seen."}, headers={"HX-Request": "true"})
    assert response["HX-Redirect"] == reverse("desk_claim", args=[claim.reference])
    assert Note.objects.count() == 1


def test_what_the_action_refuses_is_said_and_nothing_is_changed(callers, claim):
    before = rows()
    url = reverse("desk_panel", args=[claim.reference, "moves"])
    page = callers["rhea"].post(url, {"move": "engage"}, follow=True).content.decode()
    assert "this step starts elsewhere" in page
    assert rows() == before


def test_an_unknown_panel_and_an_unknown_move_change_nothing(callers, claim):
    before = rows()
    assert (
        callers["rhea"].post(reverse("desk_panel", args=[claim.reference, "none"])).status_code
        == 404
    )
    url = reverse("desk_panel", args=[claim.reference, "moves"])
    assert callers["rhea"].post(url, {"move": "none"}).status_code == 400
    assert rows() == before


def test_showing_a_panel_is_reading_the_claim(callers, claim):
    before = Event.objects.filter(verb="claim.opened").count()
    callers["rhea"].get(reverse("desk_panel", args=[claim.reference, "notes"]))
    assert Event.objects.filter(verb="claim.opened").count() == before + 1
