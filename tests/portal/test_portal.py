"""Health, settings, logs, and what every answer carries."""

from __future__ import annotations

import io
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.urls import path, reverse
from django.utils import timezone

from portal import components, database_roles, demo, logs, urls
from tests import make

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.django_db
def test_readyz_says_what_works_and_healthz_that_it_is_alive():
    response = Client().get("/readyz")
    assert response.status_code == 200
    checks = {"database": True, "cache": True, "index": True, "prepared": True}
    assert response.json() == {"status": "ok", "checks": checks}
    assert Client().get("/healthz").json() == {"status": "ok"}


@pytest.mark.django_db
def test_over_a_damaged_index_it_lives_and_is_not_ready(tmp_path):
    folder = tmp_path / "index" / "meglass"
    folder.mkdir(parents=True)
    (folder / "CURRENT").write_text('["gone"]')
    response = Client().get("/readyz")
    assert (response.status_code, response.json()["checks"]["index"]) == (503, False)
    assert Client().get("/healthz").status_code == 200


@pytest.mark.django_db
def test_the_policy_allows_nothing_inline_and_nothing_foreign():
    policy = Client().get("/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize(
    "name", ["STANDING_SECRET_KEY", "STANDING_MASTER_KEYS", "DATABASE_URL", "REDIS_URL"]
)
def test_a_missing_setting_stops_the_start_and_says_which_and_what_to_do(name):
    environment = {key: value for key, value in os.environ.items() if key != name}
    result = subprocess.run(
        [sys.executable, "-c", "import portal.settings"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 1
    assert (
        f"{name} is not set. `make run` and `manage.py` set it; in production set it yourself"
        in result.stderr
    )


def test_a_master_key_of_the_wrong_length_is_refused_with_the_way_to_make_one():
    from django.core.exceptions import ImproperlyConfigured

    from claims.vault.crypto import master_keys

    with pytest.raises(ImproperlyConfigured, match="32 bytes"):
        master_keys("k1:short")


def _our_formatter() -> logging.Formatter:
    return next(
        h.formatter
        for h in logging.getLogger().handlers
        if "structlog" in type(h.formatter).__module__
    )


@pytest.mark.django_db
def test_logs_hold_nothing_about_a_person(ana, matter, at):
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(_our_formatter())
    logging.getLogger().addHandler(handler)
    claim, _submission = make.sent(ana, matter, at=at)
    client = make.signed_in(ana)
    client.get(reverse("claim", args=[claim.reference]))
    client.get("/", {"q": "ana@example.org"})
    logging.getLogger("some.library").error(
        "cannot mail %s about %s", "ana@example.org", make.PHOTO
    )
    logging.getLogger().removeHandler(handler)
    text = written.getvalue()
    assert "route=/claims/<str:reference>/" in text
    assert "cannot mail … about …" in text
    for private in ("ana@example.org", "Ana", claim.reference, str(make.PHOTO), str(ana.pk)):
        assert private not in text


def test_only_listed_keys_reach_the_log():
    assert logs.keep_allowed(None, "info", {"event": "x", "email": "a@b", "_record": 1}) == {
        "event": "x",
        "_record": 1,
    }


def _database_of_another_version():
    with database_roles.owner():
        MigrationRecorder(connection).record_applied("intake", "0001_of_another_version")


def test_demo_data_of_another_version_is_known(database):
    for email, name, role in demo.STAFF:
        make.staff(email, name, role, at=timezone.now())
    assert not demo.is_of_another_version()
    _database_of_another_version()
    assert demo.is_of_another_version()


def test_a_database_without_the_people_of_the_demo_is_never_taken_for_it(database):
    email, name, role = demo.STAFF[0]
    make.staff(email, name, role, at=timezone.now())
    _database_of_another_version()
    assert not demo.is_of_another_version()


urlpatterns = [*urls.urlpatterns, path("ui/", components.components)]
handler404 = urls.handler404


@pytest.mark.urls(__name__)
def test_the_page_of_components_shows_each_field_new_and_refused(db, client):
    page = client.get("/ui/")
    assert page.status_code == 200
    labels = [field.label for field in components.ComponentsForm()]
    assert len(labels) == 11
    html = page.content.decode()
    for label in labels:
        assert html.count(f">{label}<") == 2
    assert [note.split('"')[0] for note in html.split('class="note ')[1:]] == list(components.NOTES)


def test_no_page_of_components_is_served_where_the_site_is_not_worked_on(db, client):
    assert client.get("/ui/").status_code == 404
