"""Ask for work, run it, send it again."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from celery import current_app
from django.db import connection, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from claims.jobs import registry
from claims.jobs.models import Job

MAX_ATTEMPTS = 10
FIRST_PAUSE = timedelta(seconds=20)  # twice as long after each try: three hours in all
RESEND_AFTER = timedelta(seconds=5)
log = structlog.get_logger("standing.jobs")


def enqueue(kind: str, subject: UUID, *, at: datetime) -> Job:
    """Write down that this must happen; it is sent when the surrounding transaction commits.

    Asked for again, a job that waits or is done stays as it is and one that failed starts anew.

    Raises KeyError when no task has that name.
    """
    registry.find(kind)
    with transaction.atomic():
        job, _ = Job.objects.select_for_update().get_or_create(
            kind=kind, subject=subject, defaults={"created_at": at, "not_before": at}
        )
        if job.state == Job.State.FAILED:
            job.state, job.attempts, job.not_before, job.finished_at = Job.State.QUEUED, 0, at, None
            job.error, job.is_reported = "", False
            job.save()
        if job.state == Job.State.QUEUED:
            transaction.on_commit(lambda: _send(job.pk))
    return job


def _send(job_id: UUID) -> None:
    """Tell a worker.

    A broker that is down is no failure: the row stands and `resend` will tell again.
    """
    try:
        current_app.send_task("jobs.run", args=[str(job_id)], retry=False)
    except (OperationalError, OSError) as error:
        log.warning("broker unreachable", error=type(error).__name__)


@transaction.atomic
def take_unreported(*, but: str) -> dict[str, int]:
    """Mark what gave up and was told to nobody yet as told. Returns how many of each kind.

    `but`: the kind that tells; its own failure is no news that it could bring.
    """
    failed = Job.objects.filter(state=Job.State.FAILED, is_reported=False).exclude(kind=but)
    rows = list(failed.select_for_update(skip_locked=True).values_list("pk", "kind")[:10_000])
    Job.objects.filter(pk__in=[pk for pk, _kind in rows]).update(is_reported=True)
    return Counter(kind for _pk, kind in rows)


def resend(*, at: datetime) -> int:
    """Send again what waits; where a worker is at it already, the lock turns the second away.

    Returns how many.
    """
    waiting = Job.objects.filter(state=Job.State.QUEUED, not_before__lte=at - RESEND_AFTER)
    ids = list(waiting.order_by("not_before").values_list("pk", flat=True)[:500])
    for job_id in ids:
        _send(job_id)
    return len(ids)


def run(job_id: UUID) -> None:
    """Do the work of one job, unless another worker is at it or it is over.

    Whatever the work raises is written to its row; nothing is raised here.
    """
    with _sole_worker(job_id) as alone:
        if not alone:
            return
        job = Job.objects.filter(
            pk=job_id, state=Job.State.QUEUED, not_before__lte=timezone.now()
        ).first()
        if job is None:
            return
        # Counted before the work, so that work which kills its worker is not tried for ever.
        Job.objects.filter(pk=job_id).update(attempts=job.attempts + 1)
        job.attempts += 1
        if job.attempts > MAX_ATTEMPTS:
            _finish(job, Job.State.FAILED, error=job.error or "WorkerDied")
            return
        try:
            registry.find(job.kind)(job.subject, _progress(job))
        except Exception as error:  # whatever it was, the row must say so and be tried again
            _failed(job, error)
        else:
            _finish(job, Job.State.DONE)


def _progress(job: Job) -> registry.Progress:
    def report(done: int, total: int, message: str = "") -> None:
        Job.objects.filter(pk=job.pk).update(done=done, total=total, message=message)

    return report


def _failed(job: Job, error: Exception) -> None:
    name = type(error).__name__
    log.warning(
        "job failed",
        job=str(job.pk),
        kind=job.kind,
        attempts=job.attempts,
        error=name,
        exc_info=error,
    )
    if job.attempts >= MAX_ATTEMPTS:
        _finish(job, Job.State.FAILED, error=name)
    else:
        wait = FIRST_PAUSE * 2 ** (job.attempts - 1)
        Job.objects.filter(pk=job.pk).update(not_before=timezone.now() + wait, error=name)


def _finish(job: Job, state: str, error: str = "") -> None:
    Job.objects.filter(pk=job.pk).update(state=state, error=error, finished_at=timezone.now())


@contextlib.contextmanager
def _sole_worker(job_id: UUID) -> Iterator[bool]:
    """A session-level advisory lock: held by this connection, and gone with it."""
    key = job_id.int >> 64
    key -= 1 << 64 if key >= 1 << 63 else 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        alone = cursor.fetchone()[0]
    try:
        yield alone
    finally:
        if alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
