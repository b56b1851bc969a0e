"""Which documents there are: one row each, beside what it needs in `law/documents.py`."""

from __future__ import annotations

from dataclasses import dataclass

from claims.law.documents import DOCUMENTS, DocumentNeeds


@dataclass(frozen=True)
class Kind:
    """`when`: "frozen", before the claimant confirms it; "sent", once the claim is sent.

    The template is documents/<template>.html. What is `for_counsel` the claimant does not get.
    """

    key: str
    needs: DocumentNeeds
    template: str
    when: str
    for_counsel: bool = False

    @property
    def title(self) -> str:
        return self.needs.title


_needs = {document.key: document for document in DOCUMENTS}
KINDS: tuple[Kind, ...] = (
    Kind("fact_sheet", _needs["fact_sheet"], "fact_sheet", "frozen"),
    Kind("schedule", _needs["schedule"], "schedule", "frozen"),
    Kind("intake_sheet", _needs["intake_sheet"], "intake_sheet", "sent"),
    # Nothing is sworn before a lawyer has looked: it is a draft, and not for the claimant yet.
    Kind("declaration", _needs["declaration"], "declaration", "sent", for_counsel=True),
    Kind("receipt", _needs["receipt"], "receipt", "sent"),
)
BY_KEY = {kind.key: kind for kind in KINDS}
if len(BY_KEY) != len(KINDS) or {kind.needs.key for kind in KINDS} != _needs.keys():
    raise ValueError(
        "claims/documents/kinds.py and claims/law/documents.py name different documents"
    )
# Made by earlier versions; they can still be opened as they were made.
EARLIER = ("information_sheet", "signed_declaration")
CLAIMANTS = tuple(kind.key for kind in KINDS if not kind.for_counsel) + EARLIER
