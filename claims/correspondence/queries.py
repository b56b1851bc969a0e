"""Messages, requests, invitations, related claims, and what a conflict check should look at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from claims.accounts.models import User
from claims.correspondence.models import (
    AgeNotice,
    ErasureRequest,
    Invitation,
    InvitedFor,
    Message,
    Reminder,
    ReminderRefusal,
)
from claims.intake.models import Claim, Subject
from claims.intake.queries import role_allows, with_claim
from claims.intake.registers import guard
from claims.intake.status import BY_NAME, CLOSED, Status
from claims.interview.models import Answer, Capacity
from claims.interview.queries import Interview
from claims.law.ages import Adulthood, adulthood


@guard("open_request")
def has_open_request(claim: Claim) -> bool:
    return claim.requests.filter(replied_at=None).exists()


@guard("no_open_request")
def has_no_open_request(claim: Claim) -> bool:
    return not has_open_request(claim)


def idle_drafts(number: int, *, since: datetime, until: datetime) -> QuerySet[Claim]:
    """Drafts in which the person did something last between two moments, and to whom the reminder
    of this number was not sent, but the one before it was; without those who want none.
    """
    sent = Reminder.objects.filter(claim=OuterRef("pk"))
    last = Greatest("changed_at", Coalesce(Max("answers__given_at"), "changed_at"))
    drafts = Claim.objects.filter(status=Status.DRAFT, erased_at=None, reminder_refusal=None)
    if number > 1:
        drafts = drafts.filter(Exists(sent.filter(number=number - 1)))
    drafts = drafts.exclude(Exists(sent.filter(number=number)))
    return drafts.annotate(last_act=last).filter(last_act__gt=since, last_act__lte=until)


def children() -> Iterator[tuple[Subject, Adulthood]]:
    """Every child of a claim that goes on, with when they turn 18, where a date of birth was told;
    without those of whom all was told.
    """
    going_on = Claim.objects.filter(erased_at=None).exclude(status__in=CLOSED)
    told = AgeNotice.objects.filter(subject=OuterRef("subject"), step=AgeNotice.Step.DAY)
    births = Answer.objects.filter(
        question="birth_date", superseded_at=None, subject__kind="child", claim__in=going_on
    )
    births = births.exclude(Exists(told))
    for row in births.select_related("claim__data_key", "subject").iterator(1000):
        subject, turning = row.subject, adulthood(row.answer)
        if subject and turning:
            subject.claim = row.claim
            yield subject, turning


@dataclass(frozen=True)
class ComingOfAge:
    """A child of a claim who turns 18 within 60 days, or did."""

    subject: Subject
    day: date  # the first on which they may be 18
    is_grown: bool


def coming_of_age(state: Interview) -> list[ComingOfAge]:
    """The children of a claim for whom the parent answers no more, or not for long."""
    rows = []
    for subject in state.people:
        turning = state.adulthood(subject)
        if turning and state.today >= turning.first - AHEAD:
            rows.append(ComingOfAge(subject, turning.first, state.today >= turning.first))
    return rows


def invitation_of(subject: Subject) -> Invitation | None:
    """The open one that the parent asked to send to this child."""
    own = InvitedFor(subject.kind, subject.name)
    still_open = subject.claim.invitations.filter(
        role=Invitation.Role.GROWN, closed_at=None, accepted_at=None
    )
    rows = with_claim(subject.claim, still_open)
    return next((row for row in rows if row.told.person == own), None)


def wants_no_reminder(claim: Claim) -> bool:
    return ReminderRefusal.objects.filter(claim=claim).exists()


def messages(claim: Claim) -> list[Message]:
    """What both sides wrote, the newest last."""
    return with_claim(claim, claim.messages.select_related("by"))


def last_erasure(claim: Claim) -> ErasureRequest | None:
    """The newest request for erasure, if there is one."""
    return next(iter(with_claim(claim, claim.erasures.all()[:1])), None)


def may_ask(claim: Claim, user: User) -> bool:
    """Whether the person could ask the claimant for something now (the request itself is what the
    guard waits for).
    """
    step = BY_NAME["ask"]
    return claim.status in step.sources and role_allows(step, claim, user)


OPEN_FOR = timedelta(days=60)
AHEAD = timedelta(days=60)  # so long before a child turns 18 both are told
# Letters and what stands between them: no digit, no address, no second line.
PLAIN_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .,'’-]){0,79}")
TOOK = frozenset({Capacity.Kind.TOOK, Capacity.Kind.BOTH})
SHOWN = frozenset({Capacity.Kind.DEPICTED, Capacity.Kind.BOTH})


def invitations(claim: Claim) -> list[Invitation]:
    """What the claimant sent, the oldest first."""
    return with_claim(claim, claim.invitations.all())


def open_invitation(token: str, *, at: datetime) -> Invitation | None:
    """The one with this digest of a token, if it may still be used."""
    # Who is invited before they are 18 has as long as others from the day on which they may answer.
    since = Q(asked_at__gte=at - OPEN_FOR) | Q(
        asked_at__gte=at - OPEN_FOR - AHEAD, role=Invitation.Role.GROWN
    )
    invitations = Invitation.objects.filter(
        since, token=token, closed_at=None, claim__erased_at=None
    )
    return invitations.select_related("claim__matter", "claim__data_key", "claim__account").first()


def was_written_to(invitation: Invitation) -> bool:
    """Whether an earlier invitation in this matter went to the same address, by whomever, and
    whether they took it, left it or said no.
    """
    others = Invitation.objects.filter(
        index=invitation.index, claim__matter=invitation.claim.matter_id
    )
    first = others.order_by("asked_at", "pk").first()
    return first is not None and first.pk != invitation.pk


def name_of_inviter(invitation: Invitation) -> str:
    """As the invited person reads it: a name that is only a name, or the address."""
    name: str = invitation.claim.claimant_name
    return name if PLAIN_NAME.fullmatch(name) else invitation.claim.account.email


def is_for(invitation: Invitation, user: User | AnonymousUser) -> bool:
    """Whether the person has shown that the address it was sent to is theirs."""
    if not user.is_authenticated:
        return False
    addresses = EmailAddress.objects.filter(user=user, verified=True)
    return any(row.email.lower() == invitation.told.email for row in addresses)


@dataclass(frozen=True)
class Linked:
    """Another claim that hangs together with one: by an invitation, or by a photo that stands in
    both. `adverse`: in a photo of both, somebody of the one claim took what shows somebody of the
    other.
    """

    claim: Claim
    by_invitation: bool
    shared: int
    adverse: int


def linked(claim: Claim) -> list[Linked]:
    """The sent claims of the same matter that hang together with this one; those by invitation
    first.
    """
    invited = _linked_by_invitation(claim)
    own = _who_is_who(Capacity.objects.filter(claim=claim, photo__removed_at=None))
    others = Claim.objects.filter(matter=claim.matter_id, erased_at=None)
    others = others.exclude(pk=claim.pk)
    others = others.exclude(status=Status.DRAFT).exclude(submitted_at=None)
    sharing = Capacity.objects.filter(
        photo__index__in=own, photo__removed_at=None, claim__in=others
    )
    by_claim: dict[UUID, list[Capacity]] = {}
    for row in sharing.select_related("photo"):
        by_claim.setdefault(row.claim_id, []).append(row)
    rows: list[Linked] = []
    for other in others.filter(pk__in=invited | by_claim.keys()).order_by("reference")[:50]:
        shared = by_claim.get(other.pk, [])
        adverse = [row for row in shared if _adverse(row, own[row.photo.index])]
        rows.append(
            Linked(
                claim=other,
                by_invitation=other.pk in invited,
                shared=len({row.photo.index for row in shared}),
                adverse=len({row.photo.index for row in adverse}),
            )
        )
    return sorted(rows, key=lambda row: not row.by_invitation)


def _linked_by_invitation(claim: Claim) -> set[UUID]:
    """The claims that came of its invitations, and the one that invited it."""
    sent = claim.invitations.exclude(accepted_claim=None)
    received = Invitation.objects.filter(accepted_claim=claim)
    return {
        *sent.values_list("accepted_claim", flat=True),
        *received.values_list("claim", flat=True),
    }


def _who_is_who(rows) -> dict[str, set[str]]:
    """By a photo's blind index, what the claim's people are to it."""
    kinds: dict[str, set[str]] = {}
    for row in rows.select_related("photo"):
        kinds.setdefault(row.photo.index, set()).add(row.kind)
    return kinds


def _adverse(row: Capacity, own: set[str]) -> bool:
    return bool((row.kind in TOOK and own & SHOWN) or (row.kind in SHOWN and own & TOOK))


def concerns(claim: Claim) -> list[str]:
    """What within the claim a conflict check should look at: people whose interests may differ.

    Each in words.
    """
    state = Interview(claim)
    texts: list[str] = []
    for subject in state.subjects:
        texts += _taken_by_others(state, subject)
        parent = _told(state, "other_parent", subject)
        if parent in OTHER_PARENT:
            texts.append(_(OTHER_PARENT[parent]) % {"child": subject.name})
    if household := _told(state, "household"):
        text = _("In the same household others make a claim: %(names)s.")
        texts.append(text % {"names": household})
    texts += [_(text) for key, text in TIES.items() if _told(state, key) == "yes"]
    return texts


def _told(state: Interview, key: str, subject: Subject | None = None) -> Any:
    row = state.answer(key, subject)
    return row.answer.value if row else None


def _taken_by_others(state: Interview, shown: Subject) -> Iterator[str]:
    """Who of the claim took a photo that shows this person."""
    photos = {
        photo
        for (photo, subject), kind in state.capacities.items()
        if subject == shown.pk and kind in SHOWN
    }
    takers = {
        subject
        for (photo, subject), kind in state.capacities.items()
        if photo in photos and kind in TOOK
    }
    for taker in state.subjects:
        if taker.pk in takers and taker != shown:
            yield _(
                "%(taker)s took a photo that shows %(shown)s: who gave a license and who is "
                "shown may differ."
            ) % {"taker": taker.name, "shown": shown.name}


OTHER_PARENT = {
    "disagrees": gettext_noop("The other parent of %(child)s does not agree."),
    "not_asked": gettext_noop("The other parent of %(child)s has not been asked."),
}
TIES = {
    "other_counsel": gettext_noop(
        "Another lawyer acts for the claimant, or they joined a lawsuit about it."
    ),
    "adverse_ties": gettext_noop(
        "The claimant or the household works, or worked, for a technology company or research."
    ),
}
