"""A backup becomes a site again, in an empty place, without those who were erased since."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management.base import CommandError
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from pyrage import x25519

from portal import embedded
from portal.backups import database, folders, index, keys, manifest, sealed
from portal.backups.manifest import Manifest

MANAGE = settings.BASE_DIR / "manage.py"
CONFIGURATION = """\
listen_addresses = ''
hot_standby = off
log_min_error_statement = panic
log_error_verbosity = terse
restore_command = 'cp "{changes}/%f" "%p"'
"""


@dataclass(frozen=True)
class Place:
    """The empty folder into which a backup is restored."""

    root: Path

    @property
    def environment(self) -> dict[str, str]:
        """Where the site finds its data there, apart from the database."""
        return {
            "STANDING_FILES_DIR": str(self.root / "files"),
            "STANDING_INDEX_DIR": str(self.root / "index"),
            "STANDING_KEYS_URL": (self.root / "keys").as_uri(),
            "STANDING_ERASURES_DIR": str(self.root / "erasures"),
        }


def restore(
    source: Path,
    into: Path,
    *,
    identity: x25519.Identity,
    compare: bool,
    say: Callable[[str], None],
) -> list[str]:
    """Restore a backup into an empty folder, up to the last change that was kept, or with
    `compare` to the moment of the backup, of which every row and file is then compared.

    What was erased after the backup is erased again. Returns what differs, in sentences.

    Raises CommandError where something is missing or damaged; nothing of it is served then.
    """
    its = manifest.read(source)
    tools = database.programs(its.postgresql, "The backup")
    _refuse_unfit(source, its, into)
    place = Place(into.resolve())
    say("Unpacking the database ...")
    sealed.read(
        source / "database.tar.gz.age",
        identity,
        lambda plain: database.unpack(plain, into / "postgres"),
    )
    database.check(tools, into / "postgres")
    _unpack_changes(source, its, into / "changes", identity)
    say("Copying files, index and keys ...")
    folders.copy_new(source.parent / "files", into / "files")
    index.restore(source.parent / "index", into / "index", its.pointers)
    keys.restore(keys.folder(), identity, into / "keys")
    folders.copy(source.parent / "erasures.jsonl", into / "erasures" / "erasures.jsonl")
    say("Replaying the database’s changes ...")
    with served(into, tools, its.point if compare else "") as url:
        differences = _differences(its, place, url) if compare else []
        say("Erasing again what was erased since ...")
        say(_run_site(place, url, "replay_erasures"))
    return differences


def _refuse_unfit(source: Path, its: Manifest, into: Path) -> None:
    if into.exists() and any(into.iterdir()):
        raise CommandError(f"{into} is not empty. Restore into a new folder.")
    note = source.parent / "erasures.jsonl"
    lines = len(note.read_text().splitlines()) if note.exists() else -1
    if lines < its.erasures:
        raise CommandError(
            f"The journal of erasures is missing, or shorter than when the backup was made: {note}."
            " Without it people would come back who were erased. Put its newest copy there."
        )
    if damaged := folders.differences(source, its.own):
        raise CommandError("The backup is damaged. " + " ".join(damaged))
    into.mkdir(parents=True, exist_ok=True, mode=0o700)


def _unpack_changes(source: Path, its: Manifest, target: Path, identity: x25519.Identity) -> None:
    """What changed during and after the backup. The number of a file of changes follows that of
    its timeline, which has eight digits.
    """
    target.mkdir(mode=0o700)
    archive = source.parent / "wal" / its.system
    for path in [*sorted((source / "wal").iterdir()), *sorted(archive.glob("*.age"))]:
        name = path.name.removesuffix(".gz.age").removesuffix(".partial")
        is_needed = name.endswith(".history") or name[8:] >= its.first_change[8:]
        if is_needed and not (target / name).exists():
            sealed.read_to_file(path, identity, target / name)


@contextmanager
def served(into: Path, tools: Path, point: str) -> Iterator[str]:
    """The restored server on a private socket. Yields the owner's address of the database."""
    data = into / "postgres"
    (data / "recovery.signal").touch()
    configuration, access = into / "restore.conf", into / "restore-hba.conf"
    text = CONFIGURATION.format(changes=into.resolve() / "changes")
    if point:
        text += f"recovery_target_name = '{point}'\nrecovery_target_action = promote\n"
    configuration.write_text(text)
    access.write_text("local all all trust\n")
    for folder in (into, data, into / "changes"):
        _give(folder)
    with embedded.socket_folder() as sockets:
        options = {
            "config_file": configuration.resolve(),
            "hba_file": access.resolve(),
            "unix_socket_directories": sockets,
        }
        command = [
            *embedded.unprivileged("INT"),
            str(tools / "postgres"),
            "-D",
            str(data.resolve()),
        ]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        log = into / "restore.log"
        owner = conninfo_to_dict(settings.BACKUP_DATABASE_URL)
        names = conninfo_to_dict(settings.DATABASE_URL)
        url = make_conninfo("", user=owner["user"], dbname=names["dbname"], host=sockets)
        with embedded.running(command, log, signal.SIGINT) as process:
            _wait_for(url, process, log)
            yield url


def _give(folder: Path) -> None:
    """To the user under which the server runs."""
    for root, _folders, names in os.walk(folder):
        for path in [Path(root), *(Path(root, name) for name in names)]:
            embedded.give_to_server_user(path)


def _wait_for(url: str, process: subprocess.Popen, log: Path) -> None:
    """Until every change has been replayed, however long that takes."""
    while process.poll() is None:
        try:
            psycopg.connect(url, connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.2)
        else:
            return
    words = [line for line in log.read_text().splitlines() if "FATAL" in line or "PANIC" in line]
    raise CommandError(f"The restored database did not start: {(words or ['no reason'])[-1]}")


def _differences(its: Manifest, place: Place, url: str) -> list[str]:
    """Row by row and file by file, against what the backup says was there."""
    tables = database.contents(url)
    sentences = []
    for name in sorted(its.tables.keys() | tables.keys()):
        if its.tables.get(name) != tables.get(name):
            sentences.append(f"The table {name} differs.")
    sentences += folders.differences(place.root / "files", its.files)
    sentences += folders.differences(place.root / "index", its.index)
    return sentences


def _run_site(place: Place, url: str, command: str) -> str:
    """Run a command of manage.py over the restored data. Returns what it printed."""
    addresses = {"DATABASE_URL": url, "STANDING_OWNER_DATABASE_URL": url}
    environment = {**os.environ, **place.environment, **addresses}
    answer = subprocess.run(
        [sys.executable, MANAGE, command],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode:
        raise CommandError(f"{command} failed: {answer.stderr.strip().splitlines()[-1]}")
    return answer.stdout.strip()
