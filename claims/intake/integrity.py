"""The status of a claim, computed again from its moves and from the log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from claims.audit.queries import details_of
from claims.intake.models import Claim, StatusMove
from claims.intake.registers import recomputes, unequal
from claims.intake.status import BY_NAME, Status


@recomputes
def moves(claim: Claim) -> Iterator[str]:
    """The status and its moves."""
    rows = _in_order(list(claim.moves.order_by("at")))
    status: str = Status.DRAFT
    for row in rows:
        yield from _wrong_move(row, status)
        status = row.to_status
    yield from unequal(
        f"The status is {claim.status}, and its moves lead to {status}.", claim.status, status
    )
    names = Counter(row.name for row in rows)
    logged = Counter(details["move"] for details in details_of(claim, "claim.moved"))
    yield from unequal("The moves are not those of the log.", names, logged)
    times = [row.at for row in rows if row.name == "submit"]
    sent_at = times[-1] if times else None
    yield from unequal("The time of sending is not the move’s.", claim.submitted_at, sent_at)


def _wrong_move(row: StatusMove, status: str) -> list[str]:
    """Where the table has no such move from this status."""
    step = BY_NAME.get(row.name)
    target = step.target if step else None
    return unequal(
        f"The move “{row.name}” goes from {row.from_status} to {row.to_status}.",
        (row.from_status, row.to_status),
        (status, target),
    )


def _in_order(rows: list[StatusMove]) -> list[StatusMove]:
    """Moves of one moment follow from each other."""
    ordered: list[StatusMove] = []
    status: str = Status.DRAFT
    while rows:
        same = [row for row in rows if row.at == rows[0].at]
        following = next((row for row in same if row.from_status == status), same[0])
        rows.remove(following)
        ordered.append(following)
        status = following.to_status
    return ordered
