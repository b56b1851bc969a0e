"""Evaluate a claim and store the result; record what a lawyer decides of each line."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from claims.accounts.models import User
from claims.assessment import queries
from claims.assessment.models import ClaimLine, LimitationsDay, LineDecision, LineMove
from claims.assessment.stored import SignedDecision, StoredFinding, VerdictChange
from claims.audit import actions as audit
from claims.intake.models import Claim, Subject
from claims.intake.status import CLOSED, Status
from claims.law.limitation import Day
from claims.matters.models import LawRun
from claims.refusals import Refusal, require_unchanged
from claims.vault.crypto import digest_of_json
from claims.vault.shapes import write

# Of which a day may still matter.
WATCHED = frozenset({ClaimLine.Decision.OPEN, ClaimLine.Decision.PURSUE})


@transaction.atomic
def assess(
    claim: Claim, law: queries.MatterLaw, *, run: LawRun | None = None, at: datetime
) -> bool:
    """Evaluate the claim and store the result of each line with its docket. Idempotent.

    Returns whether an existing line changed; with a run, what stood before is kept.
    """
    locked = Claim.objects.select_for_update().select_related("matter", "data_key").get(pk=claim.pk)
    if locked.status in CLOSED or locked.status == Status.DRAFT:
        return False
    lines = queries.lines_of(locked)
    has_moved = False
    days: dict[DayKey, LimitationsDay] = {}
    for subject, by_theory in queries.assessed_people(locked, law):
        for assessed in by_theory:
            key = (subject.pk, assessed[0].status.theory.key)
            finding = queries.stored_finding(assessed)
            if key not in lines:
                lines[key] = _new_line(locked, subject, key[1], finding, at)
            elif lines[key].stored != finding:
                has_moved |= _change(lines[key], finding, run, at)
            days |= _docket(lines[key], assessed)
    _keep_docket(locked, days)
    _note_first_bar(locked, list(lines.values()))
    return has_moved


DayKey = tuple[UUID, date, str, bool, bool]


def _docket(line: ClaimLine, assessed: list[queries.Assessed]) -> dict[DayKey, LimitationsDay]:
    """By its content, each day of a line; of a day that two authorities give, what bars."""
    rows: dict[tuple[date, str], LimitationsDay] = {}
    for day in sorted(queries.docket_of(assessed), key=_weight):
        rows[day.day, day.rule] = LimitationsDay(
            claim_id=line.claim_id,
            line=line,
            day=day.day,
            rule=day.rule,
            bars=day.bars,
            is_certain=day.is_certain,
        )
    return {_key_of(row): row for row in rows.values()}


def _weight(day: Day) -> tuple[bool, bool]:
    return day.bars, day.is_certain


def _key_of(row: LimitationsDay) -> DayKey:
    return (row.line_id, row.day, row.rule, row.bars, row.is_certain)


def _keep_docket(claim: Claim, days: dict[DayKey, LimitationsDay]) -> None:
    """Replace what is no longer so, and leave the rest."""
    present = {_key_of(row): row for row in LimitationsDay.objects.filter(claim=claim)}
    gone = [row.pk for key, row in present.items() if key not in days]
    if gone:
        LimitationsDay.objects.filter(pk__in=gone).delete()
    LimitationsDay.objects.bulk_create(row for key, row in days.items() if key not in present)


def _new_line(
    claim: Claim, subject: Subject, theory: str, finding: StoredFinding, at: datetime
) -> ClaimLine:
    line = ClaimLine(
        claim=claim, subject=subject, theory=theory, finding=write(finding), assessed_at=at
    )
    line.save(force_insert=True)
    return line


def _change(line: ClaimLine, finding: StoredFinding, run: LawRun | None, at: datetime) -> bool:
    change = VerdictChange(line.stored.verdict, finding.verdict)
    line.finding, line.assessed_at = write(finding), at
    line.save(update_fields=["finding", "assessed_at"])
    if change.before == change.after or run is None:
        return False
    LineMove(claim=line.claim, line=line, run=run, change=write(change)).save(force_insert=True)
    return True


def _note_first_bar(claim: Claim, lines: list[ClaimLine]) -> None:
    """For the desk's order.

    A line that a lawyer gave up no longer counts.
    """
    days = [line.stored.verdict.last_day for line in lines if line.decision in WATCHED]
    first = min((day for day in days if day), default=None)
    Claim.objects.filter(pk=claim.pk).update(first_bar=first)


@transaction.atomic
def decide(
    line: ClaimLine, decision: str, reason: str, *, seen: str, by: User, at: datetime
) -> LineDecision:
    """Record what a lawyer decides of a line, over what they saw.

    `seen`: the digest of the finding on the page.

    Raises Stale; Refusal for a claim that is closed.
    """
    claim = Claim.objects.select_for_update().select_related("data_key").get(pk=line.claim_id)
    if claim.status in CLOSED:
        raise Refusal(_("The claim is closed. Nothing was decided."))
    locked = queries.with_claim(claim, [ClaimLine.objects.select_for_update().get(pk=line.pk)])[0]
    require_unchanged(
        seen,
        digest_of_json(locked.finding),
        _("The law says something else of this line by now. Read it again, then decide."),
    )
    signed = SignedDecision(
        subject=str(locked.subject_id),
        theory=locked.theory,
        decision=decision,
        reason=reason,
        finding=locked.stored,
        by=str(by.pk),
        at=at,
    )
    content = write(signed)
    row = LineDecision(claim=claim, line=locked, decision=decision, content=content, by=by, at=at)
    row.sha256 = digest_of_json(content)
    row.save(force_insert=True)
    locked.decision = decision
    locked.save(update_fields=["decision"])
    _note_first_bar(claim, list(queries.lines_of(claim).values()))
    audit.record(
        "claim.line_decided",
        by=by,
        at=at,
        subject=claim,
        theory=locked.theory,
        decision=decision,
        sha256=row.sha256,
    )
    return row
