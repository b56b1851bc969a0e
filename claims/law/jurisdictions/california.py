"""California: use of a likeness, privacy, unfair competition, and letters under the CCPA."""

from __future__ import annotations

from datetime import date

from claims.law import elements
from claims.law.limitation import BEGINS_AT_18, Limitation, Period
from claims.law.logic import Is, Shows
from claims.law.theory import Element, Jurisdiction, Theory
from claims.law.words import _

LIVED = _("The person lived in California")
NO_TIE = _("No tie to California.")


def limitation(years: int, citation: str, source: str, *acts: str) -> Limitation:
    return Limitation(
        periods=(Period(years, citation, source),),
        acts=acts,
        minority=BEGINS_AT_18,
        minority_citation="Cal. Code Civ. Proc. § 352(a)",
        discovery="arguable",
        discovery_note="A discovery rule is arguable.",
        estate_note="Cal. Code Civ. Proc. §§ 366.1, 377.20, for counsel.",
    )


LIKENESS = Theory(
    key="ca-3344",
    title=_("California Civil Code 3344: use of a likeness to advertise or sell"),
    jurisdiction="CA",
    citation="Cal. Civ. Code § 3344",
    source="statutes.laws.com, Civil Code 3344",
    effective_from=date(1972, 1, 1),
    enforcer="person",
    remedy=_(
        "The greater of 750 dollars or actual damages, and profits; punitive damages; fees to who "
        "prevails."
    ),
    period=_(
        "Two years (Code Civ. Proc. 335.1 or 339 by analogy); a minor’s disability is not counted "
        "(352(a))."
    ),
    elements=(
        elements.depicted("Cal. Civ. Code § 3344(a)"),
        elements.authority("Cal. Civ. Code § 3344(a)"),
        elements.tie("CA", LIVED, "Cal. Civ. Code § 3344", NO_TIE),
        Element(
            "identifiable",
            _("The person can be recognised with the naked eye"),
            Is("face_visible", "clear", weak=("partly",)),
            "Cal. Civ. Code § 3344(b)(1)",
            _("Small or turned face."),
            rules_out=True,
        ),
        elements.advertising("Cal. Civ. Code § 3344(a)"),
        elements.no_release("Cal. Civ. Code § 3344(a)"),
        elements.in_time("Cal. Code Civ. Proc. §§ 335.1, 339, 352"),
        elements.not_bound(),
    ),
    limitation=limitation(
        2, "Cal. Code Civ. Proc. §§ 335.1, 339 (by analogy)", "dmlp.org", "disclose", "profit"
    ),
    unverified=("first effective date", "period by analogy"),
)

PRIVACY = Theory(
    key="ca-privacy",
    title=_("California Constitution, article I, section 1, and intrusion: privacy"),
    jurisdiction="CA",
    citation="Cal. Const. art. I, § 1",
    source=(
        "pleaded in Renderos v. Clearview AI (Alameda RG21096898) and In re Clearview AI, 585 F. "
        "Supp. 3d 1111"
    ),
    effective_from=date(1972, 11, 7),
    enforcer="person",
    remedy=_("Actual damages, injunction."),
    period=_("Two years (Code Civ. Proc. 335.1); a discovery rule is arguable; minors: 352(a)."),
    elements=(
        elements.depicted("Cal. Const. art. I, § 1"),
        elements.authority("Cal. Const. art. I, § 1"),
        elements.tie("CA", LIVED, "Cal. Const. art. I, § 1", NO_TIE),
        elements.in_dataset("Cal. Const. art. I, § 1"),
        Element(
            "expectation",
            _("A reasonable expectation of privacy"),
            Shows(Is("privacy_history", "always_private", "once_private", weak=("deleted",))),
            "Cal. Const. art. I, § 1",
            _("Photo was public throughout."),
        ),
        elements.in_time("Cal. Code Civ. Proc. §§ 335.1, 352"),
        elements.not_bound(),
    ),
    limitation=limitation(
        2, "Cal. Code Civ. Proc. § 335.1", "dmlp.org", "capture", "obtain", "disclose"
    ),
    unverified=("first effective date",),
)

UNFAIR = Theory(
    key="ca-ucl",
    title=_("California: unfair competition and unjust enrichment"),
    jurisdiction="CA",
    citation="Cal. Bus. & Prof. Code § 17200",
    source="pleaded in Renderos v. Clearview AI and In re Clearview AI, 585 F. Supp. 3d 1111",
    effective_from=date(1977, 1, 1),
    enforcer="person",
    remedy=_("Restitution, injunction."),
    period=_("Four years (Bus. & Prof. Code 17208)."),
    elements=(
        elements.depicted("Cal. Bus. & Prof. Code § 17204"),
        elements.authority("Cal. Bus. & Prof. Code § 17204"),
        elements.tie("CA", LIVED, "Cal. Bus. & Prof. Code § 17204", NO_TIE),
        elements.in_dataset("Cal. Bus. & Prof. Code § 17200"),
        elements.private_entity("Cal. Bus. & Prof. Code § 17201"),
        elements.acted(
            _("It gained from the data"), "Cal. Bus. & Prof. Code § 17203", "profit", "obtain"
        ),
        elements.in_time("Cal. Bus. & Prof. Code § 17208"),
        elements.not_bound(),
    ),
    limitation=limitation(
        4, "Cal. Bus. & Prof. Code § 17208", "casetext, In re Clearview", "profit", "obtain"
    ),
    unverified=(
        "first effective date",
        "whether minority or discovery extends section 17208",
        "lost money or property",
    ),
)

CCPA = Theory(
    key="ca-ccpa",
    title=_("California Consumer Privacy Act: right-to-know and deletion letters"),
    jurisdiction="CA",
    citation="Cal. Civ. Code §§ 1798.105, 1798.110",
    source="natlawreview.com on 1798.140(c)",
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
            "Cal. Civ. Code § 1798.140(d)",
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
    ),
)

JURISDICTION = Jurisdiction("CA", _("California"), (LIKENESS, PRIVACY, UNFAIR, CCPA))
