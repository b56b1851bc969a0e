"""What each document needs to be told: one row a document. How it looks is another room's business."""

from __future__ import annotations

from dataclasses import dataclass

from claims.law.words import _


@dataclass(frozen=True)
class DocumentNeeds:
    """`questions`: what must have been asked before it can be made ("I'm not sure" is an answer)."""

    key: str
    title: str
    questions: tuple[str, ...]
    is_signed: bool = False


DOCUMENTS: tuple[DocumentNeeds, ...] = (
    DocumentNeeds(
        "information_sheet",
        _("Claimant information sheet"),
        ("birth_date", "residence", "mailing_address", "phone", "evidence_held"),
    ),
    DocumentNeeds(
        "declaration", _("Declaration"), ("birth_date", "residence", "learned", "signs_in_us"), is_signed=True
    ),
    DocumentNeeds("schedule", _("Schedule of dataset appearances"), ()),
    DocumentNeeds("receipt", _("Receipt and signature record"), ()),
)
