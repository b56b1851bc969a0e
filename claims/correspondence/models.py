"""What goes between the claimant and others: requests, messages, invitations, erasure."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.accounts.models import User
from claims.intake.models import Claim, OfClaim, Subject
from claims.vault.models import EncryptedJSONField
from claims.vault.shapes import read


class Request(OfClaim):
    """Something the firm asks of the claimant, and the reply."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="requests")
    text = EncryptedJSONField()
    due_on = models.DateField(null=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reply = EncryptedJSONField(null=True)
    replied_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reply__isnull=True, replied_at__isnull=True)
                | Q(reply__isnull=False, replied_at__isnull=False),
                name="request_reply_has_a_time",
            )
        ]
        ordering = ["asked_at"]


class Message(OfClaim):
    """What the claimant and the firm write to each other.

    Nothing in it is legal advice or an answer to a question.
    """

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="messages")
    text = EncryptedJSONField()
    from_firm = models.BooleanField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)  # by the other side

    class Meta:
        ordering = ["at"]
        indexes = [
            models.Index(
                fields=["claim"],
                condition=Q(read_at=None, from_firm=False),
                name="message_unread_by_firm",
            )
        ]


class ErasureRequest(OfClaim):
    """The claimant wants everything of the claim destroyed.

    For a claim that was sent a lawyer grants it and a second person of the firm confirms.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        GRANTED = "granted", _("granted, to be confirmed by a second person")
        REFUSED = "refused", _("refused")
        DONE = "done", _("done")

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="erasures")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    reason = EncryptedJSONField(null=True)  # of a refusal, as the claimant reads it
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(state__in=["waiting", "granted"]),
                name="erasure_one_open_per_claim",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "granted", "refused", "done"]),
                name="erasure_state_known",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=models.F("decided_by")),
                name="erasure_by_two_people",
            ),
        ]
        ordering = ["-asked_at"]


class Reminder(models.Model):
    """An e-mail about a draft that nobody went on with: the first, or the second and last."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="reminders")
    number = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="reminder_once"),
            models.CheckConstraint(condition=Q(number__in=[1, 2]), name="reminder_first_or_second"),
        ]


class ReminderRefusal(models.Model):
    """The person wants no reminders of this claim."""

    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, related_name="reminder_refusal")
    at = models.DateTimeField()


class AgeNotice(models.Model):
    """An e-mail about a child who is about to turn 18, or did."""

    class Step(models.TextChoices):
        AHEAD = "ahead", _("turns 18 within 60 days")
        DAY = "day", _("is 18")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="age_notices")
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="age_notices")
    step = models.CharField(max_length=10, choices=Step.choices)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "step"], name="age_notice_once"),
            models.CheckConstraint(
                condition=Q(step__in=["ahead", "day"]), name="age_notice_step_known"
            ),
        ]


@dataclass(frozen=True)
class InvitedFor:
    """The child, ward or estate for whom the invited person acts."""

    kind: str
    name: str


@dataclass(frozen=True)
class InvitationContent:
    """`photos`: addresses.

    `token`: sealed; only the e-mail shows it.
    """

    name: str
    email: str
    person: InvitedFor | None
    photos: tuple[str, ...]
    token: str
    version: int = 1


class Invitation(OfClaim):
    """Another adult, asked by a claimant to make a claim of their own: they share photos and a
    matter, and nothing else. `token` is a digest: only the e-mail holds the token.
    """

    class Role(models.TextChoices):
        RELATIVE = "relative", _("an adult who is in a photo")
        PARENT = "parent", _("the other parent or guardian of my child")
        EXECUTOR = "executor", _("someone else who acts for a person who has died")
        GROWN = "grown", _("my child, who turns 18 soon or is 18 now")

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=10, choices=Role.choices)
    content = EncryptedJSONField()  # an InvitationContent
    index = models.CharField(max_length=64)  # of the address, blind: one open invitation an address
    token = models.CharField(max_length=64, unique=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    accepted_claim = models.ForeignKey(
        Claim, null=True, on_delete=models.CASCADE, related_name="invited_by"
    )
    accepted_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)  # taken back, or declined

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "index"],
                condition=Q(closed_at=None),
                name="invitation_one_open_per_address",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_claim__isnull=True)
                | Q(accepted_at__isnull=False, accepted_claim__isnull=False),
                name="invitation_accepted_has_a_claim",
            ),
            models.CheckConstraint(
                condition=Q(role__in=["relative", "parent", "executor", "grown"]),
                name="invitation_role_known",
            ),
        ]
        ordering = ["asked_at"]

    @property
    def told(self) -> InvitationContent:
        return read(InvitationContent, self.content)
