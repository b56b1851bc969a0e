"""The firm is told of days that come, and of work that gave up."""

from __future__ import annotations

from uuid import UUID

from celery import shared_task
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.accounts import queries as accounts
from claims.accounts.letterhead import text_of
from claims.accounts.mail import as_read_by, send
from claims.accounts.permissions import Permission
from claims.intake.models import Claim
from claims.jobs import Progress, task
from claims.jobs.names import JobKind
from claims.staff import actions, failed
from claims.staff.models import DeadlineAlert, FailureReport


@shared_task(name="staff.watch_deadlines")
def watch_deadlines() -> None:
    actions.raise_alerts(at=timezone.now())


@task(JobKind.TELL_DEADLINE)
def tell_deadline(alert_id: UUID, progress: Progress) -> None:
    """One e-mail to whoever has the claim and still works on its matter, or else to the matter's
    attorneys. No name and no detail in it.

    Raises LookupError when there is nobody.
    """
    alert = DeadlineAlert.objects.select_related("claim__assignee").get(pk=alert_id)
    claim = alert.claim
    members = accounts.staff_members(claim.matter_id)
    attorneys = [
        user for user in members if accounts.may(user, Permission.CLAIM_DECIDE, claim.matter_id)
    ]
    told = [claim.assignee] if claim.assignee in members else attorneys
    if not told:
        # Tried again, and then among the failed work for whoever is there to see.
        raise LookupError
    context = {
        "alert": alert,
        "claim": claim,
        "link": f"{settings.SITE_URL}/staff/claims/{claim.reference}/",
    }
    for user in told:
        with as_read_by(user):
            subject = _subject(claim, alert.days)
            body = text_of("email/deadline.txt", **context)
        send(user.email, subject, body, number=f"deadline-{alert.pk}-{user.pk}")


def _subject(claim: Claim, days: int) -> str:
    """In the reader's language; `days` 0: dates are rough or missing."""
    if not days:
        text = _("%(reference)s: dates are missing, and time may be running out")
        return text % {"reference": claim.reference}
    words = {"reference": claim.reference, "days": days}
    return _("%(reference)s: a day to look at within %(days)s days") % words


@shared_task(name="staff.watch_failed")
def watch_failed() -> None:
    """Once an hour: a mail server that is down fails much work, and is one piece of news."""
    actions.report_failures(at=timezone.now())


@task(JobKind.TELL_FAILED)
def tell_failed(report_id: UUID, progress: Progress) -> None:
    """To the administrators: how much work gave up, and where it is started again."""
    report = FailureReport.objects.get(pk=report_id)
    context = {
        "counts": sorted(report.counts.items()),
        "link": f"{settings.SITE_URL}/staff/jobs/",
    }
    for user in failed.to_be_told():
        with as_read_by(user):
            subject = _("Work that gave up: %(count)s") % {"count": sum(report.counts.values())}
            body = text_of("email/failed.txt", **context)
        send(user.email, subject, body, number=f"failed-{report.pk}-{user.pk}")
