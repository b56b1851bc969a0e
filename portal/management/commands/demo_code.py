"""manage.py demo_code: the demo staff's second factor, in the demo alone."""

from __future__ import annotations

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal import demo

PERIOD = 30


class Command(BaseCommand):
    help = "Print the current second-factor code of each demo staff member."

    def handle(self, *args, **options):
        """Raises CommandError outside the demo and before it is seeded."""
        if not settings.EMBEDDED:
            raise CommandError("There are no demo staff here.")
        for email, _name, role in demo.STAFF:
            factor = Authenticator.objects.filter(
                user__email=email, type=Authenticator.Type.TOTP
            ).first()
            if factor is None:
                raise CommandError("There are no demo staff yet: run manage.py demo first.")
            self.stdout.write(f"{code(factor)}  {email} ({role.label})")
        self.stdout.write(
            f"Good for {PERIOD - int(time.time()) % PERIOD} seconds; each works once."
        )


def code(authenticator: Authenticator) -> str:
    """The six digits of now."""
    secret = TOTP(authenticator).instance.data["secret"]
    from allauth.mfa.utils import decrypt

    return format_hotp_value(hotp_value(decrypt(secret), int(time.time()) // PERIOD))
