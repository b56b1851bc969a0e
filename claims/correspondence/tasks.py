"""E-mails: a status move, a message, an invitation, a decision about erasure."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from celery import shared_task
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.accounts.letterhead import text_of
from claims.accounts.mail import as_read_by, send, send_to_stranger
from claims.correspondence import queries
from claims.correspondence.actions import deletion, of_age, reminders
from claims.correspondence.actions.invitations import token_of
from claims.correspondence.models import (
    AgeNotice,
    ErasureRequest,
    Invitation,
    Message,
    Reminder,
)
from claims.intake.models import Claim, StatusMove
from claims.intake.status import BY_NAME
from claims.interview.queries import Interview
from claims.jobs import Progress, task
from claims.jobs.names import JobKind


@task(JobKind.TELL_MOVE)
def tell_move(move_id: UUID, progress: Progress) -> None:
    """One e-mail a move, with no detail of the claim in it.

    The Message-ID makes a second sending the same mail.
    """
    move = StatusMove.objects.select_related("claim__account").get(pk=move_id)
    with as_read_by(move.claim.account):
        told = str(BY_NAME[move.name].told) % {"reference": move.claim.reference}
    _tell(move.claim, f"move-{move.pk}", "email/claim_moved.txt", told=told)


@task(JobKind.TELL_INVITED)
def tell_invited(invitation_id: UUID, progress: Progress) -> None:
    """One e-mail to somebody who may have no account, and that they may leave it.

    Nothing in it was written by who invites: a name could be anything.
    """
    invitation = Invitation.objects.select_related("claim__account", "claim__data_key").get(
        pk=invitation_id
    )
    claim = invitation.claim
    if invitation.closed_at or claim.erased_at or queries.was_written_to(invitation):
        return
    link = f"{settings.SITE_URL}/invitation/{token_of(invitation)}/"
    is_child = invitation.role == Invitation.Role.GROWN
    with as_read_by(claim.account):
        send_to_stranger(
            invitation.told.email,
            _("Someone asked us to write to you about Flickr photos"),
            "email/invitation_grown.txt" if is_child else "email/invitation.txt",
            number=f"invitation-{invitation.pk}",
            link=link,
        )


@task(JobKind.TELL_MESSAGE)
def tell_message(message_id: UUID, progress: Progress) -> None:
    """The firm wrote: one e-mail that says so, and nothing of what was written."""
    message = Message.objects.select_related("claim__account").get(pk=message_id)
    _tell(message.claim, f"message-{message.pk}", "email/message.txt")


@task(JobKind.TELL_REMINDER)
def tell_reminder(reminder_id: UUID, progress: Progress) -> None:
    """Your answers are saved. Nothing where the person sent them or refused meanwhile."""
    row = Reminder.objects.select_related("claim__account", "claim__data_key").get(pk=reminder_id)
    claim = row.claim
    if not claim.is_draft or queries.wants_no_reminder(claim):
        return
    base = f"{settings.SITE_URL}/claims/{claim.reference}"
    with as_read_by(claim.account):
        body = text_of(
            "email/reminder.txt",
            claim=claim,
            minutes=Interview(claim).minutes_left(),
            link=f"{base}/continue/",
            erase_link=f"{base}/erase/",
            stop_link=f"{settings.SITE_URL}/reminders/{reminders.token_of(claim)}/",
            is_last=row.number == max(reminders.AFTER),
        )
        subject = _("Your answers are saved")
    send(claim.account.email, subject, body, number=f"reminder-{row.pk}")


@task(JobKind.TELL_OF_AGE)
def tell_of_age(notice_id: UUID, progress: Progress) -> None:
    """A child turns 18: one e-mail to the parent, one to the child where we know where to write."""
    notice = AgeNotice.objects.select_related(
        "claim__account", "claim__data_key", "subject__claim__data_key"
    ).get(pk=notice_id)
    claim, is_today = notice.claim, notice.step == AgeNotice.Step.DAY
    if claim.erased_at:
        return
    _tell(claim, f"age-{notice.pk}", "email/of_age.txt", is_today=is_today)
    invitation = queries.invitation_of(notice.subject)
    if invitation and is_today:
        with as_read_by(claim.account):
            send_to_stranger(
                invitation.told.email,
                _("You can answer for yourself now"),
                "email/of_age_child.txt",
                number=f"age-{notice.pk}-child",
                link=f"{settings.SITE_URL}/invitation/{token_of(invitation)}/",
            )


@shared_task(name="correspondence.tell_of_age")
def watch_ages() -> None:
    """Children who turn 18 within 60 days, or today."""
    of_age.tell_of_age(at=timezone.now())


@shared_task(name="correspondence.remind")
def remind() -> None:
    """Reminders that are due."""
    reminders.remind(at=timezone.now())


@task(JobKind.TELL_ERASURE)
def tell_erasure(request_id: UUID, progress: Progress) -> None:
    """The firm decided about an erasure."""
    request = ErasureRequest.objects.select_related("claim__account").get(pk=request_id)
    _tell(
        request.claim, f"erasure-{request.pk}", "email/erasure.txt", is_done=request.state == "done"
    )


def _tell(claim: Claim, number: str, template: str, **more: Any) -> None:
    """One e-mail to the claimant, in their language, with no detail of the claim in it."""
    link = f"{settings.SITE_URL}/claims/{claim.reference}/"
    with as_read_by(claim.account):
        body = text_of(template, claim=claim, link=link, **more)
        subject = _("News about your claim %(reference)s") % {"reference": claim.reference}
    send(claim.account.email, subject, body, number=number)


@shared_task(name="correspondence.complete_journal")
def complete_journal() -> None:
    """Erasures that a killed process did not note."""
    deletion.complete_journal()
