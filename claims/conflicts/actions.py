"""The gate: search the names of a claim, hold it where one stops it, and what an attorney
decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from claims.accounts.models import User
from claims.audit import actions as audit
from claims.conflicts import queries
from claims.conflicts.models import KnownParty, Search
from claims.conflicts.stored import StoredSearch
from claims.intake.actions import move
from claims.intake.models import Claim
from claims.refusals import Refusal
from claims.vault.shapes import write


@transaction.atomic
def search(
    claim: Claim,
    names: Iterable[str],
    *,
    own_lawyer: bool,
    tech_ties: bool,
    by: User,
    at: datetime,
) -> Search:
    """Search these names against the matter's parties and the firm's list, and keep what came out.

    Where it stops the claim, it is held for the firm; unless an attorney has released the very same
    result before.
    """
    parties = queries.listed(claim.matter)
    searched = tuple(dict.fromkeys(name.strip() for name in names if name.strip()))
    stored = StoredSearch(
        names=searched,
        hits=tuple(queries.hits(searched, parties)),
        own_lawyer=own_lawyer,
        tech_ties=tech_ties,
    )
    is_released = any(
        earlier.outcome == Search.Outcome.RELEASED and earlier.stored == stored
        for earlier in queries.searches(claim)
    )
    row = Search(claim=claim, content=write(stored), at=at, listed=len(parties))
    row.list_sha256 = queries.digest_of(parties)
    row.stops = stored.stops and not is_released
    row.save(force_insert=True)
    audit.record("claim.searched", by="system", at=at, subject=claim, listed=len(parties))
    if row.stops:
        move(claim, "hold", by=by, at=at)
    return row


@transaction.atomic
def decide(claim: Claim, outcome: str, reason: str, *, by: User, at: datetime) -> Search:
    """An attorney releases a claim that is held, or closes it, with a reason.

    Raises Refusal where nothing holds it.
    """
    Claim.objects.select_for_update().get(pk=claim.pk)
    stop = queries.open_stop(claim)
    if stop is None:
        raise Refusal(_("Nothing holds this claim any more."))
    stop.outcome, stop.reason = outcome, reason
    stop.decided_by, stop.decided_at = by, at
    stop.save(update_fields=["outcome", "reason", "decided_by", "decided_at"])
    audit.record("claim.stop_decided", by=by, at=at, subject=claim, outcome=outcome)
    move(claim, "release" if outcome == Search.Outcome.RELEASED else "close_held", by=by, at=at)
    return stop


@dataclass(frozen=True)
class PartyRow:
    """One line of a list: `aliases` are other names of the same."""

    name: str
    kind: str
    aliases: tuple[str, ...]


@transaction.atomic
def import_parties(rows: Iterable[PartyRow], *, by: str, at: datetime) -> tuple[int, int]:
    """Add parties to the firm's list, or change what is said of one by the same name.

    Returns (new ones, changed ones).
    """
    new = changed = 0
    for row in rows:
        values = {"kind": row.kind, "aliases": list(row.aliases)}
        party, is_new = KnownParty.objects.get_or_create(
            name=row.name, defaults=values | {"recorded_at": at}
        )
        new += is_new
        if not is_new and (party.kind, party.aliases) != (row.kind, list(row.aliases)):
            KnownParty.objects.filter(pk=party.pk).update(**values, recorded_at=at)
            changed += 1
    audit.record(
        "conflicts.list_imported", by=by, at=at, subject="the firm’s list", new=new, changed=changed
    )
    return new, changed
