"""What somebody with the site's own password can do to the log: nothing, or it is found."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg.conninfo import make_conninfo

from claims.accounts.tasks import anchor as anchor_task
from claims.audit import actions, anchors
from claims.audit.models import Event, Seal
from portal import database_roles, doctor
from tests import make

REFUSED = [
    "UPDATE audit_event SET actor = 'user:somebody'",
    "UPDATE audit_seal SET sha256 = repeat('0', 64)",
    "DELETE FROM audit_event",
    "DELETE FROM audit_seal WHERE number > 1",
    "TRUNCATE audit_event",
    "TRUNCATE audit_seal CASCADE",
    "ALTER TABLE audit_event DISABLE TRIGGER ALL",
    "DROP TRIGGER audit_event_rows ON audit_event",
    "DROP TABLE audit_event",
    "ALTER TABLE audit_event RENAME TO audit_event_old",
    "ALTER TABLE audit_event DROP COLUMN actor",
    "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS"
    " 'BEGIN RETURN NEW; END'",
    "DROP FUNCTION audit_refuse() CASCADE",
    "CREATE RULE quiet AS ON INSERT TO audit_event DO INSTEAD NOTHING",
    "SET session_replication_role = replica",
    "MERGE INTO audit_event USING (SELECT 1) AS one ON true WHEN MATCHED THEN DELETE",
    "INSERT INTO audit_seal SELECT * FROM audit_seal ON CONFLICT (number)"
    " DO UPDATE SET sha256 = ''",
    "CREATE TEMPORARY TABLE audit_event (id uuid)",
    "CREATE SCHEMA before_public",
    "CREATE TRIGGER mine BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "ALTER TABLE audit_event OWNER TO standing_site",
    "SET ROLE standing",
    "ALTER ROLE standing_site SUPERUSER",
]


def log(ana, at, count=4):
    for number in range(count):
        actions.record(
            "claim.frozen", by=ana, at=at + timedelta(seconds=number), subject=ana, number=number
        )
    while actions.seal():
        pass


@pytest.fixture
def site(database, at):
    """A log of several events in a database of its own, and a connection as the site has it."""
    log(make.claimant("ana@example.org", "Ana Alder", at=at), at)
    with psycopg.connect(database, autocommit=True) as site:
        yield site


@pytest.fixture
def owner(site):
    address = make_conninfo(
        os.environ["STANDING_OWNER_DATABASE_URL"], dbname=connection.settings_dict["NAME"]
    )
    with psycopg.connect(address, autocommit=True) as owner:
        yield owner


def rows():
    return [*Event.objects.order_by("pk").values(), *Seal.objects.order_by("pk").values()]


def test_the_site_can_neither_change_nor_cut_the_log(site):
    before = rows()
    not_refused = []
    for statement in REFUSED:
        try:
            site.execute(statement)
            not_refused.append(statement)
        except psycopg.Error:
            pass
    assert (not_refused, len(REFUSED) >= 20) == ([], True)
    assert rows() == before
    assert actions.verify().broken is None


def test_the_guards_refuse_the_owner_too(owner):
    """A trigger says no to whoever forgets who they are."""
    before = rows()
    for statement in ("UPDATE audit_event SET verb = 'x'", "DELETE FROM audit_seal"):
        with pytest.raises(psycopg.Error, match="append-only"):
            owner.execute(statement)
    assert rows() == before


def test_an_event_that_was_changed_breaks_the_chain(owner):
    victim = Seal.objects.get(number=2).event_id
    owner.execute("ALTER TABLE audit_event DISABLE TRIGGER ALL")
    owner.execute("UPDATE audit_event SET actor = 'user:somebody' WHERE id = %s", [victim])
    with pytest.raises(CommandError, match="breaks at link 2"):
        call_command("verify_audit")


def test_what_the_site_adds_falsely_is_found(site, at):
    actions.anchor(at=at)
    site.execute(
        "INSERT INTO audit_seal VALUES (%s, gen_random_uuid(), %s)", [Seal.objects.count() + 1, "0"]
    )
    with pytest.raises(CommandError, match="The chain breaks"):
        call_command("verify_audit")


def test_an_event_that_passes_the_sealer_by_is_found(site):
    site.execute("INSERT INTO audit_event VALUES (gen_random_uuid(), now(), 'a', 'b', 'c', '{}')")
    with pytest.raises(CommandError, match="behind the portal's back"):
        call_command("verify_audit")


def test_an_event_that_is_put_in_late_and_says_that_it_is_old_is_found(site, at):
    actions.anchor(at=at)
    user = make.claimant("otto@example.org", "Otto Oak", at=at)
    actions.record("claim.frozen", by=user, at=at - timedelta(days=30), subject=user, number=9)
    actions.seal()
    with pytest.raises(CommandError, match="1 events were put in after the last anchor"):
        call_command("verify_audit")


def rewrite(owner) -> None:
    """As who runs the server: take off the guards, change an event, seal everything anew."""
    owner.execute("ALTER TABLE audit_event DISABLE TRIGGER ALL")
    owner.execute("ALTER TABLE audit_seal DISABLE TRIGGER ALL")
    victim = Seal.objects.get(number=2).event_id
    owner.execute("UPDATE audit_event SET actor = 'user:somebody' WHERE id = %s", [victim])
    previous = actions.GENESIS
    for row in Seal.objects.order_by("number"):
        previous = actions.link(previous, Event.objects.get(pk=row.event_id))
        owner.execute("UPDATE audit_seal SET sha256 = %s WHERE number = %s", [previous, row.number])


def test_a_log_that_was_written_anew_does_not_agree_with_its_anchor(owner, at):
    made = actions.anchor(at=at)
    rewrite(owner)
    assert actions.verify().broken is None
    with pytest.raises(CommandError, match="On 2026-11-20 the chain had"):
        call_command("verify_audit")
    anchors.path().unlink()  # who runs the server holds the file too, and not the e-mail
    call_command("verify_audit")
    with pytest.raises(CommandError, match="written anew"):
        call_command("verify_audit", anchor=[made.statement])


def test_a_log_that_was_cut_does_not_agree_with_its_anchor(owner, at):
    actions.anchor(at=at)
    for table, condition in (
        ("audit_event", "id IN (SELECT event_id FROM audit_seal WHERE number > 2)"),
        ("audit_seal", "number > 2"),
    ):
        owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        owner.execute(f"DELETE FROM {table} WHERE {condition}")
    assert actions.verify().broken is None
    with pytest.raises(CommandError, match="the log was cut or written anew"):
        call_command("verify_audit")


def test_the_doctor_names_a_role_that_may_change_the_log(database):
    with database_roles.owner():
        sentences = list(doctor._rights())
    assert sentences[0].startswith("The site runs as the database’s administrator")
    assert "may change audit_event" in sentences[1] and "may change audit_seal" in sentences[2]
    assert list(doctor._rights()) == []


# --- The anchor ---------------------------------------------------------------


@pytest.mark.django_db
def test_the_head_is_written_down_once_a_day_and_mailed(ana, at, settings, monkeypatch):
    settings.ANCHOR_MAIL = ["one@example.org", "two@example.org"]
    log(ana, at)
    monkeypatch.setattr("claims.accounts.tasks.timezone.now", lambda: at)
    anchor_task()
    anchor_task()
    made = anchors.read()
    assert [(each.number, each.sha256) for each in made] == [
        (Seal.objects.count(), actions.verify().head)
    ]
    mails = make.outbox()
    assert sorted(mail.to[0] for mail in mails) == ["one@example.org", "two@example.org"]
    assert f"verify_audit --anchor {made[0].statement}" in mails[0].body
    call_command("verify_audit", anchor=[made[0].statement])
    assert actions.anchor(at=at + timedelta(days=1)) is not None
    assert len(anchors.read()) == 2


def test_an_anchor_that_cannot_be_read_is_refused_in_words():
    with pytest.raises(CommandError, match="is no anchor: a number, a colon and 64 digits"):
        call_command("verify_audit", anchor=["tomorrow"])


@pytest.fixture
def stamper(tmp_path, settings):
    """A server for time stamps as RFC 3161 has it: OpenSSL's own, behind HTTP."""
    folder = tmp_path / "stamper"
    folder.mkdir()
    (folder / "serial").write_text("01\n")
    (folder / "tsa.conf").write_text(
        f"[tsa]\ndefault_tsa = tsa1\n[tsa1]\nserial = {folder}/serial\nsigner_digest = sha256\n"
        f"default_policy = 1.2.3.4\ndigests = sha256, sha512\nsigner_cert = {folder}/cert.pem\n"
        f"signer_key = {folder}/key.pem\ncerts = {folder}/cert.pem\ness_cert_id_alg = sha256\n"
        "[req]\ndistinguished_name = name\nx509_extensions = stamps\n[name]\n"
        "[stamps]\nextendedKeyUsage = critical,timeStamping\n"
    )
    new_key = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Made-up stamper"]
    paths = ["-config", "tsa.conf", "-keyout", "key.pem", "-out", "cert.pem", "-days", "3650"]
    subprocess.run(["openssl", *new_key, *paths], cwd=folder, check=True, capture_output=True)

    class Stamper(BaseHTTPRequestHandler):
        def do_POST(self):
            length = int(self.headers["Content-Length"])
            (folder / "question").write_bytes(self.rfile.read(length))
            command = ["ts", "-reply", "-config", "tsa.conf", "-queryfile", "question"]
            subprocess.run(["openssl", *command, "-out", "answer"], cwd=folder, check=True)
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write((folder / "answer").read_bytes())

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Stamper) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.TIMESTAMP_URL = f"http://127.0.0.1:{server.server_address[1]}/"
        yield folder
        server.shutdown()


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")
@pytest.mark.django_db
def test_a_server_for_time_stamps_vouches_for_the_head(ana, at, stamper: Path):
    log(ana, at)
    made = actions.anchor(at=at)
    (stamper / "kept").write_bytes(base64.b64decode(made.stamp))
    digest = hashlib.sha512(made.statement.encode()).hexdigest()
    verify = ["ts", "-verify", "-digest", digest, "-in", "kept", "-CAfile", "cert.pem"]
    result = subprocess.run(["openssl", *verify], cwd=stamper, capture_output=True, text=True)
    assert (result.returncode, "Verification: OK" in result.stdout) == (0, True), result.stderr


@pytest.mark.django_db
def test_without_an_answer_the_head_is_written_down_all_the_same(ana, at, settings):
    settings.TIMESTAMP_URL = "http://127.0.0.1:9/"
    log(ana, at)
    assert actions.anchor(at=at).stamp == ""
    assert len(anchors.read()) == 1


# --- What PostgreSQL writes down ----------------------------------------------


def test_no_value_stands_in_the_log_of_postgresql(site, pytestconfig):
    written = pytestconfig.rootpath / "var" / "test" / "postgres.log"
    before = written.stat().st_size
    for statement in (
        "INSERT INTO accounts_user (email) VALUES ('private-word@example.org')",
        "SELECT 'private-word'::int",
    ):
        with pytest.raises(psycopg.Error):
            site.execute(statement)
    with open(written, "rb") as file:
        file.seek(before)
        text = file.read().decode()
    assert "ERROR" in text
    assert "private-word@" not in text
