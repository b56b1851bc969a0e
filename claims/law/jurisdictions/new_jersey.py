"""New Jersey: a general privacy act, enforced by state authorities; letters."""

from __future__ import annotations

from datetime import date

from claims.law import elements
from claims.law.theory import Jurisdiction
from claims.law.words import _

LETTERS = elements.letters(
    "NJ",
    _("The person lives in New Jersey now"),
    key="nj-njdpa",
    title=_("New Jersey Data Privacy Act: right-to-know and deletion letters"),
    citation="N.J.S.A. 56:8-166.4 ff.",
    source="general knowledge",
    effective_from=date(2025, 1, 15),
    unverified=("the whole entry",),
)

JURISDICTION = Jurisdiction("NJ", _("New Jersey"), (LETTERS,))
