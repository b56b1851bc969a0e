"""What a person agreed to and signed, as values. Version 1 is closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

VERSION = 1


@dataclass(frozen=True)
class ConsentRecord:
    """`words`: what was shown.

    `code`: as typed from the PDF. `address`, `browser`: of the request. `disclosure`: the
    version of the words.
    """

    disclosure: str
    words: tuple[str, ...]
    code: str
    address: str
    browser: str
    version: int = VERSION


@dataclass(frozen=True)
class Signing:
    """What the signer typed and how they were known.

    `local_date`: ISO 8601, in `zone`.
    """

    typed_name: str
    place: str
    local_date: str
    zone: str
    method: str
    address: str
    browser: str


@dataclass(frozen=True)
class SignatureRecord:
    """`digests`: SHA-256 by document.

    `submission`: SHA-256 of the frozen claim.
    """

    typed_name: str
    place: str
    local_date: str
    zone: str
    method: str
    address: str
    browser: str
    digests: dict[str, str]
    submission: str
    signed_at: datetime
    version: int = VERSION
