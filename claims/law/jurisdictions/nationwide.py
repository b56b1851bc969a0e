"""Any state: the common-law theories that were used for the nationwide class in Clearview."""

from __future__ import annotations

from claims.law import elements
from claims.law.theory import Jurisdiction, Theory
from claims.law.words import _

ENRICHMENT = Theory(
    key="us-enrichment",
    title=_("Common law: unjust enrichment and injunction, whichever the state"),
    jurisdiction="US",
    citation="In re Clearview AI, 585 F. Supp. 3d 1111 (N.D. Ill. 2022)",
    effective_from=None,
    enforcer="person",
    remedy=_("What the other side gained; an order to stop."),
    period=_("Differs by state; for counsel to set."),
    elements=(
        elements.depicted("In re Clearview AI, 585 F. Supp. 3d 1111 (N.D. Ill. 2022)"),
        elements.authority("In re Clearview AI, 585 F. Supp. 3d 1111 (N.D. Ill. 2022)"),
        elements.in_dataset("In re Clearview AI, 585 F. Supp. 3d 1111 (N.D. Ill. 2022)"),
        elements.face("In re Clearview AI, 585 F. Supp. 3d 1111 (N.D. Ill. 2022)"),
        elements.private_entity("In re Clearview AI, 585 F. Supp. 3d 1111 (N.D. Ill. 2022)"),
        elements.acted(
            _("It gained from the data"),
            "In re Clearview AI, 585 F. Supp. 3d 1111 (N.D. Ill. 2022)",
            "profit",
            "obtain",
        ),
        elements.not_bound(),
    ),
    unverified=("which states’ law carries it", "periods"),
)

JURISDICTION = Jurisdiction("US", _("Any state"), (ENRICHMENT,))
