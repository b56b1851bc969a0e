"""manage.py archive: a service that copies what changes between two backups."""

from __future__ import annotations

import signal
from typing import Any

from django.core.management.base import BaseCommand

from portal.backups import archive


class Command(BaseCommand):
    help = "Copy what changes between two backups, until stopped. One of these, never two."

    def handle(self, *args: Any, **options: Any) -> None:
        stops: list[int] = []
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, lambda number, _frame: stops.append(number))
        archive.run(lambda: bool(stops))
