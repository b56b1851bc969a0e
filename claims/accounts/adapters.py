"""How django-allauth makes our users and keeps their secrets."""

from __future__ import annotations

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.sites.shortcuts import get_current_site
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims.accounts import actions, browsers
from claims.accounts.models import Membership, User
from claims.accounts.requests import CODE_ENTERED
from claims.audit import actions as audit
from claims.vault import actions as vault

LONGEST_ADDRESS = 254


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up: an account with its own data key, the birth date encrypted, the role claimant."""

    @transaction.atomic
    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user = super().save_user(request, user, form, commit=False)
        at = timezone.now()
        # who holds the mailbox sets one later; a stranger must not set it in advance
        user.set_unusable_password()
        actions.prepare_user(user, birth_date=form.cleaned_data["birth_date"], at=at)
        user.language = get_language() or ""
        user.save()
        audit.record("account.created", by=user, at=at, subject=user)
        actions.grant(user, Membership.Role.CLAIMANT, by=user, at=at)
        return user

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """allauth's mail by a job.

        A stranger gets none; it is made all the same, or the time would tell who is known here.
        """
        values = {
            "request": self.request,
            "email": email,
            "current_site": get_current_site(self.request),
        }
        message = self.render_mail(template_prefix, email, values | context)
        actions.queue_mail(
            email,
            message.subject,
            str(message.body),
            is_sent=not template_prefix.endswith("unknown_account"),
            at=timezone.now(),
        )

    def send_account_already_exists_mail(self, email: str) -> None:
        actions.rehearse_sign_up(at=timezone.now())
        super().send_account_already_exists_mail(email)

    def confirm_email(self, request: HttpRequest, email_address: Any) -> Any:
        confirmed = super().confirm_email(request, email_address)
        if confirmed:
            actions.clear_bounces(email_address.user, email_address.email, at=timezone.now())
        if confirmed and request.user.is_anonymous:
            _note_code(request)  # of sign-up; one for a further address proves nothing of who it is
        return confirmed

    def clean_email(self, email: str) -> str:
        """Raises ValidationError for more than an address may have (RFC 5321)."""
        if len(email) > LONGEST_ADDRESS:
            raise ValidationError(
                _("This email address is too long. Check it, then enter it again.")
            )
        return super().clean_email(email).lower()

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Raises ValidationError where a password was tried too often."""
        address = str(credentials.get("email", ""))
        if not browsers.is_within_limits(request, "password", address):
            raise self.validation_error("too_many_login_attempts")
        super().pre_authenticate(request, **credentials)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> Any:
        audit.record("account.signed_in", by=user, at=timezone.now(), subject=user)
        response = super().post_login(request, user, **kwargs)
        records = get_authentication_records(request, user)
        if any(record["method"] == "code" for record in records):
            _note_code(request)
        browsers.remember(request, response, user.email)
        return response

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        user = User.objects.filter(email=str(credentials.get("email", "")).lower()).first()
        if user:
            audit.record("account.sign_in_failed", by="visitor", at=timezone.now(), subject=user)
        super().authentication_failed(request, **credentials)


def _note_code(request: HttpRequest) -> None:
    """This browser has just entered a code that we e-mailed."""
    request.session[CODE_ENTERED] = timezone.now().timestamp()


class MFAAdapter(DefaultMFAAdapter):
    """Second-factor secrets are encrypted. allauth does not say whose they are, so the site's key
    is used.
    """

    def encrypt(self, text: str) -> str:
        return base64.b64encode(vault.site_key().cipher().encrypt(text.encode(), "mfa")).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return vault.site_key().cipher().decrypt(base64.b64decode(encrypted_text), "mfa").decode()
