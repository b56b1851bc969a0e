"""Create people, grant roles, and confirm that it is still them."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from django.core.mail import send_mail
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from claims.accounts.models import Membership, User
from claims.audit import actions as audit
from claims.vault import actions as vault

STEP_UP_SECONDS = 600
STEP_UP_TRIES = 3


def prepare_user(user: User, *, birth_date: date | None, at: datetime) -> None:
    """Fill in, before its first save, what every account has."""
    user.email = user.email.lower()
    user.data_key = vault.create_key(at=at)
    user.birth_date = birth_date.isoformat() if birth_date else None
    user.created_at = at


@transaction.atomic
def create_user(
    *, email: str, name: str = "", birth_date: date | None = None, password: str | None = None, at: datetime
) -> User:
    """An account that did not come through the sign-up page (staff, demo)."""
    user = User(email=email, name=name)
    prepare_user(user, birth_date=birth_date, at=at)
    user.set_password(password)
    user.save(force_insert=True)
    user.emailaddress_set.create(email=user.email, primary=True, verified=True)
    audit.record("account.created", by=user, at=at, subject=user)
    return user


@transaction.atomic
def set_language(user: User, language: str, *, at: datetime) -> None:
    """The language in which the person reads the site: their e-mails come in it too."""
    if user.language != language:
        user.language = language
        user.save(update_fields=["language"])
        audit.record("account.language", by=user, at=at, subject=user, language=language)


@transaction.atomic
def grant(user: User, role: str, *, by: User | str, at: datetime, matter=None) -> Membership:
    """Give a role; giving it twice is giving it once."""
    membership, created = Membership.objects.get_or_create(
        user=user, role=role, matter=matter, defaults={"granted_at": at}
    )
    if created:
        audit.record("role.granted", by=by, at=at, subject=user, role=role)
    return membership


# --- Step-up: people who sign in by e-mailed code alone have nothing else to confirm with -----------------------------


def send_step_up_code(request: HttpRequest, *, at: datetime) -> None:
    """E-mail a six-digit code that confirms the person for the next ten minutes; the session keeps its hash."""
    code = f"{secrets.randbelow(10**6):06d}"
    request.session["step_up"] = {"hash": _code_hash(request, code), "sent": at.timestamp(), "tries": 0}
    body = render_to_string("accounts/email/step_up.txt", {"code": code})
    send_mail(_("Your code to sign: %(code)s") % {"code": code}, body, None, [request.user.email])


def confirm_step_up(request: HttpRequest, code: str, *, at: datetime) -> bool:
    """True if the code is the one that was sent, is fresh and was not tried too often."""
    state = request.session.get("step_up")
    if not state or at.timestamp() - state["sent"] > STEP_UP_SECONDS or state["tries"] >= STEP_UP_TRIES:
        return False
    state["tries"] += 1
    request.session["step_up"] = state
    if not constant_time_compare(state["hash"], _code_hash(request, code.strip())):
        return False
    del request.session["step_up"]
    request.session["stepped_up_at"] = at.timestamp()
    return True


def _code_hash(request: HttpRequest, code: str) -> str:
    return salted_hmac("accounts.step_up", f"{request.user.pk}:{code}", algorithm="sha256").hexdigest()
