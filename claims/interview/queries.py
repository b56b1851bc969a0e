"""What was answered in a claim, and what is needed next."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from claims.datasets.evidence import facts_of
from claims.datasets.queries import Result
from claims.intake.models import Claim, ClaimPhoto, Subject
from claims.intake.queries import photos, with_claim
from claims.interview.models import Answer, Capacity
from claims.law import interview, logic, typical
from claims.law.ages import Adulthood, adulthood
from claims.law.questions import BY_KEY, QUESTIONS, SCREEN, Question
from claims.matters import queries as matters


def current_answers(claim: Claim) -> list[Answer]:
    return with_claim(claim, claim.answers.filter(superseded_at=None).order_by("given_at"))


CONTACT_KEYS = tuple(question.key for question in QUESTIONS if question.topic == "contact")
CHECKING = 180.0  # seconds to read everything once more, and to confirm and send it
SCREEN_KEYS = frozenset(question.key for question in SCREEN)
KIND_OF_ROLE = {"parent": "child", "guardian": "ward", "executor": "estate"}
ROLE_OF_KIND = {kind: role for role, kind in KIND_OF_ROLE.items()}
OTHER = logic.Answer("other")
PHOTO_QUESTIONS = tuple(key for key, question in BY_KEY.items() if question.scope == "photo")


def contact_now(claim: Claim, since: datetime) -> list[Answer]:
    """How to reach the person, where that was changed since a moment."""
    rows = claim.answers.filter(superseded_at=None, given_at__gt=since, question__in=CONTACT_KEYS)
    return with_claim(claim, rows.order_by("given_at"))


@dataclass(frozen=True)
class Needed:
    """A question still to be asked. `subject` None: of the claim as a whole."""

    question: Question
    subject: Any  # Subject or None


class Interview:
    """The state of a claim's interview, replayed from what is saved."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self.today = timezone.localdate()
        self.photos = photos(claim)
        self.capacities = {
            (row.photo_id, row.subject_id): row.kind for row in claim.capacities.all()
        }
        self.answers = {
            (row.question, row.subject_id, row.photo_id): row for row in current_answers(claim)
        }
        self.people = list(claim.subjects.all())
        # For whom the claimant answers; a child who is 18 answers alone.
        self.grown = [subject for subject in self.people if self._is_grown(subject)]
        self.subjects = [subject for subject in self.people if subject not in self.grown]
        self._theories = matters.signed_theories(claim.matter, self.today)
        self._needs: dict[UUID, dict[UUID, set[str]]] = {}
        self._kept: dict[str, Any] = {}

    def answer(self, key: str, subject: Any = None, photo: Any = None) -> Answer | None:
        """The row that stands; of what the photo itself is, whoever it was asked about."""
        person = None if BY_KEY[key].is_shared else subject
        return self.answers.get((key, getattr(person, "pk", None), getattr(photo, "pk", None)))

    def adulthood(self, subject: Any) -> Adulthood | None:
        """When a child turns 18; None for others, and where no date of birth was told."""
        birth = self.answer("birth_date", subject) if subject.kind == Subject.Kind.CHILD else None
        return adulthood(birth.answer if birth else None)

    def _is_grown(self, subject: Any) -> bool:
        """Of a claim that was sent it stays as it was when it was sent."""
        turning = None if self.claim.submitted_at else self.adulthood(subject)
        return subject.is_left_out or (turning is not None and turning.first <= self.today)

    def unclear_births(self) -> list[Any]:
        """Children who may be 18 or not, by a date of birth that is not whole."""
        turning = {subject: self.adulthood(subject) for subject in self.grown}
        return [who for who, days in turning.items() if days and days.last > self.today]

    def answer_of_photo(self, key: str, subject: Any, photo: ClaimPhoto) -> logic.Answer | None:
        """What is known: told, or following from what was told. Where the claimant put the photo on
        Flickr, nobody else did.
        """
        if row := self.answer(key, subject, photo):
            return row.answer
        if key != "uploaded_by" or subject.is_self:
            return None
        own = self.answer(key, self.claimant, photo)
        return OTHER if own and own.answer.value == "self" else None

    @property
    def claimant(self) -> Any:
        """The account's owner, who stands in every claim."""
        return next(subject for subject in self.subjects if subject.is_self)

    def kept(self, name: str, read: Callable[[Interview], Any]) -> Any:
        """What `read` returned the first time: a page asks for it once for each question."""
        if name not in self._kept:
            self._kept[name] = read(self)
        return self._kept[name]

    def photos_of(self, subject: Any, key: str) -> list[ClaimPhoto]:
        """The photos of which this question is asked for this subject: still, or already
        answered.
        """
        return [
            photo
            for photo in self.photos
            if self.answer(key, subject, photo) or key in self._needed_of(subject)[photo.pk]
        ]

    def open_photos(self, subject: Any, key: str) -> list[ClaimPhoto]:
        """The photos of which this question is still to be asked for this subject."""
        needed = self._needed_of(subject)
        return [
            photo
            for photo in self.photos
            if key in needed[photo.pk] and not self.answer(key, subject, photo)
        ]

    def _needed_of(self, subject: Any) -> dict[UUID, set[str]]:
        """The questions still needed, by photo, with that photo in view."""
        if subject.pk not in self._needs:
            facts = self._known(subject)
            views = {
                photo.pk: logic.Facts({**facts, **self._facts_of_photo(subject, photo)})
                for photo in self.photos
            }
            self._needs[subject.pk] = {
                photo: interview.needed_of(self._theories, view) for photo, view in views.items()
            }
        return self._needs[subject.pk]

    def facts(self, subject: Any, evidence: Sequence[Result] = ()) -> logic.Facts:
        """What is known about one subject, portal facts included when evidence is given."""
        results: Sequence[Result | None] = evidence or [None] * len(self.photos)
        photos = [
            self._facts_of_photo(subject, photo, result)
            for photo, result in zip(self.photos, results, strict=True)
        ]
        return logic.Facts(self._known(subject), tuple(photos))

    def _known(self, subject: Any) -> dict[str, logic.Answer]:
        """What is known apart from the photos."""
        answers = {
            key: saved.answer
            for key, question in BY_KEY.items()
            if (saved := self.answer(key, subject if question.scope == "subject" else None))
        }
        return answers | {"subject": logic.Answer(subject.kind)}

    def _facts_of_photo(
        self, subject: Any, photo: ClaimPhoto, result: Result | None = None
    ) -> dict[str, logic.Answer]:
        facts: dict[str, logic.Answer] = {}
        if result:
            outcomes = [(match.dataset, match.outcome) for match in result.of_itself]
            facts = facts_of(outcomes, self.claim.matter.datasets)
        if kind := self.capacities.get((photo.pk, subject.pk)):
            facts["capacity"] = logic.Answer(
                kind, "unsure" if kind == Capacity.Kind.UNSURE else "known"
            )
        for key in PHOTO_QUESTIONS:
            if answer := self.answer_of_photo(key, subject, photo):
                facts[key] = answer
        return facts

    def kinds_to_name(self) -> list[str]:
        """The kinds of other people that the roles speak of, in the order of the roles."""
        return [kind for role, kind in KIND_OF_ROLE.items() if role in self.claim.roles]

    def people_to_name(self) -> list[str]:
        """Of these, the kinds of which nobody is named yet."""
        named = {subject.kind for subject in self.people}
        return [kind for kind in self.kinds_to_name() if kind not in named]

    # What a page showed, as a short text: sent back with the form, it tells whether another window
    # was first.

    def screen_version(self) -> str:
        answered = [self.answers[key].pk for key in self.answers if key[0] in SCREEN_KEYS]
        return _version([*answered, *self.claim.roles])

    def sheet_version(self, key: str, subject: Any) -> str:
        about = (key, None if BY_KEY[key].is_shared else subject.pk)
        return _version(row.pk for name, row in self.answers.items() if name[:2] == about)

    def capacity_version(self) -> str:
        return _version(self.capacities.items())

    def needed(self) -> list[Needed]:
        """Every question still needed: each subject's, then the claim's."""
        rows = [Needed(BY_KEY["birth_date"], subject) for subject in self.unclear_births()]
        of_claim: dict[str, Needed] = {}
        for subject in self.subjects:
            for key in interview.needed(self._theories, self.facts(subject)):
                question = BY_KEY[key]
                if question.scope == "claim":
                    of_claim[key] = Needed(question, None)
                else:
                    rows.append(Needed(question, subject))
        return rows + list(of_claim.values())

    def screened(self) -> dict[str, logic.Answer]:
        """What was answered to the conflict screen, by question."""
        rows = {question.key: self.answer(question.key) for question in SCREEN}
        return {key: row.answer for key, row in rows.items() if row}

    def is_screened(self) -> bool:
        return self.screened().keys() == SCREEN_KEYS

    def unplaced_photos(self) -> bool:
        """Whether for some photo it has not been said who the subjects are to it."""
        return any(
            (photo.pk, subject.pk) not in self.capacities
            for photo in self.photos
            for subject in self.subjects
        )

    def next_page(self) -> str:
        """The name of the first page that is not done: screen, people, photos, capacity, question,
        check.
        """
        if not self.claim.roles or not self.is_screened():
            return "screen"
        if self.people_to_name():
            return "people"
        if not self.photos:
            return "photos"
        if self.unplaced_photos():
            return "capacity"
        return "question" if self.needed() else "check"

    def minutes_left(self) -> int:
        """To the end, for somebody who reads at 200 words a minute and goes on as most people do,
        with everybody counted who is still to be named.
        """
        keys: list[str] = []
        for facts in self._people():
            keys += typical.rest(self._theories, facts)
        seconds = CHECKING
        for key in dict.fromkeys(keys):
            times = keys.count(key)
            if BY_KEY[key].scope == "claim":
                times = 1
            elif BY_KEY[key].is_shared:
                times = min(times, len(self.photos) or 1)
            seconds += times * typical.seconds(BY_KEY[key])
        return max(1, round(seconds / 60))

    def _people(self) -> list[logic.Facts]:
        """What is known of everybody, those still to be named included."""
        about = [self.facts(subject) for subject in self.subjects]
        photos = about[0].photos if about else ()
        kinds = self.people_to_name()
        return about + [logic.Facts({"subject": logic.Answer(kind)}, photos) for kind in kinds]

    def percent(self) -> int:
        """How much of the claim is done, 0 to 100, counted in pages."""
        before = {"screen": 0, "people": 15, "photos": 20, "capacity": 30}
        if (at := self.next_page()) in before:
            return before[at]
        answered = {key[:2] for key in self.answers if key[0] not in SCREEN_KEYS}
        left = len(self.needed())
        return 40 + round(60 * len(answered) / (len(answered) + left)) if left else 100


def _version(parts: Iterable[object]) -> str:
    return hashlib.sha256("|".join(sorted(map(str, parts))).encode()).hexdigest()[:32]
