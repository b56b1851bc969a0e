"""Reads of the Job table."""

from __future__ import annotations

from uuid import UUID

from claims.jobs.models import Job


def job_for(kind: str, subject: UUID) -> Job | None:
    return Job.objects.filter(kind=kind, subject=subject).first()


def failed() -> list[Job]:
    """What gave up, newest first; for staff."""
    return list(Job.objects.filter(state=Job.State.FAILED).order_by("-finished_at")[:100])
