"""Rhode Island: a general privacy act, enforced by state authorities; letters."""

from __future__ import annotations

from datetime import date

from claims.law import elements
from claims.law.theory import Jurisdiction
from claims.law.words import _

ACT = elements.Act(
    rights="R.I. Gen. Laws § 6-48.1-5(e)",
    applies="R.I. Gen. Laws § 6-48.1-6(a)",
    biometric="R.I. Gen. Laws § 6-48.1-2(3)",
    time="R.I. Gen. Laws § 6-48.1-6(b)(1)",
    enforcer="R.I. Gen. Laws § 6-48.1-8",
)
LETTERS = elements.letters(
    "RI",
    _("The person lives in Rhode Island now"),
    ACT,
    key="ri-ridtppa",
    title=_(
        "Rhode Island Data Transparency and Privacy Protection Act: letters to ask what a company "
        "has"
    ),
    effective_from=date(2026, 1, 1),
    period=_("Within 45 days the recipient must answer."),
    erases="",
    unverified=("what may be erased",),
)

JURISDICTION = Jurisdiction("RI", _("Rhode Island"), (LETTERS,))
