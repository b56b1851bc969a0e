"""The request of somebody who is signed in, as the login middleware guarantees it."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from claims.accounts.models import User

CODE_ENTERED = "code_entered_at"  # in the session: when this browser last entered an e-mailed code


class SignedInRequest(HttpRequest):
    """For annotations: Django's own type says that anybody could be the user."""

    user: User
    htmx: HtmxDetails
