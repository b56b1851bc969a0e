"""What each document needs to be told: one row a document.

How it looks is another room's business.
"""

from __future__ import annotations

from dataclasses import dataclass

from claims.law.logic import Condition, Facts, Is, Truth
from claims.law.questions import QUESTIONS, SCREEN
from claims.law.words import _

DEPICTED = Is("capacity", "depicted", "both")
TOOK = Is("capacity", "took", "both")
CHILD, ESTATE, REPRESENTED = (
    Is("subject", "child"),
    Is("subject", "estate"),
    Is("subject", "ward", "estate"),
)


@dataclass(frozen=True)
class Need:
    """A question that a document has a line for.

    `when`: only where this does not fail.
    """

    question: str
    when: Condition | None = None

    def holds(self, facts: Facts) -> bool:
        return self.when is None or self.when.truth(facts) is not Truth.NO


@dataclass(frozen=True)
class DocumentNeeds:
    """`needs`: what must have been asked before it can be made ("I'm not sure" is an answer)."""

    key: str
    title: str
    needs: tuple[Need, ...]

    def questions(self, facts: Facts) -> frozenset[str]:
        """The questions that it has a line for, given what is known with one photo in view."""
        return frozenset(need.question for need in self.needs if need.holds(facts))


def ask(*questions: str, when: Condition | None = None) -> tuple[Need, ...]:
    return tuple(Need(question, when) for question in questions)


# What is between the person and the firm: it stands on the confidential intake sheet, and not on
# the fact sheet, which the other side may get to see.
CONFIDENTIAL = frozenset(
    {
        *(question.key for question in SCREEN),
        *(question.key for question in QUESTIONS if question.topic == "contact"),
        "authority",
        "other_parent",
        "earlier_settlement",
        "dealings",
        "dealings_with",
        "special_status",
        "status_from",
        "status_until",
        "evidence_held",
        "class_rep",
        "effect",
    }
)
DOCUMENTS: tuple[DocumentNeeds, ...] = (
    DocumentNeeds(
        "fact_sheet",
        _("Fact sheet"),
        (
            *ask("birth_date", "residence", "learned", "removal_asked"),
            *ask("died_on", when=ESTATE),
            *ask("flickr_names", "account_opened", "account_in_control", when=TOOK),
        ),
    ),
    DocumentNeeds(
        "schedule",
        _("Schedule of dataset appearances"),
        (
            *ask("taken_on", when=DEPICTED),
            *ask("uploaded_by", "uploaded_on", "licence_at_upload", when=TOOK),
            *ask("licence_changed", when=TOOK),
        ),
    ),
    DocumentNeeds(
        "intake_sheet",
        _("Confidential intake sheet"),
        (
            *ask("evidence_held", "class_rep", "effect"),
            *ask("mailing_address", "phone", "language", "contact_note"),
            *ask("authority", when=REPRESENTED),
            *ask("other_parent", when=CHILD),
        ),
    ),
    DocumentNeeds("declaration", _("Draft declaration"), ()),
    DocumentNeeds("receipt", _("Receipt"), ()),
)
