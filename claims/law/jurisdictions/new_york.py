"""New York: Civil Rights Law 50 and 51; the City's rule on biometrics in shops."""

from __future__ import annotations

from datetime import date

from claims.law import elements
from claims.law.calendars import Calendar
from claims.law.limitation import BANKRUPTCY, MILITARY, Death, Disability, Limitation, Period
from claims.law.logic import Counsel, Is
from claims.law.theory import Element, Jurisdiction, Theory
from claims.law.words import _

LIKENESS = Theory(
    key="ny-51",
    title=_("New York Civil Rights Law 50 and 51: use of a portrait for advertising or trade"),
    jurisdiction="NY",
    citation="N.Y. Civ. Rights Law § 50; N.Y. Civ. Rights Law § 51",
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
            "N.Y. Civ. Rights Law § 50",
            _("An estate has no claim under these sections."),
            rules_out=True,
        ),
        elements.tie(
            "NY",
            _("The person lived in New York"),
            "N.Y. Civ. Rights Law § 51",
            _("No tie to New York."),
            "disclose",
            "profit",
        ),
        Element(
            "recognisable",
            _("The person can be recognized"),
            Is("face_visible", "clear", weak=("partly",)),
            "N.Y. Civ. Rights Law § 51",
            _("Small or turned face."),
            rules_out=True,
        ),
        elements.advertising("N.Y. Civ. Rights Law § 51"),
        elements.no_ad_release("N.Y. Civ. Rights Law § 51"),
        elements.in_time("N.Y. C.P.L.R. 215(3)"),
        elements.not_bound(),
    ),
    limitation=Limitation(
        periods=(Period(1, "N.Y. C.P.L.R. 215(3)"),),
        acts=("disclose", "profit"),
        calendar=Calendar("NY", "N.Y. Gen. Constr. Law § 25-a"),
        minority=Disability("N.Y. C.P.L.R. 208"),
        incapacity=Disability("N.Y. C.P.L.R. 208", cap=10),
        death=Death("N.Y. C.P.L.R. 210(a)", months=12),
        single_publication="Nussenzweig v. diCorcia, 9 N.Y.3d 184 (2007)",
        interruptions=(MILITARY, BANKRUPTCY),
    ),
    unverified=("first effective date",),
)
AFTER_DEATH = Theory(
    key="ny-50f",
    title=_("New York Civil Rights Law 50-f: use of a deceased person’s likeness"),
    jurisdiction="NY",
    citation="N.Y. Civ. Rights Law § 50-f",
    effective_from=date(2021, 5, 29),
    enforcer="person",
    remedy=_("The greater of 2,000 dollars or the damages, and profits."),
    period=_("For counsel to set."),
    who=_("Who holds the rights of a person who died in New York on or after 29 May 2021."),
    elements=(
        elements.depicted("N.Y. Civ. Rights Law § 50-f"),
        Element(
            "deceased",
            _("The person in the photo has died"),
            Is("subject", "estate"),
            "N.Y. Civ. Rights Law § 50-f",
            _("A living person has a claim under section 51."),
            rules_out=True,
        ),
        elements.authority("N.Y. Civ. Rights Law § 50-f"),
        elements.for_counsel(
            "personality",
            _("The likeness had commercial value, and the death falls under the section"),
            "where and when the person died, and what the likeness was worth at death",
            "N.Y. Civ. Rights Law § 50-f",
            _("Someone whom the public did not know."),
            "died_on",
        ),
        elements.advertising("N.Y. Civ. Rights Law § 50-f"),
        elements.no_ad_release("N.Y. Civ. Rights Law § 50-f"),
        elements.not_bound(),
    ),
    unverified=("first effective date", "registration of the claim", "period"),
)
CITY = Theory(
    key="nyc-22-1201",
    title=_("New York City Administrative Code 22-1201: biometrics in shops"),
    jurisdiction="NY",
    citation="N.Y.C. Admin. Code § 22-1202",
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

JURISDICTION = Jurisdiction("NY", _("New York"), (LIKENESS, AFTER_DEATH, CITY))
