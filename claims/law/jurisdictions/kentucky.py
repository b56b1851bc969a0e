"""Kentucky: a general privacy act, enforced by state authorities; letters."""

from __future__ import annotations

from datetime import date

from claims.law import elements
from claims.law.theory import Jurisdiction
from claims.law.words import _

ACT = elements.Act(
    rights="KRS 367.3615(2)(a), (c)",
    applies="KRS 367.3613",
    biometric="KRS 367.3611(3)",
    time="KRS 367.3615(3)(a)",
    enforcer="KRS 367.3627",
)
LETTERS = elements.letters(
    "KY",
    _("The person lives in Kentucky now"),
    ACT,
    key="ky-kcdpa",
    title=_("Kentucky Consumer Data Protection Act: letters to ask what a company has"),
    effective_from=date(2026, 1, 1),
    period=_("Within 45 days the recipient must answer."),
    erases=elements.ERASES_ALL,
    unverified=("the text from 1 July 2027 on",),
)

JURISDICTION = Jurisdiction("KY", _("Kentucky"), (LETTERS,))
