"""The two tasks that Celery itself knows."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from claims.jobs import actions


@shared_task(name="jobs.run")
def run(job_id: str) -> None:
    actions.run(UUID(job_id))


@shared_task(name="jobs.resend")
def resend() -> None:
    actions.resend(at=timezone.now())
