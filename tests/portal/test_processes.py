"""How the site is started: by a firm, one process after another; by `make run`, whole."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from portal import catalogues, demo, embedded, fonts, processes, readiness
from portal.cache import JsonSerializer

ROOT = Path(__file__).resolve().parents[2]
ADDRESSES = ("DATABASE_URL", "REDIS_URL")


def run(*command, **changed):
    """A command in an environment of the tests' without addresses, but for what is given."""
    environment = {key: value for key, value in os.environ.items() if key not in ADDRESSES}
    environment.pop("STANDING_DEMO", None)
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment | changed,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("command", ["serve", "web", "worker", "beat", "prepare"])
def test_without_addresses_no_service_starts_and_one_sentence_says_what_to_do(command):
    result = run("manage.py", command)
    assert result.returncode == 1
    assert result.stderr.startswith("DATABASE_URL and REDIS_URL are not set")
    assert len(result.stderr.strip().splitlines()) == 1


def test_the_example_is_read_alike_by_a_shell_and_line_by_line():
    """systemd and compose read a line as NAME="value"; a shell runs the file."""
    path = ROOT / "deploy" / "example.env"
    by_line = dict(
        re.findall(r'^(\w+)="([^"$`\\]*)"$', path.read_text(encoding="utf-8"), re.MULTILINE)
    )
    script = f'set -a; . "{path}"; env -0'
    shell = subprocess.run(
        ["sh", "-c", script], env={"PATH": os.environ["PATH"]}, capture_output=True
    )
    by_shell = dict(row.split("=", 1) for row in shell.stdout.decode().split("\0") if row)
    assert {name: by_shell[name] for name in by_line} == by_line
    assert by_line["STANDING_FIRM_NAME"] == "Example & Partners"
    assert "STANDING_CLAMD" not in by_shell
    told = [line for line in path.read_text(encoding="utf-8").splitlines() if line]
    assert len([line for line in told if not line.startswith("#")]) == len(by_line)


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_half_set_environment_never_falls_back_on_the_demo(name):
    result = run("manage.py", "serve", STANDING_DEMO="1", **{name: os.environ[name]})
    other = next(address for address in ADDRESSES if address != name)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith(f"{other} is not set")


def test_another_command_uses_the_demos_servers_only_where_make_prepared_them(tmp_path):
    with (
        pytest.MonkeyPatch.context() as patch,
        pytest.raises(embedded.ServerError, match="make run"),
    ):
        for name in (*ADDRESSES, "STANDING_DEMO"):
            patch.delenv(name, raising=False)
        with embedded.servers_for(["find"], tmp_path):
            pytest.fail("it started")


def test_the_demo_is_not_served_over_a_firms_servers(settings):
    settings.EMBEDDED = False
    with pytest.raises(CommandError, match="web, worker and beat"):
        call_command("serve", "--port", "1")


def test_celery_finds_the_settings_whatever_starts_it():
    code = "from portal.celery import app; print(app.conf.broker_url[:5])"
    environment = {key: value for key, value in os.environ.items() if "SETTINGS" not in key}
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert result.stdout.strip() == "redis", result.stderr


@pytest.mark.django_db
def test_a_service_does_not_start_over_what_was_not_prepared(settings, tmp_path, monkeypatch):
    storage = SimpleNamespace(manifest_name="staticfiles.json")
    monkeypatch.setattr(readiness, "staticfiles_storage", storage)
    monkeypatch.setattr(fonts, "FONTS", tmp_path)
    (tmp_path / "es" / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "es" / "LC_MESSAGES" / "django.po").touch()
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path)
    settings.STATIC_ROOT = tmp_path
    with pytest.raises(CommandError) as refusal:
        processes.become(["/bin/false"])
    for words in ("static files", "typeface", "catalogues", "manage.py prepare"):
        assert words in str(refusal.value)
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["checks"]["prepared"]) == (503, False)


@pytest.mark.django_db
def test_a_migration_that_was_not_applied_is_named(monkeypatch):
    monkeypatch.setattr(
        readiness.MigrationExecutor, "migration_plan", lambda *_: [("0001", False), ("0002", False)]
    )
    assert readiness.missing() == ["2 migrations have not been applied to the database."]


@pytest.mark.django_db
def test_the_cache_holds_json_and_no_pickle():
    cache.set("made-up", {"a": [1, "two", None, True, 0.5]})
    (stored,) = cache._cache.get_client("k").mget(cache.make_key("made-up"))
    assert stored == b'{"a": [1, "two", null, true, 0.5]}'
    assert cache.get("made-up") == {"a": [1, "two", None, True, 0.5]}
    cache.set("count", 1)
    assert cache.incr("count") == 2
    with pytest.raises(TypeError):
        JsonSerializer().dumps(object())


@pytest.mark.django_db
def test_a_seeding_that_was_stopped_is_known(settings, tmp_path, monkeypatch):
    settings.VAR_DIR = tmp_path
    assert demo.is_half_made() is False

    def stop(_now):
        raise KeyboardInterrupt

    monkeypatch.setattr(demo, "_seed_datasets", stop)
    with pytest.raises(KeyboardInterrupt):
        demo.seed(lambda _what: None)
    assert demo.is_half_made() is True


@pytest.mark.parametrize(
    ("owner", "says"),
    [
        ("", "STANDING_OWNER_DATABASE_URL is not set"),
        ("postgresql://standing_site@/standing", "name the same role"),
    ],
)
def test_without_an_owner_of_its_own_nothing_is_migrated(owner, says, settings):
    settings.OWNER_DATABASE_URL = owner
    with pytest.raises(CommandError, match=says):
        call_command("migrate", verbosity=0)
