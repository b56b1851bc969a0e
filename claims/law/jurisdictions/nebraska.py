"""Nebraska: a general privacy act, enforced by state authorities; letters."""

from __future__ import annotations

from datetime import date

from claims.law import elements
from claims.law.theory import Jurisdiction
from claims.law.words import _

ACT = elements.Act(
    rights="Neb. Rev. Stat. § 87-1107(2)",
    applies="Neb. Rev. Stat. § 87-1103(1)",
    biometric="Neb. Rev. Stat. § 87-1102 (LB 1074 § 2)",
    time="Neb. Rev. Stat. § 87-1108(2)",
    enforcer="Neb. Rev. Stat. § 87-1120 ff",
)
LETTERS = elements.letters(
    "NE",
    _("The person lives in Nebraska now"),
    ACT,
    key="ne-ndpa",
    title=_("Nebraska Data Privacy Act: letters to ask what a company has"),
    effective_from=date(2025, 1, 1),
    period=_("Within 45 days the recipient must answer."),
    erases=elements.ERASES_ALL,
    unverified=("the words of the rights",),
)

JURISDICTION = Jurisdiction("NE", _("Nebraska"), (LETTERS,))
