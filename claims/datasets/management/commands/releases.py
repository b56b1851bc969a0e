"""manage.py releases [--retire DATASET/NAME]"""

from __future__ import annotations

import getpass

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims.datasets import actions, queries
from claims.datasets.build import CannotImport


class Command(BaseCommand):
    help = (
        "List every release that was published: those that a check looks through, and earlier ones "
        "with their dates."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--retire",
            metavar="DATASET/NAME",
            help="take a release out of what a check looks through; its files stay",
        )

    def handle(self, *args, retire, **options):
        if retire:
            dataset, _, name = retire.partition("/")
            try:
                actions.retire(dataset, name, by=f"operator:{getpass.getuser()}", at=timezone.now())
            except CannotImport as error:
                raise CommandError(
                    f"{error} Give one of those listed by manage.py releases."
                ) from error
        for row in queries.releases():
            until = f", until {row.retired_at:%Y-%m-%d}" if row.retired_at else ""
            replaced = f", replaced by {row.replaced_by}" if row.replaced_by else ""
            state = "retired" if row.retired_at else "current"
            self.stdout.write(
                f"{row.dataset}/{row.name}: {state}, {row.rows:,} rows, {row.photos:,} photos, "
                f"since {row.published_at:%Y-%m-%d}{until}{replaced}"
            )
        for shortfall in queries.shortfalls():
            self.stdout.write(f"INCOMPLETE: {shortfall}")
