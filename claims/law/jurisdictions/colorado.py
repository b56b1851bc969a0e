"""Colorado: a general privacy act, enforced by state authorities; letters."""

from __future__ import annotations

from datetime import date

from claims.law import elements
from claims.law.theory import Jurisdiction
from claims.law.words import _

ACT = elements.Act(
    rights="C.R.S. § 6-1-1306(1)(b), (d)",
    applies="C.R.S. § 6-1-1304(1)",
    biometric="C.R.S. § 6-1-1303 (HB24-1130, 1 July 2025)",
    time="C.R.S. § 6-1-1306(2)(a)-(b)",
    enforcer="C.R.S. § 6-1-1311",
)
LETTERS = elements.letters(
    "CO",
    _("The person lives in Colorado now"),
    ACT,
    key="co-cpa",
    title=_("Colorado Privacy Act with HB24-1130: letters to ask what a company has"),
    effective_from=date(2025, 7, 1),
    period=_("Within 45 days the recipient must answer."),
    erases=elements.ERASES_ALL,
    unverified=(
        "the words of the biometric part (HB24-1130)",
        "district attorneys enforce it too",
    ),
)

JURISDICTION = Jurisdiction("CO", _("Colorado"), (LETTERS,))
