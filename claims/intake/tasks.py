"""What follows a status move: the claimant is told by e-mail, the law looked at. And the law looked at anew."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from claims.intake.actions import lines, proof
from claims.intake.models import Claim, Proof, Status, StatusMove
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
    headers = {"Message-ID": f"<code-{decided.pk}@{settings.FIRM_EMAIL.partition('@')[2]}>"}
    with translation.override(decided.account.user.language or settings.LANGUAGE_CODE):
        subject, body = _("Your Flickr account"), render_to_string("email/flickr_code.txt", context)
    EmailMessage(subject, body, None, [decided.account.user.email], headers=headers).send()


@task(TELL)
def tell_claimant(move_id: UUID, progress: Progress) -> None:
    """One e-mail a move, with no detail of the claim in it. The Message-ID makes a second sending the same mail."""
    move = StatusMove.objects.select_related("claim__account").get(pk=move_id)
    claim = move.claim
    context = {
        "claim": claim,
        "move": move,
        "link": f"{settings.SITE_URL}/claims/{claim.reference}/",
        "firm_name": settings.FIRM_NAME,
    }
    with translation.override(claim.account.language or settings.LANGUAGE_CODE):
        body = render_to_string("email/claim_moved.txt", context)
        subject = render_to_string("email/claim_moved_subject.txt", context).strip()
    headers = {"Message-ID": f"<move-{move.pk}@{settings.FIRM_EMAIL.partition('@')[2]}>"}
    EmailMessage(subject, body, None, [claim.account.email], headers=headers).send()


@task(ASSESS)
def assess_sent(move_id: UUID, progress: Progress) -> None:
    """The claim has been sent: its lines are there when staff open it."""
    claim = StatusMove.objects.select_related("claim__matter").get(pk=move_id).claim
    lines.assess(claim, Law(claim.matter, timezone.localdate()), at=timezone.now())


@task(matters.RERUN)
def rerun_law(run_id: UUID, progress: Progress) -> None:
    """Hold every open claim of a matter against the law anew. Begun again after a fault, it goes over all once more and
    finds those that are done unchanged."""
    run = LawRun.objects.select_related("matter").get(pk=run_id)
    matters.begin_run(run, at=timezone.now())
    law = Law(run.matter, timezone.localdate())
    open_claims = Claim.objects.filter(matter=run.matter).exclude(status__in=[*CLOSED, Status.DRAFT])
    total = open_claims.count()
    for number, claim in enumerate(open_claims.order_by("pk").iterator(chunk_size=200)):
        if number % 20 == 0:
            progress(number, total)
        lines.assess(claim, law, run=run, at=timezone.now())
    progress(total, total)
    moved = run.line_moves.values("claim").distinct().count()
    matters.end_run(run, claims=total, moved=moved, at=timezone.now())
