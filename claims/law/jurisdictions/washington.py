"""Washington: RCW 19.375, which the attorney general alone enforces, and the My Health My Data
Act.
"""

from __future__ import annotations

from datetime import date

from claims.law import elements
from claims.law.calendars import Calendar
from claims.law.limitation import BANKRUPTCY, MILITARY, Disability, Limitation, Period
from claims.law.logic import Acted, All, Counsel, Either, Is, Lived
from claims.law.theory import Element, Jurisdiction, Theory
from claims.law.words import _

IN_FORCE = date(2024, 3, 31)
# "Collect" includes to retain: whoever still keeps the data acts anew.
ACTS = ("capture", "obtain", "possess", "disclose", "profit")

BIOMETRIC = Theory(
    key="wa-19375",
    title=_("Washington RCW 19.375: biometric identifiers"),
    jurisdiction="WA",
    citation="RCW 19.375.020; RCW 19.375.030",
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
        elements.for_counsel(
            "not_excluded",
            _("More than a photograph or data made from it"),
            "that the data is no photograph and was not made from one",
            "RCW 19.375.010",
            _("The definition leaves out photographs and data made from them."),
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
    citation="RCW 19.373.010 (collect); RCW 19.373.090; RCW 19.373.070",
    effective_from=IN_FORCE,
    enforcer="person",
    remedy=_("Actual damages; the court may raise them up to a limit (RCW 19.86.090)."),
    period=_("Four years (RCW 19.86.120), for acts on or after 31 March 2024 only."),
    elements=(
        elements.depicted("RCW 19.373.010 (biometric data)"),
        elements.authority("RCW 19.373.010 (biometric data)"),
        elements.face("RCW 19.373.010 (biometric data)"),
        Element(
            "washington",
            _("The person lives in Washington, or the data was collected there"),
            Either(Lived("WA", now=True), Acted(ACTS, "WA", since=IN_FORCE)),
            "RCW 19.373.010 (consumer)",
            _("Neither lives there nor a collection there is known."),
        ),
        elements.in_dataset("RCW 19.373.010 (biometric data)"),
        Element(
            "biometric",
            _("An identifier can be made from the picture of the face"),
            Either(
                Is("portal.geometry", "strong", weak=("some",)),
                Is("face_visible", weak=("clear", "partly")),
            ),
            "RCW 19.373.010 (biometric data)",
            _("A face too small or too turned to make a template from."),
        ),
        elements.private_entity("RCW 19.373.010 (regulated entity)"),
        elements.for_counsel(
            "no_exemption",
            _("No exemption: research, a small business before its date, a bank’s data"),
            "that no exemption holds",
            "RCW 19.373.100",
            _("Public or peer-reviewed research."),
        ),
        elements.acted(
            _("It collected, kept, shared or sold the data on or after 31 March 2024"),
            "RCW 19.373.030",
            *ACTS,
            since=IN_FORCE,
        ),
        Element(
            "no_consent",
            _("No consent to this"),
            All(Is("written_release", "no"), Counsel("that no other consent was given")),
            "RCW 19.373.030",
            _("Consent in an app or on a web page."),
        ),
        elements.for_counsel(
            "injury",
            _("An injury to business or property"),
            "what the person lost in business or property",
            "RCW 19.86.090; Hangman Ridge v. Safeco, 105 Wn. 2d 778 (1986)",
            _("Distress alone is no such injury."),
        ),
        elements.in_time("RCW 19.86.120"),
        elements.not_bound(),
    ),
    limitation=Limitation(
        periods=(Period(4, "RCW 19.86.120", effective_from=IN_FORCE),),
        acts=ACTS,
        calendar=Calendar("WA", "RCW 1.12.040"),
        minority=Disability("RCW 4.16.190"),
        incapacity=Disability("RCW 4.16.190"),
        discovery="Deegan v. Windermere, No. 74353-8-I (Wash. Ct. App. 2017)",
        interruptions=(MILITARY, BANKRUPTCY),
    ),
    unverified=("minority (RCW 4.16.190 in an action under RCW 19.86)", "the rules for an estate"),
)

JURISDICTION = Jurisdiction("WA", _("Washington"), (BIOMETRIC, HEALTH_DATA))
