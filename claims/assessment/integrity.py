"""Lawyers' decisions, computed again."""

from __future__ import annotations

from collections.abc import Iterator

from claims.audit.queries import details_of
from claims.intake.models import Claim
from claims.intake.queries import with_claim
from claims.intake.registers import recomputes, unequal
from claims.vault.crypto import digest_of_json


@recomputes
def decisions(claim: Claim) -> Iterator[str]:
    """The decisions over lines."""
    logged = {details.get("sha256") for details in details_of(claim, "claim.line_decided")}
    newest = {line.pk: (line, "open") for line in claim.lines.all()}
    for row in with_claim(claim, claim.decisions.select_related("line").order_by("at")):
        newest[row.line_id] = (row.line, row.decision)
        name = f"The decision over {row.line.theory}"
        yield from unequal(f"{name} was altered.", digest_of_json(row.content), row.sha256)
        yield from unequal(f"{name} was altered.", row.signed.decision, row.decision)
        yield from unequal(f"{name}: the log names another.", row.sha256 in logged, True)
    for line, decision in newest.values():
        yield from unequal(
            f"The line {line.theory} says {line.decision}, and the signed decision {decision}.",
            line.decision,
            decision,
        )
