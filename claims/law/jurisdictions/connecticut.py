"""Connecticut: a general privacy act, enforced by state authorities; letters."""

from __future__ import annotations

from datetime import date

from claims.law import elements
from claims.law.theory import Jurisdiction
from claims.law.words import _

ACT = elements.Act(
    rights="Conn. Gen. Stat. § 42-518(a)(1), (3)",
    applies="Conn. Gen. Stat. § 42-516 as amended by P.A. 25-113",
    biometric="Conn. Gen. Stat. § 42-515 (P.A. 22-15 § 1(3))",
    time="Conn. Gen. Stat. § 42-518(c)(1)",
    enforcer="Conn. Gen. Stat. § 42-525",
)
LETTERS_BEFORE = elements.letters(
    "CT",
    _("The person lives in Connecticut now"),
    ACT,
    key="ct-ctdpa",
    title=_("Connecticut Data Privacy Act: letters to ask what a company has"),
    effective_from=date(2023, 7, 1),
    effective_to=date(2026, 6, 30),
    period=_("Within 45 days the recipient must answer."),
    erases=elements.ERASES_ALL,
)
# P.A. 25-113: more recipients are covered, and banks are no longer left out as such.
LETTERS = elements.letters(
    "CT",
    _("The person lives in Connecticut now"),
    ACT,
    key="ct-ctdpa",
    title=_("Connecticut Data Privacy Act: letters to ask what a company has"),
    effective_from=date(2026, 7, 1),
    period=_("Within 45 days the recipient must answer."),
    erases=elements.ERASES_ALL,
    unverified=("the words of P.A. 25-113 on rights and on biometric data",),
)

JURISDICTION = Jurisdiction("CT", _("Connecticut"), (LETTERS_BEFORE, LETTERS))
