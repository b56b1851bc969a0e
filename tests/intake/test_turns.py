"""Whose answer is awaited, and since when: noted by what somebody does, never by a look."""

from __future__ import annotations

import importlib
import io
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import Image

from claims.correspondence.actions.messages import ask, note_read, reply, write
from claims.evidence.actions import add_upload
from claims.intake.actions import move
from claims.intake.models import Claim
from tests import make

pytestmark = pytest.mark.django_db


def turn(claim):
    row = Claim.objects.get(pk=claim.pk)
    return (row.waiting_on, row.waiting_since)


def under_review(claim, staff, at):
    for step in ("check_conflicts", "clear_conflicts"):
        move(claim, step, by=staff, at=at)


def test_a_draft_waits_for_nobody_and_sending_makes_it_the_firms_turn(ana, matter, at):
    draft = make.draft(ana, matter, at=at)
    assert turn(draft) == ("", None)


def test_from_sending_to_the_reply_the_turn_goes_to_and_fro(ana, rhea, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    assert turn(claim) == ("firm", at)
    later = at + timedelta(days=1)
    under_review(claim, rhea, later)
    assert turn(claim) == ("firm", at)  # steps inside the firm answer nobody
    request = ask(claim, "Where was it?", due_on=None, by=rhea, at=later)
    assert turn(claim) == ("claimant", later)
    note_read(claim, by_firm=False, at=later)
    make.signed_in(ana).get(reverse("claim", args=[claim.reference]))
    assert turn(claim) == ("claimant", later)  # a look is no answer
    reply(claim, request, "In Chicago", by=ana, at=later + timedelta(days=1))
    assert turn(claim) == ("firm", later + timedelta(days=1))


def test_a_second_message_does_not_make_the_first_look_younger(ana, rhea, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    write(claim, "We have it.", from_firm=True, by=rhea, at=at)
    assert turn(claim) == ("", None)
    for days in (1, 2):
        write(claim, "Hello?", from_firm=False, by=ana, at=at + timedelta(days=days))
    assert turn(claim) == ("firm", at + timedelta(days=1))
    make.signed_in(rhea).get(reverse("desk_claim", args=[claim.reference]))
    assert turn(claim) == ("firm", at + timedelta(days=1))


def test_a_message_of_the_firm_leaves_open_what_it_asked(ana, rhea, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    under_review(claim, rhea, at)
    ask(claim, "Where was it?", due_on=None, by=rhea, at=at)
    write(claim, "Take your time.", from_firm=True, by=rhea, at=at + timedelta(days=3))
    assert turn(claim) == ("claimant", at)


def test_a_file_after_sending_is_something_to_look_at_and_one_of_a_draft_is_not(
    ana, otto, rhea, matter, at
):
    out = io.BytesIO()
    Image.new("RGB", (9, 9)).save(out, "PNG")
    draft = make.draft(otto, matter, at=at)
    add_upload(draft, out.getvalue(), "a.png", by=otto, at=at)
    assert turn(draft) == ("", None)
    claim, _submission = make.sent(ana, matter, at=at)
    write(claim, "We have it.", from_firm=True, by=rhea, at=at)
    add_upload(claim, out.getvalue(), "a.png", by=ana, at=at + timedelta(days=1))
    assert turn(claim) == ("firm", at + timedelta(days=1))


def test_what_is_over_waits_for_nobody_until_somebody_writes(ana, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    move(claim, "withdraw", by=ana, at=at)
    assert turn(claim) == ("", None)
    write(claim, "One more thing", from_firm=False, by=ana, at=at)
    assert turn(claim) == ("firm", at)


def test_the_claimant_reads_whose_turn_it_is(ana, rhea, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    page = reverse("claim", args=[claim.reference])
    assert (
        "It’s been our turn since Nov. 20, 2026." in make.signed_in(ana).get(page).content.decode()
    )
    under_review(claim, rhea, at)
    ask(claim, "Where was it?", due_on=None, by=rhea, at=at)
    text = make.signed_in(ana).get(page).content.decode()
    assert "waiting for you since Nov. 20, 2026." in text


def test_the_database_refuses_a_turn_without_a_time(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    for values in ({"waiting_on": "firm"}, {"waiting_since": at}, {"waiting_on": "both"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Claim.objects.filter(pk=claim.pk).update(**values)


def test_claims_from_before_get_their_turn(ana, otto, matter, at):
    sent, _submission = make.sent(ana, matter, at=at)
    draft = make.draft(otto, matter, at=at)
    Claim.objects.update(waiting_on="", waiting_since=None)
    importlib.import_module("claims.intake.migrations.0008_turns").note_turns(apps, None)
    assert (turn(sent), turn(draft)) == (("firm", at), ("", None))
