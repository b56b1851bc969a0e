"""manage.py fetch_line LOCATOR FILE"""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from claims.datasets import exhibits


class Command(BaseCommand):
    help = (
        "Print the raw line or record that a locator names, from your copy of the dataset’s file. "
        "The copy is first proved to be the file that was imported; where the bytes stand in it "
        "goes to standard error. The first line of a large packed file, and a record of a large "
        "JSON file, take as long as reading up to it."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "locator", help="as `find` and the documents print it: dataset/release/file#L17"
        )
        parser.add_argument(
            "file", type=Path, help="your copy of that file, packed or not, as it was imported"
        )

    def handle(self, *args, locator, file, **options):
        try:
            raw = exhibits.fetch_line(locator, file)
        except exhibits.CannotFetch as error:
            raise CommandError(str(error)) from error
        self.stdout.write(raw.content.decode("utf-8", "replace"))
        size = f"{len(raw.content):,} bytes"
        where = (
            f"{size} from byte {raw.offset:,}"
            if raw.offset is not None
            else f"{size}, written anew as UTF-8"
        )
        self.stderr.write(f"{raw.file}, SHA-256 {raw.sha256}, {raw.place}, {where}")
