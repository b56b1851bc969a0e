"""The doctor names each thing that is broken, says what to do, and is silent about what is well."""

from __future__ import annotations

import os
import socketserver
import threading
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from claims.audit import actions as audit
from claims.audit import anchors
from claims.jobs.models import Job
from claims.vault import ciphers, journal, key_store
from portal import doctor

pytestmark = pytest.mark.django_db


class Postman(socketserver.StreamRequestHandler):
    """As much of SMTP as a greeting takes (RFC 5321)."""

    def handle(self):
        self.wfile.write(b"220 made up\r\n")
        while line := self.rfile.readline():
            self.wfile.write(b"221 bye\r\n" if line.startswith(b"QUIT") else b"250 made up\r\n")


@pytest.fixture
def well(settings, tmp_path, meglass, ana):
    """An installation about which the doctor has nothing to say."""
    settings.SECRET_KEY = "s" * 60
    settings.FIRM_NAME, settings.FIRM_EMAIL = "Alder & Birch", "intake@alder-birch.law"
    settings.FIRM_LAWYER = "Lena Larch"
    settings.HTTPS, settings.ALLAUTH_TRUSTED_PROXY_COUNT = True, 1
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.ANCHOR_MAIL = ["one@alder-birch.law", "two@alder-birch.law"]
    settings.BACKUPS_DIR = str(tmp_path / "backups")
    (tmp_path / "backups" / "2026").mkdir(parents=True)
    (tmp_path / "backups" / "2026" / "manifest.json").write_text("{}")
    audit.anchor(at=timezone.now())
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Postman) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "claims.accounts.mail.Backend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.server_address[1]
        yield settings
        server.shutdown()


def test_of_a_good_installation_it_says_that_all_is_good(well, capsys):
    assert doctor.findings() == []
    call_command("doctor")
    assert capsys.readouterr().out == f"All {len(doctor.CHECKS)} checks are good.\n"


def lose_a_key(settings):
    ids = [key_id for key_id, _at in key_store.store().written()]
    for key_id in ids:
        key_store.store().delete(key_id)
    ciphers.forget_all()


def open_the_keys(settings):
    Path(settings.KEYS_URL.removeprefix("file://")).chmod(0o755)


def stop_the_mail(settings):
    settings.EMAIL_PORT = 9


def forget_the_proxy(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0


def serve_in_clear(settings):
    settings.HTTPS = False


def reach_the_database_in_clear(settings):
    settings.DATABASE_URL = "postgresql://standing_site@db.internal/standing"


def take_the_password_off_valkey(settings):
    settings.REDIS_URL = "redis://localhost:6379/0"


def break_the_index(settings):
    [manifest] = settings.INDEX_DIR.glob("meglass/*/manifest.json")
    manifest.write_text("{")


def lose_the_journal(settings):
    journal.path().unlink()


def stop_beat(settings):
    anchors.path().unlink()
    audit.anchor(at=timezone.now() - timedelta(days=3))


def let_a_backup_grow_old(settings):
    [manifest] = Path(settings.BACKUPS_DIR).glob("*/manifest.json")
    old = (timezone.now() - timedelta(hours=50)).timestamp()
    os.utime(manifest, (old, old))


def fail_a_job(settings):
    now = timezone.now()
    failed = {"state": "failed", "created_at": now, "not_before": now, "finished_at": now}
    Job.objects.create(kind="x", subject=uuid.uuid4(), **failed)


def keep_a_job_waiting(settings):
    old = timezone.now() - timedelta(hours=1)
    Job.objects.create(kind="x", subject=uuid.uuid4(), created_at=old, not_before=old)


def show_errors(settings):
    settings.DEBUG = True


def weaken_the_secret(settings):
    settings.SECRET_KEY = "short"


def fill_the_disk(settings):
    doctor.LEAST_ROOM = 2**60


BROKEN = [
    (lose_a_key, "data keys are not in the key store"),
    (open_the_keys, "Others can read the folder of the data keys. Run: chmod 700"),
    (stop_the_mail, "does not take us: ConnectionRefusedError"),
    (forget_the_proxy, "STANDING_PROXY_COUNT is 0"),
    (serve_in_clear, "STANDING_SITE_URL must begin with https://"),
    (reach_the_database_in_clear, "add ?sslmode=verify-full"),
    (take_the_password_off_valkey, "Valkey has no password"),
    (break_the_index, "cannot be read, so no check can be answered"),
    (lose_the_journal, "The journal of erasures is missing"),
    (stop_beat, "Is beat running, and a worker?"),
    (let_a_backup_grow_old, "The newest backup is 50 hours old"),
    (fail_a_job, "1 jobs gave up"),
    (keep_a_job_waiting, "Is a worker running?"),
    (show_errors, "STANDING_DEBUG is on"),
    (weaken_the_secret, "STANDING_SECRET_KEY is shorter"),
    (fill_the_disk, "is nearly full"),
]


@pytest.mark.parametrize(("breaks", "says"), BROKEN, ids=[row[0].__name__ for row in BROKEN])
def test_it_names_what_was_broken_and_nothing_else(breaks, says, well, monkeypatch):
    monkeypatch.setattr(doctor, "LEAST_ROOM", doctor.LEAST_ROOM)
    breaks(well)
    sentences = doctor.findings()
    assert sentences and all(says in sentence for sentence in sentences), sentences
    with pytest.raises(CommandError, match="things to look at"):
        call_command("doctor")


def test_a_check_that_fails_itself_is_a_finding(monkeypatch):
    def _versions():
        raise ValueError("no answer")

    monkeypatch.setattr(doctor, "CHECKS", (_versions,))
    assert doctor.findings() == ["The check of versions failed: ValueError: no answer"]
