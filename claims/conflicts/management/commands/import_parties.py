"""manage.py import_parties FILE.csv [--dry-run]"""

from __future__ import annotations

import csv
import getpass
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from claims.conflicts.actions import PartyRow, import_parties
from claims.conflicts.models import KnownParty

COLUMNS = ("name", "kind", "aliases")


class Command(BaseCommand):
    help = (
        "Put a CSV file (name, kind, aliases with semicolons between) on the firm's list of "
        f"parties. Kinds: {', '.join(KnownParty.Kind.values)}. One wrong line, and nothing is "
        "imported."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would be done")

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        rows = read(file)
        if dry_run:
            known_names = KnownParty.objects.filter(name__in=[row.name for row in rows])
            new = len(rows) - known_names.count()
            self.stdout.write(f"{len(rows)} parties read, {new} of them new. Nothing was changed.")
            return
        new, changed = import_parties(
            rows,
            by=f"operator:{getpass.getuser()}",
            at=timezone.now(),
        )
        self.stdout.write(f"{len(rows)} parties read: {new} new, {changed} changed.")


def read(file: Path) -> list[PartyRow]:
    """Raises CommandError naming the file, or the lines that cannot be read."""
    lines = csv.DictReader(_text(file).splitlines())
    if tuple(lines.fieldnames or ()) != COLUMNS:
        raise CommandError(f"The first line of {file} must be: {','.join(COLUMNS)}")
    rows = []
    faults: list[str] = []
    for number, line in enumerate(lines, 2):
        problems = [f"line {number}: {problem}" for problem in _faults(line)]
        if problems:
            faults += problems
        else:
            rows.append(_row(line))
    if faults:
        raise CommandError("\n".join(["Nothing was imported.", *faults[:20]]))
    return rows


def _text(file: Path) -> str:
    """Raises CommandError."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{file} cannot be read: {error}") from None


def _row(line: dict[str, str]) -> PartyRow:
    aliases = [alias.strip() for alias in (line["aliases"] or "").split(";")]
    return PartyRow(
        name=line["name"].strip(),
        kind=line["kind"].strip(),
        aliases=tuple(alias for alias in aliases if alias),
    )


def _faults(line: dict[str, Any]) -> Iterator[str]:
    if not (line["name"] or "").strip():
        yield "it has no name"
    if len(line["name"] or "") > 200:
        yield "its name is longer than 200 characters"
    if (line["kind"] or "").strip() not in KnownParty.Kind.values:
        yield f"kind must be one of {', '.join(KnownParty.Kind.values)}"
    if None in line:
        yield "it has more than three columns"
