"""Maryland: a general privacy act, enforced by state authorities; letters."""

from __future__ import annotations

from datetime import date

from claims.law import elements
from claims.law.theory import Jurisdiction
from claims.law.words import _

ACT = elements.Act(
    rights="Md. Code, Com. Law § 14-4705(b)(1), (2), (4)",
    applies="Md. Code, Com. Law § 14-4702",
    biometric="Md. Code, Com. Law § 14-4701(d)",
    time="Md. Code, Com. Law § 14-4705(e)",
    enforcer="Md. Code, Com. Law §§ 14-4713, 14-4714",
)
LETTERS = elements.letters(
    "MD",
    _("The person lives in Maryland now"),
    ACT,
    key="md-modpa",
    title=_("Maryland Online Data Privacy Act: letters to ask what a company has"),
    effective_from=date(2025, 10, 1),
    period=_("None for a letter; the time to answer is for counsel to read."),
    erases=elements.ERASES_ALL,
    unverified=(
        "the time to answer",
        "processing before 1 April 2026",
        "the text from July 2026 on",
    ),
)

JURISDICTION = Jurisdiction("MD", _("Maryland"), (LETTERS,))
