"""What beat runs for the vault."""

from celery import shared_task
from django.utils import timezone

from claims.vault import actions


@shared_task(name="vault.sweep")
def sweep() -> None:
    """Keys and files that a killed process left behind."""
    actions.sweep_keys(at=timezone.now())
    actions.sweep_files(at=timezone.now())
