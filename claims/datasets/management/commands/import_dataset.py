"""manage.py import_dataset SOURCE FILE [FILE…] --release NAME"""

from __future__ import annotations

import getpass
import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims.datasets import actions, registry
from claims.datasets.build import CannotImport


class Reporting(BaseCommand):
    """A command whose work reports how far it is."""

    def start(self) -> None:
        self.started = self.shown = time.monotonic()

    def show(self, name: str, rows: int, read: int, size: int) -> None:
        """One line that rewrites itself: share, rate, time left."""
        now = time.monotonic()
        if now - self.shown < 0.5 or not read:
            return
        self.shown, elapsed = now, now - self.started
        left = elapsed * (size - read) / read
        text = f"{name}: {100 * read / size:5.1f} %, {rows:,} rows, {rows / elapsed:,.0f} rows/s, {left:,.0f} s left"
        self.stdout.write(f"\r{text:<78}", ending="")
        self.stdout.flush()


class Command(Reporting):
    help = "Read a dataset's published files, build its index and publish it in one step."

    def add_arguments(self, parser):
        parser.add_argument("source", help="one of: " + ", ".join(sorted(registry.sources())))
        parser.add_argument("files", nargs="+", type=Path, help="the dataset's files, plain or bz2")
        parser.add_argument("--release", required=True, help="a name for this release, such as 2016-mf2")

    def handle(self, *args, source, files, release, **options):
        self.start()
        try:
            summary = actions.import_release(
                source, files, release=release, by=f"operator:{getpass.getuser()}", at=timezone.now(), report=self.show
            )
        except CannotImport as error:
            self.stdout.write("")
            raise CommandError(f"{error} Nothing was published.") from error
        self.stdout.write(
            f"\r{source}, release {release}: {summary.rows:,} rows, {summary.photos:,} photos, {summary.owners:,} "
            f"accounts in {summary.seconds:.1f} s; {summary.skipped:,} header or comment lines, "
            f"{summary.rejected.total():,} lines refused."
        )
        for reason, count in summary.rejected.most_common():
            self.stdout.write(f"  refused {count:,}: {reason}")
        if summary.rejects_file:
            self.stdout.write(f"  listed line by line in {summary.rejects_file}")
