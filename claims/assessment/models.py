"""What the law says of a claim, line by line, and what a lawyer decided. Staff alone."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.accounts.models import User
from claims.assessment.stored import SignedDecision, StoredFinding, VerdictChange
from claims.intake.models import Claim, OfClaim, Subject
from claims.law.limitation import RULES
from claims.matters.models import LawRun
from claims.vault.models import EncryptedJSONField
from claims.vault.shapes import read


class ClaimLine(OfClaim):
    """One theory for one subject: what the law said of it last, and beside it what a lawyer
    decided. Staff alone.
    """

    class Decision(models.TextChoices):
        OPEN = "open", _("open")
        PURSUE = "pursue", _("pursue")
        DECLINE = "decline", _("decline")
        REFER = "refer", _("refer")

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="lines")
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="lines")
    theory = models.CharField(max_length=40)
    finding = EncryptedJSONField()  # a StoredFinding
    # The newest one's.
    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.OPEN)
    assessed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "theory"], name="line_once_per_subject_and_theory"
            ),
            models.CheckConstraint(
                condition=Q(decision__in=["open", "pursue", "decline", "refer"]),
                name="line_decision_known",
            ),
        ]

    @property
    def stored(self) -> StoredFinding:
        return read(StoredFinding, self.finding)


class LimitationsDay(models.Model):
    """One day of a line's docket: the day on which it may bar, by a rule and its authority.

    `bars`: under the law as it stands or by an argument; otherwise something settled lengthens it.
    Where it is not `is_certain`, dates are rough or missing: any day from this one on may bar.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="limitations_days")
    line = models.ForeignKey(ClaimLine, on_delete=models.CASCADE, related_name="limitations_days")
    day = models.DateField()
    rule = models.CharField(max_length=20, choices=list(RULES.items()))
    bars = models.BooleanField()
    is_certain = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["line", "day", "rule"], name="limitations_day_once_per_line"
            )
        ]
        indexes = [models.Index(fields=["day"], name="limitations_day_next")]
        ordering = ["day", "rule"]


class LineDecision(OfClaim):
    """A lawyer's decision over a line, signed: the digest covers what was seen and what was
    decided. Never changed; the newest one stands.
    """

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="decisions")
    line = models.ForeignKey(ClaimLine, on_delete=models.CASCADE, related_name="decisions")
    decision = models.CharField(max_length=10, choices=ClaimLine.Decision.choices)
    content = EncryptedJSONField()  # a SignedDecision
    sha256 = models.CharField(max_length=64)  # of the content as canonical JSON
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decision__in=["open", "pursue", "decline", "refer"]),
                name="decision_known",
            )
        ]
        ordering = ["-at"]

    @property
    def signed(self) -> SignedDecision:
        return read(SignedDecision, self.content)


class LineMove(OfClaim):
    """A line about which a run of the law said something else than before."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="line_moves")
    line = models.ForeignKey(ClaimLine, on_delete=models.CASCADE, related_name="line_moves")
    run = models.ForeignKey(LawRun, on_delete=models.CASCADE, related_name="line_moves")
    change = EncryptedJSONField()  # a VerdictChange

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "run"], name="line_moves_once_per_run")
        ]

    @property
    def verdicts(self) -> VerdictChange:
        return read(VerdictChange, self.change)
