"""manage.py web: the application server, behind a proxy."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal import processes


class Command(BaseCommand):
    help = "Serve the site to a proxy on this machine (deploy/), until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2, help="processes")
        parser.add_argument("--threads", type=int, default=32, help="threads of each process")

    def handle(
        self, *args: Any, host: str, port: int, workers: int, threads: int, **options: Any
    ) -> None:
        processes.become(processes.web(host, port, workers=workers, threads=threads))
