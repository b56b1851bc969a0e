"""manage.py doctor: what is missing, wrong or weak, and what to do. Exit 1 where anything is."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal import doctor


class Command(BaseCommand):
    help = "Look this installation over and say in words what is missing, wrong or weak."
    requires_system_checks: list[str] = []  # what they would stop at is said below

    def handle(self, *args: Any, **options: Any) -> None:
        sentences = doctor.findings()
        for sentence in sentences:
            self.stdout.write(f"- {sentence}")
        if sentences:
            raise CommandError(f"{len(sentences)} things to look at.")
        self.stdout.write(f"All {len(doctor.CHECKS)} checks are good.")
