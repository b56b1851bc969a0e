"""A claim: whose it is, for whom, about which photos, what was answered, and how far it is."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from claims.accounts.models import User
from claims.matters.models import Matter
from claims.vault.models import DataKey, EncryptedJSONField


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    CONFLICT_CHECK = "conflict_check", _("Conflict check")
    NEEDS_INFORMATION = "needs_information", _("Needs information")
    UNDER_REVIEW = "under_review", _("Under review")
    ATTORNEY_REVIEW = "attorney_review", _("Attorney review")
    ENGAGEMENT_SENT = "engagement_sent", _("Engagement sent")
    ENGAGED = "engaged", _("Engaged")
    DECLINED = "declined", _("Declined")
    REFERRED = "referred", _("Referred")
    WITHDRAWN = "withdrawn", _("Withdrawn")


NO_DAY = date.max  # where no day is known that could bar: last in the desk's order


class Claim(models.Model):
    """One account in one matter. Name and reference stand in clear: the desk searches and checks
    conflicts by them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=12, unique=True)  # CLM-7F3K-2
    account = models.ForeignKey(User, on_delete=models.PROTECT, related_name="claims")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="claims")
    data_key = models.OneToOneField(DataKey, on_delete=models.PROTECT, related_name="+")
    claimant_name = models.CharField(max_length=200, blank=True)
    other_names = models.CharField(max_length=400, blank=True)
    state = models.CharField(
        max_length=10, blank=True
    )  # where the person lives now, for the desk's filter
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.DRAFT)
    on_hold = models.BooleanField(default=False)  # litigation hold: nothing is erased
    assignee = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    roles = models.JSONField(default=list)  # in_photo, took, parent, guardian, executor
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)  # its data key is gone: nothing in it can be read
    first_bar = models.DateField(
        null=True
    )  # the earliest day that could bar one of its lines: the desk's order

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "matter"],
                condition=~Q(status="withdrawn"),
                name="claim_one_open_per_account",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "withdrawn"]) | Q(submitted_at__isnull=False),
                name="claim_past_draft_was_submitted",
            ),
            models.CheckConstraint(
                condition=Q(status__in=Status.values), name="claim_status_is_known"
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
        ]

    def __str__(self) -> str:
        return self.reference

    def vault_key(self) -> DataKey:
        return self.data_key

    @property
    def is_draft(self) -> bool:
        return self.status == Status.DRAFT


class OfClaim(models.Model):
    """What is encrypted with the claim's key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True

    def vault_key(self) -> DataKey:
        return self.claim.data_key


class Subject(OfClaim):
    """Someone the claim is for: the account's owner, a child of theirs, an adult under their care,
    or someone who died and whose estate they act for."""

    class Kind(models.TextChoices):
        SELF = "self", _("Myself")
        CHILD = "child", _("My child, who is under 18")
        WARD = "ward", _("An adult whose guardian I am")
        ESTATE = "estate", _("A person who has died")

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="subjects")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=200, blank=True)  # in clear, for the conflict check
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "position"], name="subject_position_once"),
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


class ClaimPhoto(OfClaim):
    """A photo or an account that the claim is about. `index` is a blind one: the same reference has
    the same."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="photos")
    reference = EncryptedJSONField()  # {text, kind, photo_id, owner}
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


class Capacity(OfClaim):
    """Who a subject is to a photo."""

    class Kind(models.TextChoices):
        DEPICTED = "depicted", _("is in it")
        TOOK = "took", _("took it")
        BOTH = "both", _("is in it and took it")
        NONE = "none", _("neither")
        UNSURE = "unsure", _("not sure")

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="capacities")
    photo = models.ForeignKey(ClaimPhoto, on_delete=models.CASCADE, related_name="capacities")
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="capacities")
    kind = models.CharField(max_length=10, choices=Kind.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["photo", "subject"], name="capacity_once")]


class Answer(OfClaim):
    """What was answered. Never changed: a new answer supersedes the old one, which stays."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="answers")
    subject = models.ForeignKey(
        Subject, null=True, on_delete=models.CASCADE, related_name="answers"
    )
    photo = models.ForeignKey(
        ClaimPhoto, null=True, on_delete=models.CASCADE, related_name="answers"
    )
    question = models.CharField(max_length=40)
    content = EncryptedJSONField()  # {value, certainty, precision, basis}
    given_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "subject", "photo", "question"],
                condition=Q(superseded_at=None),
                nulls_distinct=False,
                name="answer_one_current",
            )
        ]


class Submission(OfClaim):
    """A frozen version of the claim: the documents are made from it alone."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    content = EncryptedJSONField()
    sha256 = models.CharField(max_length=64)  # of the content as canonical JSON
    frozen_at = models.DateTimeField()
    set_aside_at = models.DateTimeField(null=True)  # the person went back to change something
    signature_sha256 = models.CharField(
        max_length=64, blank=True
    )  # of the signature record; binds it to this version
    signed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(signature_sha256="", signed_at=None)
                | (~Q(signature_sha256="") & Q(signed_at__isnull=False)),
                name="submission_signature_has_a_time",
            ),
            models.UniqueConstraint(fields=["claim", "number"], name="submission_number_once"),
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(set_aside_at=None),
                name="submission_one_standing_per_claim",
            ),
        ]
        ordering = ["number"]


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
