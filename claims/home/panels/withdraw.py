"""Withdraw the claim."""

from __future__ import annotations

from typing import Any

from django.forms import Form
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.home.own import Own
from claims.intake.actions import move
from claims.intake.panels import Act, Panel
from claims.intake.queries import moves_open_to


def reads(page: Own) -> dict[str, Any] | None:
    moves = moves_open_to(page.claim, page.user)
    return {} if any(step.name == "withdraw" for step in moves) else None


def form(page: Own, data: QueryDict | None) -> Form:
    return Form(data)


def run(page: Own, form: Form) -> str:
    move(page.claim, "withdraw", by=page.user, at=timezone.now())
    return _("Your claim is withdrawn. You can start a new one at any time.")


PANEL = Panel(
    key="withdraw",
    template="home/claim/withdraw.html",
    place=("main", 80),
    reads=reads,
    act=Act(form, run, leads_to="claims"),
)
