"""Washington: RCW 19.375, which the attorney general alone enforces, and the My Health My Data
Act.
"""

from __future__ import annotations

from datetime import date

from claims.law import elements
from claims.law.limitation import BEGINS_AT_18, Limitation, Period
from claims.law.logic import Acted, Either, Is, Lived
from claims.law.theory import Element, Jurisdiction, Theory
from claims.law.words import _

IN_FORCE = date(2024, 3, 31)

BIOMETRIC = Theory(
    key="wa-19375",
    title=_("Washington RCW 19.375: biometric identifiers"),
    jurisdiction="WA",
    citation="RCW 19.375.020, 19.375.030",
    source="tengele.com, RCW 19.375",
    effective_from=date(2017, 7, 23),
    enforcer="state",
    remedy=_(
        "Enforced by the attorney general alone; photographs and data made from them are excluded."
    ),
    period=_("None for a complaint."),
    who=_("The attorney general of Washington."),
    elements=(
        elements.depicted("RCW 19.375.010"),
        elements.tie(
            "WA", _("The person lived in Washington"), "RCW 19.375.010", _("No tie to Washington.")
        ),
        Element(
            "not_excluded",
            _("More than a photograph or data made from it"),
            Is("portal.geometry", "none"),
            "RCW 19.375.010(1)",
            _("The definition excludes photographs and data generated from them."),
        ),
    ),
    instead=_(
        "Only the attorney general of Washington can go to court under this law. You may send a "
        "complaint there. Keep your photos and your account as they are."
    ),
    unverified=("first effective date",),
)
HEALTH_DATA = Theory(
    key="wa-mhmda",
    title=_("Washington My Health My Data Act: biometric data collected in Washington"),
    jurisdiction="WA",
    citation="RCW 19.373.010, 19.373.090; RCW 19.86",
    source="openagreements.org; terms.law; goodwinprivacyblog.com",
    effective_from=IN_FORCE,
    enforcer="person",
    remedy=_("Actual damages; the court may raise them up to a limit (RCW 19.86.090)."),
    period=_("Four years (RCW 19.86.120), for acts on or after 31 March 2024 only."),
    elements=(
        elements.depicted("RCW 19.373.010"),
        elements.authority("RCW 19.373.010"),
        elements.face("RCW 19.373.010"),
        Element(
            "washington",
            _("The person lives in Washington, or the data was collected there"),
            Either(
                Lived("WA", now=True), Acted(("capture", "obtain", "possess"), "WA", since=IN_FORCE)
            ),
            "RCW 19.373.010: “consumer”",
            _("Neither lives there nor a collection there is known."),
        ),
        elements.in_dataset("RCW 19.373.010"),
        elements.geometry("RCW 19.373.010: “biometric data”"),
        elements.private_entity("RCW 19.373.010: “regulated entity”"),
        elements.acted(
            _("It collected, shared or sold the data on or after 31 March 2024"),
            "RCW 19.373.030, 19.373.070",
            "capture",
            "obtain",
            "disclose",
            "profit",
            since=IN_FORCE,
        ),
        elements.no_release("RCW 19.373.030"),
        elements.in_time("RCW 19.86.120"),
        elements.not_bound(),
    ),
    limitation=Limitation(
        periods=(Period(4, "RCW 19.86.120", "general knowledge", effective_from=IN_FORCE),),
        acts=("capture", "obtain", "disclose", "profit"),
        minority=BEGINS_AT_18,
        minority_citation="RCW 4.16.190",
        discovery="arguable",
        discovery_note="For counsel.",
        estate_note="RCW 4.20.046, for counsel.",
    ),
    unverified=("period", "limit of damages", "minority (RCW 4.16.190)", "exclusion of government"),
)

JURISDICTION = Jurisdiction("WA", _("Washington"), (BIOMETRIC, HEALTH_DATA))
