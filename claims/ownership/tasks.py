"""Tell a person what came of the code in their profile."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from claims.accounts.letterhead import text_of
from claims.accounts.mail import as_read_by, send
from claims.jobs import Progress, task
from claims.jobs.names import JobKind
from claims.ownership.models import Proof


@task(JobKind.TELL_CODE)
def tell_about_code(proof_id: UUID, progress: Progress) -> None:
    """The firm looked for a code in a Flickr profile: one e-mail, without the account in it."""
    proof = Proof.objects.select_related("account__user").get(pk=proof_id)
    user = proof.account.user
    context = {
        "is_there": bool(proof.proved_at or proof.dispute_id),
        "link": f"{settings.SITE_URL}/flickr/",
    }
    with as_read_by(user):
        subject = _("Your Flickr account")
        body = text_of("email/flickr_code.txt", **context)
    send(user.email, subject, body, number=f"code-{proof.pk}")
