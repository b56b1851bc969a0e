"""Ask another adult to make a claim of their own, and accept such an invitation."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from claims.accounts.models import User
from claims.audit import actions as audit
from claims.correspondence.models import Invitation, InvitationContent, InvitedFor
from claims.correspondence.queries import is_for, open_invitation
from claims.intake.models import Claim, Subject
from claims.intake.queries import own_claim
from claims.intake.status import CLOSED, WAITS, Status
from claims.interview.actions.people import add_person, add_photos, begin, set_roles
from claims.interview.queries import ROLE_OF_KIND
from claims.jobs import actions as jobs
from claims.jobs.names import JobKind
from claims.refusals import Refusal
from claims.vault import actions as vault
from claims.vault.crypto import blind_index, digest_of
from claims.vault.shapes import write

MAX_INVITATIONS = 10
PRESSED_TWICE = timedelta(minutes=2)  # an invitation to the same address within it is that one
INVITED_ALREADY = gettext_noop(
    "You have already invited this person. We write to each address only once."
)


@transaction.atomic
def invite(
    claim: Claim,
    role: str,
    *,
    name: str,
    email: str,
    person: Subject | None,
    photos: Iterable[str],
    by: User,
    at: datetime,
) -> Invitation:
    """Ask an adult by one e-mail, unless their address was written to before, by whomever: who
    invites is not told which, or they could ask whether somebody has a claim here.

    `person`: the child or the estate, for a parent or an executor. `photos`: addresses.

    Raises Refusal for a closed claim or one that is held, one's own address, an address that this
    claim asked already, and past MAX_INVITATIONS.
    """
    address = email.strip().lower()
    index = blind_index("email", address)
    twins = claim.invitations.filter(index=index, closed_at=None)
    if twin := twins.filter(asked_at__gte=at - PRESSED_TWICE).first():
        return twin
    _check_invitation(claim, address, index, by)
    token = secrets.token_urlsafe(32)
    content = InvitationContent(
        name=name[:200],
        email=address,
        person=InvitedFor(person.kind, person.name) if person else None,
        photos=tuple(photos),
        token=vault.seal_text(token, "invitation"),
    )
    invitation = Invitation(
        claim=claim,
        role=role,
        content=write(content),
        index=index,
        token=digest_of(token),
        asked_by=by,
        asked_at=at,
    )
    try:
        with transaction.atomic():
            invitation.save(force_insert=True)
    except IntegrityError:
        raise Refusal(_(INVITED_ALREADY)) from None
    audit.record("claim.invited", by=by, at=at, subject=claim, role=role)
    jobs.enqueue(JobKind.TELL_INVITED, invitation.pk, at=at)
    return invitation


def _check_invitation(claim: Claim, address: str, index: str, by: User) -> None:
    """Raises Refusal."""
    locked = Claim.objects.select_for_update().get(pk=claim.pk)
    if locked.status in CLOSED:
        raise Refusal(_("This claim is closed."))
    if locked.status == Status.HELD:
        raise Refusal(WAITS)
    if address == by.email:
        raise Refusal(_("This is your own address. Enter the other person’s address."))
    if Invitation.objects.filter(asked_by=by).count() >= MAX_INVITATIONS:
        raise Refusal(_("You can invite up to 10 people. To invite more, write to the firm."))
    if claim.invitations.filter(index=index).exists():
        raise Refusal(_(INVITED_ALREADY))


def token_of(invitation: Invitation) -> str:
    """What the link in the e-mail ends with."""
    return vault.open_text(invitation.told.token, "invitation")


@transaction.atomic
def close_invitation(invitation: Invitation, *, by: User | str, at: datetime) -> None:
    """Taken back by who invited, or declined by who was invited.

    One that was accepted stays as it is.
    """
    if Invitation.objects.filter(pk=invitation.pk, closed_at=None, accepted_at=None).update(
        closed_at=at
    ):
        audit.record("claim.invitation_closed", by=by, at=at, subject=invitation.claim)


@transaction.atomic
def accept_invitation(token: str, *, by: User, at: datetime) -> Claim:
    """Open a claim of one's own with the photos that the invitation names, or take them into the
    draft that is open.

    Raises Refusal for one that is over, that one sent oneself, or where the own claim has been
    sent.
    """
    invitation = open_invitation(digest_of(token), at=at)
    if invitation is None:
        raise Refusal(
            _("This invitation has ended. Ask the person who sent it, or start your own claim.")
        )
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if locked.accepted_at or locked.closed_at:
        raise Refusal(_("This invitation has already been used."))
    if by.pk == invitation.claim.account_id:
        raise Refusal(_("You sent this invitation yourself. The other person has to open it."))
    if not is_for(invitation, by):
        raise Refusal(_("This invitation went to a different address. Sign in with that one."))
    content = invitation.told
    claim = begin(account=by, matter=invitation.claim.matter, at=at)
    references = "\n".join(content.photos)
    add_photos(claim, references, by=by, at=at)
    if content.person and invitation.role != Invitation.Role.GROWN:
        _add_invited_person(claim, content.person, by=by, at=at)
    Invitation.objects.filter(pk=invitation.pk).update(accepted_claim=claim, accepted_at=at)
    audit.record("claim.invitation_accepted", by=by, at=at, subject=claim, role=invitation.role)
    return own_claim(by, claim.reference)


def _add_invited_person(claim: Claim, person: InvitedFor, *, by: User, at: datetime) -> None:
    """The child, ward or estate for whom they act, unless the claim has that name already."""
    if any(subject.name == person.name for subject in claim.subjects.all()):
        return
    add_person(claim, person.kind, person.name, by=by, at=at)
    role = ROLE_OF_KIND[person.kind]
    if role not in claim.roles:
        set_roles(claim, [*claim.roles, role], by=by, at=at)
