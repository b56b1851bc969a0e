"""Make a backup, and delete those that are too old."""

from __future__ import annotations

import contextlib
import fcntl
import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError

from claims.vault import journal
from portal.backups import database, folders, index, keys, manifest, sealed
from portal.backups.manifest import Manifest

FORMAT = 1
ROOM = "backup-under-way-"


def take(*, at: datetime) -> Path:
    """Copy the database, its changes meanwhile, the files, the index, the keys and the journal of
    erasures. Returns the new backup's folder.

    The database first: each row's file and key were there before the row.

    Raises CommandError, and leaves nothing that looks like a backup.
    """
    home = backups_folder()
    sealed.recipient_set()
    keys.folder()
    folder = home / f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    backups = manifest.made(home)
    last = backups[-1][1] if backups else None
    erasures = len(journal.read())
    with _alone(home), database.connect() as server, _room() as room:
        if last is None or last.erasures != erasures:
            database.rewrite(server)
        with database.changes_into(room / "wal", server):
            database.copy(server, room / "database")
            tables = database.point_and_contents(server, folder.name)
        first_change = _seal(room, folder)
        system, major = database.system_of(server), database.major_of(server)
    files = folders.copy_new(settings.FILES_DIR, home / "files")
    releases = index.copy_new(home / "index")
    save_journal()
    keys.save(at)
    manifest.write(
        folder,
        Manifest(
            format=FORMAT,
            at=at.isoformat(),
            system=system,
            postgresql=major,
            point=folder.name,
            first_change=first_change,
            erasures=erasures,
            tables=tables,
            files=folders.describe(home / "files", files, last.files if last else {}),
            index=folders.describe(home / "index", releases, last.index if last else {}),
            pointers=index.pointers(),
            own=manifest.of_own_files(folder),
        ),
    )
    return folder


@contextlib.contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Raises CommandError while another backup is under way."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(home / ".lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandError("Another backup is under way; this one was not begun.") from None
        yield


@contextlib.contextmanager
def _room() -> Iterator[Path]:
    """A folder beside the site's own data, for what is not yet encrypted; gone at the end."""
    for left in Path(settings.VAR_DIR).glob(f"{ROOM}*"):
        database.remove(left)  # of a backup that was killed
    with tempfile.TemporaryDirectory(prefix=ROOM, dir=settings.VAR_DIR) as name:
        yield Path(name)


def _seal(room: Path, folder: Path) -> str:
    """Encrypt what was collected in clear. Returns the name of the first file of changes."""
    sealed.write(
        folder / "database.tar.gz.age", lambda sink: database.pack(room / "database", sink)
    )
    changes = sorted((room / "wal").iterdir())
    for change in changes:
        sealed.write_file(folder / "wal" / f"{change.name}.gz.age", change)
    return changes[0].name


def backups_folder() -> Path:
    if not settings.BACKUPS_DIR:
        raise CommandError("STANDING_BACKUPS_DIR is not set (docs/runbooks/backups.md).")
    return Path(settings.BACKUPS_DIR)


def save_journal() -> None:
    """The newest note of what was erased goes beside the backups, and is older than none."""
    if journal.path().exists():
        folders.copy(journal.path(), backups_folder() / journal.path().name)


def prune(*, at: datetime) -> int:
    """Delete what is older than STANDING_BACKUP_DAYS, of every kind, and what only such backups
    named. Returns how many things.
    """
    home, limit = backups_folder(), at - timedelta(days=settings.BACKUP_DAYS)
    old = [folder for folder, its in manifest.made(home) if its.made_at <= limit]
    old += _older([*keys.folder().glob("*.age"), *_halves(home)], limit)
    # A file of changes may have taken a day to fill.
    old += _older(home.glob("wal/*/*.age"), limit + timedelta(days=1))
    for path in old:
        database.remove(path)
    gone = len(old)
    remaining = [its for _folder, its in manifest.made(home)]
    for name, source in (("files", settings.FILES_DIR), ("index", settings.INDEX_DIR)):
        keep = {str(path.relative_to(source)) for path in Path(source).rglob("*")}
        for its in remaining:
            keep |= getattr(its, name).keys()
        gone += folders.remove_others(home / name, keep)
    return gone


def _older(paths: Iterable[Path], limit: datetime) -> list[Path]:
    return [path for path in paths if datetime.fromtimestamp(path.stat().st_mtime, UTC) <= limit]


def _halves(home: Path) -> list[Path]:
    """Folders of backups that were never finished."""
    return [path for path in home.glob("[0-9]*T[0-9]*Z") if not (path / manifest.NAME).exists()]
