"""Reads of a claim: whose it is, its photos, which moves are open."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from claims.accounts import queries as accounts
from claims.accounts.models import Membership, User
from claims.intake.models import Claim, ClaimPhoto, childs_name_index
from claims.intake.registers import guard, passes
from claims.intake.status import MOVES, Move, Status
from claims.matters.models import Matter


def own_claim(user: User, reference: str) -> Claim:
    """The person's own claim.

    Anyone else's does not exist.

    Raises Http404.
    """
    claim = Claim.objects.select_related("matter", "data_key", "account").filter(
        account=user, erased_at=None
    )
    if match := claim.filter(reference=reference).first():
        return match
    raise Http404


def open_claim(account: User, matter: Matter) -> Claim | None:
    """The person's claim in this matter, unless they withdrew it."""
    claims = Claim.objects.filter(account=account, matter=matter)
    return claims.exclude(status=Status.WITHDRAWN).first()


def own_claims(user: User) -> list[Claim]:
    return list(
        Claim.objects.filter(account=user, erased_at=None)
        .select_related("matter", "data_key")
        .order_by("-created_at")
    )


def photos(claim: Claim) -> list[ClaimPhoto]:
    """The claim's photos, ready to be decrypted without a query each."""
    return with_claim(claim, claim.photos.filter(removed_at=None))


def with_claim(claim: Claim, rows: Iterable[Any]) -> list[Any]:
    """Rows that know their claim, so that decrypting them needs no query each."""
    decorated = list(rows)
    for row in decorated:
        row.claim = claim
    return decorated


def role_allows(move: Move, claim: Claim, user: User) -> bool:
    """Whether the person has a role for this move: the claim's owner as claimant, staff by their
    role in the matter.
    """
    if Membership.Role.CLAIMANT in move.roles and claim.account_id == user.pk:
        return True
    staff_roles = set(move.roles) - {Membership.Role.CLAIMANT}
    return claim.account_id != user.pk and bool(accounts.roles(user, claim.matter_id) & staff_roles)


def moves_open_to(claim: Claim, user: User) -> list[Move]:
    """What this person may do with the claim now, guards included."""
    return [move for move in MOVES if _is_open(move, claim, user)]


def _is_open(move: Move, claim: Claim, user: User) -> bool:
    if claim.status not in move.sources or not role_allows(move, claim, user):
        return False
    return all(passes(guard.name, claim) for guard in move.guards)


@guard("conflicts_checked")
def is_conflict_checked(claim: Claim) -> bool:
    return claim.moves.filter(name="clear_conflicts").exists()


def same_names(claims: QuerySet[Claim], claim: Claim) -> list[Claim]:
    """Other claims, of these, in which one of this claim's names stands: a
    hint for the conflict check, no result of it.
    """
    names = [claim.claimant_name, *claim.other_names.split(",")]
    condition = Q()
    for name in (name.strip() for name in names):
        if len(name) > 2:
            condition |= (
                Q(claimant_name__icontains=name)
                | Q(other_names__icontains=name)
                | Q(subjects__clear_name__iexact=name)
                | Q(subjects__name_index=childs_name_index(name))
            )
    if not condition:
        return []
    return list(claims.filter(condition).exclude(pk=claim.pk).distinct()[:20])
