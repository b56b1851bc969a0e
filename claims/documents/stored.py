"""What a person confirmed, as a value. Version 1 is closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

VERSION = 1


@dataclass(frozen=True)
class Confirming:
    """What the person typed and how they were known.

    `local_date`: ISO 8601, in `zone`.
    """

    typed_name: str
    local_date: str
    zone: str
    method: str
    address: str
    browser: str


@dataclass(frozen=True)
class ConfirmationRecord:
    """To the best of their knowledge, and unsworn. `words`: as they stood on the page. `digests`:
    SHA-256 by document that was read. `submission`: SHA-256 of the frozen claim.
    """

    words: str
    typed_name: str
    local_date: str
    zone: str
    method: str
    address: str
    browser: str
    digests: dict[str, str]
    submission: str
    confirmed_at: datetime
    version: int = VERSION
