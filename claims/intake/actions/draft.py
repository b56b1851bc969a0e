"""Only a draft is changed, and only while no frozen version of it stands."""

from __future__ import annotations

from django.utils.translation import gettext as _

from claims.intake.models import Claim, Status


class Refused(ValueError):
    """The claim was not changed; the message says why."""


def lock(claim: Claim) -> None:
    """Hold the claim's row until the transaction ends; whoever changes a claim takes this lock
    first.

    Raises Refused for a claim that was sent, or whose documents are made from a frozen version.
    """
    lock_unsent(claim)
    if claim.submissions.filter(set_aside_at=None).exists():
        raise Refused(
            _(
                "Your documents are made already. Press “change my answers” first, then answer "
                "again."
            )
        )


def lock_unsent(claim: Claim) -> None:
    """As `lock`, whether a frozen version stands or not. Raises Refused for a claim that was
    sent."""
    if Claim.objects.select_for_update().get(pk=claim.pk).status != Status.DRAFT:
        raise Refused(
            _(
                "This claim has been sent. It can no longer be changed; write to the firm to add "
                "something."
            )
        )
