"""Virginia: unauthorized use of a picture, computer harvesting, and letters."""

from __future__ import annotations

from datetime import date

from claims.law import elements
from claims.law.calendars import Calendar
from claims.law.limitation import BANKRUPTCY, MILITARY, Disability, Limitation, Period
from claims.law.logic import Counsel, Is
from claims.law.theory import Element, Jurisdiction, Theory
from claims.law.words import _

INCAPACITY = Disability("Va. Code § 8.01-229(A)")


def limitation(years: int, citation: str, discovery: str, *acts: str) -> Limitation:
    return Limitation(
        periods=(Period(years, citation),),
        acts=acts,
        calendar=Calendar("VA", "Va. Code § 1-210"),
        minority=INCAPACITY,
        incapacity=INCAPACITY,
        discovery=discovery,
        interruptions=(MILITARY, BANKRUPTCY),
    )


PICTURE = Theory(
    key="va-8-01-40",
    title=_("Virginia Code 8.01-40: use of a picture for advertising or trade"),
    jurisdiction="VA",
    citation="Va. Code § 8.01-40(A)",
    effective_from=date(1977, 10, 1),
    enforcer="person",
    remedy=_("Injunction, damages, and punitive damages for a knowing use."),
    period=_("Five years, as for property (Lavery, 1987)."),
    elements=(
        elements.depicted("Va. Code § 8.01-40(A)"),
        elements.authority("Va. Code § 8.01-40(A)"),
        elements.tie(
            "VA",
            _("The person lived in Virginia"),
            "Va. Code § 8.01-40(A)",
            _("No tie to Virginia."),
        ),
        Element(
            "recognisable",
            _("The person can be recognized"),
            Is("face_visible", "clear", weak=("partly",)),
            "Va. Code § 8.01-40(A)",
            _("Small or turned face."),
            rules_out=True,
        ),
        elements.advertising("Va. Code § 8.01-40(A)"),
        elements.no_ad_release("Va. Code § 8.01-40(A)"),
        elements.in_time("Lavery v. Automation Management Consultants, 234 Va. 145 (1987)"),
        elements.not_bound(),
    ),
    limitation=limitation(
        5,
        "Lavery v. Automation Management Consultants, 234 Va. 145 (1987)",
        "",
        "disclose",
        "profit",
    ),
    unverified=("first effective date", "the rules for an estate"),
)
HARVESTING = Theory(
    key="va-computer",
    title=_(
        "Virginia Code 18.2-152.5:1 and 8.01-40: harvesting by computer, as pleaded for the "
        "Clearview subclass"
    ),
    jurisdiction="VA",
    citation="Va. Code § 18.2-152.5:1; Va. Code § 18.2-152.12",
    effective_from=None,
    enforcer="person",
    remedy=_("Damages, as far as the section gives a civil action."),
    period=_(
        "Five years from the last act or two from its discovery, whichever is earlier (8.01-40.1); "
        "here two years from the act, which cannot be late."
    ),
    elements=(
        elements.depicted("Va. Code § 18.2-152.12"),
        elements.authority("Va. Code § 18.2-152.12"),
        elements.tie(
            "VA",
            _("The person lived in Virginia"),
            "Va. Code § 18.2-152.12",
            _("No tie to Virginia."),
        ),
        elements.in_dataset("Va. Code § 18.2-152.5:1"),
        Element(
            "harvested",
            _(
                "The data was harvested by computer, without authority and with the intent that the"
                " section asks for"
            ),
            Counsel("how the defendant obtained the photos"),
            "Va. Code § 18.2-152.5:1",
            _("A public download is argued to be authorized."),
        ),
        elements.in_time("Va. Code § 8.01-40.1"),
        elements.not_bound(),
    ),
    limitation=limitation(2, "Va. Code § 8.01-40.1", "Va. Code § 8.01-40.1", "capture", "obtain"),
    unverified=("whether trickery is shown (18.2-152.5:1)", "first effective date"),
)
ACT = elements.Act(
    rights="Va. Code § 59.1-577(A)(1), (3)",
    applies="Va. Code § 59.1-576(A)",
    biometric="Va. Code § 59.1-575",
    time="Va. Code § 59.1-577(B)(1)",
    enforcer="Va. Code § 59.1-584",
)
LETTERS = elements.letters(
    "VA",
    _("The person lives in Virginia now"),
    ACT,
    key="va-vcdpa",
    title=_("Virginia Consumer Data Protection Act: letters to ask what a company has"),
    effective_from=date(2023, 1, 1),
    period=_("Within 45 days the recipient must answer."),
    erases=elements.ERASES_ALL,
)

JURISDICTION = Jurisdiction("VA", _("Virginia"), (PICTURE, HARVESTING, LETTERS))
