"""Evaluate a claim and store the result; record what a lawyer decides of each line."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from claims.accounts.models import User
from claims.assessment import queries
from claims.assessment.models import ClaimLine, LineDecision, LineMove
from claims.audit import actions as audit
from claims.intake.models import Claim
from claims.intake.status import CLOSED, Status
from claims.matters.models import LawRun
from claims.refusals import Refusal, require_unchanged
from claims.vault.crypto import digest_of_json

# Of which a day may still matter.
WATCHED = frozenset({ClaimLine.Decision.OPEN, ClaimLine.Decision.PURSUE})


@transaction.atomic
def assess(claim: Claim, law: queries.Law, *, run: LawRun | None = None, at: datetime) -> bool:
    """Hold the claim against the law and keep what it says of each line. Done twice it is done
    once. Returns whether a line that was there is now another; what was before is kept with the
    run."""
    locked = Claim.objects.select_for_update().select_related("matter", "data_key").get(pk=claim.pk)
    if locked.status in CLOSED or locked.status == Status.DRAFT:
        return False
    known = queries.lines(locked)
    moved = False
    for subject, by_theory in queries.held_by_subject(locked, law):
        for held in by_theory:
            key = held[0].status.theory.key
            line, finding = known.get((subject.pk, key)), queries.as_finding(held)
            if line is None:
                line = ClaimLine(
                    claim=locked, subject=subject, theory=key, finding=finding, assessed_at=at
                )
                line.save(force_insert=True)
                known[subject.pk, key] = line
            elif line.finding != finding:
                moved |= _change(line, finding, run, at)
    _note_first_bar(locked, list(known.values()))
    return moved


def _change(line: ClaimLine, finding: dict[str, Any], run: LawRun | None, at: datetime) -> bool:
    before, after = queries.brief(line.finding), queries.brief(finding)
    line.finding, line.assessed_at = finding, at
    line.save(update_fields=["finding", "assessed_at"])
    if before == after or run is None:
        return False
    change = {"before": before, "after": after}
    LineMove(claim=line.claim, line=line, run=run, change=change).save(force_insert=True)
    return True


def _note_first_bar(claim: Claim, lines: list[ClaimLine]) -> None:
    """For the desk's order. A line that a lawyer gave up no longer counts."""
    days = [line.finding["last_day"] for line in lines if line.decision in WATCHED]
    first = min((day for day in days if day), default="")
    Claim.objects.filter(pk=claim.pk).update(first_bar=date.fromisoformat(first) if first else None)


@transaction.atomic
def decide(
    line: ClaimLine, decision: str, reason: str, *, seen: str, by: User, at: datetime
) -> LineDecision:
    """Record what a lawyer decides of a line, over what they saw. `seen`: the digest of the finding
    on the page.

    Raises Stale; Refusal for a claim that is closed."""
    claim = Claim.objects.select_for_update().select_related("data_key").get(pk=line.claim_id)
    if claim.status in CLOSED:
        raise Refusal(_("The claim is closed. Nothing was decided."))
    locked = queries.with_claim(claim, [ClaimLine.objects.select_for_update().get(pk=line.pk)])[0]
    require_unchanged(
        seen,
        digest_of_json(locked.finding),
        _("The law says something else of this line by now. Read it again, then decide."),
    )
    content = {
        "subject": str(locked.subject_id),
        "theory": locked.theory,
        "decision": decision,
        "reason": reason,
        "finding": locked.finding,
        "by": str(by.pk),
        "at": at.isoformat(),
    }
    made = LineDecision(
        claim=claim,
        line=locked,
        decision=decision,
        content=content,
        sha256=digest_of_json(content),
        by=by,
        at=at,
    )
    made.save(force_insert=True)
    locked.decision = decision
    locked.save(update_fields=["decision"])
    _note_first_bar(claim, list(queries.lines(claim).values()))
    said = {"theory": locked.theory, "decision": decision, "sha256": made.sha256}
    audit.record("claim.line_decided", by=by, at=at, subject=claim, **said)
    return made
