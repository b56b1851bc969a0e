"""Tell a person what came of the code in their profile."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from claims.accounts.mail import send
from claims.jobs import Progress, task
from claims.jobs.names import JobKind
from claims.ownership.models import Proof


@task(JobKind.TELL_CODE)
def tell_about_code(proof_id: UUID, progress: Progress) -> None:
    """The firm looked for a code in a Flickr profile: one e-mail, without the account in it."""
    decided = Proof.objects.select_related("account__user").get(pk=proof_id)
    context = {
        "is_there": bool(decided.proved_at or decided.dispute_id),
        "link": f"{settings.SITE_URL}/flickr/",
        "firm_name": settings.FIRM_NAME,
    }
    with translation.override(decided.account.user.language or settings.LANGUAGE_CODE):
        subject, body = _("Your Flickr account"), render_to_string("email/flickr_code.txt", context)
    send(decided.account.user.email, subject, body, number=f"code-{decided.pk}")
