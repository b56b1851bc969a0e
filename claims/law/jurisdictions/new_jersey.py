"""New Jersey: a general privacy act, enforced by state authorities; letters."""

from __future__ import annotations

from datetime import date

from claims.law import elements
from claims.law.theory import Jurisdiction
from claims.law.words import _

ACT = elements.Act(
    rights="N.J.S.A. 56:8-166.10(a)(1), (3)",
    applies="N.J.S.A. 56:8-166.5",
    biometric="N.J.S.A. 56:8-166.4",
    time="N.J.S.A. 56:8-166.7(a)",
    enforcer="N.J.S.A. 56:8-166.19 (§ 16 of the act)",
)
LETTERS = elements.letters(
    "NJ",
    _("The person lives in New Jersey now"),
    ACT,
    key="nj-njdpa",
    title=_("New Jersey Data Privacy Act: letters to ask what a company has"),
    effective_from=date(2025, 1, 15),
    period=_("Within 45 days the recipient must answer."),
    erases=elements.ERASES_ALL,
)

JURISDICTION = Jurisdiction("NJ", _("New Jersey"), (LETTERS,))
