"""The worker's part: render the packet; after sending, what counsel gets, the receipt and the
e-mail.
"""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.accounts.letterhead import text_of
from claims.accounts.mail import as_read_by, send
from claims.documents import actions
from claims.intake.models import StatusMove
from claims.jobs import Progress, task
from claims.jobs.names import JobKind
from claims.submission.models import Submission


@task(JobKind.BUILD_PACKET)
def build_packet(submission_id: UUID, progress: Progress) -> None:
    submission = Submission.objects.select_related("claim__data_key").get(pk=submission_id)
    if submission.set_aside_at is None:
        actions.build(submission, "frozen", at=timezone.now(), progress=progress)


@task(JobKind.DELIVER_RECEIPT)
def deliver_receipt(move_id: UUID, progress: Progress) -> None:
    """What is made once a claim is sent, then the e-mail.

    The Message-ID makes a second sending the same mail.
    """
    move = StatusMove.objects.select_related("claim__account", "claim__data_key").get(pk=move_id)
    submission = move.claim.submissions.get(set_aside_at=None)
    submission.claim = move.claim
    actions.build(submission, "sent", at=timezone.now(), progress=progress)
    context = {
        "claim": move.claim,
        "at": move.at,
        "link": f"{settings.SITE_URL}/claims/{move.claim.reference}/",
    }
    with as_read_by(move.claim.account):
        subject = _("We have your answers (%(reference)s)") % {"reference": move.claim.reference}
        body = text_of("email/receipt.txt", **context)
    send(move.claim.account.email, subject, body, number=f"receipt-{move.pk}")
