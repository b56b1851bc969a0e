"""An attorney is told of a draft that is held."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from claims.accounts import queries as accounts
from claims.accounts.letterhead import text_of
from claims.accounts.mail import as_read_by, send
from claims.accounts.permissions import Permission
from claims.intake.models import StatusMove
from claims.jobs import Progress, task
from claims.jobs.names import JobKind


@task(JobKind.TELL_HELD)
def tell_held(move_id: UUID, progress: Progress) -> None:
    """To the matter's attorneys: a draft waits for them. No name and no reason in it."""
    move = StatusMove.objects.select_related("claim").get(pk=move_id)
    claim = move.claim
    context = {
        "claim": claim,
        "link": f"{settings.SITE_URL}/staff/claims/{claim.reference}/",
    }
    for user in accounts.staff_members(claim.matter_id):
        if accounts.may(user, Permission.CLAIM_DECIDE, claim.matter_id):
            with as_read_by(user):
                subject = _("%(reference)s: a draft is held") % {"reference": claim.reference}
                body = text_of("email/held.txt", **context)
            send(user.email, subject, body, number=f"held-{move.pk}-{user.pk}")
