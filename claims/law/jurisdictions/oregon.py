"""Oregon: Portland's ban on face recognition in places, and letters."""

from __future__ import annotations

from datetime import date

from claims.law import elements
from claims.law.logic import Counsel
from claims.law.theory import Element, Jurisdiction, Theory
from claims.law.words import _

PORTLAND = Theory(
    key="or-portland",
    title=_("Portland City Code 34.10: face recognition in places of public accommodation"),
    jurisdiction="OR",
    citation="Portland City Code 34.10",
    effective_from=date(2021, 1, 1),
    enforcer="place",
    remedy=_("For people in a place of public accommodation in the city."),
    period=_("Not for datasets."),
    who=_("A person in a place of public accommodation in the city."),
    elements=(
        elements.tie(
            "OR",
            _("The person lived in Oregon"),
            "Portland City Code 34.10",
            _("No tie to Oregon."),
        ),
        Element(
            "place",
            _("Face recognition was used in a place of public accommodation in Portland"),
            Counsel("that a private entity used it in such a place"),
            "Portland City Code 34.10",
            _("A photo on Flickr is not such a place."),
        ),
    ),
    instead=_(
        "This law is about shops and other places in Portland, and not about photos on Flickr."
    ),
    unverified=("first effective date",),
)
ACT = elements.Act(
    rights="ORS 646A.574(1)(a)(A), (C), (c)",
    applies="ORS 646A.572",
    biometric="ORS 646A.570(3)(b)",
    time="ORS 646A.576(5)(a)",
    enforcer="ORS 646A.589",
)
LETTERS = elements.letters(
    "OR",
    _("The person lives in Oregon now"),
    ACT,
    key="or-ocpa",
    title=_("Oregon Consumer Privacy Act: letters to ask what a company has"),
    effective_from=date(2024, 7, 1),
    period=_("None for a letter; the time to answer is for counsel to read."),
    erases=elements.ERASES_ALL,
    unverified=("the time to answer",),
)

JURISDICTION = Jurisdiction("OR", _("Oregon"), (PORTLAND, LETTERS))
