"""manage.py import_dataset SOURCE FILE [FILE…] --release NAME"""

from __future__ import annotations

import getpass
import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims.datasets import actions, queries, registry
from claims.datasets.build import CannotImport, Summary


class Reporting(BaseCommand):
    """A command whose work reports how far it is."""

    def start(self) -> None:
        self.started = self.shown = time.monotonic()
        self.name = ""

    def show(self, name: str, rows: int, read: int, size: int) -> None:
        """One line that rewrites itself: share, rate and time left of this file."""
        now = time.monotonic()
        if name != self.name:  # another file: its rate is its own
            self.name, self.started = name, now
        if now - self.shown < 0.5 or not read:
            return
        self.shown = now
        elapsed = max(now - self.started, 1e-9)
        left = elapsed * (size - read) / read
        text = (
            f"{name}: {100 * read / size:5.1f} %, {rows:,} rows, {rows / elapsed:,.0f} rows/s, "
            f"{left:,.0f} s left"
        )
        self.stdout.write(f"\r{text:<78}", ending="")
        self.stdout.flush()


class Command(Reporting):
    help = (
        "Read a dataset's published files, build its index and publish it in one step, beside the "
        "releases that are there already. Parts of one dataset add up; a release that takes the "
        "place of another says so (--replace)."
    )

    def add_arguments(self, parser):
        parser.add_argument("source", help="one of: " + ", ".join(sorted(registry.sources())))
        parser.add_argument(
            "files",
            nargs="+",
            type=Path,
            help="the dataset's files: plain, bz2, gz, xz, ZIP of one",
        )
        parser.add_argument(
            "--release", required=True, help="a name for this release, such as 2016-mf2"
        )
        parser.add_argument(
            "--replace",
            action="append",
            default=[],
            metavar="NAME",
            help="a current release whose place it takes",
        )
        parser.add_argument(
            "--title", default="", help="what people read, for a list that is no dataset of its own"
        )
        parser.add_argument(
            "--column",
            default="",
            help="of a mixed list: the column (name, number or JSON key) that holds photo ids",
        )
        parser.add_argument(
            "--through",
            action="append",
            default=[],
            type=Path,
            metavar="FILE",
            help="the list that this one was drawn from, where it names photos by that list's keys",
        )

    def handle(self, *args, source, files, release, **options):
        self.start()
        try:
            summary = actions.import_release(
                source,
                files,
                release=release,
                by=f"operator:{getpass.getuser()}",
                at=timezone.now(),
                report=self.show,
                replaces=tuple(options["replace"]),
                title=options["title"],
                column=options["column"],
                through=tuple(options["through"]),
            )
        except CannotImport as error:
            self.stdout.write("")
            raise CommandError(f"{error} Nothing was published.") from error
        self._tell(summary, options["replace"])

    def _tell(self, summary: Summary, replaces: list[str]) -> None:
        skipped = (
            "lines without a Flickr photo"
            if registry.sources()[summary.dataset].is_mixed
            else "other lines"
        )
        self.stdout.write(
            f"\r{summary.dataset}, release {summary.release}: {summary.rows:,} rows, "
            f"{summary.photos:,} photos, {summary.owners:,} accounts in {summary.seconds:.1f} s."
        )
        self.stdout.write(
            f"  {summary.lines:,} lines read: {summary.indexed:,} indexed, {summary.skipped:,} "
            f"{skipped}, {summary.rejected.total():,} refused."
        )
        for reason, count in summary.rejected.most_common():
            self.stdout.write(f"  refused {count:,}: {reason}")
        if summary.rejects_file:
            self.stdout.write(f"  listed line by line in {summary.rejects_file}")
        for name in replaces:
            self.stdout.write(
                f"  It takes the place of {name}, which no check looks through any more."
            )
        others = [
            release.name for release in queries.held() if release.source.name == summary.dataset
        ]
        if len(others) > 1:
            self.stdout.write(
                f"  A check now looks through {', '.join(others)}. To take one out: manage.py "
                "releases"
            )
        for shortfall in queries.shortfalls(summary.dataset):
            self.stdout.write(f"  INCOMPLETE: {shortfall}")
