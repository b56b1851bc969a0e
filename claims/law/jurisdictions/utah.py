"""Utah: a general privacy act, enforced by state authorities; letters."""

from __future__ import annotations

from datetime import date

from claims.law import elements
from claims.law.theory import Jurisdiction
from claims.law.words import _

LETTERS = elements.letters(
    "UT",
    _("The person lives in Utah now"),
    key="ut-ucpa",
    title=_("Utah Consumer Privacy Act: right-to-know and deletion letters"),
    citation="Utah Code § 13-61-101 ff.",
    source="general knowledge",
    effective_from=date(2023, 12, 31),
    unverified=("the whole entry",),
)

JURISDICTION = Jurisdiction("UT", _("Utah"), (LETTERS,))
