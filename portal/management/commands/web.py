"""manage.py web: the application server, behind a proxy."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal import metrics, processes


class Command(BaseCommand):
    help = (
        "Serve the site to a proxy on this machine (deploy/), until stopped. One or more of these."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="an address, not a name")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--threads", type=int, default=16)
        parser.add_argument(
            "--metrics-port",
            type=int,
            default=0,
            help="for Prometheus; 0 for none (portal/metrics.py)",
        )

    def handle(
        self, *args: Any, host: str, port: int, threads: int, metrics_port: int, **options: Any
    ) -> None:
        if metrics_port:
            metrics.serve(host, metrics_port)
        processes.serve(host, port, threads=threads)
