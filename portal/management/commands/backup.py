"""manage.py backup: one backup of everything, encrypted; old ones go."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.backups import take


class Command(BaseCommand):
    help = (
        "Copy the database, the files, the index and, apart from them, the keys; delete backups "
        "older than STANDING_BACKUP_DAYS."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        gone = take.prune(at=now)
        folder = take.take(at=now)
        self.stdout.write(f"{folder} is whole. {gone} things too old were deleted.")
