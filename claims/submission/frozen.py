"""The frozen claim as a value: what documents, desk and signature stand on, for ever.

`VERSION` 1 is closed: its golden file in tests/submission/golden must be readable for ever. A later
shape gets the next number, a golden file of its own and a branch in `read`; what an older version
never asked reads as unknown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from claims.law import logic
from claims.vault import shapes

VERSION = 1


@dataclass(frozen=True)
class FrozenMatter:
    name: str
    court: str
    forum: str


@dataclass(frozen=True)
class FrozenClaimant:
    name: str
    other_names: str
    email: str


@dataclass(frozen=True)
class FrozenSubject:
    """`kind`: self, child, ward or estate."""

    position: int
    kind: str
    name: str

    @property
    def is_self(self) -> bool:
        return self.kind == "self"


@dataclass(frozen=True)
class FrozenCapacity:
    """Who a subject, by its position, is to a photo: depicted, took, both, none or unsure."""

    subject: int
    kind: str


@dataclass(frozen=True)
class FrozenRow:
    """One row of a release.

    `locator`: dataset/release/file#L17. `sha256`: of the file.
    """

    dataset: str
    release: str
    outcome: str
    rows: int
    locator: str
    file: str
    sha256: str
    line: int | None
    photo_id: int | None
    owner: str | None


@dataclass(frozen=True)
class FrozenNegative:
    """A release in which nothing stands of the photo.

    `searched` and `published`: rows, where the copy is incomplete.
    """

    dataset: str
    release: str
    outcome: str
    searched: int | None = None
    published: int | None = None


@dataclass(frozen=True)
class FrozenPhoto:
    """`account_rows`: rows of the account, counted and never listed, since whose photos they are is
    not proved.
    """

    position: int
    text: str
    kind: str
    photo_id: int | None
    owner: str | None
    capacities: tuple[FrozenCapacity, ...]
    rows: tuple[FrozenRow, ...]
    account_rows: int
    negative: tuple[FrozenNegative, ...]

    def capacity_of(self, subject: FrozenSubject) -> str:
        """Raises KeyError."""
        return {row.subject: row.kind for row in self.capacities}[subject.position]


@dataclass(frozen=True)
class FrozenAnswer:
    """`words`: the question as it was put, in English.

    `subject`: a position; None of the claim, and of what a photo itself is. `photo`: its place in
    the frozen list.
    """

    question: str
    words: str
    subject: int | None
    photo: int | None
    value: Any
    certainty: str
    precision: str
    basis: str
    given_at: datetime

    @property
    def answer(self) -> logic.Answer:
        return logic.Answer(self.value, self.certainty, self.precision, self.basis)


@dataclass(frozen=True)
class FrozenUpload:
    """`size` in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True)
class SearchedRelease:
    """`short_of`: the published rows, where the copy is incomplete."""

    dataset: str
    title: str
    release: str
    rows: int
    short_of: int | None = None


@dataclass(frozen=True)
class FrozenFinding:
    """One theory against one defendant, as it stood: for staff, printed in no document."""

    subject: int
    theory: str
    party: str | None
    queue: str
    limitation: str
    last_day: date | None
    elements: dict[str, str]


@dataclass(frozen=True)
class FrozenStatute:
    fingerprint: str
    draft: bool


@dataclass(frozen=True)
class Frozen:
    """One claim at one moment."""

    reference: str
    matter: FrozenMatter
    frozen_at: datetime
    claimant: FrozenClaimant
    roles: tuple[str, ...]
    subjects: tuple[FrozenSubject, ...]
    photos: tuple[FrozenPhoto, ...]
    answers: tuple[FrozenAnswer, ...]
    uploads: tuple[FrozenUpload, ...]
    searched: tuple[SearchedRelease, ...]
    findings: tuple[FrozenFinding, ...]
    statutes: dict[str, FrozenStatute] = field(default_factory=dict)
    version: int = VERSION

    @property
    def frozen_on(self) -> date:
        return self.frozen_at.date()

    def answers_about(self, position: int | None) -> dict[str, FrozenAnswer]:
        """By question, what was said of one subject; of the claim as a whole with None."""
        return {row.question: row for row in self.answers if row.subject == position}


def write(frozen: Frozen) -> dict[str, Any]:
    """Plain data, as it is encrypted and hashed."""
    return shapes.write(frozen)


def read(content: dict[str, Any]) -> Frozen:
    """Raises UnknownShape, also for a version of a later program."""
    if content.get("version") != VERSION:
        raise shapes.UnknownShape(
            f"no version {content.get('version')!r} of a frozen claim is known"
        )
    return shapes.read(Frozen, content)
