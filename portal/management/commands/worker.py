"""manage.py worker: does the jobs."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal.processes import become, worker


class Command(BaseCommand):
    help = "Do the jobs that pages ask for, until stopped. As many of these as there is work."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--processes", type=int, default=1)

    def handle(self, *args: Any, processes: int, **options: Any) -> None:
        become(worker(processes=processes))
