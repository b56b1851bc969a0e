"""A copy of the whole database server, made and checked by PostgreSQL's own programs."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tarfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import psycopg
from django.conf import settings
from django.core.management.base import CommandError
from psycopg import sql

from portal import database_roles, embedded

LOCK_TRIES = 50
WAIT_SECONDS = 60.0
Connection = psycopg.Connection


READERS_SECONDS = 120.0
OLDER_READERS = """
    SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
      AND backend_xmin IS NOT NULL AND age(backend_xmin) > age(%s::xid)
"""


@dataclass(frozen=True)
class Table:
    """What a table held: how many rows, and the SHA-256 of all of them in the order of the key."""

    rows: int
    sha256: str


def connect() -> Connection:
    """Raises CommandError where no role for backups is set, or it may not come in."""
    if not settings.BACKUP_DATABASE_URL:
        raise CommandError(
            "STANDING_BACKUP_DATABASE_URL is not set: backups are made under a role that may copy "
            "the database (docs/runbooks/backups.md)."
        )
    try:
        return psycopg.connect(settings.BACKUP_DATABASE_URL, autocommit=True)
    except psycopg.OperationalError as error:
        raise CommandError(f"The database does not answer: {error}") from error


def major_of(server: Connection) -> int:
    return server.info.server_version // 10_000


def system_of(server: Connection) -> str:
    """The number that initdb gave this cluster: two of them never share an archive."""
    return str(_value(server, "SELECT system_identifier FROM pg_control_system()"))


def programs(major: int, whose: str = "The database") -> Path:
    """The folder of PostgreSQL's programs of this major release.

    Raises CommandError where this machine has none.
    """
    folders = [Path(f"/usr/lib/postgresql/{major}/bin"), *embedded.folders_of_programs()]
    for folder in folders:
        program = folder / "pg_basebackup"
        if program.exists():
            answer = subprocess.run([program, "--version"], capture_output=True, text=True)
            if answer.stdout.split()[-1].split(".")[0] == str(major):
                return folder
    raise CommandError(
        f"{whose} is of PostgreSQL {major}, and this machine has no programs of that major "
        f"release. Install them: apt-get install postgresql-{major}"
    )


def run(command: list[str | Path]) -> None:
    """Raises CommandError with the program's own last words."""
    answer = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if answer.returncode:
        words = answer.stderr.strip().splitlines() or ["no reason given"]
        raise CommandError(f"{Path(command[0]).name} failed: {words[-1]}")


def copy(server: Connection, folder: Path) -> None:
    """Copy the server's files into a new folder, and check them against the server's own list."""
    tools = programs(major_of(server))
    address = ["--dbname", settings.BACKUP_DATABASE_URL]
    options = ["--checkpoint=fast", "--wal-method=stream", "--no-password"]
    run([tools / "pg_basebackup", *address, *options, "--pgdata", folder])
    check(tools, folder)


def check(tools: Path, folder: Path) -> None:
    """Every file is as it was copied. Raises CommandError."""
    run([tools / "pg_verifybackup", "--quiet", folder])


def pack(folder: Path, sink: BinaryIO) -> None:
    with tarfile.open(fileobj=sink, mode="w|") as tar:
        tar.add(folder, arcname=".")


def unpack(source: BinaryIO, folder: Path) -> None:
    """Files and folders below `folder`, and nothing else.

    Debian 12 has Python 3.11.2, whose tarfile knows no filter yet. Raises CommandError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tarfile.open(fileobj=source, mode="r|") as tar:
        for member in tar:
            place = (folder / member.name).resolve()
            is_plain = member.isreg() or member.isdir()
            if not is_plain or not place.is_relative_to(folder.resolve()):
                raise CommandError(
                    f"The backup holds {member.name}, which is no file of a database."
                )
            if member.isdir():
                place.mkdir(mode=0o700, exist_ok=True)
            else:
                _write(tar, member, place)
    folder.chmod(0o700)


def _write(tar: tarfile.TarFile, member: tarfile.TarInfo, place: Path) -> None:
    source = tar.extractfile(member)
    assert source is not None  # it is a regular file
    with source, place.open("wb") as out:
        os.fchmod(out.fileno(), 0o600)
        shutil.copyfileobj(source, out)


@contextmanager
def changes_into(folder: Path, server: Connection) -> Iterator[None]:
    """Collect the server's changes in files of 16 MB (WAL), from now until the block's end.

    At that end everything committed before is in them.
    """
    folder.mkdir(parents=True, mode=0o700)
    program = programs(major_of(server)) / "pg_receivewal"
    # What is older than the backup stays out of it, even where little was written for days.
    server.execute("SELECT pg_switch_wal()")
    slot = f"standing_backup_{_value(server, 'SELECT current_database()')}"
    _drop_slot(server, slot)  # of a backup that was killed
    server.execute("SELECT pg_create_physical_replication_slot(%s, true)", [slot])
    address = ["--dbname", settings.BACKUP_DATABASE_URL, "--no-password"]
    receiver = subprocess.Popen(
        [program, *address, "--slot", slot, "--directory", folder, "--no-loop"],
        stdin=subprocess.DEVNULL,
    )
    try:
        yield
        name = _value(server, "SELECT pg_walfile_name(pg_switch_wal())")
        _wait((folder / str(name)).exists, receiver)
    finally:
        receiver.terminate()
        receiver.wait()
        _drop_slot(server, slot)
    for unfinished in folder.glob("*.partial"):
        unfinished.unlink()


def _drop_slot(server: Connection, slot: str) -> None:
    """The server learns a little later that nobody uses it any more."""
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        server.execute(
            "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots"
            " WHERE slot_name = %s AND NOT active",
            [slot],
        )
        text = "SELECT 1 FROM pg_replication_slots WHERE slot_name = %s"
        if server.execute(text, [slot]).fetchone() is None:
            return
        time.sleep(0.1)
    raise CommandError(f"Somebody else uses the replication slot {slot}.")


def _wait(ready, receiver: subprocess.Popen) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while not ready():
        if receiver.poll() is not None or time.monotonic() > deadline:
            raise CommandError(
                "pg_receivewal does not receive the database’s changes. May the role of "
                "STANDING_BACKUP_DATABASE_URL replicate (docs/runbooks/backups.md)?"
            )
        time.sleep(0.05)


def point_and_contents(server: Connection, point: str) -> dict[str, Table]:
    """Mark a point to which a copy can be restored, and say what each table held at it.

    All tables are locked against writing for the instant in which the point is set. Whoever waits
    for us waits less than PostgreSQL's deadlock_timeout, so nobody's work is cancelled.
    """
    names = _tables(server)
    if not names:
        raise CommandError("The database has no tables yet. Run first: manage.py prepare")
    listed = sql.SQL(", ").join(map(sql.Identifier, names))
    with psycopg.connect(settings.BACKUP_DATABASE_URL) as other:
        other.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        for attempt in range(LOCK_TRIES):
            try:
                other.execute("SET LOCAL lock_timeout = '300ms'")
                other.execute(sql.SQL("LOCK TABLE {} IN SHARE MODE").format(listed))
                break
            except psycopg.errors.LockNotAvailable:
                other.rollback()
                time.sleep(0.2 * attempt)
        else:
            raise CommandError("The tables are never at rest: make the backup at a quieter hour.")
        other.execute("SELECT pg_create_restore_point(%s)", [point])
        snapshot = str(_value(other, "SELECT pg_export_snapshot()"))
        server.autocommit = False
        server.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        server.execute(sql.SQL("SET TRANSACTION SNAPSHOT {}").format(sql.Literal(snapshot)))
        other.rollback()  # everybody may write again
    tables = {name: _contents(server, name) for name in names}
    server.rollback()
    server.isolation_level, server.autocommit = None, True
    return tables


def contents(url: str) -> dict[str, Table]:
    """What each table of a database holds."""
    with psycopg.connect(url) as server:
        return {name: _contents(server, name) for name in _tables(server)}


def _tables(server: Connection) -> list[str]:
    rows = server.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
    )
    return [name for (name,) in rows]


def _contents(server: Connection, table: str) -> Table:
    keys = server.execute(
        "SELECT attname FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum ="
        " ANY(indkey) WHERE indrelid = %s::regclass AND indisprimary ORDER BY attnum",
        [table],
    ).fetchall()
    order = sql.SQL(", ").join(sql.Identifier(name) for (name,) in keys)
    text = sql.SQL("COPY (SELECT * FROM {} ORDER BY {}) TO STDOUT")
    digest, rows = hashlib.sha256(), 0
    with server.cursor().copy(text.format(sql.Identifier(table), order)) as stream:
        for block in stream:
            digest.update(block)
            rows += bytes(block).count(b"\n")
    return Table(rows, digest.hexdigest())


def rewrite(server: Connection) -> None:
    """Write anew each table that may hold personal data, and the planner's notes on them:
    PostgreSQL leaves the bytes of a deleted row where they were until something else needs the
    room, and a copy would take them along.

    Each table is locked while it is written. Raises CommandError for one that is always in use,
    and where a transaction of long ago goes on: what it may still read would be written too.
    """
    server.execute("SET lock_timeout = '20s'")
    _wait_for_older_readers(server)
    for table in [*_tables(server), "pg_statistic"]:
        if table not in database_roles.APPEND_ONLY:
            _write_anew(server, table)


def _wait_for_older_readers(server: Connection) -> None:
    """Until nobody has a view of the database from before now, autovacuum included. The role sees
    those of others as a member of pg_read_all_stats (deploy/database.sh).
    """
    now = _value(server, "SELECT pg_current_xact_id()::xid::text")
    deadline = time.monotonic() + READERS_SECONDS
    while server.execute(OLDER_READERS, [now]).fetchone():
        if time.monotonic() > deadline:
            raise CommandError(
                "A transaction of long ago goes on, and what was erased since would be copied. "
                "Look for it in pg_stat_activity (backend_xmin), end it, and make the backup again."
            )
        time.sleep(0.2)


def _write_anew(server: Connection, table: str) -> None:
    """VACUUM FULL, so that no deleted row is left in the file. Raises CommandError."""
    options = "FULL" if table == "pg_statistic" else "FULL, ANALYZE"
    text = sql.SQL("VACUUM ({}) {}").format(sql.SQL(options), sql.Identifier(table))
    try:
        server.execute(text)
    except psycopg.errors.LockNotAvailable:
        raise CommandError(
            f"The table {table} is always in use: make the backup at a quieter hour."
        ) from None


def remove(path: Path) -> None:
    """Delete a folder with all in it, or a file."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _value(server: Connection, text: str) -> object:
    row = server.execute(text).fetchone()
    if row is None:
        raise CommandError(f"The database gave no answer to {text}.")
    return row[0]
