"""manage.py remove_staff EMAIL [--role ROLE] [--matter NAME]"""

from __future__ import annotations

import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from claims.accounts.models import STAFF_ROLES, Membership
from claims.matters.management import matter_called
from claims.refusals import Refusal
from claims.staff import actions


class Command(BaseCommand):
    help = (
        "Take somebody's desk back, or one role of it. Whoever has none left is signed out at once "
        "and cannot sign in again; their claims are put back for anybody to take."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--role", choices=sorted(STAFF_ROLES), help="this role alone")
        parser.add_argument("--matter", help="the role in this matter alone")

    @transaction.atomic
    def handle(
        self, *args: Any, email: str, role: str | None, matter: str | None, **options: Any
    ) -> None:
        rows = Membership.objects.filter(user__email=email.lower(), role__in=STAFF_ROLES)
        if role:
            rows = rows.filter(role=role)
        if matter:
            rows = rows.filter(matter=matter_called(matter).pk)
        if not rows:
            raise CommandError(f"{email} has no such role.")
        claims = sum(self._take(row) for row in rows)
        self.stdout.write(f"Done. Claims put back for anybody to take: {claims}.")

    def _take(self, membership: Membership) -> int:
        by = f"operator:{getpass.getuser()}"
        try:
            return actions.take_desk(membership, by=by, at=timezone.now())
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
