"""Federal: copyright and its management information, for the person who took the photo."""

from __future__ import annotations

from datetime import date

from claims.law import elements
from claims.law.calendars import Calendar
from claims.law.limitation import BANKRUPTCY, MILITARY, Limitation, Period
from claims.law.logic import All, Counsel, Either, Is
from claims.law.theory import Element, Jurisdiction, Theory
from claims.law.words import _

WITH_TERMS = ("by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd")
PERIOD = _("Three years (17 U.S.C. 507(b)); whether from the act or from discovery is argued.")


def took(citation: str) -> Element:
    return Element(
        "took",
        _("The person took the photo"),
        elements.TOOK,
        citation,
        _("In the photo only: copyright is the photographer’s."),
        rules_out=True,
    )


def authority(citation: str) -> Element:
    return Element(
        "authority",
        _("The person acts for themselves or has the authority to act"),
        elements.AUTHORITY,
        citation,
        _("Heirs without a paper."),
    )


def limitation(*acts: str) -> Limitation:
    return Limitation(
        periods=(Period(3, "17 U.S.C. § 507(b)"),),
        acts=acts,
        calendar=Calendar("", "Fed. R. Civ. P. 6(a)(1)(C)"),
        discovery="Warner Chappell Music v. Nealy, 601 U.S. 366 (2024)",
        interruptions=(MILITARY, BANKRUPTCY),
    )


INFRINGEMENT = Theory(
    key="fed-copyright",
    title=_("Federal copyright: copying beyond the license"),
    jurisdiction="federal",
    citation="17 U.S.C. § 501(a); 17 U.S.C. § 504",
    effective_from=date(1978, 1, 1),
    enforcer="person",
    remedy=_(
        "Actual damages and profits; statutory damages only for a photo that was registered in "
        "time."
    ),
    period=PERIOD,
    who=_("The person who took the photo, or who holds its copyright."),
    elements=(
        took("17 U.S.C. § 201(a)"),
        authority("17 U.S.C. § 201(d)"),
        elements.in_dataset("17 U.S.C. § 106"),
        Element(
            "beyond_licence",
            _("The use went beyond the license"),
            Either(
                Is("licence_at_upload", "reserved"),
                All(
                    Is("licence_at_upload", *WITH_TERMS),
                    Counsel("that the use did not keep to the license"),
                ),
            ),
            "17 U.S.C. § 501(a)",
            _("Public domain or CC0; terms that were kept."),
        ),
        elements.for_counsel(
            "not_fair",
            _("No fair use"),
            "the purpose, the work, the amount, and the effect on its market",
            "17 U.S.C. § 107",
            _("Training a model is argued to be fair use."),
        ),
        Element(
            "registered",
            _("Registered with the Copyright Office"),
            Is("registered", "yes", weak=("some",)),
            "17 U.S.C. § 411(a); 17 U.S.C. § 412",
            _("Registration comes before a suit; statutory damages need an early one."),
        ),
        elements.acted(
            _("It copied or passed on the photo"),
            "17 U.S.C. § 106",
            "capture",
            "obtain",
            "disclose",
        ),
        elements.in_time("17 U.S.C. § 507(b)"),
    ),
    limitation=limitation("capture", "obtain", "disclose"),
    unverified=("discovery or act", "works first published abroad (section 411(a))"),
)
MANAGEMENT = Theory(
    key="fed-1202",
    title=_("Federal copyright: removal of the photographer’s name"),
    jurisdiction="federal",
    citation="17 U.S.C. § 1202(b); 17 U.S.C. § 1203",
    effective_from=date(1998, 10, 28),
    enforcer="person",
    remedy=_("Actual or statutory damages, injunction (17 U.S.C. 1203)."),
    period=PERIOD,
    who=_("The person who took the photo, or who holds its copyright."),
    elements=(
        took("17 U.S.C. § 1203"),
        authority("17 U.S.C. § 1203"),
        elements.in_dataset("17 U.S.C. § 1202(b)"),
        Element(
            "information",
            _("The photo carried the name or terms of the photographer"),
            Counsel(
                "what stood on the copy that was taken: a name, a title, terms",
                ("licence_at_upload",),
            ),
            "17 U.S.C. § 1202(c)",
            _("A name on the page only, and not on the copy."),
        ),
        Element(
            "removed",
            _("It was removed, knowing that this would hide an infringement"),
            Counsel("what the defendant did with names and licenses, and what it knew"),
            "17 U.S.C. § 1202(b)",
            _("Knowledge is hard to show."),
        ),
        elements.in_time("17 U.S.C. § 507(b)"),
    ),
    limitation=limitation("disclose"),
    unverified=("discovery or act",),
)

JURISDICTION = Jurisdiction("federal", _("Federal"), (INFRINGEMENT, MANAGEMENT))
