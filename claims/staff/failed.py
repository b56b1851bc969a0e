"""Work that gave up: whose matter it concerns, and who is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models

from claims.accounts import queries as accounts
from claims.accounts.models import Membership, User
from claims.accounts.permissions import Permission
from claims.correspondence.models import AgeNotice, ErasureRequest, Invitation, Message, Reminder
from claims.intake.models import StatusMove
from claims.jobs import queries as jobs
from claims.jobs.models import Job
from claims.jobs.names import JobKind
from claims.matters.models import Interest, LawRun, Matter
from claims.staff.models import DeadlineAlert
from claims.submission.models import Submission

# What a job's subject is, where it leads to a claim or a matter; the others concern no matter.
OF_CLAIM: dict[str, type[models.Model]] = {
    JobKind.TELL_MOVE: StatusMove,
    JobKind.TELL_HELD: StatusMove,
    JobKind.TELL_MESSAGE: Message,
    JobKind.TELL_INVITED: Invitation,
    JobKind.TELL_ERASURE: ErasureRequest,
    JobKind.TELL_REMINDER: Reminder,
    JobKind.TELL_OF_AGE: AgeNotice,
    JobKind.ASSESS_SENT: Submission,
    JobKind.BUILD_PACKET: Submission,
    JobKind.DELIVER_RECEIPT: Submission,
    JobKind.TELL_DEADLINE: DeadlineAlert,
}
OF_MATTER: dict[str, type[models.Model]] = {
    JobKind.RERUN_LAW: LawRun,
    JobKind.TELL_INTERESTED: Interest,
}


@dataclass(frozen=True)
class Failure:
    """`reference`: of the claim, "" for none. `matter`: None where it concerns none."""

    job: Job
    reference: str
    matter: UUID | None


def failures(user: User) -> list[Failure]:
    """Of the staff member's matters, newest first; what concerns no matter is for those who work
    on all.
    """
    own = accounts.staff_matters(user)
    rows = _placed(jobs.failed())
    return [row for row in rows if own is None or row.matter in own]


def by_matter(rows: list[Failure]) -> list[tuple[str, list[Failure]]]:
    """(the matter's name or "", its failures), by name; what concerns none comes last."""
    groups = defaultdict(list)
    for row in rows:
        groups[row.matter].append(row)
    names: dict[UUID | None, str] = dict(Matter.objects.values_list("pk", "name"))
    titled = [(names.get(matter, ""), group) for matter, group in groups.items()]
    return sorted(titled, key=lambda pair: (pair[0] == "", pair[0]))


def _placed(failed: list[Job]) -> list[Failure]:
    """In one query for each kind."""
    subjects = defaultdict(list)
    for job in failed:
        subjects[job.kind].append(job.subject)
    places: dict[UUID, tuple[str, UUID]] = {}
    for kind, ids in subjects.items():
        places |= _places(kind, ids)
    return [Failure(job, *places.get(job.subject, ("", None))) for job in failed]


def _places(kind: str, ids: Collection[UUID]) -> dict[UUID, tuple[str, UUID]]:
    """{a job's subject: (the claim's reference, its matter)}"""
    if model := OF_CLAIM.get(kind):
        rows: Any = model._default_manager.filter(pk__in=ids)
        values = rows.values_list("pk", "claim__reference", "claim__matter")
        return {pk: (reference, matter) for pk, reference, matter in values}
    if model := OF_MATTER.get(kind):
        rows = model._default_manager.filter(pk__in=ids)
        return {pk: ("", matter) for pk, matter in rows.values_list("pk", "matter")}
    return {}


def to_be_told() -> list[User]:
    """The administrators; without one, whoever else may start work again."""
    staff = User.objects.filter(is_active=True).order_by("email")
    administrators = staff.filter(memberships__role=Membership.Role.ADMINISTRATOR).distinct()
    if administrators:
        return list(administrators)
    members = staff.filter(memberships__isnull=False).distinct()
    return [user for user in members if accounts.may(user, Permission.JOBS_RESTART)]
