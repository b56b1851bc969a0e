"""What was searched and what came out, as a value. Version 1 is closed."""

from __future__ import annotations

from dataclasses import dataclass

from claims.law.words import _

VERSION = 1
KINDS = {
    "party": _("party of the matter"),
    "client": _("client"),
    "adverse": _("adverse party"),
    "affiliate": _("affiliate of a party"),
    "other": _("other"),
}


@dataclass(frozen=True)
class Hit:
    """`name`: as it was told. `party`, `kind`: as they stand on the list. Only an exact one stops a
    claim.
    """

    name: str
    party: str
    kind: str
    is_exact: bool

    @property
    def kind_in_words(self) -> str:
        return KINDS[self.kind]


@dataclass(frozen=True)
class StoredSearch:
    """`names`: all that were searched. `own_lawyer`: the person has a lawyer for this, or joined a
    lawsuit about it. `tech_ties`: works or worked for a technology company or face research.
    """

    names: tuple[str, ...]
    hits: tuple[Hit, ...]
    own_lawyer: bool
    tech_ties: bool
    version: int = VERSION

    @property
    def stops(self) -> bool:
        return self.own_lawyer or any(hit.is_exact for hit in self.hits)
