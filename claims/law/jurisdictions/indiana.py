"""Indiana: a general privacy act, enforced by state authorities; letters."""

from __future__ import annotations

from datetime import date

from claims.law import elements
from claims.law.theory import Jurisdiction
from claims.law.words import _

ACT = elements.Act(
    rights="Ind. Code § 24-15-3-1(b)(1), (3)",
    applies="Ind. Code § 24-15-1-1(a)",
    biometric="Ind. Code § 24-15-2-4(b)",
    time="Ind. Code § 24-15-3-1(c)(1)",
    enforcer="Ind. Code ch. 24-15-10",
)
LETTERS = elements.letters(
    "IN",
    _("The person lives in Indiana now"),
    ACT,
    key="in-icdpa",
    title=_("Indiana Consumer Data Protection Act: letters to ask what a company has"),
    effective_from=date(2026, 1, 1),
    period=_("Within 45 days the recipient must answer."),
    erases=elements.ERASES_ALL,
    unverified=("whether the right to know reaches what somebody else gave",),
)

JURISDICTION = Jurisdiction("IN", _("Indiana"), (LETTERS,))
