"""A child turns 18: the parent is told 60 days before and on the day, and so is the child, once the
parent has said where to write to.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from claims.audit import actions as audit
from claims.correspondence import queries
from claims.correspondence.models import AgeNotice
from claims.intake.models import Subject
from claims.jobs import actions as jobs
from claims.jobs.names import JobKind

Step = AgeNotice.Step


def tell_of_age(*, at: datetime) -> int:
    """Ask for the e-mails that are due. Returns how many.

    Run twice, each is sent once.
    """
    count = 0
    for subject, turning in queries.children():
        if step := _due(turning.first, timezone.localdate(at)):
            count += _tell(subject, step, at)
    return count


def _due(first: date, today: date) -> str:
    """`first`: the first day on which they may be 18."""
    if today >= first:
        return Step.DAY
    return Step.AHEAD if today >= first - queries.AHEAD else ""


def _tell(subject: Subject, step: str, at: datetime) -> bool:
    try:
        with transaction.atomic():
            row = AgeNotice.objects.create(claim=subject.claim, subject=subject, step=step, at=at)
            audit.record("claim.child_of_age", by="system", at=at, subject=subject.claim, step=step)
            jobs.enqueue(JobKind.TELL_OF_AGE, row.pk, at=at)
    except IntegrityError:  # told already
        return False
    return True
