"""Evaluate a claim per person and defendant; read the stored results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from claims.assessment.models import ClaimLine, LineMove
from claims.assessment.stored import StoredFinding, Verdict
from claims.datasets import queries as datasets
from claims.datasets.joint import Joint
from claims.datasets.queries import Result
from claims.flickr import refs
from claims.intake.models import Claim, ClaimPhoto, Subject
from claims.intake.queries import with_claim
from claims.interview.queries import Interview
from claims.law.findings import QUEUES, Finding, find_of
from claims.law.limitation import STATUSES, Day
from claims.law.logic import Answer, Facts
from claims.law.theory import all_theories
from claims.matters import queries as matters
from claims.matters.models import Defendant, LawRun, Matter
from claims.matters.queries import TheoryStatus

PAGE = 50


@dataclass(frozen=True)
class Assessed:
    """A theory, with its sign-off, evaluated against one person's facts and one defendant's
    acts.
    """

    status: TheoryStatus
    party: Defendant | None
    finding: Finding


class MatterLaw:
    """A matter's theories and what is recorded of its defendants, on one day.

    Read once for many claims. Of an earlier day, `theories` are those of then, and `at` is the
    moment at which the acts were on record.
    """

    def __init__(
        self,
        matter: Matter,
        on: date,
        *,
        theories: list[TheoryStatus] | None = None,
        at: datetime | None = None,
    ) -> None:
        if theories is None:
            theories = matters.theories(matter, on)
        self.on = on
        self._theories = theories
        self._sides: list[tuple[Defendant | None, dict[str, Answer]]] = [
            (party, matters.facts_about(party)) for party in matters.defendants(matter, at)
        ]
        if not self._sides:
            self._sides.append((None, {}))

    def assess(self, facts: Facts) -> list[list[Assessed]]:
        """For each theory, one for each defendant that it looks at, the strongest first."""
        return [self._against_each(status, facts) for status in self._theories]

    def _against_each(self, status: TheoryStatus, facts: Facts) -> list[Assessed]:
        sides = self._sides if status.theory.looks_at_a_defendant() else self._sides[:1]
        findings = [
            Assessed(status, party, find_of(status.theory, facts.with_facts(acts), on=self.on))
            for party, acts in sides
        ]
        return sorted(findings, key=lambda row: row.finding.standing(), reverse=True)


def dataset_results(photos: Sequence[ClaimPhoto], within: Joint | None = None) -> list[Result]:
    """What every release we hold says about these photos, in their order.

    `within`: those releases.
    """
    parsed = [refs.parse(photo.reference["text"])[0] for photo in photos]
    return datasets.find(parsed, within=within)


def assessed_people(claim: Claim, law: MatterLaw) -> list[tuple[Subject, list[list[Assessed]]]]:
    """Each of the claim's people with each theory evaluated for them."""
    state = Interview(claim)
    results = dataset_results(state.photos)
    return [(subject, law.assess(state.facts(subject, results))) for subject in state.subjects]


def stored_finding(assessed: list[Assessed]) -> StoredFinding:
    """What a line stores of a theory: the finding against the strongest defendant and the earliest
    limitations date.
    """
    days = [day.day for day in docket_of(assessed) if day.bars]
    strongest = assessed[0]
    return StoredFinding(
        verdict=replace(verdict(strongest.finding), last_day=min(days, default=None)),
        defendants={str(row.party): verdict(row.finding) for row in assessed if row.party},
        fingerprint=strongest.status.fingerprint,
    )


def docket_of(assessed: list[Assessed]) -> set[Day]:
    """Every day of a line, against whichever defendant and with whichever photo."""
    return {day for row in assessed if row.finding.is_live for day in row.finding.days}


def verdict(finding: Finding) -> Verdict:
    limitation = finding.limitation
    return Verdict(
        queue=finding.suggested_queue,
        limitation=limitation.status if limitation else "",
        last_day=finding.last_day,
    )


def lines_of(claim: Claim) -> dict[tuple[UUID, str], ClaimLine]:
    """The claim's lines by (subject, theory)."""
    return {(line.subject_id, line.theory): line for line in with_claim(claim, claim.lines.all())}


@dataclass(frozen=True)
class Moved:
    """One line that a run moved, in words."""

    claim: Claim
    person: str
    theory: str
    before: str
    after: str


def moved_by(run: LawRun, *, after: str = "") -> tuple[list[Moved], str]:
    """A page of the lines that a run moved, in the order of the claims' references.

    `after`: the reference that the page before ended with. Returns the rows and the key of the
    next page, "" at the end.
    """
    claims = Claim.objects.filter(line_moves__run=run, reference__gt=after, erased_at=None)
    claims = claims.distinct().order_by("reference")
    page = list(claims.select_related("data_key")[: PAGE + 1])
    by_id = {claim.pk: claim for claim in page[:PAGE]}
    moves = LineMove.objects.filter(run=run, claim__in=by_id).select_related("line__subject")
    rows = [_moved(move, by_id[move.claim_id]) for move in moves]
    rows.sort(key=lambda row: row.claim.reference)
    next_key = ""
    if len(page) > PAGE:
        next_key = page[PAGE - 1].reference
    return rows, next_key


def _moved(move: LineMove, claim: Claim) -> Moved:
    move.claim = claim
    theory = all_theories().get(move.line.theory)
    title = _(theory.title) if theory else move.line.theory
    change = move.verdicts
    return Moved(
        claim, move.line.subject.name, title, in_words(change.before), in_words(change.after)
    )


def in_words(verdict: Verdict | None) -> str:
    """Where to look first, what is left of the time, the earliest day that could bar; a dash where
    there is no such line.
    """
    if verdict is None:
        return "–"
    parts = [_(QUEUES[verdict.queue])]
    if verdict.limitation:
        parts.append(_(STATUSES[verdict.limitation]))
    if verdict.last_day:
        parts.append(verdict.last_day.isoformat())
    return ", ".join(parts)
