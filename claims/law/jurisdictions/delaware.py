"""Delaware: a general privacy act, enforced by state authorities; letters."""

from __future__ import annotations

from datetime import date

from claims.law import elements
from claims.law.theory import Jurisdiction
from claims.law.words import _

ACT = elements.Act(
    rights="6 Del. C. § 12D-104(a)(1), (3)",
    applies="6 Del. C. § 12D-103(a)",
    biometric="6 Del. C. § 12D-102",
    time="6 Del. C. § 12D-104(c)(1)",
    enforcer="6 Del. C. § 12D-111",
)
LETTERS = elements.letters(
    "DE",
    _("The person lives in Delaware now"),
    ACT,
    key="de-dpdpa",
    title=_("Delaware Personal Data Privacy Act: letters to ask what a company has"),
    effective_from=date(2025, 1, 1),
    period=_("Within 45 days the recipient must answer."),
    erases=elements.ERASES_ALL,
    unverified=("the words on erasure",),
)

JURISDICTION = Jurisdiction("DE", _("Delaware"), (LETTERS,))
