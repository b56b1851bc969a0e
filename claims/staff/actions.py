"""What staff do with a claim beside moving it, with work that failed, and how they are told of days
that come.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from claims.accounts import actions as accounts
from claims.accounts.models import Membership, User
from claims.accounts.queries import staff_matters
from claims.audit import actions as audit
from claims.intake.models import Claim
from claims.jobs import actions as jobs
from claims.jobs.models import Job
from claims.jobs.names import JobKind
from claims.refusals import Refusal
from claims.staff import queries
from claims.staff.models import DeadlineAlert, FailureReport, Note


def open_claim(claim: Claim, *, by: User, at: datetime) -> None:
    """Reading a claim is an event."""
    audit.record("claim.opened", by=by, at=at, subject=claim)


@transaction.atomic
def assign(claim: Claim, to: User | None, *, by: User | str, at: datetime) -> None:
    """Give the claim to someone, or put it back for anybody to take (`to` is None)."""
    Claim.objects.filter(pk=claim.pk).update(assignee=to)
    claim.assignee = to
    if to is None:
        audit.record("claim.put_back", by=by, at=at, subject=claim)
        return
    verb = "claim.taken" if to == by else "claim.assigned"
    audit.record(verb, by=by, at=at, subject=claim, to=str(to.pk))


@transaction.atomic
def give_desk(
    email: str, name: str, role: str, matter: UUID | None, *, by: User | str, at: datetime
) -> User:
    """A role in one matter or in all, for somebody who has an account of the firm's or gets one.

    Raises Refusal for the account of a claimant.
    """
    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        user = accounts.create_user(email=email, name=name, at=at)
    if user.memberships.filter(role=Membership.Role.CLAIMANT).exists():
        raise Refusal(
            _("%(email)s is the account of a claimant. Staff need an account of their own.")
            % {"email": email}
        )
    accounts.grant(user, role, by=by, at=at, matter=matter)
    return user


@transaction.atomic
def take_desk(membership: Membership, *, by: User | str, at: datetime) -> int:
    """Take a role back, and put the claims for anybody to take that the person may no longer see.
    Returns how many.

    Raises Refusal for one's own role, and for the last administrator.
    """
    if by == membership.user:
        raise Refusal(_("This is your own role. Another administrator takes it back."))
    accounts.revoke(membership, by=by, at=at)
    claims = Claim.objects.filter(assignee=membership.user)
    places = staff_matters(membership.user)
    if places is not None:
        claims = claims.exclude(matter__in=places)
    for claim in claims:
        assign(claim, None, by=by, at=at)
    return len(claims)


@transaction.atomic
def restart_job(job: Job, *, by: User, at: datetime) -> None:
    """Start work that gave up anew; work that did not is left as it is."""
    jobs.enqueue(job.kind, job.subject, at=at)
    audit.record("job.restarted", by=by, at=at, subject=job, kind=job.kind)


@transaction.atomic
def write_note(claim: Claim, text: str, *, by: User, at: datetime) -> Note:
    note = Note.objects.create(claim=claim, text=text, written_by=by, written_at=at)
    audit.record("note.written", by=by, at=at, subject=claim)
    return note


@transaction.atomic
def report_failures(*, at: datetime) -> FailureReport | None:
    """Have somebody told of the work that gave up since the last report."""
    counts = jobs.take_unreported(but=JobKind.TELL_FAILED)
    if not counts:
        return None
    report = FailureReport.objects.create(counts=counts, made_at=at)
    jobs.enqueue(JobKind.TELL_FAILED, report.pk, at=at)
    return report


def raise_alerts(*, at: datetime) -> int:
    """Tell the firm of each day of a claim's docket that has come within 180, 90 or 30 days, once
    each; and once of a claim whose dates are rough or missing. Returns how many.
    """
    raised = 0
    for claim, day, days in queries.to_alert(on=at.date()):
        with transaction.atomic():
            values = {"claim": claim, "day": day, "days": days}
            alert, created = DeadlineAlert.objects.get_or_create(
                **values, defaults={"raised_at": at}
            )
            if created:
                audit.record("claim.deadline_near", by="system", at=at, subject=claim, days=days)
                jobs.enqueue(JobKind.TELL_DEADLINE, alert.pk, at=at)
                raised += 1
    return raised
