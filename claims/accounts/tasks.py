"""What beat runs for accounts."""

from celery import shared_task
from django.core.management import call_command


@shared_task(name="accounts.clear_sessions")
def clear_sessions() -> None:
    """Sessions that have expired may hold what someone checked: they are deleted, not kept."""
    call_command("clearsessions")
