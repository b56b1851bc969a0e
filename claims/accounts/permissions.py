"""What each role may do. The only place that knows."""

from __future__ import annotations

from enum import StrEnum

from claims.accounts.models import Membership

Role = Membership.Role


class Permission(StrEnum):
    CLAIM_MAKE = "make a claim of one's own"
    DESK_SEE = "see the desk: worklist, claims, evidence, documents"
    CLAIM_WORK = "check conflicts, ask for information, write notes"
    CLAIM_DECIDE = "decide what an attorney decides"
    LAW_SIGN_OFF = "sign off a theory"


GRANTS: dict[str, frozenset[Permission]] = {
    Role.CLAIMANT: frozenset({Permission.CLAIM_MAKE}),
    Role.PARALEGAL: frozenset({Permission.DESK_SEE, Permission.CLAIM_WORK}),
    Role.ATTORNEY: frozenset(
        {Permission.DESK_SEE, Permission.CLAIM_WORK, Permission.CLAIM_DECIDE, Permission.LAW_SIGN_OFF}
    ),
    Role.ADMINISTRATOR: frozenset({Permission.DESK_SEE}),
}
