"""A backup into an empty place, compared; who was erased stays erased, and leaves no trace."""

from __future__ import annotations

import io
import json
import os
import shutil
import tarfile
import threading
import time
import uuid
from datetime import timedelta
from io import StringIO
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from pyrage import x25519

from claims.correspondence.actions.deletion import delete_account
from claims.vault import actions as vault
from portal.backups import archive, keys, manifest, sealed, take
from portal.backups import database as database_tools
from portal.backups.restore import restore, served
from tests import make

# Words that stand nowhere else on the server, not even in a database that a killed run left.
MARK = uuid.uuid4().hex
NAME, ADDRESS, ANSWER = f"Ana {MARK}", f"{MARK}@example.org", f"Householdmarker {MARK}"


@pytest.fixture
def backups(database, settings, tmp_path):
    """Where backups go, and the file with what opens them."""
    settings.DATABASE_URL = database
    owner = settings.OWNER_DATABASE_URL
    settings.BACKUP_DATABASE_URL = make_conninfo(owner, dbname=conninfo_to_dict(database)["dbname"])
    settings.BACKUPS_DIR = str(tmp_path / "backups")
    settings.KEY_BACKUPS_DIR = str(tmp_path / "key-backups")
    settings.VAR_DIR = tmp_path
    identity = x25519.Identity.generate()
    settings.BACKUP_RECIPIENT = str(identity.to_public())
    (tmp_path / "identity").write_text(f"# made up\n{identity}\n")
    return Path(settings.BACKUPS_DIR)


@pytest.fixture
def person(backups):
    """Somebody with a name, an address and a draft, of whom an answer and a file are kept."""
    now = timezone.now()
    user = make.claimant(ADDRESS, NAME, at=now)
    claim = make.draft(user, make.matter(at=now), at=now, name=NAME)
    content = ANSWER.encode()
    vault.store_file(
        content, key=claim.data_key, area="claimant", content_type="text/plain", at=now
    )
    return user


def restored(source: Path, into: Path, *, compare: bool = False) -> tuple[list[str], str]:
    words: list[str] = []
    identity = sealed.identity_of(source.parent.parent / "identity")
    differences = restore(source, into, identity=identity, compare=compare, say=words.append)
    return differences, "\n".join(words)


def rows(into: Path, text: str) -> list[tuple]:
    major = int((into / "postgres" / "PG_VERSION").read_text())
    with served(into, database_tools.programs(major), "") as url, psycopg.connect(url) as server:
        return server.execute(text).fetchall()


def test_a_backup_in_an_empty_place_is_row_by_row_and_file_by_file_the_same(
    person, backups, tmp_path
):
    make.release("meglass", make.MEGLASS_LINES, tmp_path, at=timezone.now())
    call_command("backup", stdout=StringIO())
    [(source, its)] = manifest.made(backups)
    differences, words = restored(source, tmp_path / "there", compare=True)
    assert differences == []
    assert "Keys that are missing: 0. Files that are missing: 0." in words
    assert its.tables["accounts_user"].rows == 1
    assert len(its.files) == 1 and len(its.index) > 5
    assert (tmp_path / "there" / "index" / "meglass" / "CURRENT").is_file()
    assert rows(tmp_path / "there", "SELECT email, name FROM accounts_user") == [(ADDRESS, NAME)]
    # What was changed in the copy is found.
    [name] = its.files
    (backups / "files" / name).write_bytes(b"forged")
    differences, _words = restored(source, tmp_path / "again", compare=True)
    assert differences == [f"The file {name} differs."]


def test_who_was_erased_after_the_backup_does_not_come_back(person, backups, tmp_path):
    source = take.take(at=timezone.now())
    delete_account(person, by=person, at=timezone.now())
    take.save_journal()
    _found, words = restored(source, tmp_path / "there")
    assert "Erased again: 2." in words  # the draft and the account
    [(address, name)] = rows(tmp_path / "there", "SELECT email, name FROM accounts_user")
    assert (address, name) == (f"{person.pk}@erased.invalid", "")
    assert list((tmp_path / "there" / "keys").glob("??/*")) == []
    assert list((tmp_path / "there" / "files").glob("*/??/*")) == []


def test_after_the_days_no_backup_yields_a_name_an_address_or_a_text(
    person, backups, settings, tmp_path
):
    now = timezone.now()
    take.take(at=now)
    assert traces(backups, tmp_path) == {NAME, ADDRESS}
    delete_account(person, by=person, at=now)
    later = now + timedelta(days=2)
    newest = take.take(at=later)
    after = now + timedelta(days=settings.BACKUP_DAYS + 1)
    take.prune(at=after)
    assert [folder for folder, _its in manifest.made(backups)] == [newest]
    assert traces(backups, tmp_path) == set()
    assert list((backups / "files").rglob("*/*/*")) == []
    # The copies of the keys are as old as the days allow, so they are gone too.
    assert list(Path(settings.KEY_BACKUPS_DIR).iterdir()) == []


def traces(backups: Path, tmp_path: Path) -> set[str]:
    """Which of the person's words stand anywhere in any backup, opened with the identity."""
    identity = sealed.identity_of(tmp_path / "identity")
    words = set()
    for path in [path for path in backups.rglob("*") if path.is_file()]:
        content = path.read_bytes()
        if path.suffix == ".age":
            sealed.read_to_file(path, identity, tmp_path / "plain")
            content = (tmp_path / "plain").read_bytes()
        words |= {word for word in (NAME, ADDRESS, ANSWER) if word.encode() in content}
    return words


def test_what_happened_after_the_backup_is_in_the_archive(person, backups, tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "PAUSE", 0.2)
    monkeypatch.setattr(archive, "PARTLY", timedelta(seconds=0.5))
    over: list[bool] = []
    failures: list[BaseException] = []

    def run():
        try:
            archive.run(lambda: bool(over))
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    source = take.take(at=timezone.now())
    late = make.claimant("late@example.org", "Late", at=timezone.now())
    deadline = time.monotonic() + 20
    while not list(keys.folder().glob("*.new.age")) and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(1.5)  # once more around
    over.append(True)
    thread.join()
    assert failures == []
    _found, words = restored(source, tmp_path / "there")
    assert "Keys that are missing: 0." in words
    addresses = rows(tmp_path / "there", "SELECT email FROM accounts_user ORDER BY created_at")
    assert addresses[-1] == (late.email,)
    with database_tools.connect() as server:
        server.execute("SELECT pg_drop_replication_slot(%s)", [archive.SLOT])


# --- Refused, in one sentence, and nothing is left -----------------------------


def another_major(source: Path) -> None:
    values = json.loads((source / "manifest.json").read_text())
    (source / "manifest.json").write_text(json.dumps({**values, "postgresql": 12}))


def a_lost_journal(source: Path) -> None:
    (source.parent / "erasures.jsonl").unlink()


def a_damaged_copy(source: Path) -> None:
    copy = source / "database.tar.gz.age"
    content = bytearray(copy.read_bytes())
    content[len(content) // 2] ^= 1
    copy.write_bytes(content)


def a_missing_manifest(source: Path) -> None:
    (source / "manifest.json").unlink()


def a_full_folder(source: Path) -> None:
    (source.parent.parent / "there").mkdir()
    (source.parent.parent / "there" / "something").touch()


UNFIT = [
    (another_major, "The backup is of PostgreSQL 12, and this machine has no programs of that"),
    (a_lost_journal, "The journal of erasures is missing"),
    (a_damaged_copy, "The backup is damaged. The file database.tar.gz.age differs."),
    (a_missing_manifest, "holds no whole backup"),
    (a_full_folder, "is not empty. Restore into a new folder."),
]


def test_a_backup_that_does_not_fit_is_refused_in_one_sentence(person, backups, tmp_path):
    source = take.take(at=timezone.now())
    there = tmp_path / "there"
    kept = tmp_path / "kept"
    for spoil, sentence in UNFIT:
        database_tools.remove(kept)
        source.parent.rename(kept)
        shutil.copytree(kept, source.parent)
        spoil(source)
        with pytest.raises(CommandError, match=sentence):
            restored(source, there)
        assert not (there / "postgres").exists()
        database_tools.remove(there)
        database_tools.remove(source.parent)
        kept.rename(source.parent)
    (tmp_path / "identity").write_text(str(x25519.Identity.generate()))
    with pytest.raises(CommandError, match="the identity is another one’s"):
        restored(source, there)


def test_a_backup_without_a_recipient_a_folder_or_a_role_is_not_begun(backups, settings):
    recipient, settings.BACKUP_RECIPIENT = settings.BACKUP_RECIPIENT, "nobody"
    with pytest.raises(CommandError, match="STANDING_BACKUP_RECIPIENT is not an age public key"):
        take.take(at=timezone.now())
    settings.BACKUP_RECIPIENT, settings.BACKUP_DATABASE_URL = recipient, ""
    with pytest.raises(CommandError, match="STANDING_BACKUP_DATABASE_URL is not set"):
        take.take(at=timezone.now())
    settings.BACKUPS_DIR = ""
    with pytest.raises(CommandError, match="STANDING_BACKUPS_DIR is not set"):
        take.take(at=timezone.now())
    assert manifest.made(backups) == []
    assert list(settings.VAR_DIR.glob("backup-under-way-*")) == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [("../beside", tarfile.REGTYPE), ("/tmp/beside", tarfile.REGTYPE), ("link", tarfile.SYMTYPE)],
)
def test_nothing_is_unpacked_beside_the_place_and_no_link(name, kind, tmp_path):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        member = tarfile.TarInfo(name)
        member.type, member.linkname, member.size = kind, "/etc/passwd", 0
        tar.addfile(member, io.BytesIO())
    packed.seek(0)
    with pytest.raises(CommandError, match="which is no file of a database"):
        database_tools.unpack(packed, tmp_path / "into")
    assert list((tmp_path / "into").iterdir()) == []
    assert not (tmp_path / "beside").exists()


def test_what_was_packed_is_unpacked_for_its_owner_alone(tmp_path):
    (tmp_path / "from" / "deeper").mkdir(parents=True)
    (tmp_path / "from" / "deeper" / "file").write_bytes(b"\0" * 100_000)
    packed = io.BytesIO()
    database_tools.pack(tmp_path / "from", packed)
    packed.seek(0)
    database_tools.unpack(packed, tmp_path / "into")
    file = tmp_path / "into" / "deeper" / "file"
    assert file.read_bytes() == b"\0" * 100_000
    modes = [oct(path.stat().st_mode)[-3:] for path in (file, file.parent, tmp_path / "into")]
    assert modes == ["600", "700", "700"]


def test_a_copy_waits_for_whoever_still_sees_what_was_erased(database, monkeypatch):
    """What an older transaction may read is written anew too, and would stand in the backup."""
    owner = make_conninfo(
        os.environ["STANDING_OWNER_DATABASE_URL"], dbname=conninfo_to_dict(database)["dbname"]
    )
    with psycopg.connect(owner) as old, psycopg.connect(owner, autocommit=True) as server:
        old.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        old.execute("SELECT 1 FROM accounts_user")
        server.execute("CREATE TEMPORARY TABLE another (id int)")  # a transaction since
        monkeypatch.setattr(database_tools, "READERS_SECONDS", 0.3)
        with pytest.raises(CommandError, match="A transaction of long ago goes on"):
            database_tools.rewrite(server)
        monkeypatch.setattr(database_tools, "READERS_SECONDS", 60.0)
        threading.Timer(0.5, old.rollback).start()
        database_tools.rewrite(server)
