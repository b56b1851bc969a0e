"""Virginia: unauthorized use of a picture, computer harvesting, and letters."""

from __future__ import annotations

from datetime import date

from claims.law import elements
from claims.law.logic import Counsel, Is
from claims.law.theory import Element, Jurisdiction, Theory
from claims.law.words import _

PICTURE = Theory(
    key="va-8-01-40",
    title=_("Virginia Code 8.01-40: use of a picture for advertising or trade"),
    jurisdiction="VA",
    citation="Va. Code § 8.01-40",
    source="casetext, In re Clearview AI (Virginia subclass)",
    effective_from=date(1977, 10, 1),
    enforcer="person",
    remedy=_("Injunction, damages, and punitive damages for a knowing use."),
    period=_("For counsel to set."),
    elements=(
        elements.depicted("Va. Code § 8.01-40(A)"),
        elements.authority("Va. Code § 8.01-40(A)"),
        elements.tie(
            "VA", _("The person lived in Virginia"), "Va. Code § 8.01-40", _("No tie to Virginia.")
        ),
        Element(
            "recognisable",
            _("The person can be recognised"),
            Is("face_visible", "clear", weak=("partly",)),
            "Va. Code § 8.01-40(A): “portrait or picture”",
            _("Small or turned face."),
            rules_out=True,
        ),
        elements.advertising("Va. Code § 8.01-40(A)"),
        elements.no_release("Va. Code § 8.01-40(A): written consent"),
        elements.not_bound(),
    ),
    unverified=("section", "first effective date", "period"),
)
HARVESTING = Theory(
    key="va-computer",
    title=_(
        "Virginia Code 18.2-152.7:1 and 8.01-40: harvesting by computer, as pleaded for the "
        "Clearview subclass"
    ),
    jurisdiction="VA",
    citation="Va. Code §§ 18.2-152.7:1, 18.2-152.12",
    source="casetext, In re Clearview AI (Virginia subclass)",
    effective_from=None,
    enforcer="person",
    remedy=_("Damages, as far as the section gives a civil action."),
    period=_("For counsel to set."),
    elements=(
        elements.depicted("Va. Code § 18.2-152.12"),
        elements.authority("Va. Code § 18.2-152.12"),
        elements.tie(
            "VA",
            _("The person lived in Virginia"),
            "Va. Code § 18.2-152.12",
            _("No tie to Virginia."),
        ),
        elements.in_dataset("Va. Code § 18.2-152.7:1"),
        Element(
            "harvested",
            _(
                "The data was harvested by computer, without authority and with the intent that the"
                " section asks for"
            ),
            Counsel("how the defendant obtained the photos"),
            "Va. Code § 18.2-152.7:1",
            _("A public download is argued to be authorised."),
        ),
        elements.not_bound(),
    ),
    unverified=("section", "civil action", "first effective date", "period"),
)
LETTERS = elements.letters(
    "VA",
    _("The person lives in Virginia now"),
    key="va-vcdpa",
    title=_("Virginia Consumer Data Protection Act: right-to-know and deletion letters"),
    citation="Va. Code § 59.1-575 ff.",
    source="general knowledge",
    effective_from=date(2023, 1, 1),
    unverified=("the whole entry",),
)

JURISDICTION = Jurisdiction("VA", _("Virginia"), (PICTURE, HARVESTING, LETTERS))
