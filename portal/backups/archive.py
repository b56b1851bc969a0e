"""Between two backups: what changes is copied within a minute, so that little is ever lost.

PostgreSQL's own pg_receivewal asks the server for its changes, in files of 16 MB, by way of a
replication slot: the server keeps what was not yet fetched. Each file is then encrypted and moved
into the archive.
"""

from __future__ import annotations

import contextlib
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from portal.backups import database, folders, keys, sealed, take

SLOT = "standing_archive"
PAUSE = 10.0  # seconds
PARTLY = timedelta(minutes=1)  # how often a file of changes is copied that is not full yet
Connection = database.Connection


def run(is_over: Callable[[], bool]) -> None:
    """Archive until `is_over`. Raises CommandError when the server ends the connection."""
    with database.connect() as server:
        target = take.backups_folder() / "wal" / database.system_of(server)
        room = Path(settings.VAR_DIR) / "changes"
        room.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _receiver(server, room) as receiver:
            copied = timezone.now() - PARTLY
            while not is_over():
                move_full(room, target)
                now = timezone.now()
                if now - copied >= PARTLY:
                    copy_rest(room, target, since=copied, at=now)
                    copied = now
                if receiver.poll() is not None:
                    raise CommandError("pg_receivewal has ended; whoever watches starts it again.")
                time.sleep(PAUSE)


@contextlib.contextmanager
def _receiver(server: Connection, room: Path) -> Iterator[subprocess.Popen[bytes]]:
    program = database.programs(database.major_of(server)) / "pg_receivewal"
    address = ["--dbname", settings.BACKUP_DATABASE_URL, "--no-password"]
    database.run([program, *address, "--slot", SLOT, "--create-slot", "--if-not-exists"])
    receiver = subprocess.Popen(
        [program, *address, "--slot", SLOT, "--directory", room, "--no-loop"],
        stdin=subprocess.DEVNULL,
    )
    try:
        yield receiver
    finally:
        receiver.terminate()
        receiver.wait()


def move_full(room: Path, target: Path) -> None:
    """Every file of changes that is full goes into the archive."""
    for path in sorted(room.iterdir()):
        if path.suffix != ".partial":
            sealed.write_file(target / f"{path.name}.gz.age", path)
            (target / f"{path.name}.partial.gz.age").unlink(missing_ok=True)
            path.unlink()


def copy_rest(room: Path, target: Path, *, since: datetime, at: datetime) -> None:
    """The file of changes that is being filled, and new files, keys and erasures."""
    for path in room.glob("*.partial"):
        sealed.write_file(target / f"{path.name}.gz.age", path)
    folders.copy_new(settings.FILES_DIR, take.backups_folder() / "files")
    take.save_journal()
    keys.save(at, since=since)
