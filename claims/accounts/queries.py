"""Who someone is and what they may do."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from claims.accounts.models import STAFF_ROLES, Bounce, Membership, Recovery, StepUpCode, User
from claims.accounts.permissions import GRANTS, Permission

STEP_UP_SECONDS = 600  # how long a code can be entered
CONFIRMED_SECONDS = 1_800  # how long a code that was entered counts


def roles(user: User | AnonymousUser, matter: UUID | None = None) -> frozenset[str]:
    """The person's roles in this matter (those for all matters included); without a matter, in
    any.
    """
    if not user.is_authenticated:
        return frozenset()
    if user.own_memberships is None:
        user.own_memberships = list(user.memberships.values_list("role", "matter"))
    return frozenset(
        role for role, where in user.own_memberships if matter is None or where in (None, matter)
    )


def may(user: User | AnonymousUser, permission: Permission, matter: UUID | None = None) -> bool:
    return any(permission in GRANTS[role] for role in roles(user, matter))


def is_staff(user: User) -> bool:
    return bool(roles(user) & STAFF_ROLES)


def has_step_up_code(user: User, *, at: datetime) -> bool:
    """Whether a code was sent that still counts."""
    since = at - timedelta(seconds=STEP_UP_SECONDS)
    return StepUpCode.objects.filter(user=user, sent_at__gt=since).exists()


def standing_recovery(user: User) -> Recovery | None:
    """Where two of the staff agreed to let somebody in, and nobody is in yet."""
    return user.recoveries.filter(closed_at=None, approved_at__isnull=False).first()


def bounces(user: User) -> list[Bounce]:
    """The person's addresses from which mail comes back."""
    return list(user.bounces.filter(cleared_at=None))


def staff() -> list[Membership]:
    """Every role of the firm's staff, by name."""
    rows = Membership.objects.filter(role__in=STAFF_ROLES).select_related("user")
    return list(rows.order_by("user__name", "user__email", "granted_at"))


def staff_members(matter: UUID) -> list[User]:
    """Everyone who works on this matter's claims, by name."""
    working = Membership.objects.filter(role__in=STAFF_ROLES).filter(
        Q(matter=matter) | Q(matter=None)
    )
    return list(
        User.objects.filter(memberships__in=working, is_active=True).distinct().order_by("name")
    )


def staff_matters(user: User) -> list[UUID] | None:
    """The matters a staff member works on; None means all."""
    matters = user.memberships.filter(role__in=STAFF_ROLES).values_list("matter", flat=True)
    listed = [matter for matter in matters if matter is not None]
    return None if len(listed) < len(matters) else listed
