"""Maryland: a general privacy act, enforced by state authorities; letters."""

from __future__ import annotations

from datetime import date

from claims.law import elements
from claims.law.theory import Jurisdiction
from claims.law.words import _

LETTERS = elements.letters(
    "MD",
    _("The person lives in Maryland now"),
    key="md-modpa",
    title=_("Maryland Online Data Privacy Act: right-to-know and deletion letters"),
    citation="Md. Code, Com. Law § 14-4701 ff.",
    source="general knowledge",
    effective_from=date(2025, 10, 1),
    unverified=("the whole entry",),
)

JURISDICTION = Jurisdiction("MD", _("Maryland"), (LETTERS,))
