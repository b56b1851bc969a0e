"""The status table: every step a claim may take, who may take it, what must hold, and what follows.

Staff buttons, permission checks, the start-up check and the drawn diagram all read this table.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from claims.accounts.models import Membership
from claims.intake.models import Status
from claims.jobs.names import JobKind

CLAIMANT, PARALEGAL, ATTORNEY = (
    Membership.Role.CLAIMANT,
    Membership.Role.PARALEGAL,
    Membership.Role.ATTORNEY,
)
DESK = frozenset({PARALEGAL, ATTORNEY})


@dataclass(frozen=True)
class Guard:
    """What must hold, by the name under which the room that owns the data registered it in
    `intake.registers`, and what a person reads where it does not."""

    name: str
    refusal: object


SIGNED = Guard("signed", _("Read and sign the documents first."))
ASKED = Guard("open_request", _("Write what you ask for first."))
REPLIED = Guard("no_open_request", _("Reply to every request first."))
CONFLICTS_CHECKED = Guard("conflicts_checked", _("The conflict check has not been completed."))


@dataclass(frozen=True)
class Move:
    """`then`: the tasks that get the StatusMove's id."""

    name: str
    label: str
    sources: tuple[Status, ...]
    target: Status
    roles: frozenset[str]
    guards: tuple[Guard, ...] = ()
    then: tuple[JobKind, ...] = ()


S = Status
MOVES: tuple[Move, ...] = (
    Move(
        "submit",
        _("Send"),
        (S.DRAFT,),
        S.SUBMITTED,
        frozenset({CLAIMANT}),
        (SIGNED,),
        (JobKind.DELIVER_RECEIPT, JobKind.ASSESS_SENT),
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
        (ASKED,),
        (JobKind.TELL_MOVE,),
    ),
    Move(
        "reply",
        _("Reply"),
        (S.NEEDS_INFORMATION,),
        S.UNDER_REVIEW,
        frozenset({CLAIMANT}),
        (REPLIED,),
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
        (CONFLICTS_CHECKED,),
        (JobKind.TELL_MOVE,),
    ),
    Move(
        "engage",
        _("Record the signed agreement"),
        (S.ENGAGEMENT_SENT,),
        S.ENGAGED,
        frozenset({ATTORNEY}),
        (),
        (JobKind.TELL_MOVE,),
    ),
    Move(
        "decline",
        _("Decline"),
        (S.CONFLICT_CHECK, S.NEEDS_INFORMATION, S.ENGAGEMENT_SENT, S.ATTORNEY_REVIEW),
        S.DECLINED,
        frozenset({ATTORNEY}),
        (),
        (JobKind.TELL_MOVE,),
    ),
    Move(
        "refer",
        _("Refer to other counsel"),
        (S.ATTORNEY_REVIEW,),
        S.REFERRED,
        frozenset({ATTORNEY}),
        (),
        (JobKind.TELL_MOVE,),
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
