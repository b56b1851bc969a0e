"""The worklist by key, not by offset; what is about to expire; and everything about one claim."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, Value
from django.db.models.fields import BooleanField
from django.db.models.functions import Coalesce
from django.http import Http404

from claims.accounts import queries as accounts
from claims.accounts.models import Bounce, User
from claims.accounts.permissions import Permission
from claims.assessment.actions import WATCHED
from claims.assessment.models import LimitationsDay
from claims.conflicts.queries import held
from claims.correspondence.models import ErasureRequest, Message
from claims.intake.models import NO_DAY, Claim
from claims.intake.status import CLOSED, Status
from claims.matters.models import Matter
from claims.staff.models import DeadlineAlert

PAGE = 50
COUNT_CAP = 1000
ALERT_DAYS = (30, 90, 180)  # before a day that could bar


@dataclass(frozen=True)
class Filter:
    """What the worklist is narrowed to; empty strings narrow nothing.

    `assignee`: "me", "nobody" or "". `within`: days to the earliest one that could bar.
    `waiting`: "message", "erasure" or "". `order`: "" for what expires first, "changed" for
    what changed last.
    """

    status: str = ""
    state: str = ""
    assignee: str = ""
    text: str = ""
    within: str = ""
    waiting: str = ""
    order: str = ""


@dataclass(frozen=True)
class Page:
    claims: Sequence[Claim]
    count: int  # at most COUNT_CAP + 1
    older: str  # the key of the next page, "" at the end
    is_first: bool

    @property
    def is_capped(self) -> bool:
        return self.count > COUNT_CAP


UNREAD = Exists(Message.objects.filter(claim=OuterRef("pk"), from_firm=False, read_at=None))
BOUNCES = Exists(Bounce.objects.filter(user=OuterRef("account"), cleared_at=None))
ERASURE = Exists(
    ErasureRequest.objects.filter(claim=OuterRef("pk"), state__in=["waiting", "granted"])
)


def own_matters(user: User) -> QuerySet[Matter]:
    """The matters on which this staff member works."""
    ids, matters = accounts.staff_matters(user), Matter.objects.order_by("opened_at")
    return matters if ids is None else matters.filter(pk__in=ids)


BAR = Coalesce("first_bar", Value(NO_DAY))


def worklist(user: User, wanted: Filter, *, on: date, after: str = "") -> Page:
    """Claims that were sent, in the wanted order.

    Raises Http404 for a key that is none.
    """
    is_held = wanted.status == Status.HELD
    claims = _narrowed(held(user) if is_held else visible(user), user, wanted, on)
    count = claims.order_by()[: COUNT_CAP + 1].count()
    by_change = is_held or wanted.order == "changed"
    rows = claims.select_related("assignee", "matter").annotate(
        has_unread=UNREAD, wants_erasure=ERASURE, bounces=BOUNCES
    )
    rows = (
        rows.order_by("-changed_at", "-id")
        if by_change
        else rows.order_by(BAR, "submitted_at", "id")
    )
    if after:
        # A row comparison uses the index at any depth; Q(a<x) | Q(a=x, b<y) does not.
        rows = rows.filter(_past(after, by_change=by_change))
    shown_claims = list(rows[: PAGE + 1])
    older = _pack(shown_claims[PAGE - 1], by_change=by_change) if len(shown_claims) > PAGE else ""
    return Page(shown_claims[:PAGE], count, older, not after)


class _Rows(Func):
    """(a, b, ...) < (x, y, ...), or with > between."""

    output_field = BooleanField()

    def __init__(self, sign: str, *expressions: Any) -> None:
        super().__init__(*expressions)
        self.sign = sign

    def as_sql(self, compiler: Any, connection: Any, *_args: Any, **_kwargs: Any) -> Any:
        """(SQL, its parameters)"""
        parts: list[str] = []
        params: list[Any] = []
        for expression in self.source_expressions:
            sql, values = compiler.compile(expression)
            parts.append(sql)
            params += values
        middle = len(parts) // 2
        return f"(({', '.join(parts[:middle])}) {self.sign} ({', '.join(parts[middle:])}))", params


def _past(key: str, *, by_change: bool) -> _Rows:
    """What comes after the claim of this key in its order."""
    parts = _unpack(key)
    try:
        at, number = datetime.fromisoformat(parts[1]), UUID(parts[2])
        if by_change:
            return _Rows("<", F("changed_at"), F("id"), Value(at), Value(number))
        return _Rows(
            ">",
            BAR,
            F("submitted_at"),
            F("id"),
            Value(date.fromisoformat(parts[0])),
            Value(at),
            Value(number),
        )
    except (ValueError, IndexError, OverflowError):
        raise Http404 from None


def visible(user: User) -> QuerySet[Claim]:
    """The claims that this staff member may see: those of their matters, once sent."""
    claims = Claim.objects.exclude(status=Status.DRAFT).filter(
        submitted_at__isnull=False, erased_at=None
    )
    matters = accounts.staff_matters(user)
    return claims if matters is None else claims.filter(matter_id__in=matters)


def _narrowed(claims: QuerySet[Claim], user: User, wanted: Filter, on: date) -> QuerySet[Claim]:
    if wanted.status:
        claims = claims.filter(status=wanted.status)
    if wanted.state:
        claims = claims.filter(state=wanted.state)
    if wanted.assignee:
        claims = claims.filter(assignee=user if wanted.assignee == "me" else None)
    if wanted.waiting == "message":
        claims = claims.filter(UNREAD)
    if wanted.waiting == "erasure":
        claims = claims.filter(ERASURE)
    if wanted.within:
        claims = claims.annotate(bar=BAR).filter(bar__lte=on + timedelta(days=int(wanted.within)))
    if text := wanted.text.strip():
        claims = claims.filter(
            Q(reference__iexact=text)
            | Q(claimant_name__icontains=text)
            | Q(other_names__icontains=text)
            | Q(account__email__icontains=text)
        )
    return claims


def _pack(claim: Claim, *, by_change: bool) -> str:
    at = claim.changed_at if by_change else claim.submitted_at
    assert at is not None  # every claim of the worklist was sent
    return base64.urlsafe_b64encode(
        f"{claim.first_bar or NO_DAY}|{at.isoformat()}|{claim.pk}".encode()
    ).decode()


def _unpack(key: str) -> list[str]:
    try:
        return base64.urlsafe_b64decode(key.encode()).decode().split("|")
    except (ValueError, binascii.Error, UnicodeError):
        raise Http404 from None


# --- Days that could bar ------------------------------------------------------


@dataclass(frozen=True)
class Expiring:
    """How many claims have their earliest day that could bar within so many days; COUNT_CAP at
    most, and then `is_capped`.
    """

    days: int
    count: int
    is_capped: bool


def expiring(user: User, *, on: date) -> list[Expiring]:
    """For each of ALERT_DAYS."""
    going_on = visible(user).exclude(status__in=sorted(CLOSED)).annotate(bar=BAR).order_by()
    counts = []
    for days in ALERT_DAYS:
        near = going_on.filter(bar__lte=on + timedelta(days=days))
        count = near[: COUNT_CAP + 1].count()
        counts.append(Expiring(days, min(count, COUNT_CAP), count > COUNT_CAP))
    return counts


def to_alert(*, on: date) -> list[tuple[Claim, date, int]]:
    """(claim, a day of its docket, the least of ALERT_DAYS within which it lies), for each of which
    nobody was told yet; of a claim whose dates are rough or missing once, with 0.
    """
    last = on + timedelta(days=max(ALERT_DAYS))
    near = LimitationsDay.objects.filter(day__gte=on, day__lte=last, line__decision__in=WATCHED)
    near = near.exclude(claim__status__in=CLOSED).order_by("claim__reference", "day")
    rows: dict[tuple[Any, date, int], tuple[Claim, date, int]] = {}
    for row in near.select_related("claim").prefetch_related("claim__alerts"):
        days = _threshold(row, on)
        if not any(_is_of(alert, row.day, days) for alert in row.claim.alerts.all()):
            rows[row.claim_id, row.day, days] = (row.claim, row.day, days)
    return list(rows.values())


def _is_of(alert: DeadlineAlert, day: date, days: int) -> bool:
    """Whether it told of this; that dates are missing is told once, whatever the day."""
    return alert.days == days and (days == 0 or alert.day == day)


def _threshold(row: LimitationsDay, on: date) -> int:
    thresholds = [days for days in ALERT_DAYS if row.day <= on + timedelta(days=days)]
    return thresholds[0] if row.is_certain else 0


# --- One claim ----------------------------------------------------------------


def claim_for(user: User, reference: str, permission: Permission = Permission.DESK_SEE) -> Claim:
    """A claim of a matter in which this staff member has the permission.

    Raises Http404 for one they may not see, PermissionDenied where their role in its matter is
    another.
    """
    rows = (visible(user) | held(user)).filter(reference=reference)
    claim = rows.select_related("matter", "data_key", "account", "assignee").first()
    if claim is None:
        raise Http404
    if not accounts.may(user, permission, claim.matter_id):
        raise PermissionDenied
    return claim
