"""What beat runs: is the law or the day another?

And the e-mail that asks whether somebody is really interested.
"""

from __future__ import annotations

from uuid import UUID

from celery import shared_task
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.accounts.mail import in_language, send_to_stranger
from claims.jobs import Progress, task
from claims.jobs.names import JobKind
from claims.matters import actions
from claims.matters.models import Interest


@shared_task(name="matters.watch_law")
def watch_law() -> None:
    actions.watch_law(at=timezone.now())


@shared_task(name="matters.forget_unconfirmed")
def forget_unconfirmed() -> None:
    actions.forget_unconfirmed(at=timezone.now())


@task(JobKind.TELL_INTERESTED)
def tell_interested(interest_id: UUID, progress: Progress) -> None:
    """One e-mail with the link by which the owner of the address says yes.

    Nothing to do where they left meanwhile.
    """
    row = Interest.objects.filter(pk=interest_id).first()
    if row is None or row.confirmed_at:
        return
    link = f"{settings.SITE_URL}/interest/{actions.token_of(row)}/"
    number = f"{row.pk}-{row.written_at.timestamp():.0f}"
    with in_language(row.language):
        send_to_stranger(
            row.email,
            _("Please confirm: news about Flickr photos"),
            "email/interest.txt",
            number=f"interest-{number}",
            link=link,
        )
