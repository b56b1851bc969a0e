"""Events and their seals.

Strings and no foreign keys: the log neither holds up nor loses anything with live data.
"""

from __future__ import annotations

import uuid

from django.db import models


class Event(models.Model):
    """One thing that happened.

    Details hold ids and question keys, never answers. The database refuses any change.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)  # "user:<id>" or "system"
    verb = models.CharField(max_length=80)  # "claim.submitted"
    subject = models.CharField(max_length=80)  # "claim:<id>"
    details = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["subject", "at"], name="event_by_subject")]

    def canonical(self) -> dict[str, object]:
        """What the seal covers, in a form that does not depend on how it was stored."""
        return {
            "id": str(self.id),
            "at": self.at.isoformat(timespec="microseconds"),
            "actor": self.actor,
            "verb": self.verb,
            "subject": self.subject,
            "details": self.details,
        }


class Seal(models.Model):
    """The n-th link of the chain: SHA-256 over the link before it and the event."""

    number = models.BigIntegerField(primary_key=True)
    event_id = models.UUIDField(unique=True)
    sha256 = models.CharField(max_length=64)


class Unsealed(models.Model):
    """An event that the sealer has not chained yet.

    Written with the event and taken away with its seal, so that the sealer reads what waits and
    never the log. Who takes a row away otherwise leaves an event outside the chain, which
    `verify_audit` counts.
    """

    id = models.BigAutoField(primary_key=True)
    event_id = models.UUIDField(unique=True)
