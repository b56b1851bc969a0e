"""What follows a status move: the claimant is told by e-mail, the law looked at. And the law looked
at anew."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from claims.accounts.mail import send
from claims.intake.actions import lines, proof
from claims.intake.actions.invitations import TELL_INVITED, token_of
from claims.intake.actions.moves import ERASURE, MESSAGE
from claims.intake.models import (
    Claim,
    ErasureRequest,
    Invitation,
    Message,
    Proof,
    Status,
    StatusMove,
)
from claims.intake.queries.lines import Law
from claims.intake.status import ASSESS, CLOSED, TELL
from claims.jobs import Progress, task
from claims.matters import actions as matters
from claims.matters.models import LawRun


@task(proof.TELL)
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


@task(TELL)
def tell_claimant(move_id: UUID, progress: Progress) -> None:
    """One e-mail a move, with no detail of the claim in it. The Message-ID makes a second sending
    the same mail."""
    move = StatusMove.objects.select_related("claim__account").get(pk=move_id)
    _tell(move.claim, f"move-{move.pk}", "email/claim_moved.txt", move=move)


@task(TELL_INVITED)
def tell_invited(invitation_id: UUID, progress: Progress) -> None:
    """One e-mail to somebody who may have no account: who asks them, and that they may leave it."""
    found = Invitation.objects.select_related("claim__account", "claim__data_key").get(
        pk=invitation_id
    )
    if found.closed_at or found.claim.erased_at:
        return
    inviter = found.claim.claimant_name or found.claim.account.email
    link = f"{settings.SITE_URL}/invitation/{token_of(found)}/"
    context = {"inviter": inviter, "name": found.content["name"], "link": link}
    context |= {"firm_name": settings.FIRM_NAME, "firm_address": settings.FIRM_ADDRESS}
    with translation.override(found.claim.account.language or settings.LANGUAGE_CODE):
        subject = _("An invitation about Flickr photos")
        body = render_to_string("email/invitation.txt", context)
    send(found.content["email"], subject, body, number=f"invitation-{found.pk}")


@task(MESSAGE)
def tell_message(message_id: UUID, progress: Progress) -> None:
    """The firm wrote: one e-mail that says so, and nothing of what was written."""
    message = Message.objects.select_related("claim__account").get(pk=message_id)
    _tell(message.claim, f"message-{message.pk}", "email/message.txt")


@task(ERASURE)
def tell_erasure(request_id: UUID, progress: Progress) -> None:
    """The firm decided about an erasure."""
    request = ErasureRequest.objects.select_related("claim__account").get(pk=request_id)
    _tell(
        request.claim, f"erasure-{request.pk}", "email/erasure.txt", is_done=request.state == "done"
    )


def _tell(claim: Claim, number: str, template: str, **more: Any) -> None:
    """One e-mail to the claimant, in their language, with no detail of the claim in it."""
    link = f"{settings.SITE_URL}/claims/{claim.reference}/"
    context = {"claim": claim, "link": link, "firm_name": settings.FIRM_NAME, **more}
    with translation.override(claim.account.language or settings.LANGUAGE_CODE):
        body = render_to_string(template, context)
        subject = render_to_string("email/claim_moved_subject.txt", context).strip()
    send(claim.account.email, subject, body, number=number)


@task(ASSESS)
def assess_sent(move_id: UUID, progress: Progress) -> None:
    """The claim has been sent: its lines are there when staff open it."""
    claim = StatusMove.objects.select_related("claim__matter").get(pk=move_id).claim
    lines.assess(claim, Law(claim.matter, timezone.localdate()), at=timezone.now())


@task(matters.RERUN)
def rerun_law(run_id: UUID, progress: Progress) -> None:
    """Hold every open claim of a matter against the law anew. Begun again after a fault, it goes
    over all once more and finds those that are done unchanged."""
    run = LawRun.objects.select_related("matter").get(pk=run_id)
    matters.begin_run(run, at=timezone.now())
    law = Law(run.matter, timezone.localdate())
    open_claims = Claim.objects.filter(matter=run.matter).exclude(
        status__in=[*CLOSED, Status.DRAFT]
    )
    total = open_claims.count()
    for number, claim in enumerate(open_claims.order_by("pk").iterator(chunk_size=200)):
        if number % 20 == 0:
            progress(number, total)
        lines.assess(claim, law, run=run, at=timezone.now())
    progress(total, total)
    moved = run.line_moves.values("claim").distinct().count()
    matters.end_run(run, claims=total, moved=moved, at=timezone.now())
