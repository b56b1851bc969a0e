"""The claimant's page of one claim: what every panel may ask of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from claims.accounts.models import User
from claims.accounts.permissions import Permission
from claims.intake.panels import Page


@dataclass(frozen=True)
class Own(Page):
    @property
    def url(self) -> str:
        return reverse("claim", args=[self.claim.reference])

    def panel_url(self, key: str) -> str:
        return reverse("claim_panel", args=[self.claim.reference, key])

    @property
    def user(self) -> User:
        return self.claim.account

    def may(self, permission: Permission | None) -> bool:
        """Everything here is the claimant's own."""
        return True
