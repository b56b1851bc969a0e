"""manage.py beat: what must happen again and again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from portal import processes


class Command(BaseCommand):
    help = "Hand out what happens every so often, until stopped. One of these, never two."

    def handle(self, *args: Any, **options: Any) -> None:
        processes.become(processes.beat())
