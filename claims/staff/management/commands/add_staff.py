"""manage.py add_staff EMAIL NAME ROLE [--matter NAME]"""

from __future__ import annotations

import getpass

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from claims.accounts import actions
from claims.accounts.models import STAFF_ROLES, Membership, User
from claims.matters.models import Matter


class Command(BaseCommand):
    help = (
        "Give someone a desk, in one matter or in all. They sign in with an e-mailed code and set "
        "up a second factor before they see a claim. Run again it adds a role."
    )

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("name", help="as colleagues and claimants read it")
        parser.add_argument("role", choices=sorted(STAFF_ROLES))
        parser.add_argument(
            "--matter", help="the matter's name; without it the role holds in all matters"
        )

    @transaction.atomic
    def handle(self, *args, email, name, role, matter, **options):
        by, at = f"operator:{getpass.getuser()}", timezone.now()
        where = self._matter(matter)
        user = User.objects.filter(email=email.lower()).first() or self._create(email, name, at)
        if user.memberships.filter(role=Membership.Role.CLAIMANT).exists():
            raise CommandError(
                f"{email} is the account of a claimant. Staff need an account of their own."
            )
        actions.grant(user, role, by=by, at=at, matter=where)
        self.stdout.write(
            f"{user.email} is now {role} {f'in “{matter}”' if matter else 'in all matters'}."
        )

    def _create(self, email, name, at):
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{email} is no e-mail address.") from None
        return actions.create_user(email=email, name=name, at=at)

    def _matter(self, name):
        if not name:
            return None
        matter = Matter.objects.filter(name=name).first()
        if matter is None:
            names = (
                ", ".join(f"“{other}”" for other in Matter.objects.values_list("name", flat=True))
                or "none yet"
            )
            raise CommandError(f"There is no matter called “{name}”. Matters: {names}.")
        return matter.pk
