"""What beat runs for accounts, and the e-mails of somebody who is let back in."""

from __future__ import annotations

from uuid import UUID

from celery import shared_task
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.accounts import actions
from claims.accounts.letterhead import text_of
from claims.accounts.mail import as_read_by, send
from claims.accounts.models import OutgoingMail, Recovery
from claims.audit import actions as audit
from claims.jobs import Progress, task
from claims.jobs.names import JobKind


@shared_task(name="accounts.clear_sessions")
def clear_sessions() -> None:
    """Sessions that have expired may hold what someone checked: they are deleted, not kept, and so
    is from where they came.
    """
    call_command("clearsessions")
    actions.forget_ended_sessions()


@shared_task(name="accounts.anchor")
def anchor() -> None:
    """The head of the log's chain is written down, and mailed to those who keep it."""
    head = audit.anchor(at=timezone.now())
    if head is None:
        return
    for address in settings.ANCHOR_MAIL:
        body = text_of("accounts/email/anchor.txt", anchor=head)
        subject = f"The log of {head.at[:10]}"
        actions.queue_mail(address, subject, body, at=timezone.now())


@task(JobKind.SEND_MAIL)
def send_mail(mail_id: UUID, progress: Progress) -> None:
    """What a page asked for. Sent again after a crash, it is the same mail."""
    row = OutgoingMail.objects.filter(pk=mail_id).first()
    if row is None:
        return
    if row.is_sent:
        content = actions.mail_content(row)
        send(content["address"], content["subject"], content["body"], number=f"mail-{row.pk}")
    actions.forget_mail(row)


@task(JobKind.TELL_RECOVERY)
def tell_recovery(recovery_id: UUID, progress: Progress) -> None:
    """The link to the new address; to each old one that somebody will be let in, and a link that
    stops it.
    """
    recovery = Recovery.objects.select_related("user").get(pk=recovery_id)
    if recovery.closed_at:
        return
    old = actions.old_addresses(recovery.user, but=recovery.address)
    link = f"{settings.SITE_URL}/account/recover/{actions.token_of(recovery)}/"
    stop = f"{settings.SITE_URL}/account/recover/stop/{actions.stop_token(recovery)}/"
    day = recovery.usable_at
    with as_read_by(recovery.user):
        subject = _("Your account at %(firm)s") % {"firm": settings.FIRM_NAME}
        body = text_of("accounts/email/recovery.txt", usable_at=day, link=link)
        send(recovery.address, subject, body, number=f"recovery-{recovery.pk}-new")
        warning = text_of("accounts/email/recovery.txt", usable_at=day, stop=stop)
        for address in old:
            number = f"recovery-{recovery.pk}-{address.replace('@', '.')}"
            send(address, subject, warning, number=number)
