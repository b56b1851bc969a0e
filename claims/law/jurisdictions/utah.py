"""Utah: a general privacy act, enforced by state authorities; letters."""

from __future__ import annotations

from datetime import date

from claims.law import elements
from claims.law.theory import Jurisdiction
from claims.law.words import _

ACT = elements.Act(
    rights="Utah Code § 13-61-201(1)-(2)",
    applies="Utah Code § 13-61-102(1)",
    biometric="Utah Code § 13-61-101(6)(c)",
    time="Utah Code § 13-61-203(2)(a)-(b)",
    enforcer="Utah Code § 13-61-402",
)
LETTERS_BEFORE = elements.letters(
    "UT",
    _("The person lives in Utah now"),
    ACT,
    key="ut-ucpa",
    title=_("Utah Consumer Privacy Act: letters to ask what a company has"),
    effective_from=date(2023, 12, 31),
    effective_to=date(2026, 6, 30),
    period=_("Within 45 days the recipient must answer."),
    erases=elements.ERASES_GIVEN,
)
# The section on rights was amended; erasure reaches what the consumer provided, as before.
LETTERS = elements.letters(
    "UT",
    _("The person lives in Utah now"),
    ACT,
    key="ut-ucpa",
    title=_("Utah Consumer Privacy Act: letters to ask what a company has"),
    effective_from=date(2026, 7, 1),
    period=_("Within 45 days the recipient must answer."),
    erases=elements.ERASES_GIVEN,
    unverified=("the words of the section as amended on 1 July 2026",),
)

JURISDICTION = Jurisdiction("UT", _("Utah"), (LETTERS_BEFORE, LETTERS))
