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
    citation="Portland City Code ch. 34.10",
    source="infolawgroup.com, January 2023",
    effective_from=date(2021, 1, 1),
    enforcer="place",
    remedy=_("For people in a place of public accommodation in the city."),
    period=_("Not for datasets."),
    who=_("A person in a place of public accommodation in the city."),
    elements=(
        elements.tie(
            "OR",
            _("The person lived in Oregon"),
            "Portland City Code 34.10.020",
            _("No tie to Oregon."),
        ),
        Element(
            "place",
            _("Face recognition was used in a place of public accommodation in Portland"),
            Counsel("that a private entity used it in such a place"),
            "Portland City Code 34.10.030",
            _("A photo on Flickr is not such a place."),
        ),
    ),
    instead=_(
        "This law is about shops and other places in Portland, and not about photos on Flickr."
    ),
    unverified=("first effective date",),
)
LETTERS = elements.letters(
    "OR",
    _("The person lives in Oregon now"),
    key="or-ocpa",
    title=_("Oregon Consumer Privacy Act: right-to-know and deletion letters"),
    citation="ORS 646A.570 to 646A.589",
    source="general knowledge",
    effective_from=date(2024, 7, 1),
    unverified=("the whole entry",),
)

JURISDICTION = Jurisdiction("OR", _("Oregon"), (PORTLAND, LETTERS))
