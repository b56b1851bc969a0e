"""A claim and what belongs to it. Whatever is told is encrypted with the claim's own key."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from claims.accounts.models import User
from claims.matters.models import LawRun, Matter
from claims.vault.models import DataKey, EncryptedJSONField, StoredFile


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
    """One account in one matter. Name and reference stand in clear: the desk searches and checks conflicts by them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=12, unique=True)  # CLM-7F3K-2
    account = models.ForeignKey(User, on_delete=models.PROTECT, related_name="claims")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="claims")
    data_key = models.OneToOneField(DataKey, on_delete=models.PROTECT, related_name="+")
    claimant_name = models.CharField(max_length=200, blank=True)
    other_names = models.CharField(max_length=400, blank=True)
    state = models.CharField(max_length=10, blank=True)  # where the person lives now, for the desk's filter
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.DRAFT)
    on_hold = models.BooleanField(default=False)  # litigation hold: nothing is erased
    assignee = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    roles = models.JSONField(default=list)  # in_photo, took, parent, guardian, executor
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)  # its data key is gone: nothing in it can be read
    first_bar = models.DateField(null=True)  # the earliest day that could bar one of its lines: the desk's order

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "matter"], condition=~Q(status="withdrawn"), name="claim_one_open_per_account"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "withdrawn"]) | Q(submitted_at__isnull=False),
                name="claim_past_draft_was_submitted",
            ),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="claim_status_is_known"),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(claimant_name="", other_names="", on_hold=False),
                name="claim_erased_has_no_name_and_no_hold",
            ),
        ]
        indexes = [
            models.Index(fields=["-changed_at", "-id"], name="claim_newest"),
            models.Index(fields=["status", "-changed_at", "-id"], name="claim_by_status"),
            models.Index(fields=["assignee", "-changed_at", "-id"], name="claim_by_assignee"),
            models.Index(Coalesce("first_bar", Value(NO_DAY)), "submitted_at", "id", name="claim_expires_first"),
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
    """Someone the claim is for: the account's owner, a child of theirs, an adult under their care, or someone who
    died and whose estate they act for."""

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
            models.UniqueConstraint(fields=["claim"], condition=Q(kind="self"), name="subject_one_self"),
            models.CheckConstraint(
                condition=Q(kind__in=["self", "child", "ward", "estate"]), name="subject_kind_known"
            ),
        ]
        ordering = ["position"]

    @property
    def is_self(self) -> bool:
        return self.kind == self.Kind.SELF


class ClaimPhoto(OfClaim):
    """A photo or an account that the claim is about. `index` is a blind one: the same reference has the same."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="photos")
    reference = EncryptedJSONField()  # {text, kind, photo_id, owner}
    index = models.CharField(max_length=64, db_index=True)
    position = models.PositiveIntegerField()
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "index"], condition=Q(removed_at=None), name="claim_photo_once_per_claim"
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
    subject = models.ForeignKey(Subject, null=True, on_delete=models.CASCADE, related_name="answers")
    photo = models.ForeignKey(ClaimPhoto, null=True, on_delete=models.CASCADE, related_name="answers")
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
    signature_sha256 = models.CharField(max_length=64, blank=True)  # of the signature record; binds it to this version
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
                fields=["claim"], condition=Q(set_aside_at=None), name="submission_one_standing_per_claim"
            ),
        ]
        ordering = ["number"]


class Upload(OfClaim):
    """A file that the claimant gave as evidence: the original as it came, and a copy that is safe to look at."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="uploads")
    name = EncryptedJSONField()  # as the person's device calls it
    original = models.OneToOneField(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    copy = models.OneToOneField(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)  # of the original
    size = models.PositiveIntegerField()  # bytes of the original
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "sha256"], condition=Q(removed_at=None), name="upload_once_per_claim"
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, original__isnull=False, copy__isnull=False)
                | Q(removed_at__isnull=False, original__isnull=True, copy__isnull=True),
                name="upload_removed_means_gone",
            ),
        ]
        ordering = ["added_at"]


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


class ClaimLine(OfClaim):
    """One theory for one subject: what the law said of it last, and beside it what a lawyer decided. Staff alone."""

    class Decision(models.TextChoices):
        OPEN = "open", _("open")
        PURSUE = "pursue", _("pursue")
        DECLINE = "decline", _("decline")
        REFER = "refer", _("refer")

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="lines")
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="lines")
    theory = models.CharField(max_length=40)
    finding = EncryptedJSONField()  # {queue, limitation, last_day, parties: {name: the same three}, text}
    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.OPEN)  # the newest one's
    assessed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "theory"], name="line_once_per_subject_and_theory"),
            models.CheckConstraint(
                condition=Q(decision__in=["open", "pursue", "decline", "refer"]), name="line_decision_known"
            ),
        ]


class LineDecision(OfClaim):
    """A lawyer's decision over a line, signed: the digest covers what was seen and what was decided. Never changed; the
    newest one stands."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="decisions")
    line = models.ForeignKey(ClaimLine, on_delete=models.CASCADE, related_name="decisions")
    decision = models.CharField(max_length=10, choices=ClaimLine.Decision.choices)
    content = EncryptedJSONField()  # {theory, subject, decision, reason, finding, by, at}
    sha256 = models.CharField(max_length=64)  # of the content as canonical JSON
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decision__in=["open", "pursue", "decline", "refer"]), name="decision_known"
            )
        ]
        ordering = ["-at"]


class LineMove(OfClaim):
    """A line about which a run of the law said something else than before."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="line_moves")
    line = models.ForeignKey(ClaimLine, on_delete=models.CASCADE, related_name="line_moves")
    run = models.ForeignKey(LawRun, on_delete=models.CASCADE, related_name="line_moves")
    change = EncryptedJSONField()  # {before: {queue, limitation, last_day}, after: the same}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["line", "run"], name="line_moves_once_per_run")]


class Message(OfClaim):
    """What the claimant and the firm write to each other. Nothing in it is legal advice or an answer to a question."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="messages")
    text = EncryptedJSONField()
    from_firm = models.BooleanField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)  # by the other side

    class Meta:
        ordering = ["at"]
        indexes = [
            models.Index(fields=["claim"], condition=Q(read_at=None, from_firm=False), name="message_unread_by_firm")
        ]


class ErasureRequest(OfClaim):
    """The claimant wants everything of the claim destroyed. For a claim that was sent a lawyer grants it and a second
    person of the firm confirms."""

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
                fields=["claim"], condition=Q(state__in=["waiting", "granted"]), name="erasure_one_open_per_claim"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "granted", "refused", "done"]), name="erasure_state_known"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=models.F("decided_by")), name="erasure_by_two_people"
            ),
        ]
        ordering = ["-asked_at"]


class Invitation(OfClaim):
    """Another adult, asked by a claimant to make a claim of their own: they share photos and a matter, and nothing
    else. `token` is a digest: only the e-mail holds the token."""

    class Role(models.TextChoices):
        RELATIVE = "relative", _("an adult who is in a photo")
        PARENT = "parent", _("the other parent or guardian of my child")
        EXECUTOR = "executor", _("another person who acts for someone who has died")

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=10, choices=Role.choices)
    content = EncryptedJSONField()  # {name, email, person: {kind, name} or None, photos: [address], token}
    index = models.CharField(max_length=64)  # of the address, blind: one open invitation an address
    token = models.CharField(max_length=64, unique=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    accepted_claim = models.ForeignKey(Claim, null=True, on_delete=models.CASCADE, related_name="invited_by")
    accepted_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)  # taken back, or declined

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "index"], condition=Q(closed_at=None), name="invitation_one_open_per_address"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_claim__isnull=True)
                | Q(accepted_at__isnull=False, accepted_claim__isnull=False),
                name="invitation_accepted_has_a_claim",
            ),
            models.CheckConstraint(
                condition=Q(role__in=["relative", "parent", "executor"]), name="invitation_role_known"
            ),
        ]
        ordering = ["asked_at"]


class FlickrAccount(models.Model):
    """A Flickr account that a person says is theirs. `index` is a blind one: two people's same account share it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="flickr_accounts")
    nsid = EncryptedJSONField()
    index = models.CharField(max_length=64, db_index=True)
    download = models.ForeignKey(StoredFile, null=True, on_delete=models.SET_NULL, related_name="+")
    named_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "index"], name="flickr_account_once_per_person")]
        ordering = ["named_at"]

    def vault_key(self) -> DataKey:
        return self.user.data_key


class Proof(models.Model):
    """One way in which a person showed, or is about to show, that a Flickr account is theirs."""

    class Way(models.TextChoices):
        SIGN_IN = "sign_in", _("signed in with Flickr")
        DOWNLOAD = "download", _("gave the account’s data download")
        CODE = "code", _("put a code into the Flickr profile")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(FlickrAccount, on_delete=models.CASCADE, related_name="proofs")
    way = models.CharField(max_length=10, choices=Way.choices)
    code = models.CharField(max_length=20, blank=True)  # public once it stands in the profile
    begun_at = models.DateTimeField()
    placed_at = models.DateTimeField(null=True)  # the person says that the code stands there
    proved_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    dispute = models.ForeignKey("Dispute", null=True, on_delete=models.PROTECT, related_name="refused")  # if there
    decided_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")  # of staff, for a code

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "way"], condition=Q(refused_at=None), name="proof_one_standing_per_way"
            ),
            models.CheckConstraint(
                condition=Q(proved_at__isnull=True) | Q(refused_at__isnull=True),
                name="proof_not_both_proved_and_refused",
            ),
            models.CheckConstraint(
                condition=Q(dispute__isnull=True) | Q(refused_at__isnull=False), name="proof_refused_in_a_dispute"
            ),
            models.CheckConstraint(
                condition=(Q(way="code") & ~Q(code="")) | (~Q(way="code") & Q(code="")), name="proof_code_for_its_way"
            ),
        ]
        ordering = ["begun_at"]

    @property
    def is_strong(self) -> bool:
        """A data download can be made up; Flickr's own word and a public profile cannot."""
        return self.way != self.Way.DOWNLOAD


class Dispute(models.Model):
    """Several people showed the same Flickr account to be theirs. Staff see it; the people do not see each other."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    index = models.CharField(max_length=64, db_index=True)  # of the account, as in FlickrAccount
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["index"], condition=Q(closed_at=None), name="dispute_one_open_per_account"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="dispute_closed_has_a_closer",
            ),
        ]
        ordering = ["opened_at"]
