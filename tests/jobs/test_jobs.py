"""Work that must happen, happens: once, whoever dies meanwhile."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from claims.jobs import actions, registry
from claims.jobs.models import Job
from claims.jobs.queries import job_for

pytestmark = pytest.mark.django_db
CALLS: list[uuid.UUID] = []


@registry.task("tests.note")
def note(subject, progress):
    CALLS.append(subject)
    progress(1, 4, "one of four")


@registry.task("tests.fail")
def fail(subject, progress):
    raise RuntimeError("the reason, which may hold private words")


@pytest.fixture(autouse=True)
def _empty():
    CALLS.clear()


def queued(kind) -> Job:
    return actions.enqueue(kind, uuid.uuid4(), at=timezone.now() - timedelta(minutes=1))


def test_asking_twice_is_asking_once(at):
    subject = uuid.uuid4()
    first, second = (actions.enqueue("tests.note", subject, at=at) for _ in range(2))
    assert first.pk == second.pk
    assert Job.objects.count() == 1


def test_an_unknown_task_is_refused_and_nothing_is_written(at):
    with pytest.raises(KeyError):
        actions.enqueue("tests.nonesuch", uuid.uuid4(), at=at)
    assert not Job.objects.exists()


def test_a_job_is_done_once_however_often_it_is_sent():
    job = queued("tests.note")
    for _ in range(3):
        actions.run(job.pk)
    assert [job.subject] == CALLS
    done = job_for("tests.note", job.subject)
    assert (done.state, done.percent, done.message, done.attempts) == (
        "done",
        100,
        "one of four",
        1,
    )


def test_a_failure_is_tried_again_after_growing_pauses_and_given_up_after_three_hours():
    job = queued("tests.fail")
    pauses = []
    for attempt in range(1, 11):
        began = timezone.now()
        actions.run(job.pk)
        job.refresh_from_db()
        assert job.attempts == attempt
        if attempt < 10:
            assert job.state == "queued"
            pauses.append(round((job.not_before - began).total_seconds() / 20))
            Job.objects.update(not_before=timezone.now())
    assert pauses == [1, 2, 4, 8, 16, 32, 64, 128, 256]
    assert (job.state, job.error) == ("failed", "RuntimeError")


def test_no_words_of_an_error_are_kept():
    job = queued("tests.fail")
    actions.run(job.pk)
    assert "private" not in str(Job.objects.values().get())


def test_what_another_worker_is_at_is_left_alone():
    """The other worker is another database connection that holds the job's advisory lock."""
    job = queued("tests.note")
    other = connection.copy("default")
    key = job.pk.int >> 64
    key -= 1 << 64 if key >= 1 << 63 else 0
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [key])
        actions.run(job.pk)
        assert CALLS == []
        with (
            other.cursor() as cursor
        ):  # closing the connection would let go of it too, but some time later
            cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
    finally:
        other.close()
    actions.run(job.pk)
    assert [job.subject] == CALLS


def test_resend_sends_what_waits_and_nothing_else():
    waiting, done = queued("tests.note"), queued("tests.note")
    Job.objects.filter(pk=done.pk).update(state="done", finished_at=timezone.now())
    later = queued("tests.note")
    Job.objects.filter(pk=later.pk).update(not_before=timezone.now() + timedelta(hours=1))
    assert actions.resend(at=timezone.now()) == 1
    assert Job.objects.get(pk=waiting.pk).state == "queued"
