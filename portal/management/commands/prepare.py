"""manage.py prepare: all that the services need, made once after each installation or upgrade."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from claims.correspondence.actions import deletion
from claims.vault import journal
from portal import catalogues, fonts, readiness


class Command(BaseCommand):
    help = (
        "Apply the migrations, collect the static files, cut the typeface and make the catalogues."
        " Run it after each installation and upgrade, before the services start."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError where something is still missing afterwards."""
        fonts.build()
        catalogues.build()
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        if not deletion.journal_is_lost():
            journal.begin()
        if missing := readiness.missing():
            raise CommandError(" ".join(missing))
        self.stdout.write("Ready: the services can start.")
