"""Each person with answers as frozen, every theory under today's law, and a lawyer's decisions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.accounts.permissions import Permission
from claims.assessment.actions import decide
from claims.assessment.models import ClaimLine, LineDecision
from claims.assessment.queries import (
    Assessed,
    MatterLaw,
    assessed_people,
    lines_of,
    stored_finding,
)
from claims.intake.panels import Act, Panel
from claims.intake.queries import with_claim
from claims.law.ages import Adulthood
from claims.staff.desk import Desk
from claims.staff.forms import DecisionForm
from claims.submission.answers import adulthood_of, answers_of, residence_of
from claims.submission.frozen import Frozen, FrozenSubject
from claims.vault import shapes
from claims.vault.crypto import digest_of_json


@dataclass(frozen=True)
class Line:
    """One theory for one person.

    `seen`: the digest of what this page shows, which may be newer than the stored line.
    `anchor`: where a link to it leads.
    """

    assessed: list[Assessed]
    line: ClaimLine | None
    seen: str
    decisions: list[LineDecision]

    @property
    def first(self) -> Assessed:
        return self.assessed[0]

    @property
    def anchor(self) -> str:
        return str(self.line.pk) if self.line else self.first.status.theory.key


@dataclass(frozen=True)
class Person:
    subject: FrozenSubject
    answers: list[tuple[str, str, str]]
    residence: dict[str, Any] | None
    adulthood: Adulthood | None
    lines: list[Line]


def reads(page: Desk) -> dict[str, Any] | None:
    if page.frozen is None:
        return None
    return {
        "people": _people(page, page.frozen),
        "court": page.claim.matter.court,
        "today": page.today,
        "is_confirmed": page.is_confirmed,
    }


def _people(page: Desk, frozen: Frozen) -> list[Person]:
    lines = lines_of(page.claim)
    decisions = _decisions(page)
    subjects = {subject.position: subject for subject in frozen.subjects}
    people: list[Person] = []
    law = MatterLaw(page.claim.matter, page.today)
    for subject, by_theory in assessed_people(page.claim, law):
        if subject.position not in subjects:
            continue
        rows = []
        for assessed in sorted(by_theory, key=lambda rows: not rows[0].finding.is_live):
            line = lines.get((subject.pk, assessed[0].status.theory.key))
            seen = digest_of_json(shapes.write(stored_finding(assessed)))
            of_line = decisions.get(line.pk, []) if line else []
            rows.append(Line(assessed, line, seen, of_line))
        people.append(
            Person(
                subject=subjects[subject.position],
                answers=answers_of(frozen, subject.position),
                residence=residence_of(frozen, subject.position),
                adulthood=adulthood_of(frozen, subject.position),
                lines=rows,
            )
        )
    return people


def _decisions(page: Desk) -> dict[UUID, list[LineDecision]]:
    """By line, the newest first."""
    decisions: dict[UUID, list[LineDecision]] = {}
    for row in with_claim(page.claim, page.claim.decisions.select_related("by")):
        decisions.setdefault(row.line_id, []).append(row)
    return decisions


def form(page: Desk, data: QueryDict | None) -> forms.Form:
    return DecisionForm(data, auto_id=False)


def run(page: Desk, form: DecisionForm) -> str:
    line = get_object_or_404(ClaimLine, pk=form.cleaned_data["line"], claim=page.claim)
    decide(
        line,
        form.cleaned_data["decision"],
        form.cleaned_data["reason"],
        seen=form.cleaned_data["seen"],
        by=page.user,
        at=timezone.now(),
    )
    return _("Decided, and signed with your name.")


PANEL = Panel(
    key="people",
    template="staff/claim/people.html",
    place=("main", 10),
    reads=reads,
    act=Act(form, run, permission=Permission.CLAIM_DECIDE, is_confirmed=True),
)
