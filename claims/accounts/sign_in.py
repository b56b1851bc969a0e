"""Who may sign in with a code.

Apart from `forms`, which allauth's own forms import.
"""

from __future__ import annotations

from allauth.account.forms import RequestLoginCodeForm
from allauth.account.models import EmailAddress

from claims.accounts.models import User


class LoginCodeForm(RequestLoginCodeForm):
    """A code goes to an address that is the account's alone: a further one that was never confirmed
    may be anybody's mailbox.
    """

    _user: User | None

    def clean_email(self) -> str:
        email = super().clean_email()
        if self._user and _may_be_anybodys(self._user, email):
            self._user = None  # from here on as for an address that is not known
        return email


def _may_be_anybodys(user: User, email: str) -> bool:
    verified = EmailAddress.objects.filter(user=user, verified=True)
    return verified.exists() and not verified.filter(email__iexact=email).exists()
