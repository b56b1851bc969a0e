"""Texas: Business and Commerce Code 503.001, which the attorney general alone enforces, and
letters.
"""

from __future__ import annotations

from datetime import date

from claims.law import elements
from claims.law.logic import Is
from claims.law.theory import Element, Jurisdiction, Theory
from claims.law.words import _

CAPTURE = Theory(
    key="tx-503",
    title=_("Texas Business and Commerce Code 503.001: capture of biometric identifiers"),
    jurisdiction="TX",
    citation="Tex. Bus. & Com. Code § 503.001",
    source="statutes.capitol.texas.gov, 503.001",
    effective_from=date(2009, 4, 1),
    enforcer="state",
    remedy=_("A civil penalty that the attorney general alone may ask for."),
    period=_("None for a complaint."),
    who=_("The attorney general of Texas."),
    elements=(
        elements.depicted("Tex. Bus. & Com. Code § 503.001(b)"),
        elements.tie(
            "TX",
            _("The person lived in Texas"),
            "Tex. Bus. & Com. Code § 503.001",
            _("No tie to Texas."),
        ),
        Element(
            "not_public_by_self",
            _("The person in the photo did not make it public"),
            Is("capacity", "depicted"),
            "Tex. Bus. & Com. Code § 503.001(b-1), from 1 January 2026",
            _("Someone who put their own picture on line is taken to have made it public."),
        ),
        elements.in_dataset("Tex. Bus. & Com. Code § 503.001(b)"),
        Element(
            "commercial",
            _("Captured for a commercial purpose"),
            Is("defendant.kind", "company"),
            "Tex. Bus. & Com. Code § 503.001(b)",
            _("Research by a university."),
        ),
    ),
    instead=_(
        "Only the attorney general of Texas can go to court under this law. You may send a "
        "complaint there. Keep your photos and your account as they are."
    ),
    unverified=("first effective date", "amount of the penalty"),
)
LETTERS = elements.letters(
    "TX",
    _("The person lives in Texas now"),
    key="tx-tdpsa",
    title=_("Texas Data Privacy and Security Act: right-to-know and deletion letters"),
    citation="Tex. Bus. & Com. Code ch. 541",
    source="general knowledge",
    effective_from=date(2024, 7, 1),
    unverified=("the whole entry",),
)

JURISDICTION = Jurisdiction("TX", _("Texas"), (CAPTURE, LETTERS))
