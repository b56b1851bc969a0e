"""Connecticut: a general privacy act, enforced by state authorities; letters."""

from __future__ import annotations

from datetime import date

from claims.law import elements
from claims.law.theory import Jurisdiction
from claims.law.words import _

LETTERS = elements.letters(
    "CT",
    _("The person lives in Connecticut now"),
    key="ct-ctdpa",
    title=_("Connecticut Data Privacy Act: right-to-know and deletion letters"),
    citation="Conn. Gen. Stat. § 42-515 ff.",
    source="general knowledge",
    effective_from=date(2023, 7, 1),
    unverified=("the whole entry",),
)

JURISDICTION = Jurisdiction("CT", _("Connecticut"), (LETTERS,))
