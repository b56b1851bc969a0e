"""Name a Flickr account, show that it is one's own, and settle it when several people do."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from claims.accounts.models import User
from claims.audit import actions as audit
from claims.datasets.sheet import Photos
from claims.jobs import actions as jobs
from claims.jobs.names import JobKind
from claims.ownership.models import Dispute, FlickrAccount, Proof
from claims.ownership.queries import index_of
from claims.ownership.queries import photos as kept_photos
from claims.refusals import Refusal, Stale
from claims.vault import actions as vault
from claims.vault.models import StoredFile

MOST_ACCOUNTS = 20
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0 O 1 I L U


@transaction.atomic
def name_account(user: User, nsid: str, *, at: datetime) -> FlickrAccount:
    """Note that the person says this account (its NSID) is theirs.

    Named twice it is named once.

    Raises Refusal.
    """
    _lock(index_of(nsid))
    account = FlickrAccount.objects.filter(user=user, index=index_of(nsid)).first()
    if account is None:
        if FlickrAccount.objects.filter(user=user).count() >= MOST_ACCOUNTS:
            raise Refusal(
                _("You can add up to %(limit)s Flickr accounts.") % {"limit": MOST_ACCOUNTS}
            )
        account = FlickrAccount.objects.create(
            user=user, nsid=nsid, index=index_of(nsid), named_at=at
        )
        audit.record("flickr.named", by=user, at=at, subject=account)
    account.user = user
    return account


@transaction.atomic
def prove(user: User, nsid: str, way: str, *, at: datetime) -> FlickrAccount:
    """The person signed in with Flickr as this account, or gave its download.

    Raises Refusal.
    """
    account = name_account(user, nsid, at=at)
    if account.proofs.filter(way=way, proved_at__isnull=False).exists():
        return account
    if (
        way == Proof.Way.DOWNLOAD
        and account.proofs.filter(way=way, refused_at__isnull=False).exists()
    ):
        raise Refusal(
            _(
                "The firm did not accept a download as proof for this account. Sign in with"
                " Flickr, or use a code."
            )
        )
    _proved(Proof.objects.create(account=account, way=way, begun_at=at), by=user, at=at)
    return account


@transaction.atomic
def begin_code(account: FlickrAccount, *, by: User, at: datetime) -> Proof:
    """A code to put into the profile; the one that is under way, if there is one."""
    _lock(account.index)
    open_proofs = account.proofs.filter(proved_at=None, refused_at=None)
    waiting = open_proofs.filter(way=Proof.Way.CODE).first()
    if waiting:
        return waiting
    code = "standing-" + get_random_string(8, LETTERS)
    audit.record("flickr.code_asked", by=by, at=at, subject=account)
    return Proof.objects.create(account=account, way=Proof.Way.CODE, code=code, begun_at=at)


@transaction.atomic
def code_is_placed(proof: Proof, *, by: User, at: datetime) -> None:
    """The person says that the code stands in the profile: it goes onto the firm's list."""
    if Proof.objects.filter(pk=proof.pk, placed_at=None, proved_at=None, refused_at=None).update(
        placed_at=at
    ):
        audit.record("flickr.code_placed", by=by, at=at, subject=proof.account)


@transaction.atomic
def decide_code(proof: Proof, *, is_there: bool, by: User, at: datetime) -> None:
    """Somebody of the firm looked at the profile.

    The person is told by e-mail. Decided twice, the first holds.
    """
    _lock(proof.account.index)
    locked = Proof.objects.select_for_update().get(pk=proof.pk)
    if locked.proved_at or locked.refused_at:
        return
    locked.account = proof.account
    locked.decided_by = by
    if is_there:
        _proved(locked, by=by, at=at)
    else:
        locked.refused_at = at
        locked.save(update_fields=["refused_at", "decided_by"])
        audit.record("flickr.code_not_found", by=by, at=at, subject=proof.account)
    jobs.enqueue(JobKind.TELL_CODE, locked.pk, at=at)


@transaction.atomic
def keep_download(account: FlickrAccount, photos: Photos, *, by: User, at: datetime) -> None:
    """Keep what is needed of the account's download, encrypted, together with what an earlier one
    told.
    """
    _lock(account.index)
    account.refresh_from_db(fields=["download"])
    earlier = kept_photos(account)
    photos = photos.joined_to(earlier) if earlier else photos
    content = zlib.compress(json.dumps(photos.as_json()).encode())
    replaced = account.download
    account.download = vault.store_file(
        content,
        key=account.user.data_key,
        area=StoredFile.Area.CLAIMANT,
        content_type="application/zlib",
        at=at,
    )
    account.save(update_fields=["download"])
    if replaced:
        vault.remove_file(replaced)
    audit.record("flickr.download_kept", by=by, at=at, subject=account, photos=len(photos.number))


@transaction.atomic
def close_dispute(
    dispute: Dispute, upheld: Collection[UUID], *, shown: Collection[UUID], by: User, at: datetime
) -> None:
    """The firm has decided whose the account is.

    `upheld`: the FlickrAccounts whose proofs stand; several may (a family shares one). `shown`:
    those between which it was decided; the proofs of the others of them are refused. Closed twice,
    the first holds.

    Raises Stale.
    """
    _lock(dispute.index)
    proved = Proof.objects.filter(account__index=dispute.index, proved_at__isnull=False)
    if set(proved.values_list("account", flat=True)) != set(shown):
        raise Stale(
            _("Somebody else showed the account meanwhile. Nothing was recorded: look again.")
        )
    if not Dispute.objects.filter(pk=dispute.pk, closed_at=None).update(closed_at=at, closed_by=by):
        return
    proved.exclude(account__in=upheld).update(
        proved_at=None, refused_at=at, decided_by=by, dispute=dispute
    )
    proved.filter(account__in=upheld).update(decided_by=by)
    audit.record("flickr.dispute_closed", by=by, at=at, subject=dispute, upheld=len(upheld))


def _proved(proof: Proof, *, by: User, at: datetime) -> None:
    """The proof stands.

    If somebody else has shown the same account, the two are a dispute.
    """
    account = proof.account
    _lock(account.index)
    is_first = not account.proofs.filter(proved_at__isnull=False).exists()
    proof.proved_at = at
    proof.save(update_fields=["proved_at", "decided_by"])
    audit.record("flickr.proved", by=by, at=at, subject=account, way=proof.way)
    others = Proof.objects.filter(account__index=account.index, proved_at__isnull=False).exclude(
        account=account
    )
    if is_first and others.exists():
        dispute, opened = Dispute.objects.get_or_create(
            index=account.index, closed_at=None, defaults={"opened_at": at}
        )
        if opened:
            audit.record("flickr.disputed", by="system", at=at, subject=dispute)


def _lock(index: str) -> None:
    """One change at a time to what is said of one account, whoever says it, until the transaction
    ends.
    """
    key = int(index[:16], 16) - (1 << 63)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
