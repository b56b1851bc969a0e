"""People and their roles."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from claims.vault.models import DataKey, EncryptedJSONField


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """A person with an account, always an adult.

    The address stands in clear, the birth date does not.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("email address"), unique=True)
    # For staff; a claimant's legal name is an answer.
    name = models.CharField(max_length=200, blank=True)
    birth_date = EncryptedJSONField(null=True)  # "YYYY-MM-DD"
    data_key = models.OneToOneField(DataKey, on_delete=models.PROTECT, related_name="+")
    # Of the site and of e-mails; "" for the site's own.
    language = models.CharField(max_length=10, blank=True)
    # In which times are shown, as the browser names it; "" for the firm's own.
    zone = models.CharField(max_length=64, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects = UserManager()
    EMAIL_FIELD = USERNAME_FIELD = "email"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")), name="user_email_is_lower_case"
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    # Role and matter of each membership, read once a request (`queries.roles`).
    own_memberships: list[tuple[str, uuid.UUID | None]] | None = None

    def vault_key(self) -> DataKey:
        return self.data_key


class Membership(models.Model):
    """A role of a person, in one matter or (without one) in all.

    `matter` is a Matter's id: that room stands left of this one, so there is no foreign key.
    """

    class Role(models.TextChoices):
        CLAIMANT = "claimant", _("Claimant")
        PARALEGAL = "paralegal", _("Paralegal")
        ATTORNEY = "attorney", _("Attorney")
        ADMINISTRATOR = "administrator", _("Administrator")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    matter = models.UUIDField(null=True)
    granted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "matter"],
                nulls_distinct=False,
                name="membership_once_per_role_and_matter",
            )
        ]


STAFF_ROLES = frozenset(
    {Membership.Role.PARALEGAL, Membership.Role.ATTORNEY, Membership.Role.ADMINISTRATOR}
)


class Bounce(models.Model):
    """Mail to one of a person's addresses came back.

    It stands until the address is seen to work, or is given up.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="bounces")
    address = models.EmailField()
    status = models.CharField(max_length=20)  # "5.1.1" as in RFC 3463, or the SMTP code
    at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "address"],
                condition=Q(cleared_at=None),
                name="bounce_one_standing_per_address",
            )
        ]
        ordering = ["at"]


class Recovery(models.Model):
    """Staff let a person who lost their mailbox back in: one checked who they are, another agreed,
    and one of the two is an attorney.

    The person needs both the link that goes to the new address and the code that is told to
    them; `token` and `code` are digests. They work after WAIT: until then whoever has the old
    address, or a passkey, can stop it.
    """

    class End(models.TextChoices):
        USED = "used", _("the person is back in")
        REFUSED = "refused", _("closed by staff")
        REPLACED = "replaced", _("begun anew")
        TRIED = "tried", _("five wrong codes")
        STOPPED = "stopped", _("stopped from the account’s old address or by its owner")

    WAIT = timedelta(hours=72)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recoveries")
    address = models.EmailField()
    checked = EncryptedJSONField()  # {how, note}: how staff made sure who it is
    begun_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    approved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    token = models.CharField(max_length=64, blank=True)
    sealed_token = models.TextField(blank=True)
    code = models.CharField(max_length=64, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=8, choices=End.choices, blank=True, db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, end="") | (Q(closed_at__isnull=False) & ~Q(end="")),
                name="recovery_closed_says_why",
            ),
            models.UniqueConstraint(
                fields=["token"], condition=~Q(token=""), name="recovery_token_once"
            ),
            models.UniqueConstraint(
                fields=["user"], condition=Q(closed_at=None), name="recovery_one_open_per_person"
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=models.F("begun_by")),
                name="recovery_by_two_people",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, token="", code="")
                | (Q(approved_at__isnull=False) & ~Q(token="") & ~Q(code="")),
                name="recovery_approved_has_a_token",
            ),
        ]
        ordering = ["-begun_at"]

    @property
    def usable_at(self) -> datetime | None:
        """When the link begins to work; None before a colleague agreed."""
        return self.approved_at + self.WAIT if self.approved_at else None

    def vault_key(self) -> DataKey:
        return self.user.data_key


class OutgoingMail(models.Model):
    """An e-mail that a page asked for, until a job has sent it.

    A page that talks to a mail server itself shows by its time whether an address is known here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sealed = models.TextField()  # {address, subject, body}, encrypted with the site's key
    is_sent = models.BooleanField()  # False: made for the time that it takes, and thrown away
    written_at = models.DateTimeField()


class StepUpCode(models.Model):
    """The code that was e-mailed last to somebody who confirms who they are.

    A row and not a part of the session, so that tries at the same moment are counted one by one.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="+")
    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
