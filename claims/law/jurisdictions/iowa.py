"""Iowa: a general privacy act, enforced by state authorities; letters."""

from __future__ import annotations

from datetime import date

from claims.law import elements
from claims.law.theory import Jurisdiction
from claims.law.words import _

ACT = elements.Act(
    rights="Iowa Code § 715D.3(1)(a)-(b)",
    applies="Iowa Code § 715D.2",
    biometric="Iowa Code § 715D.1(4)",
    time="Iowa Code § 715D.3(2)(a)",
    enforcer="Iowa Code § 715D.8",
)
LETTERS = elements.letters(
    "IA",
    _("The person lives in Iowa now"),
    ACT,
    key="ia-icdpa",
    title=_("Iowa Consumer Data Protection Act: letters to ask what a company has"),
    effective_from=date(2025, 1, 1),
    period=_("Within 90 days the recipient must answer."),
    erases=elements.ERASES_GIVEN,
)

JURISDICTION = Jurisdiction("IA", _("Iowa"), (LETTERS,))
