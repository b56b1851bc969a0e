"""Any state: the common-law theories that were used for the nationwide class in Clearview."""

from __future__ import annotations

from claims.law import elements
from claims.law.theory import Jurisdiction, Theory
from claims.law.words import _

ENRICHMENT = Theory(
    key="us-enrichment",
    title=_("Common law: unjust enrichment and injunction, whichever the state"),
    jurisdiction="US",
    citation="common law of the states",
    source="lawreview.law.miami.edu (Wainer) on In re Clearview AI, nationwide class",
    effective_from=None,
    enforcer="person",
    remedy=_("What the other side gained; an order to stop."),
    period=_("Differs by state; for counsel to set."),
    elements=(
        elements.depicted("common law of the states"),
        elements.authority("common law of the states"),
        elements.in_dataset("common law of the states"),
        elements.face("common law of the states"),
        elements.private_entity("common law of the states"),
        elements.acted(
            _("It gained from the data"), "common law of the states", "profit", "obtain"
        ),
        elements.not_bound(),
    ),
    unverified=("which states’ law carries it", "periods"),
)

JURISDICTION = Jurisdiction("US", _("Any state"), (ENRICHMENT,))
