"""New York: Civil Rights Law 50 and 51; the City's rule on biometrics in shops."""

from __future__ import annotations

from datetime import date

from claims.law import elements
from claims.law.limitation import BEGINS_AT_18, Limitation, Period
from claims.law.logic import Counsel, Is
from claims.law.theory import Element, Jurisdiction, Theory
from claims.law.words import _

LIKENESS = Theory(
    key="ny-51",
    title=_("New York Civil Rights Law 50 and 51: use of a portrait for advertising or trade"),
    jurisdiction="NY",
    citation="N.Y. Civ. Rights Law §§ 50, 51",
    source="ypdcrime.com, Civil Rights Law 50",
    effective_from=date(1909, 1, 1),
    enforcer="person",
    remedy=_("Injunction, actual damages, and exemplary damages for a knowing use."),
    period=_(
        "One year from the first publication; no discovery rule (Nussenzweig v. diCorcia, 9 N.Y.3d "
        "184)."
    ),
    elements=(
        elements.depicted("N.Y. Civ. Rights Law § 51"),
        elements.authority("N.Y. Civ. Rights Law § 50"),
        Element(
            "living",
            _("The person in the photo is living"),
            Is("subject", "self", "child", "ward"),
            "N.Y. Civ. Rights Law § 50: “any living person”",
            _("An estate has no claim under these sections."),
            rules_out=True,
        ),
        elements.tie(
            "NY",
            _("The person lived in New York"),
            "N.Y. Civ. Rights Law § 51",
            _("No tie to New York."),
        ),
        Element(
            "recognisable",
            _("The person can be recognised"),
            Is("face_visible", "clear", weak=("partly",)),
            "N.Y. Civ. Rights Law § 51: “portrait or picture”",
            _("Small or turned face."),
            rules_out=True,
        ),
        elements.advertising("N.Y. Civ. Rights Law § 51"),
        elements.no_release("N.Y. Civ. Rights Law § 51: written consent"),
        elements.in_time("N.Y. C.P.L.R. 215(3); Nussenzweig v. diCorcia, 9 N.Y.3d 184 (2007)"),
        elements.not_bound(),
    ),
    limitation=Limitation(
        periods=(Period(1, "N.Y. C.P.L.R. 215(3)", "newyorklawreview.com"),),
        acts=("disclose", "profit"),
        minority=BEGINS_AT_18,
        minority_citation="N.Y. C.P.L.R. 208",
        discovery="no",
        discovery_note="No discovery rule: Nussenzweig v. diCorcia, 9 N.Y.3d 184 (2007).",
        estate_note="The sections protect living persons.",
    ),
    unverified=("C.P.L.R. 208 for minors", "first effective date", "year of Nussenzweig"),
)
CITY = Theory(
    key="nyc-22-1201",
    title=_("New York City Administrative Code 22-1201: biometrics in shops"),
    jurisdiction="NY",
    citation="N.Y.C. Admin. Code §§ 22-1201 to 22-1205",
    source="laboremploymentlawcounsel.com",
    effective_from=date(2021, 7, 9),
    enforcer="place",
    remedy=_("For customers of a shop without a sign, or whose data it sold."),
    period=_("Not for datasets."),
    who=_("A customer of a commercial establishment in the city."),
    elements=(
        elements.tie(
            "NY",
            _("The person lived in New York"),
            "N.Y.C. Admin. Code § 22-1202",
            _("No tie to New York."),
        ),
        Element(
            "shop",
            _("The face was read in a commercial establishment in the city"),
            Counsel("that a shop in the city read the face"),
            "N.Y.C. Admin. Code § 22-1202",
            _("A photo on Flickr was not read in a shop."),
        ),
    ),
    instead=_(
        "This law is about shops in New York City that read faces, and not about photos on Flickr."
    ),
    unverified=("first effective date",),
)

JURISDICTION = Jurisdiction("NY", _("New York"), (LIKENESS, CITY))
