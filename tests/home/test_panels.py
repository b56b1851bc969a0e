"""Every panel of the claimant's page, met by everybody."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from claims.correspondence.models import Message, Request
from claims.home import panels
from claims.intake.models import StatusMove
from claims.intake.panels import panels_in
from tests import make

pytestmark = pytest.mark.django_db
PANELS = panels_in(panels)
FILLED = {
    "requests": {"request": "0" * 32, "reply": "x"},
    "messages": {"message": "x"},
    "withdraw": {},
}


@pytest.fixture
def strangers(otto, rhea, alma, ada, at):
    bare = make.staff("bare@example.org", "Bare", "attorney", at=at, second_factor=False)
    people = {"otto": otto, "rhea": rhea, "alma": alma, "ada": ada, "bare": bare}
    return {"visitor": Client()} | {name: make.signed_in(user) for name, user in people.items()}


def test_a_panel_that_takes_a_form_is_filled_in_below():
    assert {key for key, panel in PANELS.items() if panel.act} == set(FILLED)


@pytest.mark.parametrize("key", PANELS)
def test_nobody_else_sees_a_panel_or_sends_its_form(key, strangers, ana, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    url = reverse("claim_panel", args=[claim.reference, key])
    expected = dict.fromkeys(strangers, 404) | {"visitor": 302}
    assert {name: client.get(url).status_code for name, client in strangers.items()} == expected
    moves = StatusMove.objects.count()
    got = {
        name: client.post(url, FILLED.get(key, {})).status_code
        for name, client in strangers.items()
    }
    assert got == expected
    claim.refresh_from_db()
    assert (claim.status, StatusMove.objects.count()) == ("submitted", moves)
    assert not Message.objects.exists()
    assert not Request.objects.exclude(replied_at=None).exists()


@pytest.mark.parametrize("key", PANELS)
def test_the_claimant_sees_each_panel_by_its_address(key, ana, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    url = reverse("claim_panel", args=[claim.reference, key])
    response = make.signed_in(ana).get(url)
    assert response["Location"] == reverse("claim", args=[claim.reference])
    if PANELS[key].act is None:
        assert make.signed_in(ana).post(url).status_code == 404


def test_an_error_comes_back_with_the_page_or_into_the_panel(ana, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    url = reverse("claim_panel", args=[claim.reference, "messages"])
    client = make.signed_in(ana)
    page = client.post(url, {"message": ""})
    part = client.post(url, {"message": ""}, headers={"HX-Request": "true"})
    assert (page.status_code, part.status_code) == (400, 400)
    assert "Write your message first." in page.content.decode()
    assert part.content.decode().startswith('<div id="panel-messages">')
    assert not Message.objects.exists()


def test_a_reply_to_somebody_elses_request_is_none(ana, otto, alma, matter, at):
    own, _submission = make.sent(ana, matter, at=at)
    other = make.draft(otto, matter, at=at, name="Otto Oak")
    request = Request.objects.create(claim=other, text="x", asked_by=alma, asked_at=at)
    url = reverse("claim_panel", args=[own.reference, "requests"])
    answer = make.signed_in(ana).post(url, {"request": str(request.pk), "reply": "x"})
    assert answer.status_code == 404
    request.refresh_from_db()
    assert request.replied_at is None
