"""manage.py import_hashes NAME FILE"""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from claims.datasets import pictures


class Command(BaseCommand):
    help = (
        "Keep a list of PDQ hashes for the picture check: a line each, 64 hexadecimal digits, "
        "quality, label."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "name",
            help="what the list is called on the page; an earlier one of that name is replaced",
        )
        parser.add_argument("file", type=Path)

    def handle(self, *args, name, file, **options):
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        try:
            count, refused = pictures.import_hashes(name, file)
        except pictures.CannotImport as error:
            raise CommandError(f"{error} Nothing was imported.") from error
        self.stdout.write(f"{name}: {count:,} hashes, {refused.total():,} lines refused.")
        for reason, lines in refused.items():
            self.stdout.write(f"  refused {lines:,}: {reason}")
