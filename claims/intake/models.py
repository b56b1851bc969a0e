"""A claim: whose it is, for whom, about which photos, and how far it is.

What a person tells is encrypted with the claim's own key.
"""

from __future__ import annotations

import unicodedata
import uuid
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from claims.accounts.models import User
from claims.intake.status import CLOSED, IN_REVIEW, STATUSES, Status, StatusRow, Turn
from claims.matters.models import Matter
from claims.vault import crypto
from claims.vault.models import DataKey, EncryptedJSONField

NO_DAY = date.max  # where no day is known that could bar: last in the desk's order


class Claim(models.Model):
    """One account in one matter.

    Name and reference stand in clear: the desk searches and checks conflicts by them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=12, unique=True)  # CLM-7F3K2M-9
    account = models.ForeignKey(User, on_delete=models.PROTECT, related_name="claims")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="claims")
    data_key = models.OneToOneField(DataKey, on_delete=models.PROTECT, related_name="+")
    claimant_name = models.CharField(max_length=200, blank=True)
    other_names = models.CharField(max_length=400, blank=True)
    # Where the person lives now, for the desk's filter.
    state = models.CharField(max_length=10, blank=True)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.DRAFT)
    on_hold = models.BooleanField(default=False)  # litigation hold: nothing is erased
    assignee = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    roles = models.JSONField(default=list)  # in_photo, took, parent, guardian, executor
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)  # its data key is gone: nothing in it can be read
    # The earliest limitations date of its lines: the desk's order.
    first_bar = models.DateField(null=True)
    # Whose answer is awaited, and since when: set by what somebody does, never by a look.
    waiting_on = models.CharField(
        max_length=10, choices=Turn.choices, default=Turn.NOBODY, blank=True
    )
    waiting_since = models.DateTimeField(null=True)
    # Set while a frozen version stands; then nobody changes the claim.
    frozen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "matter"],
                condition=~Q(status="withdrawn"),
                name="claim_one_open_per_account",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "held", "declined", "withdrawn"])
                | Q(submitted_at__isnull=False),
                name="claim_past_draft_was_submitted",
            ),
            models.CheckConstraint(
                condition=Q(status__in=Status.values), name="claim_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(waiting_on="", waiting_since=None)
                | Q(waiting_on__in=["firm", "claimant"], waiting_since__isnull=False),
                name="claim_turn_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(claimant_name="", other_names="", on_hold=False),
                name="claim_erased_has_no_name_and_no_hold",
            ),
        ]
        indexes = [
            models.Index(fields=["-changed_at", "-id"], name="claim_newest"),
            models.Index(fields=["status", "-changed_at", "-id"], name="claim_by_status"),
            models.Index(fields=["assignee", "-changed_at", "-id"], name="claim_by_assignee"),
            models.Index(
                Coalesce("first_bar", Value(NO_DAY)),
                "submitted_at",
                "id",
                name="claim_expires_first",
            ),
            # What the desk's tiles count: claims that are over are not looked through.
            models.Index(
                Coalesce("first_bar", Value(NO_DAY)),
                name="claim_going_on",
                condition=Q(submitted_at__isnull=False, erased_at=None)
                & ~Q(status="draft")
                & ~Q(status__in=sorted(CLOSED)),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def vault_key(self) -> DataKey:
        return self.data_key

    @property
    def status_row(self) -> StatusRow:
        return STATUSES[Status(self.status)]

    @property
    def is_draft(self) -> bool:
        return self.status == Status.DRAFT

    @property
    def is_with_lawyer(self) -> bool:
        return self.status == Status.ATTORNEY_REVIEW

    @property
    def is_in_review(self) -> bool:
        """Sent, and nothing decided yet."""
        return Status(self.status) in IN_REVIEW


class OfClaim(models.Model):
    """What is encrypted with the claim's key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    claim: Any  # each table's own foreign key

    class Meta:
        abstract = True

    def vault_key(self) -> DataKey:
        return self.claim.data_key


def childs_name_index(name: str) -> str:
    """By which a child's whole name is found without being readable: folded, so that case, accents
    and spaces do not matter.
    """
    letters = unicodedata.normalize("NFKD", name)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return crypto.blind_index("child", " ".join(plain.casefold().split()))


class Subject(OfClaim):
    """Someone the claim is for: the account's owner, a child of theirs, an adult under their care,
    or someone who died and whose estate they act for.
    """

    class Kind(models.TextChoices):
        SELF = "self", _("Myself")
        CHILD = "child", _("My child, who is under 18")
        WARD = "ward", _("An adult I am the guardian of")
        ESTATE = "estate", _("A person who has died")

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="subjects")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    # A child's name is encrypted, and found whole by its index; others' stand in clear, for the
    # conflict check.
    clear_name = models.CharField(max_length=200, blank=True)
    sealed_name = EncryptedJSONField(null=True)
    name_index = models.CharField(max_length=64, blank=True, db_index=True)
    position = models.PositiveSmallIntegerField()
    # A child who was 18 when the claim was frozen: what is sent says nothing of them.
    is_left_out = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "position"], name="subject_position_once"),
            models.CheckConstraint(
                condition=Q(is_left_out=False) | Q(kind="child"),
                name="subject_only_a_child_is_left_out",
            ),
            models.CheckConstraint(
                condition=~Q(kind="child") | Q(clear_name=""),
                name="subject_childs_name_is_sealed",
            ),
            models.UniqueConstraint(
                fields=["claim"], condition=Q(kind="self"), name="subject_one_self"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["self", "child", "ward", "estate"]), name="subject_kind_known"
            ),
        ]
        ordering = ["position"]

    @property
    def is_self(self) -> bool:
        return self.kind == self.Kind.SELF

    @property
    def name(self) -> str:
        return (self.sealed_name if self.kind == self.Kind.CHILD else self.clear_name) or ""

    @name.setter
    def name(self, name: str) -> None:
        """After `kind`, which says where it is kept."""
        if self.kind == self.Kind.CHILD:
            self.sealed_name, self.name_index = name, childs_name_index(name)
        else:
            self.clear_name = name


class ClaimPhoto(OfClaim):
    """A photo or an account that the claim is about.

    `index` is a blind one: the same reference has the same.
    """

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="photos")
    reference = EncryptedJSONField()  # {text, kind, photo_id, owner}
    nickname = EncryptedJSONField(null=True)  # what the person calls it, for themselves
    index = models.CharField(max_length=64, db_index=True)
    position = models.PositiveIntegerField()
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "index"],
                condition=Q(removed_at=None),
                name="claim_photo_once_per_claim",
            )
        ]
        ordering = ["position"]

    @property
    def on_flickr(self) -> str:
        """Where the person can look at it; nothing is fetched from there. "" where nobody knows."""
        text, number = self.reference["text"], self.reference["photo_id"]
        if text.startswith("https://www.flickr.com/"):
            return text
        return f"https://www.flickr.com/photo.gne?id={number}" if number else ""


class StatusMove(OfClaim):
    """One step of a claim through the status table."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="moves")
    name = models.CharField(max_length=40)
    from_status = models.CharField(max_length=20, choices=Status.choices)
    to_status = models.CharField(max_length=20, choices=Status.choices)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
