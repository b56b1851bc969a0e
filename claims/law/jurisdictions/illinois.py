"""Illinois: the Biometric Information Privacy Act, 740 ILCS 14, section by section.

The Right of Publicity Act (765 ILCS 1075; one year, Blair v. Nevada Landing, 2006) adds little here
and is not asked about. HB 2838 (104th General Assembly: one year, notice and cure) is introduced
only; if it passes, its period stands beside the present one, for acts from its first day.
"""

from __future__ import annotations

from datetime import date

from claims.law import elements
from claims.law.calendars import Calendar
from claims.law.limitation import (
    BANKRUPTCY,
    MILITARY,
    Death,
    Disability,
    Limitation,
    PendingCase,
    Period,
)
from claims.law.theory import Element, Jurisdiction, Theory
from claims.law.words import _

IN_FORCE = date(2008, 10, 3)
UNVERIFIED = (
    "whether any Illinois Supreme Court ruling on P.A. 103-0769 exists",
    "whether a discovery rule applies to the act",
    "whether 735 ILCS 5/13-211(b) needs an adjudication of the disability",
    "for whom each class action stopped the clock, and in which court that counts",
)
DAMAGES = _("Liquidated or actual damages by section 20, at the court’s discretion.")
PER_RECIPIENT = _(
    "One recovery per person for repeated collection by the same method (section 20(b), since 2 "
    "August 2024; Clay v. Union Pacific, 7th Cir., 1 April 2026, for pending cases)."
)
PER_DISCLOSURE = _(
    "One recovery per person for repeated disclosure to the same recipient by the same method "
    "(section 20(c), since 2 August 2024; Clay v. Union Pacific, 7th Cir., 1 April 2026, for "
    "pending cases)."
)
PERIOD = _(
    "Five years from each act (Tims, 2023 IL 127801; Cothron, 2023 IL 128004); someone who was a "
    "minor or under a legal disability, two years after that ends (735 ILCS 5/13-211)."
)
PORTWOOD = (
    "tolls individual suits (American Pipe), not later class suits (China Agritech); Illinois "
    "rejects it across courts (Portwood v. Ford, 183 Ill. 2d 459 (1998))"
)
IN_IBM_SET = "Illinois residents whose photos stand in Diversity in Faces"
PENDING = (
    PendingCase(
        "Vance v. IBM, No. 20 C 577 (N.D. Ill.)",
        ("ibm-dif",),
        IN_IBM_SET,
        date(2020, 1, 24),
        date(2023, 5, 11),
        PORTWOOD,
    ),
    PendingCase(
        "Vance v. Microsoft, No. 20-cv-1082 (W.D. Wash.)",
        ("ibm-dif",),
        IN_IBM_SET,
        date(2020, 7, 14),
        date(2022, 10, 17),
        PORTWOOD,
    ),
    PendingCase(
        "Vance v. Amazon, No. 20-cv-1084 (W.D. Wash.)",
        ("ibm-dif",),
        IN_IBM_SET,
        date(2020, 7, 14),
        date(2022, 10, 17),
        PORTWOOD,
    ),
    PendingCase(
        "Vance v. Google, No. 20-cv-4696 (N.D. Cal.)",
        ("ibm-dif",),
        IN_IBM_SET,
        date(2020, 7, 14),
        date(2025, 12, 12),
        PORTWOOD,
    ),
    PendingCase(
        "Vance v. FaceFirst, No. 20-cv-6244 (C.D. Cal.)",
        ("ibm-dif",),
        IN_IBM_SET,
        date(2020, 7, 14),
        date(2023, 10, 17),
        PORTWOOD,
    ),
)


def limitation(first_act: str, *acts: str) -> Limitation:
    return Limitation(
        periods=(Period(5, "735 ILCS 5/13-205; Tims, 2023 IL 127801", effective_from=IN_FORCE),),
        acts=acts,
        calendar=Calendar("IL", "5 ILCS 70/1.11"),
        minority=Disability("735 ILCS 5/13-211(a); Mickiewicz, 2020 IL App (1st) 181771", years=2),
        incapacity=Disability("735 ILCS 5/13-211(a)", years=2),
        stay=Disability("735 ILCS 5/13-211(b)", cap=10),
        death=Death("735 ILCS 5/13-209(a)(1)", months=12),
        discovery=(
            "a discovery rule under 740 ILCS 14; Landwer v. Deluxe Towing, 2024 IL App (3d) 220077"
        ),
        first_act=first_act,
        interruptions=(MILITARY, BANKRUPTCY),
        pending=PENDING,
    )


def section(letter: str) -> str:
    return f"740 ILCS 14/15({letter})"


def shared(letter: str, *kinds: str) -> tuple[Element, ...]:
    """What every section asks for, up to the act itself."""
    return (
        elements.depicted(section(letter)),
        elements.authority(section(letter)),
        elements.tie(
            "IL",
            _("Something happened in Illinois"),
            "Avery v. State Farm, 216 Ill. 2d 100 (2005); Int’l Profit Assocs. v. Linus Alarm, "
            "2012 IL App (2d) 110958; Monroy v. Shutterfly, 2017 WL 4099846",
            _("No residence, photo, upload or act of the party in Illinois."),
            *kinds,
            places=True,
        ),
        elements.in_dataset(section(letter)),
        elements.face("740 ILCS 14/10 (biometric identifier)"),
        elements.geometry(
            "740 ILCS 14/10 (biometric identifier); Rivera v. Google, 238 F. Supp. 3d 1088 (2017)"
        ),
        elements.identifying("Zellmer v. Meta, 104 F.4th 1117 (9th Cir. 2024)"),
        elements.private_entity(
            "740 ILCS 14/10 (private entity); 740 ILCS 14/25(c); 740 ILCS 14/25(e); "
            "Duerr v. Bradley University, 590 F. Supp. 3d 1160 (2022); Powell v. DePaul University "
            "(2022); Doe v. Northwestern University, 586 F. Supp. 3d 841 (2022)"
        ),
    )


def place(*kinds: str) -> Element:
    return elements.conduct_in(
        "IL",
        _("Primarily and substantially in Illinois"),
        "Avery v. State Farm, 216 Ill. 2d 100 (2005); Vance v. Microsoft, No. 20-cv-1082 (W.D. "
        "Wash.)",
        _("Everything the defendant did was elsewhere: the pattern of Vance v. Microsoft."),
        *kinds,
    )


def theory(
    letter: str,
    key: str,
    title: str,
    act: Element,
    *kinds: str,
    remedy: str = DAMAGES,
    first_act: str,
    consent: tuple[Element, ...] = (),
) -> Theory:
    end = (elements.in_time("735 ILCS 5/13-205"), elements.not_bound())
    return Theory(
        key=key,
        title=title,
        jurisdiction="IL",
        citation=f"{section(letter)}; 740 ILCS 14/20(a); Cothron, 2023 IL 128004",
        effective_from=IN_FORCE,
        enforcer="person",
        remedy=remedy,
        period=PERIOD,
        elements=(*shared(letter, *kinds), act, place(*kinds), *consent, *end),
        limitation=limitation(first_act, *kinds),
        unverified=UNVERIFIED,
    )


RETENTION = theory(
    "a",
    "il-bipa-a",
    _(
        "Illinois Biometric Information Privacy Act, section 15(a): keeping without a published "
        "policy"
    ),
    elements.acted(
        _("It kept the data without a public policy, or against its own"),
        section("a"),
        "possess",
        policies=("none", "broken"),
    ),
    "possess",
    first_act=section("a"),
)
COLLECTION = theory(
    "b",
    "il-bipa",
    _(
        "Illinois Biometric Information Privacy Act, section 15(b): collecting without notice and "
        "release"
    ),
    elements.acted(
        _("It collected, captured or otherwise obtained the data"),
        section("b"),
        "capture",
        "obtain",
    ),
    "capture",
    "obtain",
    remedy=f"{DAMAGES} {PER_RECIPIENT}",
    first_act="740 ILCS 14/20(b)",
    consent=(elements.no_release(f"{section('b')}; 740 ILCS 14/10 (written release)"),),
)
PROFIT = theory(
    "c",
    "il-bipa-c",
    _("Illinois Biometric Information Privacy Act, section 15(c): selling or profiting"),
    elements.acted(
        _("It sold the data or otherwise profited from it"),
        section("c"),
        "profit",
    ),
    "profit",
    first_act=section("c"),
)
DISCLOSURE = theory(
    "d",
    "il-bipa-d",
    _("Illinois Biometric Information Privacy Act, section 15(d): disclosing without consent"),
    elements.acted(_("It disclosed or passed on the data"), section("d"), "disclose"),
    "disclose",
    remedy=f"{DAMAGES} {PER_DISCLOSURE}",
    first_act="740 ILCS 14/20(c)",
    consent=(
        elements.no_disclosure_consent(section("d")),
        elements.for_counsel(
            "no_exception",
            _("None of the other cases in which the section allows it"),
            "that it completed no transaction that the person asked for, and that no law, warrant "
            "or subpoena required it",
            "740 ILCS 14/15(d)(2)–(4)",
            _("A law, a court’s order."),
        ),
    ),
)

JURISDICTION = Jurisdiction("IL", _("Illinois"), (RETENTION, COLLECTION, PROFIT, DISCLOSURE))
