"""manage.py open_matter NAME --court … --forum … --theories … --datasets …"""

from __future__ import annotations

import getpass

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError
from django.utils import timezone

from claims.datasets import registry
from claims.law.forums import FORUMS
from claims.law.theory import all_theories
from claims.matters import actions


class Command(BaseCommand):
    help = (
        "Open a matter. New claims go to the oldest open one. Its theories are drafts until an "
        "attorney signs them."
    )

    def add_arguments(self, parser):
        parser.add_argument("name", help="as staff and claimants read it")
        parser.add_argument("--court", required=True, help="as the captions of documents name it")
        parser.add_argument(
            "--forum", required=True, choices=sorted(FORUMS), help="decides the declaration's words"
        )
        parser.add_argument(
            "--theories", nargs="+", required=True, choices=sorted(all_theories()), metavar="THEORY"
        )
        parser.add_argument(
            "--datasets",
            nargs="+",
            required=True,
            choices=sorted(registry.sources()),
            metavar="DATASET",
        )

    def handle(self, *args, name, court, forum, theories, datasets, **options):
        try:
            actions.open_matter(
                name=name,
                court=court,
                forum=forum,
                theories=theories,
                datasets=datasets,
                by=f"operator:{getpass.getuser()}",
                at=timezone.now(),
            )
        except IntegrityError:
            raise CommandError(
                f"There is a matter called “{name}” already. Choose another name."
            ) from None
        self.stdout.write(f"Opened “{name}”. An attorney signs its theories off at /staff/law/.")
