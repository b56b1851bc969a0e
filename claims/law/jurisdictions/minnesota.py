"""Minnesota: a general privacy act, enforced by state authorities; letters."""

from __future__ import annotations

from datetime import date

from claims.law import elements
from claims.law.theory import Jurisdiction
from claims.law.words import _

ACT = elements.Act(
    rights="Minn. Stat. § 325M.14, subd. 1(b), (d)",
    applies="Minn. Stat. § 325M.12",
    biometric="Minn. Stat. § 325M.11(d)",
    time="Minn. Stat. § 325M.14, subd. 4",
    enforcer="Minn. Stat. § 325M.20",
)
LETTERS = elements.letters(
    "MN",
    _("The person lives in Minnesota now"),
    ACT,
    key="mn-mcdpa",
    title=_("Minnesota Consumer Data Privacy Act: letters to ask what a company has"),
    effective_from=date(2025, 7, 31),
    period=_("Within 45 days the recipient must answer."),
    asks=elements.ASKS_KINDS,
    erases=elements.ERASES_ALL,
)

JURISDICTION = Jurisdiction("MN", _("Minnesota"), (LETTERS,))
