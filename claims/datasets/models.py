"""What staff see of the index: one row for each release that was published.

The files are the truth.
"""

from __future__ import annotations

import uuid

from django.db import models


class Release(models.Model):
    """A mirror of a published release's manifest."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dataset = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    rows = models.BigIntegerField()
    photos = models.BigIntegerField()
    owners = models.BigIntegerField()
    rejected = models.BigIntegerField()
    manifest = models.JSONField()
    published_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)  # since then no check looks through it
    # The release that took its place, if one did.
    replaced_by = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dataset", "name"], name="release_once_per_dataset"),
            models.CheckConstraint(
                condition=models.Q(replaced_by="") | models.Q(retired_at__isnull=False),
                name="replaced_is_retired",
            ),
        ]
