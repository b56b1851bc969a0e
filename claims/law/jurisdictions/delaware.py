"""Delaware: a general privacy act, enforced by state authorities; letters."""

from __future__ import annotations

from datetime import date

from claims.law import elements
from claims.law.theory import Jurisdiction
from claims.law.words import _

LETTERS = elements.letters(
    "DE",
    _("The person lives in Delaware now"),
    key="de-dpdpa",
    title=_("Delaware Personal Data Privacy Act: right-to-know and deletion letters"),
    citation="6 Del. C. § 12D-101 ff.",
    source="general knowledge",
    effective_from=date(2025, 1, 1),
    unverified=("the whole entry",),
)

JURISDICTION = Jurisdiction("DE", _("Delaware"), (LETTERS,))
