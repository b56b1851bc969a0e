"""Frozen versions of a claim."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from claims.intake.models import Claim, OfClaim
from claims.submission.frozen import Frozen, read
from claims.vault.models import EncryptedJSONField


class Submission(OfClaim):
    """A frozen version of the claim: the documents are made from it alone."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    content = EncryptedJSONField()
    sha256 = models.CharField(max_length=64)  # of the content as canonical JSON
    frozen_at = models.DateTimeField()
    set_aside_at = models.DateTimeField(null=True)  # the person went back to change something
    # Of the confirmation; binds it to this version.
    confirmation_sha256 = models.CharField(max_length=64, blank=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmation_sha256="", confirmed_at=None)
                | (~Q(confirmation_sha256="") & Q(confirmed_at__isnull=False)),
                name="submission_confirmation_has_a_time",
            ),
            models.UniqueConstraint(fields=["claim", "number"], name="submission_number_once"),
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(set_aside_at=None),
                name="submission_one_standing_per_claim",
            ),
        ]
        ordering = ["number"]

    @property
    def frozen(self) -> Frozen:
        """What was frozen.

        Raises UnknownShape.
        """
        return read(self.content)
