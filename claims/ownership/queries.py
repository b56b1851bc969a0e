"""Which Flickr accounts a person named, how they showed that they are theirs, and what that lets
them see.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from claims.accounts import queries as accounts
from claims.accounts.models import User
from claims.datasets.sheet import Photos
from claims.intake.models import Claim
from claims.ownership.models import Dispute, FlickrAccount, Proof
from claims.vault import actions as vault
from claims.vault.crypto import blind_index


def index_of(nsid: str) -> str:
    """What the same account has in common whoever names it."""
    return blind_index("nsid", nsid)


@dataclass(frozen=True)
class Standing:
    """Where one named account is.

    While it `is_disputed` the firm decides, and nobody sees details of it.
    """

    account: FlickrAccount
    proofs: tuple[Proof, ...]
    is_disputed: bool

    @property
    def proved(self) -> tuple[Proof, ...]:
        return tuple(proof for proof in self.proofs if proof.proved_at)

    @property
    def code(self) -> Proof | None:
        """The code that is to be put into the profile, or stands there and waits for the firm."""
        open_ = [
            p
            for p in self.proofs
            if p.way == Proof.Way.CODE and not p.proved_at and not p.refused_at
        ]
        return open_[-1] if open_ else None

    @property
    def refused(self) -> Proof | None:
        """What the firm refused last, unless a code is under way: a code that it did not find, or,
        with a `dispute`, whatever way was tried.
        """
        return (
            next((p for p in reversed(self.proofs) if p.refused_at), None)
            if not self.code
            else None
        )

    @property
    def shows_photos(self) -> bool:
        """Whether the photos that the person gave may be looked up: a download is enough."""
        return bool(self.proved) and not self.is_disputed

    @property
    def shows_account(self) -> bool:
        """Whether what stands under the account may be shown.

        A download can be made up in a minute, so it takes Flickr's own word or the profile.
        """
        is_strong = any(proof.is_strong for proof in self.proved)
        return is_strong and not self.is_disputed


def standings(user: User) -> list[Standing]:
    """Every account that the person named, in the order in which they did."""
    named = list(
        FlickrAccount.objects.filter(user=user)
        .prefetch_related("proofs")
        .select_related("download__data_key")
    )
    disputed = _disputed(user, {account.index for account in named})
    for account in named:
        account.user = user
    return [_standing(account, tuple(account.proofs.all()), disputed) for account in named]


def _standing(
    account: FlickrAccount, proofs: tuple[Proof, ...], disputed: dict[str, bool]
) -> Standing:
    """Who has shown the account by a strong way is not locked out by somebody who gave a download
    of it.
    """
    is_strong = any(proof.proved_at and proof.is_strong for proof in proofs)
    return Standing(
        account,
        proofs,
        disputed.get(account.index, False) or (account.index in disputed and not is_strong),
    )


def standing(user: User, account: UUID) -> Standing:
    """One of the person's own.

    Raises Http404 for anybody else's.
    """
    match = next(
        (candidate for candidate in standings(user) if candidate.account.pk == account), None
    )
    if match is None:
        raise Http404
    return match


def _disputed(user: User, indexes: set[str]) -> dict[str, bool]:
    """Which of these accounts are disputed, and whether somebody else has shown them by a strong
    way.
    """
    open_ = Dispute.objects.filter(index__in=indexes, closed_at=None).values_list(
        "index", flat=True
    )
    others = Proof.objects.filter(account__index__in=list(open_), proved_at__isnull=False).exclude(
        account__user=user
    )
    strong = set(
        others.exclude(way=Proof.Way.DOWNLOAD, decided_by=None).values_list(
            "account__index", flat=True
        )
    )
    return {index: index in strong for index in open_}


def photos(account: FlickrAccount) -> Photos | None:
    """What was kept of the account's download; None where none was given."""
    if account.download is None:
        return None
    return Photos.from_json(json.loads(zlib.decompress(vault.read_file(account.download))))


def _of_staff(staff: User) -> dict[str, list[UUID]]:
    """Which people's accounts this staff member may see: those with a claim in their matters; all,
    for all matters.
    """
    matters = accounts.staff_matters(staff)
    if matters is None:
        return {}
    people = Claim.objects.filter(matter_id__in=matters).values_list("account_id", flat=True)
    return {"account__user__in": list(people)}


def codes_to_look_for(staff: User) -> list[Proof]:
    """Codes that people say stand in their profiles, oldest first."""
    waiting = Proof.objects.filter(
        way=Proof.Way.CODE, proved_at=None, refused_at=None, placed_at__isnull=False
    )
    return list(
        waiting.filter(**_of_staff(staff))
        .select_related("account__user__data_key")
        .order_by("placed_at")[:200]
    )


def code_to_look_for(staff: User, proof: UUID) -> Proof:
    """Raises Http404."""
    match = next(
        (candidate for candidate in codes_to_look_for(staff) if candidate.pk == proof), None
    )
    if match is None:
        raise Http404
    return match


@dataclass(frozen=True)
class Disputed:
    """An open dispute with everybody who showed the account to be theirs."""

    dispute: Dispute
    nsid: str
    claimed: tuple[tuple[FlickrAccount, tuple[Proof, ...]], ...]


def open_disputes(staff: User) -> list[Disputed]:
    """Oldest first; those that concern a person whose claim this staff member may see."""
    disputes = list(Dispute.objects.filter(closed_at=None).order_by("opened_at", "pk"))
    by_index: dict[str, list[FlickrAccount]] = {}
    rows = FlickrAccount.objects.filter(index__in=[dispute.index for dispute in disputes])
    rows = rows.select_related("user__data_key").prefetch_related("proofs")
    for account in rows.order_by("named_at", "pk"):
        by_index.setdefault(account.index, []).append(account)
    allowed = _of_staff(staff)
    visible = []
    for dispute in disputes:
        claimed = _claimed(by_index.get(dispute.index, []))
        people = {account.user_id for account, _proofs in claimed}
        if claimed and (not allowed or people & set(allowed["account__user__in"])):
            visible.append(Disputed(dispute, claimed[0][0].nsid, claimed))
    return visible


def _claimed(
    accounts: list[FlickrAccount],
) -> tuple[tuple[FlickrAccount, tuple[Proof, ...]], ...]:
    """Everybody who showed the account to be theirs, with the proofs that stand."""
    claimed = []
    for account in accounts:
        proved = tuple(proof for proof in account.proofs.all() if proof.proved_at)
        if proved:
            claimed.append((account, proved))
    return tuple(claimed)


def open_dispute(staff: User, dispute: UUID) -> Disputed:
    """Raises Http404."""
    match = next(
        (candidate for candidate in open_disputes(staff) if candidate.dispute.pk == dispute), None
    )
    if match is None:
        raise Http404
    return match
