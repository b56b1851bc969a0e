"""Texas: Business and Commerce Code 503.001, which the attorney general alone enforces, and
letters.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from claims.law import elements
from claims.law.logic import Is
from claims.law.theory import Element, Jurisdiction, Theory
from claims.law.words import _

SECTION = "Tex. Bus. & Com. Code § 503.001"
CAPTURE_BEFORE_2026 = Theory(
    key="tx-503",
    title=_("Texas Business and Commerce Code 503.001: capture of biometric identifiers"),
    jurisdiction="TX",
    citation=f"{SECTION}(a); {SECTION}(b); {SECTION}(d)",
    effective_from=date(2009, 4, 1),
    effective_to=date(2025, 12, 31),
    enforcer="state",
    remedy=_("A civil penalty that the attorney general alone may ask for."),
    period=_("None for a complaint."),
    who=_("The attorney general of Texas."),
    elements=(
        elements.depicted(f"{SECTION}(b)"),
        elements.tie(
            "TX",
            _("The person lived in Texas"),
            f"{SECTION}(b)",
            _("No tie to Texas."),
            "capture",
            "obtain",
        ),
        elements.in_dataset(f"{SECTION}(b)"),
        Element(
            "commercial",
            _("Captured for a commercial purpose"),
            Is("defendant.kind", "company", open=("contractor",)),
            f"{SECTION}(b)",
            _("Research by a university."),
        ),
    ),
    instead=_(
        "Only the attorney general of Texas can go to court under this law. You may send a "
        "complaint there. Keep your photos and your account as they are."
    ),
    unverified=("first effective date",),
)
# The amendment of 2026 (HB 149) says who made a picture public, and leaves out much of training.
CAPTURE = replace(
    CAPTURE_BEFORE_2026,
    effective_from=date(2026, 1, 1),
    effective_to=None,
    elements=(
        *CAPTURE_BEFORE_2026.elements,
        Element(
            "not_public_by_self",
            _("The person in the photo did not make it public"),
            Is("uploaded_by", "other"),
            f"{SECTION}(b-1)",
            _("Someone who put their own picture online made it public, whoever took it."),
        ),
        elements.for_counsel(
            "not_exempt",
            _("Not only the training of a system that identifies nobody"),
            "that the system is used or deployed to identify a person uniquely",
            f"{SECTION}(e); {SECTION}(f)",
            _("Training, processing or storing for such a system is left out."),
        ),
    ),
)
ACT = elements.Act(
    rights="Tex. Bus. & Com. Code \u00a7 541.051(b)(1), (3)",
    applies="Tex. Bus. & Com. Code § 541.002(a)",
    biometric="Tex. Bus. & Com. Code \u00a7 541.001(3)",
    time="Tex. Bus. & Com. Code \u00a7 541.052(b)",
    enforcer="Tex. Bus. & Com. Code \u00a7 541.151",
)
LETTERS = elements.letters(
    "TX",
    _("The person lives in Texas now"),
    ACT,
    key="tx-tdpsa",
    title=_("Texas Data Privacy and Security Act: letters to ask what a company has"),
    effective_from=date(2024, 7, 1),
    period=_("Within 45 days the recipient must answer."),
    erases=elements.ERASES_ALL,
)

JURISDICTION = Jurisdiction("TX", _("Texas"), (CAPTURE_BEFORE_2026, CAPTURE, LETTERS))
