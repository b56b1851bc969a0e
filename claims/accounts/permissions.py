"""What each role may do. The only place that knows."""

from __future__ import annotations

from enum import StrEnum

from claims.accounts.models import Membership

Role = Membership.Role


class Permission(StrEnum):
    CLAIM_MAKE = "make a claim of one's own"
    DESK_SEE = "see the desk: worklist, claims, evidence, documents"
    CLAIM_WORK = "check conflicts, ask for information, write notes"
    CLAIM_HOLD = "place and lift a litigation hold"
    CLAIM_DECIDE = "decide of a line of a claim: pursue, decline, refer"
    LAW_SIGN_OFF = "sign off a theory"
    JOBS_RESTART = "see work that failed and start it again"
    STAFF_MANAGE = "give a desk to somebody and take it back"
    MATTER_MANAGE = "edit, close and open a matter"


GRANTS: dict[str, frozenset[Permission]] = {
    Role.CLAIMANT: frozenset({Permission.CLAIM_MAKE}),
    Role.PARALEGAL: frozenset(
        {Permission.DESK_SEE, Permission.CLAIM_WORK, Permission.JOBS_RESTART}
    ),
    Role.ATTORNEY: frozenset(
        {
            Permission.DESK_SEE,
            Permission.CLAIM_WORK,
            Permission.CLAIM_HOLD,
            Permission.CLAIM_DECIDE,
            Permission.LAW_SIGN_OFF,
            Permission.JOBS_RESTART,
            Permission.MATTER_MANAGE,
        }
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.DESK_SEE,
            Permission.JOBS_RESTART,
            Permission.STAFF_MANAGE,
            Permission.MATTER_MANAGE,
        }
    ),
}
