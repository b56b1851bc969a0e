"""Illinois: the Biometric Information Privacy Act, 740 ILCS 14, section by section.

The Right of Publicity Act (765 ILCS 1075; one year, Blair v. Nevada Landing, 2006) adds little here
and is not asked about. HB 2838 (104th General Assembly: one year, notice and cure) is introduced
only; if it passes, its period stands beside the present one, for acts from its first day.
"""

from __future__ import annotations

from datetime import date

from claims.law import elements
from claims.law.limitation import YEARS_AFTER, Limitation, Period, Tolling
from claims.law.theory import Element, Jurisdiction, Theory
from claims.law.words import _

UNVERIFIED = (
    "740 ILCS 14/25 exclusions",
    "citation of Rivera v. Google",
    "whether any Illinois Supreme Court ruling on P.A. 103-0769 exists",
    "whether a discovery rule applies to the act",
    "the rules for an estate (755 ILCS 5/27-6; 735 ILCS 5/13-209)",
)
RECOVERY = _(
    "Liquidated damages by section 20, at the court’s discretion. One recovery per person for "
    "repeated acts of the same kind by the same entity (P.A. 103-0769, 2 August 2024; Clay v. "
    "Union Pacific, 7th Cir., 1 April 2026, for pending cases)."
)
PERIOD = _(
    "Five years from each act (Tims, 2023 IL 127801; Cothron, 2023 IL 128004); someone who was a "
    "minor, two years after 18 (735 ILCS 5/13-211)."
)
TOLLING = (
    Tolling(
        "Vance v. IBM, No. 20 C 577 (N.D. Ill.)",
        "from January 2020; the end is not established",
        ("ibm-dif",),
        "American Pipe tolls individual suits; Illinois rejects cross-court tolling (Portwood v. "
        "Ford, 183 Ill. 2d 459 (1998)); China Agritech (2018): not follow-on class suits.",
    ),
)


def limitation(*acts: str) -> Limitation:
    return Limitation(
        periods=(
            Period(
                5,
                "735 ILCS 5/13-205; Tims v. Black Horse Carriers, 2023 IL 127801",
                "law.justia.com, Tims",
                effective_from=date(2008, 10, 3),
            ),
        ),
        acts=acts,
        minority=YEARS_AFTER,
        minority_years=2,
        minority_citation="735 ILCS 5/13-211",
        discovery="arguable",
        discovery_note="No authority for a discovery rule under the act was found.",
        tolling=TOLLING,
        estate_note="755 ILCS 5/27-6 and 735 ILCS 5/13-209, for counsel.",
    )


def section(letter: str) -> str:
    return f"740 ILCS 14/15({letter})"


def shared(letter: str) -> tuple[Element, ...]:
    """What every section asks for, up to the act itself."""
    return (
        elements.depicted(section(letter)),
        elements.authority("740 ILCS 14/15(b)(3): legally authorized representative"),
        elements.tie(
            "IL",
            _("Something happened in Illinois"),
            "Avery v. State Farm, 216 Ill. 2d 100 (2005); Monroy v. Shutterfly, 2017 WL 4099846",
            _("No residence, photo or upload in Illinois."),
            places=True,
        ),
        elements.in_dataset(section(letter)),
        elements.face("740 ILCS 14/10"),
        elements.geometry("740 ILCS 14/10; Rivera v. Google, 238 F. Supp. 3d 1088 (2017)"),
        elements.identifying("Zellmer v. Meta, 104 F.4th 1117 (9th Cir. 2024)"),
        elements.private_entity("740 ILCS 14/10, 14/25"),
    )


def place(*kinds: str) -> Element:
    return elements.conduct_in(
        "IL",
        _("Primarily and substantially in Illinois"),
        "Avery v. State Farm, 216 Ill. 2d 100 (2005); Vance v. Microsoft (W.D. Wash., 17 October "
        "2022)",
        _("Everything the defendant did was elsewhere: the pattern of Vance v. Microsoft."),
        *kinds,
    )


def theory(letter: str, key: str, title: str, act: Element, *kinds: str, release: bool) -> Theory:
    consent = (elements.no_release(f"{section(letter)}; 740 ILCS 14/10"),) if release else ()
    end = (elements.in_time("735 ILCS 5/13-205; 735 ILCS 5/13-211"), elements.not_bound())
    return Theory(
        key=key,
        title=title,
        jurisdiction="IL",
        citation=f"{section(letter)}, 14/20",
        source="ilga.gov, 740 ILCS 14; P.A. 103-0769",
        effective_from=date(2008, 10, 3),
        enforcer="person",
        remedy=RECOVERY,
        period=PERIOD,
        elements=(*shared(letter), act, place(*kinds), *consent, *end),
        limitation=limitation(*kinds),
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
        _("It holds or held the data, with no policy that it kept to"),
        "740 ILCS 14/15(a); no federal standing: Vance v. IBM, No. 20 C 577 (15 September 2020)",
        "possess",
    ),
    "possess",
    release=False,
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
    release=True,
)
PROFIT = theory(
    "c",
    "il-bipa-c",
    _("Illinois Biometric Information Privacy Act, section 15(c): selling or profiting"),
    elements.acted(
        _("It sold the data or otherwise profited from it"),
        "740 ILCS 14/15(c); dismissed on the pleadings in Vance v. Google (5 December 2024)",
        "profit",
    ),
    "profit",
    release=False,
)
DISCLOSURE = theory(
    "d",
    "il-bipa-d",
    _("Illinois Biometric Information Privacy Act, section 15(d): disclosing without consent"),
    elements.acted(_("It disclosed or passed on the data"), section("d"), "disclose"),
    "disclose",
    release=True,
)

JURISDICTION = Jurisdiction("IL", _("Illinois"), (RETENTION, COLLECTION, PROFIT, DISCLOSURE))
