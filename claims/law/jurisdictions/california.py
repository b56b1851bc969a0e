"""California: commercial use of a likeness, the constitutional right to privacy, and letters under the CCPA."""

from __future__ import annotations

from datetime import date

from claims.law.logic import Counsel, Is, Lived, Shows
from claims.law.theory import Element, Jurisdiction, Theory
from claims.law.words import _

DEPICTED = Is("capacity", "depicted", "both")
LIVED = Lived("CA")


def depicted(citation: str) -> Element:
    return Element(
        "depicted",
        _("The person is in the photo"),
        DEPICTED,
        citation,
        _("Uploader only: the right is that of the person in the photo."),
        rules_out=True,
    )


def lived(citation: str) -> Element:
    return Element(
        "california",
        _("The person lived in California"),
        LIVED,
        citation,
        _("No tie to California."),
        rules_out=True,
    )


LIKENESS = Theory(
    key="ca-3344",
    title=_("California Civil Code 3344: use of a likeness to advertise or sell"),
    jurisdiction="CA",
    citation="Cal. Civ. Code § 3344",
    source="statutes.laws.com, Civil Code 3344",
    effective_from=date(1972, 1, 1),
    enforcer="person",
    remedy=_("The greater of 750 dollars or actual damages, and profits; punitive damages; fees to who prevails."),
    period=_("Two years (Code Civ. Proc. 335.1 or 339 by analogy); a minor’s disability is not counted (352(a))."),
    elements=(
        depicted("Cal. Civ. Code § 3344(a)"),
        lived("Cal. Civ. Code § 3344"),
        Element(
            "identifiable",
            _("The person can be recognised with the naked eye"),
            Is("face_visible", "clear", "partly"),
            "Cal. Civ. Code § 3344(b)(1)",
            _("Small or turned face."),
            rules_out=True,
        ),
        Element(
            "commercial",
            _("Knowing use on products or to advertise or sell"),
            Shows(Is("advertising_use", "yes")),
            "Cal. Civ. Code § 3344(a)",
            _("Training data is hard to fit under this."),
        ),
        Element(
            "no_consent",
            _("Without consent"),
            Is("written_release", "no"),
            "Cal. Civ. Code § 3344(a)",
            _("A release, or a licence by a self-portrait’s uploader."),
        ),
        Element(
            "in_time",
            _("In time"),
            Counsel("the period and when it began", ("birth_date", "learned")),
            "Cal. Code Civ. Proc. §§ 335.1, 339, 352",
            _("Acts long past."),
        ),
    ),
    unverified=("first effective date", "period by analogy"),
)

PRIVACY = Theory(
    key="ca-privacy",
    title=_("California Constitution, article I, section 1: privacy"),
    jurisdiction="CA",
    citation="Cal. Const. art. I, § 1",
    source="pleaded in Renderos v. Clearview AI (Alameda RG21096898) and In re Clearview AI, 585 F. Supp. 3d 1111",
    effective_from=date(1972, 11, 7),
    enforcer="person",
    remedy=_("Actual damages, injunction."),
    period=_("Two years (Code Civ. Proc. 335.1); a discovery rule is arguable; minors: 352(a)."),
    elements=(
        depicted("Cal. Const. art. I, § 1"),
        lived("Cal. Const. art. I, § 1"),
        Element(
            "in_dataset",
            _("The photo is in a face dataset"),
            Is("portal.in_face_dataset", "yes"),
            "Cal. Const. art. I, § 1",
            _("Account match only, or a dataset that cannot be checked."),
        ),
        Element(
            "expectation",
            _("A reasonable expectation of privacy"),
            Shows(Is("ever_private", "yes")),
            "Cal. Const. art. I, § 1",
            _("Photo was public throughout."),
        ),
        Element(
            "in_time",
            _("In time"),
            Counsel("the period and when it began", ("birth_date", "learned")),
            "Cal. Code Civ. Proc. §§ 335.1, 352",
            _("Acts long past."),
        ),
    ),
    unverified=("first effective date",),
)

CCPA = Theory(
    key="ca-ccpa",
    title=_("California Consumer Privacy Act: right-to-know and deletion letters"),
    jurisdiction="CA",
    citation="Cal. Civ. Code §§ 1798.105, 1798.110",
    source="natlawreview.com on 1798.140(c)",
    effective_from=date(2020, 1, 1),
    enforcer="letter",
    remedy=_("Letters only: to know first, to delete later. A suit exists for data breaches alone (1798.150)."),
    period=_("A business has 45 days to answer."),
    elements=(
        Element(
            "resident",
            _("The person lives in California now"),
            Lived("CA", now=True),
            "Cal. Civ. Code § 1798.140",
            _("Moved away."),
            rules_out=True,
        ),
        Element(
            "business",
            _("The recipient is a business above the threshold"),
            Counsel("whether the recipient is a covered business"),
            "Cal. Civ. Code § 1798.140(d)",
            _("University, small firm."),
        ),
    ),
    unverified=("thresholds and breach amounts",),
)

JURISDICTION = Jurisdiction("CA", _("California"), (LIKENESS, PRIVACY, CCPA))
