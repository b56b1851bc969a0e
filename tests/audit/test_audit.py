"""What happened stays as it was, and the chain shows it."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from claims.audit import actions, queries
from claims.audit.models import Event, Seal, Unsealed

pytestmark = pytest.mark.django_db


def test_events_are_chained_and_the_chain_holds(ana, at):
    for number in range(5):
        actions.record(
            "claim.frozen", by=ana, at=at + timedelta(seconds=number), subject=ana, number=number
        )
    assert actions.seal(batch=3) == 3
    while actions.seal():
        pass
    result = actions.verify()
    assert (result.sealed, result.unsealed, result.broken) == (Event.objects.count(), 0, None)
    assert (result.strays, Unsealed.objects.count()) == (0, 0)
    assert Seal.objects.order_by("-number").first().sha256 == result.head


def test_an_event_that_was_kept_from_the_sealer_is_counted(ana, at):
    actions.seal()
    event = actions.record("claim.frozen", by=ana, at=at, subject=ana, number=1)
    Unsealed.objects.filter(event_id=event.pk).delete()
    assert actions.seal() == 0
    assert (actions.verify().broken, actions.verify().strays) == (None, 1)
    with pytest.raises(CommandError, match="behind the portal's back"):
        call_command("verify_audit")


def test_a_made_up_row_of_the_list_does_not_stop_the_sealer(ana, at):
    Unsealed.objects.create(event_id=uuid.uuid4())
    actions.record("claim.frozen", by=ana, at=at, subject=ana, number=1)
    assert actions.seal() == Event.objects.count()
    assert (actions.verify().broken, actions.verify().strays) == (None, 0)


def test_a_verb_without_a_sentence_and_a_long_detail_are_refused(ana, at):
    before = Event.objects.count()
    with pytest.raises(KeyError):
        actions.record("claim.danced", by=ana, at=at, subject=ana)
    with pytest.raises(ValueError, match="short"):
        actions.record("claim.answered", by=ana, at=at, subject=ana, questions="x" * 201)
    assert Event.objects.count() == before


def test_events_hold_question_keys_and_never_answers(ana, matter, at):
    from tests import make

    make.sent(ana, matter, at=at)
    text = str(list(Event.objects.values_list("details", "actor", "subject")))
    for private in (
        "Elm Street",
        "1990",
        "Ana Alder",
        "ana@example.org",
        str(make.PHOTO),
        "Springfield",
    ):
        assert private not in text
    assert "residence" in text


def test_every_event_reads_as_a_sentence(ana, matter, at):
    from tests import make

    claim, _submission = make.sent(ana, matter, at=at)
    assert all(queries.sentence(event) for event in queries.events_about(claim))
