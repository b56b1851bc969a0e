"""Who began and did not go on is reminded after two and after seven days, never again, and not
against their will.
"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from claims.correspondence.actions.reminders import remind, token_of
from claims.correspondence.models import Reminder, ReminderRefusal
from claims.interview.actions.answers import answer
from claims.jobs.actions import run
from claims.jobs.models import Job
from claims.law.logic import Answer as Said
from tests import make

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def told():
    """The reminders that were mailed."""
    waiting = Job.objects.filter(kind="correspondence.tell_reminder", state=Job.State.QUEUED)
    for job in waiting.order_by("created_at"):
        run(job.pk)
    return [mail for mail in make.outbox() if mail.subject == "Your answers are saved"]


def test_two_reminders_and_never_a_third(ana, matter, at):
    make.draft(ana, matter, at=at)
    assert [remind(at=at + days * DAY) for days in (1, 2, 2, 3, 6, 7, 7, 8, 20, 400)] == [
        0,
        1,
        0,
        0,
        0,
        1,
        0,
        0,
        0,
        0,
    ]
    mails = told()
    assert [mail.to for mail in mails] == [["ana@example.org"]] * 2
    first, last = (mail.body for mail in mails)
    assert re.match(r"You began to tell us about your Flickr photos. About \d+ minutes are", first)
    assert "/reminders/" in first and "This is our last reminder." not in first
    assert "This is our last reminder." in last and "/reminders/" not in last


def test_who_goes_on_is_left_in_peace_from_then(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    answer(claim, "removal_asked", Said("no"), by=ana, at=at + DAY)
    assert remind(at=at + 2 * DAY) == 0
    assert remind(at=at + 3 * DAY) == 1


def test_what_was_sent_is_held_or_is_long_forgotten_is_not_reminded_of(ana, otto, matter, at):
    make.sent(ana, matter, at=at)
    make.draft(otto, matter, at=at - 40 * DAY)
    assert remind(at=at + 2 * DAY) == 0
    assert not Reminder.objects.exists()


def test_nothing_is_mailed_to_who_sent_between_the_reminder_and_the_mail(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    remind(at=at + 2 * DAY)
    claim.status, claim.submitted_at = "submitted", at
    claim.save(update_fields=["status", "submitted_at"])
    assert told() == []


def test_a_link_in_the_mail_stops_them_without_signing_in(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    link = reverse("reminders", args=[token_of(claim)])
    visitor = Client()
    page = visitor.get(link)
    assert "Don’t remind me" in page.content.decode()
    assert not ReminderRefusal.objects.exists()  # opening a link says nothing
    for _twice in range(2):
        assert "We won’t remind you again" in visitor.post(link).content.decode()
    assert remind(at=at + 2 * DAY) == 0


def test_a_refusal_holds_for_a_reminder_that_is_on_its_way(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    remind(at=at + 2 * DAY)
    Client().post(reverse("reminders", args=[token_of(claim)]))
    assert told() == []


def test_a_made_up_link_leads_nowhere(ana, matter, at):
    make.draft(ana, matter, at=at)
    for token in ("nonsense", token_of(make.draft(ana, matter, at=at))[:-1] + "x"):
        assert Client().post(reverse("reminders", args=[token])).status_code == 404
    assert not ReminderRefusal.objects.exists()


def test_erasing_a_claim_leaves_no_trace_of_reminders(ana, matter, at):
    from claims.correspondence.erasure import empty_notices

    claim = make.draft(ana, matter, at=at)
    remind(at=at + 2 * DAY)
    Client().post(reverse("reminders", args=[token_of(claim)]))
    empty_notices(claim)
    assert (Reminder.objects.count(), ReminderRefusal.objects.count()) == (0, 0)
