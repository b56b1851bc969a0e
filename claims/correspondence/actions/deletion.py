"""Delete an account and all of it; and erase again what a restored backup has brought back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext as _

from claims.accounts.models import STAFF_ROLES, Membership, User
from claims.audit import actions as audit
from claims.correspondence.actions.erasure import ask_erasure, erase_again
from claims.intake.models import Claim
from claims.matters.models import Interest
from claims.ownership.models import FlickrAccount
from claims.refusals import Refusal
from claims.vault import actions as vault
from claims.vault import journal
from claims.vault.models import DataKey


@transaction.atomic
def delete_account(user: User, *, by: User, at: datetime) -> None:
    """Erase the claims that were never sent, then everything of the person.

    Raises Refusal for staff, and while the firm keeps a claim that was sent.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.memberships.filter(role__in=STAFF_ROLES).exists():
        raise Refusal(_("An account of the firm’s staff is closed by an administrator."))
    claims = list(Claim.objects.filter(account=user, erased_at=None).order_by("created_at"))
    sent = [claim.reference for claim in claims if claim.submitted_at or claim.on_hold]
    if sent:
        raise Refusal(
            _(
                "The firm still has %(claims)s. Ask us to erase that first. When that’s "
                "done, you can delete your account."
            )
            % {"claims": ", ".join(sent)}
        )
    for claim in claims:
        ask_erasure(claim, by=by, at=at)
    _empty(user, by=by, at=at)


def _empty(user: User, *, by: User | str, at: datetime) -> None:
    """Take everything of the person out. The row stays, without a name or an address: the log and
    the erased claims point to it.
    """
    addresses = [user.email]
    addresses += EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    Interest.objects.filter(email__in=[address.lower() for address in addresses]).delete()
    FlickrAccount.objects.filter(user=user).delete()
    for table in (Authenticator, EmailAddress, SocialAccount, UserSession, Membership):
        table.objects.filter(user=user).all().delete()
    user.bounces.all().delete()
    user.recoveries.all().delete()
    user.email, user.name = f"{user.pk}@erased.invalid", ""
    user.language = user.zone = ""
    user.birth_date, user.is_active = None, False
    user.set_unusable_password()  # which also ends every session
    user.save()
    vault.erase_files(user.data_key)
    vault.erase_key(user.data_key, at=at)
    audit.record("account.deleted", by=by, at=at, subject=user)
    transaction.on_commit(lambda: journal.note("account", user.pk, at=at))


def complete_journal() -> int:
    """Note erasures whose process died before it noted them. Returns how many."""
    there = {(each.kind, each.id) for each in journal.read()}
    claims = Claim.objects.exclude(erased_at=None).values_list("pk", "erased_at")
    erased = "data_key__erased_at"
    accounts = User.objects.exclude(**{erased: None}).values_list("pk", erased)
    added = 0
    for kind, rows in (("claim", claims), ("account", accounts)):
        for pk, at in rows.order_by("pk").iterator():
            if at and (kind, str(pk)) not in there:
                journal.note(kind, pk, at=at)
                added += 1
    return added


def journal_is_lost() -> bool:
    """Whether something was erased here, and no journal says so."""
    if journal.path().exists():
        return False
    erased = Claim.objects.exclude(erased_at=None), DataKey.objects.exclude(erased_at=None)
    return any(rows.exists() for rows in erased)


def replay_journal(*, at: datetime) -> int:
    """In a restored database, erase again what was erased after the backup. Returns how much."""
    again = 0
    for each in journal.read():
        with transaction.atomic():
            if each.kind == "claim":
                again += erase_again(UUID(each.id), at=at)
            else:
                again += _delete_again(UUID(each.id), at=at)
    return again


def _delete_again(account: UUID, *, at: datetime) -> bool:
    user = User.objects.select_for_update().filter(pk=account, data_key__erased_at=None).first()
    if user is None:
        return False
    _empty(user, by="system", at=at)
    return True
