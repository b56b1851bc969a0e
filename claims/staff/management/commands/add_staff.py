"""manage.py add_staff EMAIL NAME ROLE [--matter NAME]"""

from __future__ import annotations

import getpass

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from claims.accounts.models import STAFF_ROLES
from claims.matters.management import matter_called
from claims.refusals import Refusal
from claims.staff import actions


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
        """Raises CommandError for an address or a matter that does not exist."""
        by, at = f"operator:{getpass.getuser()}", timezone.now()
        where = self._matter(matter)
        try:
            validate_email(email)
            user = actions.give_desk(email, name, role, where, by=by, at=at)
        except ValidationError:
            raise CommandError(f"{email} is no e-mail address.") from None
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(
            f"{user.email} is now {role} {f'in “{matter}”' if matter else 'in all matters'}."
        )

    def _matter(self, name):
        """Raises CommandError."""
        return matter_called(name).pk if name else None
