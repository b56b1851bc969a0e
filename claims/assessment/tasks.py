"""Evaluate a claim once it is sent, and every open claim when the law or the acts change."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from claims.assessment import actions
from claims.assessment.queries import MatterLaw
from claims.intake.models import Claim, StatusMove
from claims.intake.status import CLOSED, Status
from claims.jobs import Progress, task
from claims.jobs.names import JobKind
from claims.matters import actions as matters
from claims.matters.models import LawRun


@task(JobKind.ASSESS_SENT)
def assess_sent(move_id: UUID, progress: Progress) -> None:
    """The claim has been sent: its lines are there when staff open it."""
    claim = StatusMove.objects.select_related("claim__matter").get(pk=move_id).claim
    actions.assess(claim, MatterLaw(claim.matter, timezone.localdate()), at=timezone.now())


@task(JobKind.RERUN_LAW)
def rerun_law(run_id: UUID, progress: Progress) -> None:
    """Hold every open claim of a matter against the law anew.

    Begun again after a fault, it goes over all once more and finds those that are done
    unchanged.
    """
    run = LawRun.objects.select_related("matter").get(pk=run_id)
    matters.begin_run(run, at=timezone.now())
    law = MatterLaw(run.matter, timezone.localdate())
    open_claims = Claim.objects.filter(matter=run.matter).exclude(
        status__in=[*CLOSED, Status.DRAFT]
    )
    total = open_claims.count()
    for number, claim in enumerate(open_claims.order_by("pk").iterator(chunk_size=200)):
        if number % 20 == 0:
            progress(number, total)
        actions.assess(claim, law, run=run, at=timezone.now())
    progress(total, total)
    moved = run.line_moves.values("claim").distinct().count()
    matters.end_run(run, claims=total, moved=moved, at=timezone.now())
