"""manage.py fetch_line LOCATOR FILE"""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from claims.datasets import exhibits


class Command(BaseCommand):
    help = (
        "Print the raw line that a locator names, from your copy of the dataset’s file. The copy is first proved to be "
        "the file that was imported; where the line stands in it goes to standard error. The first line of a large bz2 "
        "file takes as long as unpacking it, the next ones do not."
    )

    def add_arguments(self, parser):
        parser.add_argument("locator", help="as `find` and the documents print it: dataset/release/file#L17")
        parser.add_argument("file", type=Path, help="your copy of that file, plain or bz2 as it was imported")

    def handle(self, *args, locator, file, **options):
        try:
            found = exhibits.fetch_line(locator, file)
        except exhibits.CannotFetch as error:
            raise CommandError(str(error)) from error
        self.stdout.write(found.content.decode("utf-8", "replace"))
        self.stderr.write(
            f"{found.file}, SHA-256 {found.sha256}, line {found.number:,}, "
            f"{len(found.content):,} bytes from byte {found.offset:,}"
        )
