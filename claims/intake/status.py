"""The status table: every step a claim may take, who may take it, what must hold, and what follows.

Staff buttons, permission checks, the start-up check and the drawn diagram all read this table.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from claims.accounts.models import Membership
from claims.intake.models import Status

CLAIMANT, PARALEGAL, ATTORNEY = (
    Membership.Role.CLAIMANT,
    Membership.Role.PARALEGAL,
    Membership.Role.ATTORNEY,
)
DESK = frozenset({PARALEGAL, ATTORNEY})


@dataclass(frozen=True)
class Move:
    """`guards` are names in `intake.queries.GUARDS`; `then` are the names of tasks that get the
    StatusMove's id."""

    name: str
    label: str
    sources: tuple[Status, ...]
    target: Status
    roles: frozenset[str]
    guards: tuple[str, ...] = ()
    then: tuple[str, ...] = ()


S = Status
TELL, ASSESS = "intake.tell_claimant", "intake.assess_sent"
MOVES: tuple[Move, ...] = (
    Move(
        "submit",
        _("Send"),
        (S.DRAFT,),
        S.SUBMITTED,
        frozenset({CLAIMANT}),
        ("signed",),
        ("documents.deliver_receipt", ASSESS),
    ),
    Move("check_conflicts", _("Start the conflict check"), (S.SUBMITTED,), S.CONFLICT_CHECK, DESK),
    Move(
        "clear_conflicts", _("Conflict check is clear"), (S.CONFLICT_CHECK,), S.UNDER_REVIEW, DESK
    ),
    Move(
        "ask",
        _("Ask for information"),
        (S.UNDER_REVIEW, S.ATTORNEY_REVIEW),
        S.NEEDS_INFORMATION,
        DESK,
        ("open_request",),
        (TELL,),
    ),
    Move(
        "reply",
        _("Reply"),
        (S.NEEDS_INFORMATION,),
        S.UNDER_REVIEW,
        frozenset({CLAIMANT}),
        ("no_open_request",),
    ),
    Move("to_attorney", _("Hand to an attorney"), (S.UNDER_REVIEW,), S.ATTORNEY_REVIEW, DESK),
    Move(
        "hand_back",
        _("Hand back to review"),
        (S.ATTORNEY_REVIEW,),
        S.UNDER_REVIEW,
        frozenset({ATTORNEY}),
    ),
    Move(
        "send_engagement",
        _("Send the engagement agreement"),
        (S.ATTORNEY_REVIEW,),
        S.ENGAGEMENT_SENT,
        frozenset({ATTORNEY}),
        ("conflicts_checked",),
        (TELL,),
    ),
    Move(
        "engage",
        _("Record the signed agreement"),
        (S.ENGAGEMENT_SENT,),
        S.ENGAGED,
        frozenset({ATTORNEY}),
        (),
        (TELL,),
    ),
    Move(
        "decline",
        _("Decline"),
        (S.CONFLICT_CHECK, S.NEEDS_INFORMATION, S.ENGAGEMENT_SENT, S.ATTORNEY_REVIEW),
        S.DECLINED,
        frozenset({ATTORNEY}),
        (),
        (TELL,),
    ),
    Move(
        "refer",
        _("Refer to other counsel"),
        (S.ATTORNEY_REVIEW,),
        S.REFERRED,
        frozenset({ATTORNEY}),
        (),
        (TELL,),
    ),
    Move(
        "withdraw",
        _("Withdraw"),
        (
            S.DRAFT,
            S.SUBMITTED,
            S.CONFLICT_CHECK,
            S.NEEDS_INFORMATION,
            S.UNDER_REVIEW,
            S.ATTORNEY_REVIEW,
            S.ENGAGEMENT_SENT,
        ),
        S.WITHDRAWN,
        frozenset({CLAIMANT}),
    ),
)
BY_NAME = {move.name: move for move in MOVES}
if len(BY_NAME) != len(MOVES):
    raise ValueError("two moves in claims/intake/status.py have the same name")

CLOSED = frozenset({S.DECLINED, S.REFERRED, S.WITHDRAWN})  # nothing runs out for the firm any more
