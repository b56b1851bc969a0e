"""Evaluate a claim per person and defendant; read the stored results."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from claims.assessment.models import ClaimLine, LineMove
from claims.intake.models import Claim, Subject
from claims.intake.queries import with_claim
from claims.interview.queries import Interview, evidence
from claims.law.findings import QUEUES, Finding, find
from claims.law.limitation import STATUSES
from claims.law.logic import Facts
from claims.law.theory import all_theories
from claims.matters import queries as matters
from claims.matters.models import Defendant, LawRun, Matter
from claims.matters.queries import TheoryStatus

PAGE = 50


@dataclass(frozen=True)
class Held:
    """A theory, with its sign-off, held against one person's facts and one party's acts."""

    status: TheoryStatus
    party: Defendant | None
    finding: Finding


class Law:
    """What the claims of a matter are held against on a day: its theories and what is recorded of
    the parties. Read once for many claims."""

    def __init__(self, matter: Matter, on: date) -> None:
        self.on = on
        self._theories = matters.theories(matter)
        self._sides = [
            (party, matters.facts_about(party)) for party in matters.defendants(matter)
        ] or [(None, {})]

    def hold(self, facts: Facts) -> list[list[Held]]:
        """For each theory, one for each party that it looks at; the best standing first within a
        theory."""
        return [self._one(status, facts) for status in self._theories]

    def _one(self, status: TheoryStatus, facts: Facts) -> list[Held]:
        sides = self._sides if status.theory.looks_at_a_defendant() else self._sides[:1]
        held = [
            Held(status, party, find(status.theory, facts.with_facts(known), on=self.on))
            for party, known in sides
        ]
        return sorted(held, key=lambda one: one.finding.standing(), reverse=True)


def held_by_subject(claim: Claim, law: Law) -> list[tuple[Subject, list[list[Held]]]]:
    """For each of the claim's people, each theory held against them."""
    state = Interview(claim)
    results = evidence(state.photos)
    return [(subject, law.hold(state.facts(subject, results))) for subject in state.subjects]


def as_finding(held: list[Held]) -> dict[str, Any]:
    """What a line keeps of a theory: of the party against whom it stands best, with the first day
    that could bar."""
    days = [
        result.last_day
        for one in held
        if (result := one.finding.limitation) and one.finding.is_live
    ]
    first = min((day for day in days if day), default=None)
    parties = {str(one.party): briefly(one.finding) for one in held if one.party}
    best = briefly(held[0].finding) | {"last_day": first.isoformat() if first else ""}
    return best | {"parties": parties, "text": held[0].status.theory.fingerprint()}


def briefly(finding: Finding) -> dict[str, str]:
    """Where to look, what is left of the time, and the earliest day that could bar, "" where there
    is none."""
    result = finding.limitation
    return {
        "queue": finding.suggested_queue,
        "limitation": result.status if result else "",
        "last_day": result.last_day.isoformat() if result and result.last_day else "",
    }


def brief(finding: dict[str, Any]) -> dict[str, str]:
    """The part of a line's finding by which it is said to have moved."""
    return {key: finding[key] for key in ("queue", "limitation", "last_day")}


def lines(claim: Claim) -> dict[tuple[UUID, str], ClaimLine]:
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
    """A page of the lines that a run moved, by the claims' references; and the key of the next
    page, "" at the end."""
    claims = Claim.objects.filter(line_moves__run=run, reference__gt=after, erased_at=None)
    claims = claims.distinct().order_by("reference")
    found = list(claims.select_related("data_key")[: PAGE + 1])
    shown = {claim.pk: claim for claim in found[:PAGE]}
    moves = LineMove.objects.filter(run=run, claim__in=shown).select_related("line__subject")
    rows = sorted(
        (_moved(move, shown[move.claim_id]) for move in moves), key=lambda row: row.claim.reference
    )
    return rows, found[PAGE - 1].reference if len(found) > PAGE else ""


def _moved(move: LineMove, claim: Claim) -> Moved:
    move.claim = claim
    theory = all_theories().get(move.line.theory)
    title = _(theory.title) if theory else move.line.theory
    return Moved(
        claim,
        move.line.subject.name,
        title,
        _words(move.change["before"]),
        _words(move.change["after"]),
    )


def _words(said: dict[str, str]) -> str:
    status = said["limitation"]
    parts = [_(QUEUES[said["queue"]]), _(STATUSES[status]) if status else "", said["last_day"]]
    return ", ".join(part for part in parts if part)
