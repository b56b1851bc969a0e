"""Matters and sign-offs."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from claims.law.forums import FORUMS


class Matter(models.Model):
    """One thing the firm pursues. `forum`, `theories` and `datasets` are keys of `law` and of `datasets`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200, unique=True)
    court = models.CharField(max_length=200)  # as the documents' captions name it
    forum = models.CharField(max_length=40, choices=[(key, forum.name) for key, forum in FORUMS.items()])
    theories = ArrayField(models.CharField(max_length=40))
    datasets = ArrayField(models.CharField(max_length=40))
    is_open = models.BooleanField(default=True)  # takes new claims
    opened_at = models.DateTimeField()


class SignOff(models.Model):
    """Counsel has reviewed exactly this text of a theory. A changed theory has another fingerprint: a draft again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    theory = models.CharField(max_length=40)
    fingerprint = models.CharField(max_length=64)
    signed_by = models.CharField(max_length=200)
    signed_at = models.DateTimeField()
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["theory", "fingerprint"], name="sign_off_once_per_text")]
