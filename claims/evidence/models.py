"""Files that a claimant gave as evidence."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from claims.accounts.models import User
from claims.evidence import remarks
from claims.intake.models import Claim, OfClaim
from claims.vault.models import EncryptedJSONField, StoredFile


class Upload(OfClaim):
    """A file that the claimant gave as evidence: the original as it came, and a copy that is safe
    to look at.
    """

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="uploads")
    name = EncryptedJSONField()  # as the person's device calls it
    original = models.OneToOneField(
        StoredFile, null=True, on_delete=models.PROTECT, related_name="+"
    )
    copy = models.OneToOneField(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)  # of the original
    # What the copy does not show, as `claims.evidence.remarks` words it; None: kept before that.
    remarks = EncryptedJSONField(null=True)
    size = models.PositiveIntegerField()  # bytes of the original
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "sha256"],
                condition=Q(removed_at=None),
                name="upload_once_per_claim",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, original__isnull=False, copy__isnull=False)
                | Q(removed_at__isnull=False, original__isnull=True, copy__isnull=True),
                name="upload_removed_means_gone",
            ),
        ]
        ordering = ["added_at"]

    def remark_lines(self) -> list[str]:
        """What the copy does not show, a sentence or two each."""
        return [remarks.line(remark) for remark in self.remarks or []]

    def file(self, part: str) -> StoredFile:
        """The file's bytes as they are kept.

        `part`: "original" for what was sent, "copy" for the one that is safe to look at.

        Raises LookupError for one that was taken back.
        """
        stored = self.copy
        if part == "original":
            stored = self.original
        if stored is None:
            raise LookupError(part)
        return stored
