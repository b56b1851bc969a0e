"""manage.py rerun_law: after a change of the law's text, without waiting for the hour."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from claims.matters import actions


class Command(BaseCommand):
    help = (
        "Hold open claims against the law anew, in every matter whose law has changed since the "
        "last time."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        actions.watch_law(at=timezone.now())
