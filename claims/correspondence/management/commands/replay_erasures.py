"""manage.py replay_erasures: what the journal names is erased again, after a restore."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from claims.correspondence.actions.deletion import replay_journal
from claims.vault import actions as vault


class Command(BaseCommand):
    help = "Erase again what the journal of erasures names, before a restored site is served."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        again = replay_journal(at=now)
        # Nothing else runs on a restored site, so nothing is too young to be swept.
        later = now + 2 * vault.SWEPT_AFTER
        keys, files = vault.sweep_keys(at=later), vault.sweep_files(at=later)
        self.stdout.write(
            f"Erased again: {again}. Swept: {keys} keys and {files} files without a row. "
            f"Keys that are missing: {len(vault.missing_keys())}. "
            f"Files that are missing: {len(vault.missing_files())}."
        )
