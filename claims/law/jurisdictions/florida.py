"""Florida: a general privacy act, enforced by state authorities; letters."""

from __future__ import annotations

from datetime import date

from claims.law import elements
from claims.law.theory import Jurisdiction
from claims.law.words import _

ACT = elements.Act(
    rights="Fla. Stat. § 501.705(2)(a), (c)",
    applies="Fla. Stat. § 501.702(9)",
    biometric="Fla. Stat. § 501.702(4)",
    time="Fla. Stat. § 501.706(2)",
    enforcer="Fla. Stat. § 501.72(1)",
)
LETTERS = elements.letters(
    "FL",
    _("The person lives in Florida now"),
    ACT,
    key="fl-fdbr",
    title=_("Florida Digital Bill of Rights: letters to ask what a company has"),
    effective_from=date(2024, 7, 1),
    period=_("Within 45 days the recipient must answer."),
    erases=elements.ERASES_ALL,
    unverified=(
        "only businesses with more than one billion dollars of revenue a year, and of some kinds",
        "the words on erasure and on biometric data",
    ),
)

JURISDICTION = Jurisdiction("FL", _("Florida"), (LETTERS,))
