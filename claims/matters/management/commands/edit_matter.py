"""manage.py edit_matter NAME [--rename …] [--court …] [--theories …] [--datasets …] [--close]"""

from __future__ import annotations

import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from claims.datasets import registry
from claims.law.theory import all_theories
from claims.matters import actions, queries
from claims.matters.management import matter_called
from claims.refusals import Refusal


class Command(BaseCommand):
    help = (
        "Change a matter: what is not named stays. A closed one takes no new claim, and those that "
        "it has go on."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--rename")
        parser.add_argument("--court")
        parser.add_argument("--theories", nargs="+", choices=sorted(all_theories()))
        parser.add_argument("--datasets", nargs="+", choices=sorted(registry.sources()))
        state = parser.add_mutually_exclusive_group()
        state.add_argument("--close", dest="is_open", action="store_const", const=False)
        state.add_argument("--reopen", dest="is_open", action="store_const", const=True)

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        matter = matter_called(name)
        is_open = matter.is_open if options["is_open"] is None else options["is_open"]
        try:
            edited = actions.edit_matter(
                matter,
                name=options["rename"] or matter.name,
                court=options["court"] or matter.court,
                theories=options["theories"] or matter.theories,
                datasets=options["datasets"] or matter.datasets,
                is_open=is_open,
                seen=queries.fingerprint(matter),
                by=f"operator:{getpass.getuser()}",
                at=timezone.now(),
            )
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        state = "open" if edited.is_open else "closed to new claims"
        self.stdout.write(f"“{edited.name}” is saved; it is {state}.")
