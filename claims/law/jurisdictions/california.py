"""California: use of a likeness, privacy, unfair competition, and letters under the CCPA."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from claims.law import elements
from claims.law.calendars import Calendar
from claims.law.limitation import (
    BANKRUPTCY,
    MILITARY,
    Death,
    Disability,
    Interruption,
    Limitation,
    Period,
)
from claims.law.logic import Is, Shows
from claims.law.theory import Element, Jurisdiction, Theory
from claims.law.words import _

LIVED = _("The person lived in California")
NO_TIE = _("No tie to California.")
INCAPACITY = Disability("Cal. Code Civ. Proc. § 352(a)")
PRISON = Interruption("prison", "Cal. Code Civ. Proc. § 352.1(a)", cap=2)


def limitation(years: int, citation: str, discovery: str, *acts: str) -> Limitation:
    return Limitation(
        periods=(Period(years, citation),),
        acts=acts,
        calendar=Calendar("CA", "Cal. Code Civ. Proc. § 12a"),
        minority=INCAPACITY,
        incapacity=INCAPACITY,
        death=Death("Cal. Code Civ. Proc. § 366.1", months=6),
        discovery=discovery,
        interruptions=(MILITARY, BANKRUPTCY, PRISON),
    )


LIKENESS = Theory(
    key="ca-3344",
    title=_("California Civil Code 3344: use of a likeness to advertise or sell"),
    jurisdiction="CA",
    citation="Cal. Civ. Code § 3344(a)",
    effective_from=date(1972, 1, 1),
    enforcer="person",
    remedy=_(
        "The greater of 750 dollars or actual damages, and profits; punitive damages; fees to who "
        "prevails."
    ),
    period=_(
        "Two years from the first publication (Code Civ. Proc. 335.1 or 339 by analogy; Civ. Code "
        "3425.3); a minor’s or disabled person’s time is not counted (352(a))."
    ),
    elements=(
        elements.depicted("Cal. Civ. Code § 3344(a)"),
        elements.authority("Cal. Civ. Code § 3344(a)"),
        elements.tie("CA", LIVED, "Cal. Civ. Code § 3344(a)", NO_TIE, "disclose", "profit"),
        Element(
            "identifiable",
            _("The person can be recognized with the naked eye"),
            Is("face_visible", "clear", weak=("partly",)),
            "Cal. Civ. Code § 3344(b)",
            _("Small or turned face."),
            rules_out=True,
        ),
        elements.advertising("Cal. Civ. Code § 3344(a)"),
        elements.for_counsel(
            "knowing",
            _("It was used knowingly"),
            "that the defendant knew whose picture it used and for what",
            "Cal. Civ. Code § 3344(a)",
            _("A picture among millions, which nobody looked at."),
        ),
        elements.no_ad_release("Cal. Civ. Code § 3344(a)"),
        elements.in_time("Cal. Code Civ. Proc. § 335.1", "prison"),
        elements.not_bound(),
    ),
    limitation=replace(
        limitation(
            2,
            "Cal. Code Civ. Proc. § 335.1; Cal. Code Civ. Proc. § 339",
            "Fox v. Ethicon, 35 Cal. 4th 797 (2005)",
            "disclose",
            "profit",
        ),
        single_publication=(
            "Cal. Civ. Code § 3425.3; Traditional Cat Ass’n v. Gilbreath, 118 Cal. App. 4th 392 "
            "(2004)"
        ),
    ),
    unverified=("first effective date", "period by analogy", "Cal. Civ. Code 3344.1 for an estate"),
)

PRIVACY = Theory(
    key="ca-privacy",
    title=_("California Constitution, article I, section 1, and intrusion: privacy"),
    jurisdiction="CA",
    citation="Cal. Const. art. I, § 1",
    effective_from=date(1972, 11, 7),
    enforcer="person",
    remedy=_("Actual damages, injunction."),
    period=_("Two years (Code Civ. Proc. 335.1); a discovery rule is arguable; minors: 352(a)."),
    elements=(
        elements.depicted("Cal. Const. art. I, § 1"),
        elements.authority("Cal. Const. art. I, § 1"),
        elements.tie(
            "CA", LIVED, "Cal. Const. art. I, § 1", NO_TIE, "capture", "obtain", "disclose"
        ),
        elements.in_dataset("In re Clearview AI, 585 F. Supp. 3d 1111 (N.D. Ill. 2022)"),
        Element(
            "expectation",
            _("A reasonable expectation of privacy"),
            Shows(Is("privacy_history", "always_private", "once_private", weak=("deleted",))),
            "Hill v. NCAA, 7 Cal. 4th 1 (1994)",
            _("Photo was public throughout."),
        ),
        elements.for_counsel(
            "serious",
            _("A serious invasion of privacy"),
            "how serious the invasion is",
            "Hill v. NCAA, 7 Cal. 4th 1 (1994)",
            _("Routine use of what anybody could see."),
        ),
        elements.in_time("Cal. Code Civ. Proc. § 335.1", "prison"),
        elements.not_bound(),
    ),
    limitation=limitation(
        2,
        "Cal. Code Civ. Proc. § 335.1",
        "Fox v. Ethicon, 35 Cal. 4th 797 (2005)",
        "capture",
        "obtain",
        "disclose",
    ),
    unverified=("first effective date",),
)

# Section 352 speaks of the actions of its own chapter, and section 17208 does not stand there.
UNFAIR_TIME = replace(
    limitation(
        4,
        "Cal. Bus. & Prof. Code § 17208",
        "Aryeh v. Canon, 55 Cal. 4th 1185 (2013)",
        "profit",
        "obtain",
    ),
    minority=replace(INCAPACITY, is_settled=False),
    incapacity=replace(INCAPACITY, is_settled=False),
)
UNFAIR = Theory(
    key="ca-ucl",
    title=_("California: unfair competition and unjust enrichment"),
    jurisdiction="CA",
    citation="Cal. Bus. & Prof. Code § 17200",
    effective_from=date(1977, 1, 1),
    enforcer="person",
    remedy=_("Restitution, injunction."),
    period=_("Four years (Bus. & Prof. Code 17208); whether minority extends it is argued."),
    elements=(
        elements.depicted("Cal. Bus. & Prof. Code § 17204"),
        elements.authority("Cal. Bus. & Prof. Code § 17204"),
        elements.tie("CA", LIVED, "Cal. Bus. & Prof. Code § 17204", NO_TIE, "profit", "obtain"),
        elements.in_dataset("Cal. Bus. & Prof. Code § 17200"),
        elements.private_entity("Cal. Bus. & Prof. Code § 17203"),
        elements.acted(
            _("It gained from the data"), "Cal. Bus. & Prof. Code § 17203", "profit", "obtain"
        ),
        elements.for_counsel(
            "loss",
            _("The person lost money or property by it"),
            "what the person lost by it",
            "Cal. Bus. & Prof. Code § 17204",
            _("A photo that nobody would have paid for."),
        ),
        elements.in_time("Cal. Bus. & Prof. Code § 17208", "prison"),
        elements.not_bound(),
    ),
    limitation=UNFAIR_TIME,
    unverified=("first effective date", "whether minority or discovery extends section 17208"),
)

CCPA = Theory(
    key="ca-ccpa",
    title=_("California Consumer Privacy Act: right-to-know and deletion letters"),
    jurisdiction="CA",
    citation=(
        "Cal. Civ. Code § 1798.105; Cal. Civ. Code § 1798.110; Cal. Civ. Code § 1798.130; "
        "Cal. Civ. Code § 1798.150"
    ),
    effective_from=date(2020, 1, 1),
    enforcer="letter",
    remedy=_(
        "Letters only: to know first, to delete later. A suit exists for data breaches alone "
        "(1798.150)."
    ),
    period=_("A business has 45 days to answer."),
    who=_("A person who lives in the state now."),
    elements=(
        elements.tie(
            "CA",
            _("The person lives in California now"),
            "Cal. Civ. Code § 1798.140",
            _("Moved away."),
            now=True,
        ),
        Element(
            "business",
            _("The recipient is a business above the threshold"),
            Is("defendant.kind", "company"),
            "Cal. Civ. Code § 1798.140",
            _("University, small firm."),
        ),
    ),
    instead=_(
        "You may write to a company and ask what it holds about you. Later you may ask it to erase "
        "that. Ask first and erase later: what is erased can no longer be shown to a court."
    ),
    unverified=(
        "thresholds and breach amounts",
        "that “publicly available” does not cover biometrics (1798.140(v)(2))",
        "deletion reaches what was collected from the consumer (1798.105(a))",
    ),
)

JURISDICTION = Jurisdiction("CA", _("California"), (LIKENESS, PRIVACY, UNFAIR, CCPA))
