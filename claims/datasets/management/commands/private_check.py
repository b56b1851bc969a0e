"""manage.py private_check"""

from __future__ import annotations

from claims.datasets import actions
from claims.datasets.management.commands import import_dataset


class Command(import_dataset.Reporting):
    help = (
        "Make the private check of every current release that lacks it (an import makes it too, if "
        "it is not stopped)."
    )

    def handle(self, *args, **options):
        self.start()
        names = actions.make_private_checks(report=self.show)
        self.stdout.write(
            "\r" + (f"Made for {', '.join(names)}." if names else "Every current release has it.")
        )
