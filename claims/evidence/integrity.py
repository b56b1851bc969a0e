"""Files that a claimant gave, computed again from what is stored."""

from __future__ import annotations

from collections.abc import Iterator

from claims.audit.queries import details_of
from claims.intake.models import Claim
from claims.intake.queries import with_claim
from claims.intake.registers import recomputes, unequal
from claims.vault.actions import digest_of_file


@recomputes
def uploads(claim: Claim) -> Iterator[str]:
    """The files that the claimant gave.

    Each original is opened and hashed; its row and the log must say the same. A file that was taken
    back is not looked at: it is gone.
    """
    logged = {details.get("sha256") for details in details_of(claim, "claim.upload_added")}
    rows = claim.uploads.filter(removed_at=None).select_related("original__data_key")
    for number, row in enumerate(with_claim(claim, rows.order_by("added_at", "pk")), 1):
        yield from unequal(
            f"File {number}: what is stored is not what was given.",
            digest_of_file(row.original),
            row.sha256,
        )
        # Files from before the log had digests have none there.
        is_named = None in logged or row.sha256 in logged
        yield from unequal(f"File {number}: the log names another digest.", is_named, True)
