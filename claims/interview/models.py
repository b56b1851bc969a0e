"""What was answered, and who the people of a claim are to its photos."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.intake.models import Claim, ClaimPhoto, OfClaim, Subject
from claims.law import logic
from claims.vault.models import EncryptedJSONField
from claims.vault.shapes import read


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
    content = EncryptedJSONField()  # a logic.Answer
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

    @property
    def answer(self) -> logic.Answer:
        return read(logic.Answer, self.content)


class Capacity(OfClaim):
    """Who a subject is to a photo."""

    class Kind(models.TextChoices):
        DEPICTED = "depicted", _("is in the photo")
        TOOK = "took", _("took the photo")
        BOTH = "both", _("is in the photo and took the photo")
        NONE = "none", _("neither")
        UNSURE = "unsure", _("not sure")

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="capacities")
    photo = models.ForeignKey(ClaimPhoto, on_delete=models.CASCADE, related_name="capacities")
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="capacities")
    kind = models.CharField(max_length=10, choices=Kind.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["photo", "subject"], name="capacity_once")]
