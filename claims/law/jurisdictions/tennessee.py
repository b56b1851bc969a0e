"""Tennessee: a general privacy act, enforced by state authorities; letters."""

from __future__ import annotations

from datetime import date

from claims.law import elements
from claims.law.theory import Jurisdiction
from claims.law.words import _

ACT = elements.Act(
    rights="Tenn. Code § 47-18-3304(a)(2)(A), (C)",
    applies="Tenn. Code § 47-18-3303",
    biometric="Tenn. Code § 47-18-3302",
    time="Tenn. Code § 47-18-3304(b)(1)",
    enforcer="Tenn. Code § 47-18-3313",
)
LETTERS = elements.letters(
    "TN",
    _("The person lives in Tennessee now"),
    ACT,
    key="tn-tipa",
    title=_("Tennessee Information Protection Act: letters to ask what a company has"),
    effective_from=date(2025, 7, 1),
    period=_("None for a letter; the time to answer is for counsel to read."),
    erases=elements.ERASES_ALL,
    unverified=(
        "the time to answer",
        "what biometric data is",
    ),
)

JURISDICTION = Jurisdiction("TN", _("Tennessee"), (LETTERS,))
