"""A button that is pressed twice: whatever a claimant or a visitor writes, the second time adds
nothing and shows no fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from claims.audit.models import Event
from claims.correspondence.actions.messages import ask
from claims.intake.actions import move
from claims.intake.queries import photos
from tests import make
from tests.interview.test_answers import LAST

pytestmark = pytest.mark.django_db
SEEN = re.compile(r'name="([\w-]*seen)" value="([^"]*)"')


@dataclass
class Scene:
    """Who presses, and what there is."""

    ana: Any
    rhea: Any
    matter: Any
    at: Any

    def draft(self):
        return make.draft(self.ana, self.matter, at=self.at)

    def sent(self):
        claim, _submission = make.sent(self.ana, self.matter, at=self.at)
        return claim


def own(name, claim, *args) -> str:
    return reverse(name, args=[claim.reference, *args])


def start(scene):
    return reverse("claim_start"), make.first_page()


def screen(scene):
    return own("claim_screen", scene.draft()), make.first_page(legal_name="Ana B. Alder")


def person(scene):
    claim = scene.draft()
    claim.roles = ["parent"]
    claim.save(update_fields=["roles"])
    return own("claim_people", claim), {"kind": "child", "name": "Cleo Alder"}


def more_photos(scene):
    return own("claim_photos", scene.draft()), {"text": make.LINK_2}


def who_is_who(scene):
    claim = scene.draft()
    photo, subject = photos(claim)[0], claim.subjects.get()
    return own("claim_capacity", claim), {f"{photo.pk}_{subject.pk}": "both"}


def page(scene):
    return own("claim_topic", scene.draft(), 0, "last"), LAST


def one_question(scene):
    address = own("claim_question", scene.draft(), 0, "removal_asked")
    return address, {"value": "no"}


def freeze(scene):
    claim = make.answered(scene.ana, scene.matter, at=scene.at)
    return own("claim_freeze", claim), {}


def send(scene):
    claim, submission = make.frozen(scene.ana, scene.matter, at=scene.at)
    form = {"typed_name": "Ana Alder", "right": "on", "seen": submission.sha256, "zone": "UTC"}
    return own("claim_documents", claim), form


def invitation(scene):
    claim = scene.draft()
    form = {"role": "relative", "name": "Bo Birch", "email": "bo@example.org"}
    return own("claim_invite", claim), form | {"photos": [str(photos(claim)[0].pk)]}


def message(scene):
    return own("claim_panel", scene.sent(), "messages"), {"message": "I moved to Ohio."}


def reply(scene):
    claim = scene.sent()
    for name in ("check_conflicts", "clear_conflicts"):
        move(claim, name, by=scene.rhea, at=scene.at)
    asked = ask(claim, "When did you move?", due_on=None, by=scene.rhea, at=scene.at)
    form = {"request": str(asked.pk), "reply": "In May."}
    return own("claim_panel", claim, "requests"), form


def contact(scene):
    form = {"mailing_address-value": "9 Oak Road", "csrfmiddlewaretoken": "x"}
    return own("claim_contact", scene.sent()), form


def withdraw(scene):
    return own("claim_panel", scene.sent(), "withdraw"), {"sure": "on"}


def erase(scene):
    return own("claim_erase", scene.sent()), {"sure": "on"}


CLAIMANT = [
    start,
    screen,
    person,
    more_photos,
    who_is_who,
    page,
    one_question,
    freeze,
    send,
    invitation,
    message,
    reply,
    contact,
    withdraw,
    erase,
]


def rows() -> dict[str, int]:
    """How many of each table of ours, the log and the codes of sign-in apart."""
    ours = [table for table in apps.get_models() if table.__module__.startswith("claims.")]
    return {
        table.__name__: table._default_manager.count()
        for table in ours
        if table.__name__ not in {"Event", "Unsealed", "Job", "OutgoingMail"}
    }


@pytest.mark.parametrize("write", CLAIMANT, ids=lambda write: write.__name__)
def test_what_a_claimant_writes_is_written_once(write: Callable, ana, rhea, matter, meglass, at):
    address, form = write(Scene(ana, rhea, matter, at))
    client = make.signed_in(ana, confirmed=True)
    # What the page showed goes with both.
    shown = dict(SEEN.findall(client.get(address).content.decode()))
    form = shown | form
    before = rows() | {"log": Event.objects.count()}
    first = client.post(address, form)
    assert first.status_code in (200, 302), first.content.decode()
    assert rows() | {"log": Event.objects.count()} != before  # it was written
    once, mails = rows(), len(make.outbox())
    second = client.post(address, form)
    assert second.status_code in (200, 302, 404), second.content.decode()
    assert rows() == once
    assert len(make.outbox()) == mails


@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("/interest/", {"email": "una@example.org"}),
        ("/check/claim/", {"text": make.LINK}),
        ("/check/email/", {"text": make.LINK, "email": "una@example.org"}),
    ],
)
def test_what_a_visitor_sends_is_sent_once(address, form, matter, meglass):
    client = Client()
    first = client.post(address, form)
    assert first.status_code in (200, 302)
    once, mails = rows(), len(make.outbox())
    second = client.post(address, form)
    assert second.status_code == first.status_code
    assert rows() == once
    assert len(make.outbox()) == mails
