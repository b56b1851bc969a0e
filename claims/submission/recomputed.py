"""What the law said of a claim on an earlier day, found again from what was kept, and what it says
now.

Then: the version that was frozen last, the texts of the law and the acts on record at that moment,
and that day's date for every time limit. Which datasets the matter pursues is taken as it is now.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import chain

from django.utils.translation import gettext as _

from claims.assessment import queries as assessment
from claims.assessment.queries import Assessed, MatterLaw, assessed_people
from claims.assessment.stored import Verdict
from claims.datasets.evidence import facts_of
from claims.intake.models import Claim
from claims.law.logic import Answer, Facts
from claims.matters import queries as matters
from claims.submission.frozen import Frozen, FrozenPhoto, FrozenSubject
from claims.submission.models import Submission

Key = tuple[int, str, str]  # position of the subject, theory, party


@dataclass(frozen=True)
class Basis:
    """What the findings of a moment stand on.

    `texts`: by theory, the fingerprint.
    """

    submission: Submission
    frozen: Frozen
    moment: datetime
    texts: dict[str, str]
    is_as_frozen: bool  # no run held the claim against the law between its freezing and then


@dataclass(frozen=True)
class Compared:
    """One theory against one party for one person, then and now; None where there was no such line.

    `recorded`: what was written down at freezing, where that is the same moment.
    """

    person: str
    then: Assessed | None
    now: Assessed | None
    recorded: Verdict | None

    @property
    def title(self) -> str:
        line = self.now or self.then
        return _(line.status.theory.title) if line else ""

    @property
    def party(self) -> str:
        line = self.now or self.then
        return str(line.party) if line and line.party else ""

    @property
    def words_then(self) -> str:
        return assessment.in_words(_verdict(self.then))

    @property
    def words_now(self) -> str:
        return assessment.in_words(_verdict(self.now))

    @property
    def words_recorded(self) -> str:
        return assessment.in_words(self.recorded)

    @property
    def is_other_text(self) -> bool:
        texts = {line.status.fingerprint for line in (self.then, self.now) if line}
        return len(texts) > 1

    @property
    def elements(self) -> list[tuple[str, str, str]]:
        """(title, then, now) of each element that is now another; "" where there is none."""
        then, now = _strengths(self.then), _strengths(self.now)
        titles = dict.fromkeys([*then, *now])
        return [
            (title, then.get(title, ""), now.get(title, ""))
            for title in titles
            if then.get(title) != now.get(title)
        ]

    @property
    def has_moved(self) -> bool:
        return _verdict(self.then) != _verdict(self.now) or bool(self.elements)

    @property
    def is_contradicted(self) -> bool:
        """What was written down at freezing is not what the same law and facts give: the program or
        the record was changed.
        """
        return self.recorded is not None and self.recorded != _verdict(self.then)


def _verdict(assessed: Assessed | None) -> Verdict | None:
    return assessment.verdict(assessed.finding) if assessed else None


def _strengths(assessed: Assessed | None) -> dict[str, str]:
    if assessed is None:
        return {}
    return {item.element.title: item.strength_in_words for item in assessed.finding.elements}


def basis_on(claim: Claim, day: date) -> Basis | None:
    """What stood at the end of a day, or at freezing where that was the day; None before."""
    moment = datetime.combine(day, time.max, UTC)
    submission = claim.submissions.filter(frozen_at__lte=moment).last()
    if submission is None:
        return None
    submission.claim = claim
    frozen = submission.frozen
    run = matters.last_run(claim.matter, since=submission.frozen_at, until=moment)
    if run:
        return Basis(submission, frozen, moment, run.texts, is_as_frozen=False)
    texts = {key: row.fingerprint for key, row in frozen.statutes.items()}
    if frozen.frozen_on == day:
        return Basis(submission, frozen, submission.frozen_at, texts, is_as_frozen=True)
    return Basis(submission, frozen, moment, texts, is_as_frozen=False)


def facts_then(frozen: Frozen, subject: FrozenSubject, pursued: list[str]) -> Facts:
    """What was on file of one subject, as the law reads it.

    `pursued`: datasets.
    """
    answers = _answers(frozen, None, subject.position) | _answers(frozen, None, None)
    answers["subject"] = Answer(subject.kind)
    photos = []
    for place, photo in enumerate(frozen.photos):
        facts = _in_datasets(photo, pursued)
        facts["capacity"] = _capacity(photo.capacity_of(subject))
        of_photo = _answers(frozen, place, None)
        photos.append(facts | of_photo | _answers(frozen, place, subject.position))
    return Facts(answers, tuple(photos))


def _answers(frozen: Frozen, place: int | None, position: int | None) -> dict[str, Answer]:
    """By question, what was answered of one photo and one subject."""
    about = (place, position)
    return {row.question: row.answer for row in frozen.answers if (row.photo, row.subject) == about}


def _capacity(kind: str) -> Answer:
    return Answer(kind, "unsure" if kind == "unsure" else "known")


def _in_datasets(photo: FrozenPhoto, pursued: list[str]) -> dict[str, Answer]:
    return facts_of([(row.dataset, row.outcome) for row in photo.rows + photo.negative], pursued)


def compare(claim: Claim, basis: Basis, *, on: date) -> list[Compared]:
    """Every line of the claim as it was and as it is on a day.

    Raises UnknownText where a text was not kept or this program cannot read it.
    """
    law = MatterLaw(
        claim.matter,
        basis.moment.date(),
        theories=matters.kept_theories(basis.texts),
        at=basis.moment,
    )
    then = _then(basis, law)
    now = _now(claim, on)
    names = {subject.position: subject.name for subject in basis.frozen.subjects}
    recorded = _recorded(basis.frozen) if basis.is_as_frozen else {}
    return [
        Compared(names.get(key[0], ""), then.get(key), now.get(key), recorded.get(key))
        for key in sorted(then.keys() | now.keys())
    ]


def _then(basis: Basis, law: MatterLaw) -> dict[Key, Assessed]:
    rows: dict[Key, Assessed] = {}
    for subject in basis.frozen.subjects:
        facts = facts_then(basis.frozen, subject, basis.submission.claim.matter.datasets)
        rows |= _by_key(subject.position, law.assess(facts))
    return rows


def _now(claim: Claim, on: date) -> dict[Key, Assessed]:
    rows: dict[Key, Assessed] = {}
    for subject, by_theory in assessed_people(claim, MatterLaw(claim.matter, on)):
        rows |= _by_key(subject.position, by_theory)
    return rows


def _by_key(position: int, by_theory: Iterable[list[Assessed]]) -> dict[Key, Assessed]:
    rows = {}
    for line in chain.from_iterable(by_theory):
        party = str(line.party) if line.party else ""
        rows[position, line.status.theory.key, party] = line
    return rows


def _recorded(frozen: Frozen) -> dict[Key, Verdict]:
    return {
        (row.subject, row.theory, row.party or ""): Verdict(row.queue, row.limitation, row.last_day)
        for row in frozen.findings
    }
