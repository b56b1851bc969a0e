"""Only a draft is changed, and only while no frozen version of it stands."""

from __future__ import annotations

from django.utils.translation import gettext as _

from claims.intake.models import Claim
from claims.intake.status import Status
from claims.refusals import Refusal


def lock(claim: Claim) -> None:
    """Hold the claim's row until the transaction ends; whoever changes a claim takes this lock
    first.

    Raises Refusal for a claim that was sent, or whose documents are made from a frozen version.
    """
    if lock_unsent(claim).frozen_at:
        raise Refusal(
            _(
                "Your papers have already been made. Press “Change my answers” first, then "
                "answer again."
            )
        )


def lock_unsent(claim: Claim) -> Claim:
    """As `lock`, whether a frozen version stands or not.

    Returns the locked row.

    Raises Refusal for a claim that was sent.
    """
    locked = Claim.objects.select_for_update().get(pk=claim.pk)
    if locked.status != Status.DRAFT:
        raise Refusal(
            _(
                "This claim has been sent, so you can’t change it anymore. To add "
                "something, write to the firm."
            )
        )
    return locked
