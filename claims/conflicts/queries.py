"""Names held against the parties of a matter and the firm's list."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from django.db.models import QuerySet

from claims.accounts import queries as accounts
from claims.accounts.models import User
from claims.conflicts.models import KnownParty, Search
from claims.conflicts.names import fold, is_near
from claims.conflicts.stored import Hit
from claims.intake.models import Claim
from claims.intake.queries import with_claim
from claims.intake.registers import guard
from claims.intake.status import Status
from claims.matters.models import Defendant, Matter


@dataclass(frozen=True)
class Listed:
    """A party with every name that it goes by, folded."""

    name: str
    kind: str
    folded: tuple[str, ...]


def listed(matter: Matter) -> list[Listed]:
    """Whom the matter is against, and whom the firm knows.

    The parties of other matters stand on the firm's list, if they stand anywhere.
    """
    rows = [
        Listed(party.name, "party", (fold(party.name),))
        for party in Defendant.objects.filter(matter=matter)
    ]
    for party in KnownParty.objects.all():
        names = (party.name, *party.aliases)
        rows.append(Listed(party.name, party.kind, tuple(map(fold, names))))
    return rows


def digest_of(parties: Iterable[Listed]) -> str:
    """SHA-256 over the names of the list: which one was searched."""
    lines = sorted("|".join((party.kind, *party.folded)) for party in parties)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def hits(names: Iterable[str], parties: Iterable[Listed]) -> Iterator[Hit]:
    """Each name with each party that has it, or one near it."""
    pairs = product(names, parties)
    for name, party in pairs:
        folded = fold(name)
        is_exact = folded in party.folded
        if is_exact or _is_near_one(folded, party):
            yield Hit(
                name=name,
                party=party.name,
                kind=party.kind,
                is_exact=is_exact,
            )


def _is_near_one(folded: str, party: Listed) -> bool:
    return any(is_near(folded, other) for other in party.folded)


def held(user: User) -> QuerySet[Claim]:
    """Drafts that wait for an attorney before anything more is asked."""
    claims = Claim.objects.filter(status=Status.HELD, erased_at=None)
    matters = accounts.staff_matters(user)
    return claims if matters is None else claims.filter(matter_id__in=matters)


def searches(claim: Claim) -> list[Search]:
    """The newest first."""
    return with_claim(claim, claim.searches.select_related("decided_by").order_by("-at"))


def open_stop(claim: Claim) -> Search | None:
    """The search that holds the claim, while nobody has decided."""
    newest = next(iter(searches(claim)), None)
    return newest if newest and newest.stops and not newest.outcome else None


@guard("stopped")
def is_stopped(claim: Claim) -> bool:
    return open_stop(claim) is not None


@guard("stop_decided")
def is_decided(claim: Claim) -> bool:
    return open_stop(claim) is None
