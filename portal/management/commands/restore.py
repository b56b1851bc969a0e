"""manage.py restore: a backup becomes a site again, in an empty folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.backups import manifest, sealed
from portal.backups.restore import restore
from portal.backups.take import backups_folder


class Command(BaseCommand):
    help = (
        "Restore a backup into an empty folder, and erase again what was erased since. With "
        "--compare to the moment of the backup, compared row by row and file by file."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("backup", nargs="?", help="its folder; the newest, if left out")
        parser.add_argument("--into", required=True, type=Path, help="a new folder")
        parser.add_argument("--identity", required=True, type=Path, help="what opens the backups")
        parser.add_argument("--compare", action="store_true")

    def handle(
        self,
        *args: Any,
        backup: str | None,
        into: Path,
        identity: Path,
        compare: bool,
        **options: Any,
    ) -> None:
        source = Path(backup) if backup else _newest()
        differences = restore(
            source,
            into,
            identity=sealed.identity_of(identity),
            compare=compare,
            say=self.stdout.write,
        )
        if differences:
            raise CommandError(" ".join(differences))
        if compare:
            self.stdout.write("Every row and every file is as it was in the backup.")
        self.stdout.write(
            f"{into} is ready: the database’s files in postgres/, then files/, index/, keys/ and "
            "erasures/ (docs/runbooks/backups.md)."
        )


def _newest() -> Path:
    backups = manifest.made(backups_folder())
    if not backups:
        raise CommandError(f"No backup lies in {backups_folder()}.")
    return backups[-1][0]
