"""Which documents there are: one row each, beside what it needs in `law/documents.py`."""

from __future__ import annotations

from dataclasses import dataclass

from claims.law.documents import DOCUMENTS, DocumentNeeds


@dataclass(frozen=True)
class Kind:
    """`when`: "frozen" before signing, "sent" after.

    The template is documents/<template>.html.
    """

    key: str
    needs: DocumentNeeds
    template: str
    when: str

    @property
    def title(self) -> str:
        return self.needs.title


_needs = {document.key: document for document in DOCUMENTS}
KINDS: tuple[Kind, ...] = (
    Kind("information_sheet", _needs["information_sheet"], "information_sheet", "frozen"),
    Kind("declaration", _needs["declaration"], "declaration", "frozen"),
    Kind("schedule", _needs["schedule"], "schedule", "frozen"),
    Kind("signed_declaration", _needs["declaration"], "declaration", "sent"),
    Kind("receipt", _needs["receipt"], "receipt", "sent"),
)
BY_KEY = {kind.key: kind for kind in KINDS}
if len(BY_KEY) != len(KINDS) or {kind.needs.key for kind in KINDS} != _needs.keys():
    raise ValueError(
        "claims/documents/kinds.py and claims/law/documents.py name different documents"
    )
