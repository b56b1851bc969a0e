"""What a line, a decision and a run of the law keep, as values. Version 1 is closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

VERSION = 1


@dataclass(frozen=True)
class Verdict:
    """What the law says of one theory.

    `queue`: where to look first (`law.findings.QUEUES`). `limitation`: what is left of the time
    (`law.limitation.STATUSES`), "" where nothing is said. `last_day`: the limitations date.
    """

    queue: str
    limitation: str
    last_day: date | None


@dataclass(frozen=True)
class StoredFinding:
    """`verdict`: against the defendant with the strongest finding, with the earliest limitations
    date against any. `defendants`: each one's own, by name. `fingerprint`: of the theory's text.
    """

    verdict: Verdict
    defendants: dict[str, Verdict]
    fingerprint: str
    version: int = VERSION


@dataclass(frozen=True)
class SignedDecision:
    """What a lawyer decided of a line, over what they saw.

    `subject` and `by`: ids.
    """

    subject: str
    theory: str
    decision: str
    reason: str
    finding: StoredFinding
    by: str
    at: datetime
    version: int = VERSION


@dataclass(frozen=True)
class VerdictChange:
    before: Verdict
    after: Verdict
    version: int = VERSION
