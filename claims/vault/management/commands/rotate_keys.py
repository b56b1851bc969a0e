"""manage.py rotate_keys: wrap every data key under the first key of STANDING_MASTER_KEYS."""

from django.core.management.base import BaseCommand

from claims.vault import actions


class Command(BaseCommand):
    help = (
        "Wrap every data key under the first key of STANDING_MASTER_KEYS. May be stopped and run "
        "again."
    )

    def handle(self, *args, **options):
        self.stdout.write(
            f"{actions.rotate_keys()} data keys are now under the current master key."
        )
