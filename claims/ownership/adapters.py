"""What happens when Flickr sends somebody back: their account is noted as theirs, and nothing else
ever comes of it.
"""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthError
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.flickr import ids
from claims.ownership import actions
from claims.ownership.models import Proof
from claims.refusals import Refusal


class FlickrAdapter(DefaultSocialAccountAdapter):
    """Connecting only: nobody signs in or signs up here through Flickr, and no token and no profile
    is kept.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def list_providers(self, request: HttpRequest) -> list[Any]:
        return []

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Always raises ImmediateHttpResponse: allauth's own way on would store the account and let
        it sign in.
        """
        nsid = ids.nsid(str(sociallogin.account.uid))
        if (
            not request.user.is_authenticated
            or sociallogin.state.get("process") != "connect"
            or nsid is None
        ):
            raise ImmediateHttpResponse(redirect("flickr"))
        try:
            account = actions.prove(request.user, nsid, Proof.Way.SIGN_IN, at=timezone.now())
        except Refusal as error:
            messages.error(request, str(error))
            raise ImmediateHttpResponse(redirect("flickr")) from None
        raise ImmediateHttpResponse(redirect("flickr_account", account.pk))

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, **kwargs: Any
    ) -> None:
        if error == AuthError.CANCELLED:
            messages.info(
                request,
                _(
                    "You didn’t give permission on Flickr. Nothing was changed. You can try"
                    " again, or use another way below."
                ),
            )
        else:
            text = _(
                "Flickr didn’t confirm who you are. Nothing was changed. Try again, or use "
                "another way below."
            )
            messages.warning(request, text)
        raise ImmediateHttpResponse(redirect("flickr"))
