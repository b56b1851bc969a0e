"""Minnesota: a general privacy act, enforced by state authorities; letters."""

from __future__ import annotations

from datetime import date

from claims.law import elements
from claims.law.theory import Jurisdiction
from claims.law.words import _

LETTERS = elements.letters(
    "MN",
    _("The person lives in Minnesota now"),
    key="mn-mcdpa",
    title=_("Minnesota Consumer Data Privacy Act: right-to-know and deletion letters"),
    citation="Minn. Stat. ch. 325M",
    source="general knowledge",
    effective_from=date(2025, 7, 31),
    unverified=("the whole entry",),
)

JURISDICTION = Jurisdiction("MN", _("Minnesota"), (LETTERS,))
