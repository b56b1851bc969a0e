"""One row for each piece of work that must happen."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q


class Job(models.Model):
    """Unique by kind and subject: asking twice is asking once."""

    class State(models.TextChoices):
        QUEUED = "queued"
        DONE = "done"
        FAILED = "failed"  # gave up after MAX_ATTEMPTS; staff can start it again

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=80)  # the task's name
    subject = models.UUIDField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=200, blank=True)
    error = models.CharField(max_length=200, blank=True)  # the exception's type, never its text
    is_reported = models.BooleanField(db_default=False, default=False)  # somebody was told
    created_at = models.DateTimeField()
    not_before = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject"], name="job_once_per_kind_and_subject"
            ),
            models.CheckConstraint(
                condition=Q(state="queued", finished_at=None)
                | Q(~Q(state="queued"), finished_at__isnull=False),
                name="job_finished_has_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["not_before"], condition=Q(state="queued"), name="job_waiting"),
            models.Index(
                fields=["is_reported", "-finished_at"],
                condition=Q(state="failed"),
                name="job_gave_up",
            ),
        ]

    @property
    def percent(self) -> int:
        """0 to 100."""
        if self.state == self.State.DONE:
            return 100
        return min(99, 100 * self.done // self.total) if self.total else 0
