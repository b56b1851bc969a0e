"""The worklist by key, not by offset; and everything about one claim."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import F, Func, Q, QuerySet, Value
from django.db.models.fields import BooleanField
from django.http import Http404

from claims.accounts import queries as accounts
from claims.accounts.models import User
from claims.accounts.permissions import Permission
from claims.intake.models import Claim, Status

PAGE = 50
COUNT_CAP = 1000


@dataclass(frozen=True)
class Filter:
    """What the worklist is narrowed to; empty strings narrow nothing. `assignee`: "me", "nobody" or ""."""

    status: str = ""
    state: str = ""
    assignee: str = ""
    text: str = ""


@dataclass(frozen=True)
class Page:
    claims: list[Claim]
    count: int  # at most COUNT_CAP + 1
    older: str  # the key of the next page, "" at the end
    is_first: bool

    @property
    def is_capped(self) -> bool:
        return self.count > COUNT_CAP


def worklist(user: User, wanted: Filter, *, after: str = "") -> Page:
    """Claims that were sent, those that changed last first. Raises Http404 for a key that is none."""
    claims = _narrowed(visible(user), user, wanted)
    count = claims.order_by()[: COUNT_CAP + 1].count()
    rows = claims.select_related("assignee", "matter").order_by("-changed_at", "-id")
    if after:
        at, number = _unpack(after)
        # A row comparison uses the index at any depth; Q(a<x) | Q(a=x, b<y) does not.
        rows = rows.filter(_RowBefore(F("changed_at"), F("id"), Value(at), Value(number)))
    found = list(rows[: PAGE + 1])
    older = _pack(found[PAGE - 1]) if len(found) > PAGE else ""
    return Page(found[:PAGE], count, older, not after)


class _RowBefore(Func):
    """(changed_at, id) < (x, y)"""

    output_field = BooleanField()

    def as_sql(self, compiler: Any, connection: Any, **_kwargs: Any) -> tuple[str, list[Any]]:
        parts, params = [], []
        for expression in self.source_expressions:
            sql, values = compiler.compile(expression)
            parts.append(sql)
            params += values
        return f"(({parts[0]}, {parts[1]}) < ({parts[2]}, {parts[3]}))", params


def visible(user: User) -> QuerySet[Claim]:
    """The claims that this staff member may see: those of their matters, once sent."""
    claims = Claim.objects.exclude(status=Status.DRAFT).filter(submitted_at__isnull=False)
    matters = accounts.staff_matters(user)
    return claims if matters is None else claims.filter(matter_id__in=matters)


def _narrowed(claims: QuerySet[Claim], user: User, wanted: Filter) -> QuerySet[Claim]:
    if wanted.status:
        claims = claims.filter(status=wanted.status)
    if wanted.state:
        claims = claims.filter(state=wanted.state)
    if wanted.assignee:
        claims = claims.filter(assignee=user if wanted.assignee == "me" else None)
    if text := wanted.text.strip():
        claims = claims.filter(
            Q(reference__iexact=text)
            | Q(claimant_name__icontains=text)
            | Q(other_names__icontains=text)
            | Q(account__email__icontains=text)
        )
    return claims


def _pack(claim: Claim) -> str:
    return base64.urlsafe_b64encode(f"{claim.changed_at.isoformat()}|{claim.pk}".encode()).decode()


def _unpack(key: str) -> tuple[datetime, UUID]:
    try:
        at, _, number = base64.urlsafe_b64decode(key.encode()).decode().partition("|")
        return datetime.fromisoformat(at), UUID(number)
    except (ValueError, binascii.Error, UnicodeError):
        raise Http404 from None


def claim_for(user: User, reference: str, permission: Permission = Permission.DESK_SEE) -> Claim:
    """A claim of a matter in which this staff member has the permission. Raises Http404 for one they may not see,
    PermissionDenied where their role in its matter is another."""
    found = visible(user).select_related("matter", "data_key", "account", "assignee").filter(reference=reference)
    claim = found.first()
    if claim is None:
        raise Http404
    if not accounts.may(user, permission, claim.matter_id):
        raise PermissionDenied
    return claim


def same_names(user: User, claim: Claim) -> list[Claim]:
    """Other claims, of those the staff member may see, in which one of this claim's names stands: a hint for the
    conflict check, no result of it."""
    names = [claim.claimant_name, *claim.other_names.split(",")]
    wanted = Q()
    for name in (name.strip() for name in names):
        if len(name) > 2:
            wanted |= Q(claimant_name__icontains=name) | Q(other_names__icontains=name) | Q(subjects__name__iexact=name)
    if not wanted:
        return []
    return list(visible(user).filter(wanted).exclude(pk=claim.pk).distinct()[:20])
