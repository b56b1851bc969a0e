"""The status table: every status, and every move from one to another.

One row says all of it. Buttons, permission checks, pages, e-mails and the start-up check read it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.accounts.models import Membership
from claims.jobs.names import JobKind


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    HELD = "held", _("Held for the firm")
    SUBMITTED = "submitted", _("Submitted")
    CONFLICT_CHECK = "conflict_check", _("Conflict check")
    NEEDS_INFORMATION = "needs_information", _("Needs information")
    UNDER_REVIEW = "under_review", _("Under review")
    ATTORNEY_REVIEW = "attorney_review", _("Attorney review")
    ENGAGEMENT_SENT = "engagement_sent", _("Engagement sent")
    ENGAGED = "engaged", _("Engaged")
    DECLINED = "declined", _("Declined")
    REFERRED = "referred", _("Referred")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Turn(models.TextChoices):
    """Whose answer is awaited."""

    NOBODY = "", _("nobody")
    FIRM = "firm", _("the firm")
    CLAIMANT = "claimant", _("the claimant")


@dataclass(frozen=True)
class StatusRow:
    """`on_page`: what the claimant reads.

    `tone`: of the desk's tag, "good", "warn", "accent" or "". `is_closed`: no limitations date
    is watched any more.
    """

    on_page: str | Promise
    tone: str = ""
    is_closed: bool = False


_IN_REVIEW = _(
    "Our staff read your answers, and then a lawyer does. We’ll write to you, whatever the "
    "decision. You don’t need to do anything now."
)
STATUSES: dict[Status, StatusRow] = {
    Status.DRAFT: StatusRow(
        _("Nothing has been sent yet. Starting a claim doesn’t stop any deadline.")
    ),
    # The same whatever the reason: nobody learns from it whether a name was on a list.
    Status.HELD: StatusRow(
        _(
            "We’re looking at your first answers before you go on. You don’t need to do anything "
            "now; we’ll write to you. Starting a claim doesn’t stop any deadline."
        ),
        tone="warn",
    ),
    Status.SUBMITTED: StatusRow(_IN_REVIEW),
    Status.CONFLICT_CHECK: StatusRow(_IN_REVIEW),
    Status.NEEDS_INFORMATION: StatusRow(
        _("We have a question for you. Please read it below."), tone="warn"
    ),
    Status.UNDER_REVIEW: StatusRow(_IN_REVIEW),
    Status.ATTORNEY_REVIEW: StatusRow(_IN_REVIEW, tone="accent"),
    Status.ENGAGEMENT_SENT: StatusRow(
        _(
            "A lawyer would like to talk with you and will send you an agreement to read. Nobody "
            "here is your lawyer until you and the firm both sign it."
        )
    ),
    Status.ENGAGED: StatusRow(_("We have your signed agreement on file."), tone="good"),
    Status.DECLINED: StatusRow(
        _(
            "We can’t take this on. That says nothing about whether you have a case. Time limits "
            "keep running, so if you want to go on, talk to another lawyer soon."
        ),
        is_closed=True,
    ),
    Status.REFERRED: StatusRow(
        _("We suggest another lawyer for this. Time limits keep running, so please don’t wait."),
        is_closed=True,
    ),
    Status.WITHDRAWN: StatusRow(_("You withdrew this claim."), is_closed=True),
}
WAITS = _("We’re looking at your first answers. We’ll write to you when you can go on.")
IN_REVIEW = frozenset(
    {
        Status.SUBMITTED,
        Status.CONFLICT_CHECK,
        Status.NEEDS_INFORMATION,
        Status.UNDER_REVIEW,
        Status.ATTORNEY_REVIEW,
    }
)
CLOSED = frozenset(status for status, row in STATUSES.items() if row.is_closed)

CLAIMANT = Membership.Role.CLAIMANT
PARALEGAL = Membership.Role.PARALEGAL
ATTORNEY = Membership.Role.ATTORNEY


@dataclass(frozen=True)
class Guard:
    """What must hold, by the name under which the room that owns the data registered it in
    `intake.registers`, and what a person reads where it does not.
    """

    name: str
    refusal: str | Promise


@dataclass(frozen=True)
class Move:
    """`stamp`: the field of the claim that notes the time.

    `told`: the first sentence of the e-mail to the claimant, with %(reference)s; "" sends none.
    `then`: the other jobs that get the StatusMove's id. `turn`: whose it is afterwards; None leaves
    it as it is.
    """

    name: str
    label: str | Promise
    sources: tuple[Status, ...]
    target: Status
    roles: tuple[Membership.Role, ...]
    guards: tuple[Guard, ...] = ()
    stamp: str = ""
    told: str | Promise = ""
    then: tuple[JobKind, ...] = ()
    turn: Turn | None = None

    @property
    def jobs(self) -> tuple[JobKind, ...]:
        return (JobKind.TELL_MOVE, *self.then) if self.told else self.then


MOVES: tuple[Move, ...] = (
    Move(
        name="hold",
        label=_("Hold for the firm"),
        sources=(Status.DRAFT,),
        target=Status.HELD,
        roles=(CLAIMANT,),
        guards=(Guard("stopped", _("Nothing holds this claim.")),),
        told=_(
            "We’re looking at your first answers for claim %(reference)s before you go on. You "
            "don’t need to do anything now; we’ll write to you. Your claim is here:"
        ),
        then=(JobKind.TELL_HELD,),
        turn=Turn.FIRM,
    ),
    Move(
        name="release",
        label=_("Release"),
        sources=(Status.HELD,),
        target=Status.DRAFT,
        roles=(ATTORNEY,),
        guards=(Guard("stop_decided", _("An attorney decides first.")),),
        told=_("You can go on with your claim %(reference)s here:"),
        turn=Turn.NOBODY,
    ),
    Move(
        name="close_held",
        label=_("Close"),
        sources=(Status.HELD,),
        target=Status.DECLINED,
        roles=(ATTORNEY,),
        guards=(Guard("stop_decided", _("An attorney decides first.")),),
        told=_(
            "A lawyer looked at your claim %(reference)s, and we can’t take it on. That says "
            "nothing about whether you have a case. Time limits keep running. If you want to go "
            "on, talk to another lawyer soon. Your papers stay here for you:"
        ),
        turn=Turn.NOBODY,
    ),
    Move(
        name="submit",
        label=_("Send"),
        sources=(Status.DRAFT,),
        target=Status.SUBMITTED,
        roles=(CLAIMANT,),
        guards=(Guard("confirmed", _("Read and confirm the documents first.")),),
        stamp="submitted_at",
        then=(JobKind.DELIVER_RECEIPT, JobKind.ASSESS_SENT),
        turn=Turn.FIRM,
    ),
    Move(
        name="check_conflicts",
        label=_("Start the conflict check"),
        sources=(Status.SUBMITTED,),
        target=Status.CONFLICT_CHECK,
        roles=(PARALEGAL, ATTORNEY),
    ),
    Move(
        name="clear_conflicts",
        label=_("Conflict check is clear"),
        sources=(Status.CONFLICT_CHECK,),
        target=Status.UNDER_REVIEW,
        roles=(PARALEGAL, ATTORNEY),
    ),
    Move(
        name="ask",
        label=_("Ask for information"),
        sources=(Status.UNDER_REVIEW, Status.ATTORNEY_REVIEW),
        target=Status.NEEDS_INFORMATION,
        roles=(PARALEGAL, ATTORNEY),
        guards=(Guard("open_request", _("Write what you ask for first.")),),
        told=_(
            "We have a question about your claim %(reference)s. To keep it private, read it and "
            "answer here:"
        ),
        turn=Turn.CLAIMANT,
    ),
    Move(
        name="reply",
        label=_("Reply"),
        sources=(Status.NEEDS_INFORMATION,),
        target=Status.UNDER_REVIEW,
        roles=(CLAIMANT,),
        guards=(Guard("no_open_request", _("Reply to every request first.")),),
        turn=Turn.FIRM,
    ),
    Move(
        name="to_attorney",
        label=_("Hand to an attorney"),
        sources=(Status.UNDER_REVIEW,),
        target=Status.ATTORNEY_REVIEW,
        roles=(PARALEGAL, ATTORNEY),
    ),
    Move(
        name="hand_back",
        label=_("Hand back to review"),
        sources=(Status.ATTORNEY_REVIEW,),
        target=Status.UNDER_REVIEW,
        roles=(ATTORNEY,),
    ),
    Move(
        name="send_engagement",
        label=_("Send the engagement agreement"),
        sources=(Status.ATTORNEY_REVIEW,),
        target=Status.ENGAGEMENT_SENT,
        roles=(ATTORNEY,),
        guards=(Guard("conflicts_checked", _("The conflict check has not been completed.")),),
        told=_(
            "A lawyer would like to talk with you about your claim %(reference)s and will send you "
            "an agreement to read. Nobody here is your lawyer until you and the firm both sign it. "
            "Your claim is here:"
        ),
    ),
    Move(
        name="engage",
        label=_("Record the signed agreement"),
        sources=(Status.ENGAGEMENT_SENT,),
        target=Status.ENGAGED,
        roles=(ATTORNEY,),
        told=_(
            "We have your signed agreement for claim %(reference)s on file. Your claim is here:"
        ),
        turn=Turn.NOBODY,
    ),
    Move(
        name="decline",
        label=_("Decline"),
        sources=(
            Status.CONFLICT_CHECK,
            Status.NEEDS_INFORMATION,
            Status.ENGAGEMENT_SENT,
            Status.ATTORNEY_REVIEW,
        ),
        target=Status.DECLINED,
        roles=(ATTORNEY,),
        told=_(
            "A lawyer looked at your claim %(reference)s, and we can’t take it on. That says "
            "nothing about whether you have a case. Time limits keep running. If you want to go "
            "on, talk to another lawyer soon. Your papers stay here for you:"
        ),
        turn=Turn.NOBODY,
    ),
    Move(
        name="refer",
        label=_("Refer to other counsel"),
        sources=(Status.ATTORNEY_REVIEW,),
        target=Status.REFERRED,
        roles=(ATTORNEY,),
        told=_(
            "We suggest another lawyer for your claim %(reference)s. Time limits keep "
            "running, so please don’t wait. Read more here:"
        ),
        turn=Turn.NOBODY,
    ),
    Move(
        name="withdraw",
        label=_("Withdraw"),
        sources=(
            Status.DRAFT,
            Status.HELD,
            Status.SUBMITTED,
            Status.CONFLICT_CHECK,
            Status.NEEDS_INFORMATION,
            Status.UNDER_REVIEW,
            Status.ATTORNEY_REVIEW,
            Status.ENGAGEMENT_SENT,
        ),
        target=Status.WITHDRAWN,
        roles=(CLAIMANT,),
        turn=Turn.NOBODY,
    ),
)
BY_NAME = {move.name: move for move in MOVES}
if len(BY_NAME) != len(MOVES):
    raise ValueError("two moves in claims/intake/status.py have the same name")
if missing := set(Status) - STATUSES.keys():
    raise ValueError(f"claims/intake/status.py has no row for {', '.join(sorted(missing))}")
