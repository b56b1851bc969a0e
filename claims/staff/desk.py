"""The page of one claim at the desk: who looks at it, and what every panel may ask of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse
from django.utils import timezone

from claims.accounts import queries as accounts
from claims.accounts.models import User
from claims.accounts.permissions import Permission
from claims.intake.panels import Page
from claims.submission.frozen import Frozen
from claims.submission.models import Submission
from claims.submission.queries import standing_submission


@dataclass(frozen=True)
class Desk(Page):
    @property
    def url(self) -> str:
        return reverse("desk_claim", args=[self.claim.reference])

    def panel_url(self, key: str) -> str:
        return reverse("desk_panel", args=[self.claim.reference, key])

    @property
    def user(self) -> User:
        return self.request.user

    @property
    def today(self) -> date:
        return timezone.localdate()

    def may(self, permission: Permission | None) -> bool:
        return permission is None or accounts.may(self.user, permission, self.claim.matter_id)

    @cached_property
    def submission(self) -> Submission | None:
        return standing_submission(self.claim)

    @cached_property
    def frozen(self) -> Frozen | None:
        return self.submission.frozen if self.submission else None
