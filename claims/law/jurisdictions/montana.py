"""Montana: a general privacy act, enforced by state authorities; letters."""

from __future__ import annotations

from datetime import date

from claims.law import elements
from claims.law.theory import Jurisdiction
from claims.law.words import _

ACT = elements.Act(
    rights="Mont. Code § 30-14-2808(1)(a), (c)",
    applies="Mont. Code § 30-14-2803 as amended by SB 297 (Ch. 567, Laws of 2025)",
    biometric="Mont. Code § 30-14-2802",
    time="Mont. Code § 30-14-2808(4)(a)",
    enforcer="Mont. Code § 30-14-2817",
)
LETTERS = elements.letters(
    "MT",
    _("The person lives in Montana now"),
    ACT,
    key="mt-mcdpa",
    title=_("Montana Consumer Data Privacy Act: letters to ask what a company has"),
    effective_from=date(2024, 10, 1),
    period=_("Within 45 days the recipient must answer."),
    erases=elements.ERASES_ALL,
    unverified=("the words of the rights and of biometric data",),
)

JURISDICTION = Jurisdiction("MT", _("Montana"), (LETTERS,))
