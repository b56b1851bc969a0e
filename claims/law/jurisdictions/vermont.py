"""Vermont: the consumer act and the rule against fraudulent acquisition of brokered data; the
attorney general.
"""

from __future__ import annotations

from datetime import date

from claims.law import elements
from claims.law.theory import Jurisdiction, Theory
from claims.law.words import _

BROKERED = Theory(
    key="vt-2431",
    title=_("Vermont 9 V.S.A. 2431 and the Consumer Protection Act: acquisition of brokered data"),
    jurisdiction="VT",
    citation="9 V.S.A. § 2430; 9 V.S.A. § 2431; 9 V.S.A. § 2453",
    effective_from=date(2019, 1, 1),
    enforcer="state",
    remedy=_("Enforced by the attorney general."),
    period=_("None for a complaint."),
    who=_("The attorney general of Vermont."),
    elements=(
        elements.depicted("9 V.S.A. § 2431"),
        elements.tie(
            "VT", _("The person lived in Vermont"), "9 V.S.A. § 2431", _("No tie to Vermont.")
        ),
        elements.in_dataset("9 V.S.A. § 2431"),
        elements.private_entity("9 V.S.A. § 2431"),
    ),
    instead=_(
        "The attorney general of Vermont has gone to court about photos taken from the web. You may"
        " send a complaint there. Keep your photos and your account as they are."
    ),
    unverified=("first effective date", "whether a private action exists under 9 V.S.A. § 2461"),
)

JURISDICTION = Jurisdiction("VT", _("Vermont"), (BROKERED,))
