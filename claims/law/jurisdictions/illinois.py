"""Illinois: the Biometric Information Privacy Act, 740 ILCS 14."""

from __future__ import annotations

from datetime import date

from claims.law.logic import Counsel, Either, Includes, Is, Lived, Shows
from claims.law.theory import Element, Jurisdiction, Theory
from claims.law.words import _

NAMES = ("profile", "caption", "tags", "elsewhere")

BIPA = Theory(
    key="il-bipa",
    title=_("Illinois Biometric Information Privacy Act, section 15"),
    jurisdiction="IL",
    citation="740 ILCS 14/15, 14/20",
    source="ilga.gov, 740 ILCS 14; P.A. 103-0769",
    effective_from=date(2008, 10, 3),
    enforcer="person",
    remedy=_(
        "One recovery per person for repeated collection by the same entity with the same method (P.A. 103-0769, "
        "2 August 2024; Clay v. Union Pacific, 7th Cir., 1 April 2026, for pending cases)."
    ),
    period=_(
        "Five years from each collection or disclosure (Tims, 2023 IL 127801; Cothron, 2023 IL 128004); someone who "
        "was a minor, two years after 18 (735 ILCS 5/13-211)."
    ),
    elements=(
        Element(
            "depicted",
            _("The person is in the photo"),
            Is("capacity", "depicted", "both"),
            "740 ILCS 14/15(b)",
            _("Uploader only: the right is that of the person in the photo."),
            rules_out=True,
        ),
        Element(
            "illinois",
            _("Something happened in Illinois"),
            Either(Lived("IL"), Is("illinois_contact", "yes")),
            "Avery v. State Farm, 216 Ill. 2d 100 (2005); Monroy v. Shutterfly, 2017 WL 4099846",
            _("Vance v. Microsoft (W.D. Wash. 2022): the defendant’s acts must be primarily and substantially there."),
            rules_out=True,
        ),
        Element(
            "in_dataset",
            _("The photo is in a face dataset"),
            Is("portal.in_face_dataset", "yes"),
            "740 ILCS 14/15(b)",
            _("Account match only, or a dataset that cannot be checked."),
        ),
        Element(
            "face",
            _("The person’s face can be seen"),
            Is("face_visible", "clear", "partly"),
            "740 ILCS 14/10",
            _("Crowd, baby, back of the head."),
            rules_out=True,
        ),
        Element(
            "geometry",
            _("Face geometry was scanned"),
            Is("portal.geometry", "strong", "some"),
            "740 ILCS 14/10; Rivera v. Google, 238 F. Supp. 3d 1088 (2017)",
            _("Photos are no biometric identifiers; the scan is."),
        ),
        Element(
            "identifying",
            _("The scan can identify the person"),
            Shows(Includes("name_links", *NAMES)),
            "Zellmer v. Meta, 104 F.4th 1117 (9th Cir. 2024)",
            _("Anonymous account, no name near the photo."),
        ),
        Element(
            "private_entity",
            _("By a private entity"),
            Counsel("the defendant is no government agency and not excluded"),
            "740 ILCS 14/10, 14/25",
            _("University, laboratory, foreign body."),
        ),
        Element(
            "obtained",
            _("It collected, held, sold or disclosed the data, when and where"),
            Counsel("the defendant’s acts with the dataset, with dates and places"),
            "740 ILCS 14/15(a)-(e)",
            _("Only reported by the press."),
        ),
        Element(
            "no_release",
            _("No written release"),
            Is("written_release", "no"),
            "740 ILCS 14/15(b)(3)",
            _("Licence chosen by a self-portrait’s uploader is argued as a waiver."),
        ),
        Element(
            "in_time",
            _("In time"),
            Counsel("the period for each act, minority and tolling", ("birth_date", "learned")),
            "735 ILCS 5/13-205; 735 ILCS 5/13-211",
            _("No act within five years is known."),
        ),
        Element(
            "not_settled",
            _("Not released in an earlier settlement"),
            Includes("earlier_settlement", "none"),
            "release terms of the settlement",
            _("A release covers one company’s acts, not another’s."),
        ),
    ),
    unverified=(
        "740 ILCS 14/25 exclusions",
        "citation of Rivera v. Google",
        "whether any Illinois Supreme Court ruling on P.A. 103-0769 exists",
    ),
)

JURISDICTION = Jurisdiction("IL", _("Illinois"), (BIPA,))
