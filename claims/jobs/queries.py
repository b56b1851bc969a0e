"""Reads of the Job table."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Min

from claims.jobs.models import Job


def job_for(kind: str, subject: UUID) -> Job | None:
    return Job.objects.filter(kind=kind, subject=subject).first()


def jobs_for(kind: str, subjects: Collection[UUID]) -> dict[UUID, Job]:
    """The jobs of one kind by their subjects, in one query."""
    rows = Job.objects.filter(kind=kind, subject__in=subjects)
    return {job.subject: job for job in rows}


def failed() -> list[Job]:
    """What gave up, newest first; for staff."""
    return list(Job.objects.filter(state=Job.State.FAILED).order_by("-finished_at")[:100])


def waiting_since() -> datetime | None:
    """When the job that waits longest was asked for; None where none waits."""
    waiting = Job.objects.filter(state=Job.State.QUEUED)
    return waiting.aggregate(first=Min("created_at"))["first"]


def unfinished() -> list[tuple[str, str, int]]:
    """(kind, state, how many) of what waits or gave up."""
    rows = Job.objects.exclude(state=Job.State.DONE).values_list("kind", "state")
    return list(rows.annotate(count=Count("pk")).order_by("kind", "state"))
