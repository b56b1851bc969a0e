"""What a backup says of itself, so that it can be checked and restored without the site."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import cattrs
from django.core.management.base import CommandError

from portal.backups.database import Table
from portal.backups.folders import Copied, describe

NAME = "manifest.json"


@dataclass(frozen=True)
class Manifest:
    """at: ISO 8601, UTC. point: the name of the moment at which tables and files were as listed.
    first_change: the first file of changes that a restore needs. erasures: how many lines the
    journal had.
    """

    format: int
    at: str
    system: str
    postgresql: int
    point: str
    first_change: str
    erasures: int
    tables: dict[str, Table]
    files: dict[str, Copied]
    index: dict[str, Copied]
    pointers: dict[str, str]  # which releases of the index counted
    own: dict[str, Copied]  # the backup's own encrypted files

    @property
    def made_at(self) -> datetime:
        return datetime.fromisoformat(self.at)


def write(folder: Path, manifest: Manifest) -> None:
    aside = folder / f".{NAME}.part"
    aside.write_text(json.dumps(asdict(manifest), indent=1))
    aside.replace(folder / NAME)


def read(folder: Path) -> Manifest:
    """Raises CommandError for a folder that holds no whole backup."""
    try:
        values = json.loads((folder / NAME).read_text())
        return cattrs.structure(values, Manifest)
    except (OSError, ValueError, cattrs.BaseValidationError) as error:
        raise CommandError(f"{folder} holds no whole backup: {error}") from error


def made(backups: Path) -> list[tuple[Path, Manifest]]:
    """The whole backups, oldest first."""
    return [(path.parent, read(path.parent)) for path in sorted(backups.glob(f"*/{NAME}"))]


def of_own_files(folder: Path) -> dict[str, Copied]:
    names = [str(path.relative_to(folder)) for path in sorted(folder.rglob("*.age"))]
    return describe(folder, names, {})
