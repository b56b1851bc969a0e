"""Colorado: a general privacy act, enforced by state authorities; letters."""

from __future__ import annotations

from datetime import date

from claims.law import elements
from claims.law.theory import Jurisdiction
from claims.law.words import _

LETTERS = elements.letters(
    "CO",
    _("The person lives in Colorado now"),
    key="co-cpa",
    title=_("Colorado Privacy Act with HB24-1130: access and deletion letters for biometric data"),
    citation="C.R.S. § 6-1-1301 ff.; § 6-1-1314 (HB24-1130)",
    source="senatedems.co; catallaxcore.com",
    effective_from=date(2025, 7, 1),
    unverified=(
        "section numbers",
        "whether only the attorney general and district attorneys enforce",
    ),
)

JURISDICTION = Jurisdiction("CO", _("Colorado"), (LETTERS,))
