"""New Hampshire: a general privacy act, enforced by state authorities; letters."""

from __future__ import annotations

from datetime import date

from claims.law import elements
from claims.law.theory import Jurisdiction
from claims.law.words import _

ACT = elements.Act(
    rights="N.H. RSA 507-H:4, I(a), (c)",
    applies="N.H. RSA 507-H:2",
    biometric="N.H. RSA 507-H:1, IV",
    time="N.H. RSA 507-H:4, III(a)",
    enforcer="N.H. RSA 507-H:11",
)
LETTERS = elements.letters(
    "NH",
    _("The person lives in New Hampshire now"),
    ACT,
    key="nh-507h",
    title=_("New Hampshire privacy act: letters to ask what a company has"),
    effective_from=date(2025, 1, 1),
    period=_("Within 45 days the recipient must answer."),
    erases=elements.ERASES_ALL,
)

JURISDICTION = Jurisdiction("NH", _("New Hampshire"), (LETTERS,))
