"""What beat runs: whether the law or the day is another."""

from celery import shared_task
from django.utils import timezone

from claims.matters import actions


@shared_task(name="matters.watch_law")
def watch_law() -> None:
    actions.watch_law(at=timezone.now())
