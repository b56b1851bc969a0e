"""Create people, grant roles, and confirm that it is still them."""

from __future__ import annotations

import json
import secrets
from datetime import date, datetime, timedelta
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import F
from django.utils import translation
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac
from django.utils.translation import gettext as _

from claims.accounts import queries
from claims.accounts.letterhead import text_of
from claims.accounts.models import (
    Bounce,
    Membership,
    OutgoingMail,
    Recovery,
    StepUpCode,
    User,
)
from claims.accounts.permissions import Permission
from claims.accounts.requests import CODE_ENTERED, SignedInRequest
from claims.audit import actions as audit
from claims.jobs import actions as jobs
from claims.jobs.names import JobKind
from claims.refusals import Refusal
from claims.vault import actions as vault
from claims.vault.crypto import digest_of

STEP_UP_TRIES = 3


def prepare_user(user: User, *, birth_date: date | None, at: datetime) -> None:
    """Fill in, before its first save, what every account has."""
    user.email = user.email.lower()
    user.data_key = vault.create_key(at=at)
    user.birth_date = birth_date.isoformat() if birth_date else None
    user.created_at = at


@transaction.atomic
def create_user(
    *,
    email: str,
    name: str = "",
    birth_date: date | None = None,
    password: str | None = None,
    at: datetime,
) -> User:
    """An account that did not come through the sign-up page (staff, demo)."""
    user = User(email=email, name=name)
    prepare_user(user, birth_date=birth_date, at=at)
    user.set_password(password)
    user.save(force_insert=True)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    audit.record("account.created", by=user, at=at, subject=user)
    return user


@transaction.atomic
def set_language(user: User, language: str, *, at: datetime) -> None:
    """The language in which the person reads the site: their e-mails come in it too."""
    if user.language != language:
        user.language = language
        user.save(update_fields=["language"])
        audit.record("account.language", by=user, at=at, subject=user, language=language)


def note_zone(user: User, zone: str) -> None:
    """Where the person is: times are shown to them as of there, in e-mails too."""
    if user.zone != zone:
        user.zone = zone
        user.save(update_fields=["zone"])


@transaction.atomic
def grant(user: User, role: str, *, by: User | str, at: datetime, matter=None) -> Membership:
    """Give a role; giving it twice is giving it once."""
    membership, created = Membership.objects.get_or_create(
        user=user, role=role, matter=matter, defaults={"granted_at": at}
    )
    if created:
        User.objects.filter(pk=user.pk, is_active=False).update(is_active=True)
        audit.record("role.granted", by=by, at=at, subject=user, role=role)
    return membership


@transaction.atomic
def revoke(membership: Membership, *, by: User | str, at: datetime) -> None:
    """Take a role back. Whoever has none left is out at once, in every browser.

    Raises Refusal where nobody would be left to manage the firm's staff.
    """
    managers = Membership.objects.select_for_update().filter(role=Membership.Role.ADMINISTRATOR)
    others = managers.exclude(pk=membership.pk).filter(user__is_active=True)
    if membership.role == Membership.Role.ADMINISTRATOR and not others:
        raise Refusal(_("This is the last administrator. Make somebody else one first."))
    user = User.objects.select_for_update().get(pk=membership.user_id)
    if not Membership.objects.filter(pk=membership.pk).delete()[0]:
        return
    audit.record("role.revoked", by=by, at=at, subject=user, role=membership.role)
    if not user.memberships.exists():
        close_account(user, by=by, at=at)


@transaction.atomic
def close_account(user: User, *, by: User | str, at: datetime) -> None:
    """Nobody signs in with it any more. The row stays: the log and the claims name it."""
    user.is_active = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    Authenticator.objects.filter(user=user).all().delete()
    end_sessions(user, by=by, at=at)
    audit.record("account.closed", by=by, at=at, subject=user)


@transaction.atomic
def end_sessions(user: User, *, by: User | str, at: datetime) -> int:
    """Sign the person out everywhere. Returns of how many browsers."""
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    audit.record("account.sessions_ended", by=by, at=at, subject=user)
    return len(sessions)


def forget_ended_sessions() -> None:
    """From where somebody was signed in is kept for as long as they are."""
    kept = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=kept).delete()


# --- Step-up: people who sign in by e-mailed code alone have nothing else to confirm with ---


@transaction.atomic
def send_step_up_code(user: User, *, at: datetime) -> None:
    """E-mail a six-digit code that confirms the person.

    An earlier one ends with it.
    """
    code = f"{secrets.randbelow(10**6):06d}"
    values = {"digest": _code_digest(user, code), "sent_at": at, "tries": 0}
    StepUpCode.objects.update_or_create(user=user, defaults=values)
    body = text_of("accounts/email/step_up.txt", code=code)
    queue_mail(user.email, _("Your code to confirm"), body, at=at)


def confirm_step_up(request: SignedInRequest, code: str, *, at: datetime) -> bool:
    """Whether the code is the one that was sent, is fresh and was not tried too often.

    The try is counted before the code is compared, in one statement: a hundred guesses at once are
    STEP_UP_TRIES guesses. A code confirms once.
    """
    since = at - timedelta(seconds=queries.STEP_UP_SECONDS)
    row = StepUpCode.objects.filter(user=request.user, sent_at__gt=since, tries__lt=STEP_UP_TRIES)
    if not row.update(tries=F("tries") + 1):
        return False
    digest = _code_digest(request.user, code.strip())
    if not StepUpCode.objects.filter(user=request.user, digest=digest).delete()[0]:
        return False
    request.session[CODE_ENTERED] = at.timestamp()
    clear_bounces(request.user, request.user.email, at=at)
    return True


def _code_digest(user: User, code: str) -> str:
    return salted_hmac("accounts.step_up", f"{user.pk}:{code}", algorithm="sha256").hexdigest()


@transaction.atomic
def rehearse_sign_up(*, at: datetime) -> None:
    """Write all that a sign-up writes, and undo it: an address that has an account here is answered
    in the time that a new one takes.
    """
    user = create_user(email=f"{secrets.token_hex(8)}@rehearsal.invalid", birth_date=None, at=at)
    grant(user, Membership.Role.CLAIMANT, by=user, at=at)
    transaction.set_rollback(True)


# --- Mail that a page asks for ------------------------------------------------


@transaction.atomic
def queue_mail(
    address: str, subject: str, body: str, *, is_sent: bool = True, at: datetime
) -> None:
    """Have a job send an e-mail.

    `is_sent=False`: do all of it but the sending, so that a page takes the same time whether the
    address is known or not.
    """
    row = OutgoingMail(is_sent=is_sent, written_at=at)
    content = json.dumps({"address": address, "subject": subject, "body": body})
    row.sealed = vault.seal_text(content, f"mail:{row.pk}")
    row.save(force_insert=True)
    jobs.enqueue(JobKind.SEND_MAIL, row.pk, at=at)


def mail_content(row: OutgoingMail) -> dict[str, str]:
    """{address, subject, body}"""
    return json.loads(vault.open_text(row.sealed, f"mail:{row.pk}"))


def forget_mail(row: OutgoingMail) -> None:
    """It has been sent."""
    row.delete()


# --- Mail that comes back -----------------------------------------------------


@transaction.atomic
def note_bounce(address: str, status: str, *, at: datetime) -> int:
    """Mail to this address came back for good.

    Returns how many people it concerns (0 for an address of nobody's).
    """
    owners = User.objects.filter(emailaddress__email__iexact=address).distinct()
    noted = 0
    for user in owners:
        about = {"user": user, "address": address.lower(), "cleared_at": None}
        bounce, created = Bounce.objects.get_or_create(
            **about, defaults={"status": status[:20], "at": at}
        )
        if created:
            audit.record(
                "account.mail_bounced", by="system", at=at, subject=user, status=bounce.status
            )
        noted += created
    return noted


def clear_bounces(user: User, address: str, *, at: datetime) -> None:
    """The address was seen to work: a code that was sent to it came back by its owner's hand."""
    user.bounces.filter(address__iexact=address, cleared_at=None).update(cleared_at=at)


# --- A lost mailbox: staff check who it is ------------------------------------

RECOVERY_OPEN = timedelta(days=7)  # after Recovery.WAIT
RECOVERY_TRIES = 5
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is misheard or misread for another


@transaction.atomic
def begin_recovery(
    user: User, address: str, checked: dict[str, str], *, by: User, at: datetime
) -> Recovery:
    """Staff have made sure who the person is.

    Nothing happens before a colleague agrees.

    Raises Refusal for an address that is another account's, and for an account of staff.
    """
    address = address.strip().lower()
    if queries.is_staff(user):
        raise Refusal(
            _("This is an account of the firm’s staff. An administrator makes a new one.")
        )
    if _is_anothers(address, user):
        raise Refusal(TAKEN())
    user.recoveries.filter(closed_at=None).update(closed_at=at, end=Recovery.End.REPLACED)
    recovery = Recovery(user=user, address=address, checked=checked, begun_by=by, begun_at=at)
    recovery.save(force_insert=True)
    audit.record("account.recovery_begun", by=by, at=at, subject=user)
    return recovery


@transaction.atomic
def approve_recovery(recovery: Recovery, matter: UUID, *, by: User, at: datetime) -> str:
    """A colleague agrees: the link goes to the new address, a notice to the old ones, with which
    it can be stopped for Recovery.WAIT.

    Returns the code that is told to the person by voice and is kept nowhere.

    Raises Refusal for the first person, for two of whom none is an attorney in this matter, and
    for one that is over.
    """
    locked = (
        Recovery.objects.select_for_update().select_related("user", "begun_by").get(pk=recovery.pk)
    )
    if locked.closed_at or locked.approved_at:
        raise Refusal(_("This has been decided already."))
    if locked.begun_by_id == by.pk:
        raise Refusal(_("A colleague must agree: one person checks, another lets in."))
    if not (_is_attorney(locked.begun_by, matter) or _is_attorney(by, matter)):
        raise Refusal(_("One of the two must be an attorney. Ask one to agree."))
    if _is_anothers(locked.address, locked.user):
        raise Refusal(TAKEN())
    token = secrets.token_urlsafe(32)
    letters = get_random_string(8, LETTERS)
    code = f"{letters[:4]}-{letters[4:]}"
    Recovery.objects.filter(pk=locked.pk).update(
        approved_by=by,
        approved_at=at,
        token=digest_of(token),
        sealed_token=vault.seal_text(token, "recovery"),
        code=_spoken(locked, code),
    )
    audit.record("account.recovery_approved", by=by, at=at, subject=locked.user)
    jobs.enqueue(JobKind.TELL_RECOVERY, locked.pk, at=at)
    return code


def _is_attorney(person: User, matter: UUID) -> bool:
    return queries.may(person, Permission.CLAIM_DECIDE, matter)


def refuse_recovery(recovery: Recovery, *, by: User, at: datetime) -> None:
    _close(recovery, Recovery.End.REFUSED, "account.recovery_closed", by=by, at=at)


def stop_recovery(recovery: Recovery, *, by: User | str, at: datetime) -> None:
    """Whoever has an old address, or is signed in, says that it is not them.

    One that is over stays as it is.
    """
    _close(recovery, Recovery.End.STOPPED, "account.recovery_stopped", by=by, at=at)


@transaction.atomic
def _close(recovery: Recovery, end: str, verb: str, *, by: User | str, at: datetime) -> None:
    open_still = Recovery.objects.filter(pk=recovery.pk, closed_at=None)
    if open_still.update(closed_at=at, end=end):
        audit.record(verb, by=by, at=at, subject=recovery.user)


_stopping = Signer(salt="accounts.recovery.stop")


def stop_token(recovery: Recovery) -> str:
    """What the link ends with that stops it."""
    return _stopping.sign(str(recovery.pk))


def recovery_to_stop(token: str) -> Recovery | None:
    """The one that this token stops; None for a token of nobody's and for one that is over."""
    try:
        number = _stopping.unsign(token)
    except BadSignature:
        return None
    return Recovery.objects.select_related("user").filter(pk=number, closed_at=None).first()


def open_recovery(token: str, *, at: datetime) -> Recovery | None:
    """The one whose e-mail holds this token, while it may be used or will be."""
    recoveries = Recovery.objects.select_related("user").filter(
        token=digest_of(token), closed_at=None
    )
    return recoveries.filter(approved_at__gte=at - Recovery.WAIT - RECOVERY_OPEN).first()


@transaction.atomic
def use_recovery(recovery: Recovery, code: str, *, at: datetime) -> bool:
    """With the code that was told: the new address is the account's only way in.

    Passwords, passkeys and second factors go, for whoever had the mailbox may have set them, and
    every session ends. False for another code; after RECOVERY_TRIES it is over.

    Raises Refusal before Recovery.WAIT is over, and when the address has become another
    account's.
    """
    locked = Recovery.objects.select_for_update().select_related("user").get(pk=recovery.pk)
    if locked.closed_at:
        return False
    if locked.usable_at is None or at < locked.usable_at:
        raise Refusal(_("This link doesn’t work yet. The email tells you when it will."))
    if not constant_time_compare(locked.code, _spoken(locked, code)):
        locked.tries += 1
        if locked.tries >= RECOVERY_TRIES:
            locked.closed_at, locked.end = at, Recovery.End.TRIED
        locked.save(update_fields=["tries", "closed_at", "end"])
        return False
    user = locked.user
    if _is_anothers(locked.address, user):
        raise Refusal(TAKEN())
    _tell_that_it_happened(user, but=locked.address, at=at)
    Authenticator.objects.filter(user=user).all().delete()
    EmailAddress.objects.filter(user=user).all().delete()
    EmailAddress.objects.create(user=user, email=locked.address, primary=True, verified=True)
    user.email = locked.address
    user.set_unusable_password()  # which also ends every session
    user.save(update_fields=["email", "password"])
    user.bounces.filter(cleared_at=None).update(cleared_at=at)
    Recovery.objects.filter(pk=locked.pk).update(closed_at=at, end=Recovery.End.USED)
    audit.record("account.recovered", by=user, at=at, subject=user)
    return True


def _tell_that_it_happened(user: User, *, but: str, at: datetime) -> None:
    """To each address that is the account's no more."""
    with translation.override(user.language or settings.LANGUAGE_CODE):
        subject = _("Your account at %(firm)s") % {"firm": settings.FIRM_NAME}
        body = text_of("accounts/email/recovered.txt")
    for address in old_addresses(user, but=but):
        queue_mail(address, subject, body, at=at)


def old_addresses(user: User, *, but: str) -> list[str]:
    others = EmailAddress.objects.filter(user=user).exclude(email__iexact=but)
    return list(others.values_list("email", flat=True))


def _is_anothers(address: str, user: User) -> bool:
    is_used = EmailAddress.objects.filter(email__iexact=address).exclude(user=user).exists()
    return is_used or User.objects.filter(email=address).exclude(pk=user.pk).exists()


def TAKEN() -> str:  # noqa: N802, a text that is read in the language of whoever asks
    return _("Another account already uses this address. Use a different one.")


def token_of(recovery: Recovery) -> str:
    """What the link in the e-mail ends with."""
    return vault.open_text(recovery.sealed_token, "recovery")


def _spoken(recovery: Recovery, code: str) -> str:
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return salted_hmac(
        "accounts.recovery", f"{recovery.pk}:{plain}", algorithm="sha256"
    ).hexdigest()
