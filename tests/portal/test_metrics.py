"""Figures say how much and how long, and nothing about anybody."""

from __future__ import annotations

import logging
import sys

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import REGISTRY

from claims.jobs.models import Job
from portal import logs, metrics
from tests import make


def count(route: str, status: str) -> float:
    labels = {"route": route, "method": "GET", "status": status}
    return REGISTRY.get_sample_value("standing_request_seconds_count", labels) or 0


@pytest.mark.django_db
def test_a_request_is_counted_by_its_route_and_not_by_its_address(ana, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    route = "/claims/<str:reference>/"
    before = count(route, "200"), count(route, "404"), count("/(no page)", "404")
    make.signed_in(ana).get(reverse("claim", args=[claim.reference]))
    make.signed_in(ana).get(reverse("claim", args=["CLM-NONE-X"]))
    for number in range(3):
        Client().get(f"/made-up-{number}/")
    after = count(route, "200"), count(route, "404"), count("/(no page)", "404")
    assert [new - old for new, old in zip(after, before, strict=True)] == [1, 1, 3]
    text = generate_latest(REGISTRY).decode()
    for private in (claim.reference, "CLM-NONE", "made-up", "ana@", str(ana.pk)):
        assert private not in text


@pytest.mark.django_db
def test_a_made_up_method_makes_no_new_figure():
    Client().generic("MADEUP", "/")
    assert 'method="MADEUP"' not in generate_latest(REGISTRY).decode()


def collected() -> str:
    registry = CollectorRegistry()
    registry.register(metrics.OfTheWhole())
    return generate_latest(registry).decode()


def test_what_waits_what_gave_up_and_how_old_the_backup_is(database, settings, tmp_path):
    at = timezone.now()
    for number, state in enumerate(["queued", "queued", "failed", "done"]):
        Job.objects.create(
            kind="accounts.send_mail",
            subject=f"00000000-0000-4000-8000-00000000000{number}",
            state=state,
            created_at=at,
            not_before=at,
            finished_at=None if state == "queued" else at,
        )
    text = collected()
    assert 'standing_jobs{kind="accounts.send_mail",state="queued"} 2.0' in text
    assert 'standing_jobs{kind="accounts.send_mail",state="failed"} 1.0' in text
    assert 'state="done"' not in text
    assert "standing_unsealed_events 0.0" in text
    assert "\nstanding_backup_age_seconds " not in text  # none is no age of nought
    settings.BACKUPS_DIR = str(tmp_path)
    (tmp_path / "2026-11-20").mkdir()
    (tmp_path / "2026-11-20" / "manifest.json").touch()
    assert "\nstanding_backup_age_seconds " in collected()


def test_an_error_is_logged_with_its_place_and_without_its_words():
    try:
        int("a private word")
    except ValueError:
        event = logs.without_traceback(None, "", {"event": "x", "exc_info": sys.exc_info()})
    assert (event["error"], "private" in str(event)) == ("ValueError", False)
    assert event["place"].startswith("tests/portal/test_metrics.py:")
    assert event["place"].endswith("test_an_error_is_logged_with_its_place_and_without_its_words")


def test_an_error_in_a_library_names_our_line_and_the_librarys():
    try:
        logging.getLogger(3)
    except TypeError as error:
        place = logs.place_of(error)
    ours, _, theirs = place.partition(" < ")
    assert ours.startswith("tests/portal/test_metrics.py:")
    assert theirs.startswith("logging/__init__.py:") and theirs.endswith(" getLogger")
