"""Matters, whose acts are looked at in them, and sign-offs."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from claims.law.forums import FORUMS
from claims.law.questions import COMPANIES


class Matter(models.Model):
    """One thing the firm pursues.

    `forum`, `theories` and `datasets` are keys of `law` and of `datasets`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200, unique=True)
    court = models.CharField(max_length=200)  # as the documents' captions name it
    forum = models.CharField(
        max_length=40, choices=[(key, forum.name) for key, forum in FORUMS.items()]
    )
    theories = ArrayField(models.CharField(max_length=40))
    datasets = ArrayField(models.CharField(max_length=40))
    is_open = models.BooleanField(default=True)  # takes new claims
    opened_at = models.DateTimeField()


class SignOff(models.Model):
    """Counsel has reviewed exactly this text of a theory.

    A changed theory has another fingerprint: a draft again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    theory = models.CharField(max_length=40)
    fingerprint = models.CharField(max_length=64)
    signed_by = models.CharField(max_length=200)
    signed_at = models.DateTimeField()
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["theory", "fingerprint"], name="sign_off_once_per_text")
        ]


class Reading(models.Model):
    """An authority as counsel read it: beside what the program brought, and before it. The newest
    one stands.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    citation = models.CharField(max_length=200)
    quote = models.TextField()
    address = models.CharField(max_length=400)
    pin = models.CharField(max_length=120, blank=True)
    is_official = models.BooleanField()
    read_on = models.DateField()
    read_by = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(quote="") & ~models.Q(address=""),
                name="reading_quotes_its_source",
            )
        ]
        ordering = ["recorded_at"]


class LawText(models.Model):
    """The text of a theory as it once stood, kept with the claims that were frozen under it.

    `content`: as `law.texts` writes it.
    """

    fingerprint = models.CharField(max_length=64, primary_key=True)
    theory = models.CharField(max_length=40)
    content = models.JSONField()
    kept_at = models.DateTimeField()


class Defendant(models.Model):
    """Someone whose acts counsel looks at in a matter.

    Staff alone see it; to claimants nobody is a defendant.
    """

    class Kind(models.TextChoices):
        COMPANY = "company", _("company")
        BANK = "bank", _("bank or other financial institution")
        UNIVERSITY = "university", _("private university or laboratory")
        STATE_UNIVERSITY = "state_university", _("state university")
        CONTRACTOR = "contractor", _("contractor of a government body")
        AGENCY = "agency", _("government body")
        UNSURE = "unsure", _("not known")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="defendants")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    # Which of the companies that settlements and clauses name; "" while nobody has said.
    company = models.CharField(
        max_length=20, choices=COMPANIES, blank=True, default="", db_default=""
    )
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "name"], name="defendant_once_per_matter"),
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=[
                        "company",
                        "bank",
                        "university",
                        "state_university",
                        "contractor",
                        "agency",
                        "unsure",
                    ]
                ),
                name="defendant_kind_known",
            ),
            models.CheckConstraint(
                condition=models.Q(company__in=["", *(key for key, _words in COMPANIES)]),
                name="defendant_company_known",
            ),
        ]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Act(models.Model):
    """What a defendant is recorded to have done with a dataset: on a day between two, or throughout
    from the one to the other; in a place; by a source.

    A day that is not known is empty; so are the dataset, a key of the registry, and the place, a
    state or "elsewhere". `policy`: on keeping the data, of who held it.
    """

    class Kind(models.TextChoices):
        CAPTURE = "capture", _("captured the face data")
        OBTAIN = "obtain", _("obtained a copy")
        POSSESS = "possess", _("held the data")
        DISCLOSE = "disclose", _("passed the data on")
        PROFIT = "profit", _("profited from the data")

    class Policy(models.TextChoices):
        NONE = "none", _("it published none")
        BROKEN = "broken", _("it kept the data past its own policy")
        FOLLOWED = "followed", _("it has one and keeps to it")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    defendant = models.ForeignKey(Defendant, on_delete=models.CASCADE, related_name="acts")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    dataset = models.CharField(max_length=40, blank=True)
    earliest = models.DateField(null=True)
    latest = models.DateField(null=True)
    throughout = models.BooleanField(default=False, db_default=False)
    policy = models.CharField(
        max_length=20, choices=Policy.choices, blank=True, default="", db_default=""
    )
    place = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=400)
    recorded_at = models.DateTimeField()
    # Recorded in error; kept, because findings of that time stood on it.
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(removed_at=None)
                | models.Q(removed_at__gte=models.F("recorded_at")),
                name="act_removed_after_it_was_recorded",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["capture", "obtain", "possess", "disclose", "profit"]),
                name="act_kind_known",
            ),
            models.CheckConstraint(
                condition=models.Q(earliest=None)
                | models.Q(latest=None)
                | models.Q(latest__gte=models.F("earliest")),
                name="act_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=~models.Q(source=""), name="act_names_its_source"),
            models.CheckConstraint(
                condition=models.Q(policy__in=["", "none", "broken", "followed"]),
                name="act_policy_known",
            ),
            models.CheckConstraint(
                condition=models.Q(throughout=False) | models.Q(earliest__isnull=False),
                name="act_throughout_has_a_beginning",
            ),
        ]
        ordering = ["earliest", "recorded_at"]


class Interest(models.Model):
    """Somebody who wants to hear of the matter, by an address alone.

    It counts once its owner has said yes twice. `token` is a digest: only the e-mails hold the
    token.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="interested")
    email = models.EmailField()
    language = models.CharField(max_length=10, blank=True)
    token = models.CharField(max_length=64, unique=True)
    sealed_token = models.TextField()  # encrypted with the site's key, for the e-mail
    asked_at = models.DateTimeField()
    written_at = models.DateTimeField()  # when the address was last asked whether it is really them
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "email"], name="interest_once_per_address"),
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="interest_email_is_lower_case"
            ),
        ]


class LawRun(models.Model):
    """One time at which the open claims of a matter are held against the law anew: why, and how it
    went.
    """

    class Cause(models.TextChoices):
        LAW = "law", _("the text of the law changed")
        ACTS = "acts", _("a party or an act changed")
        DAY = "day", _("a new day")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="runs")
    cause = models.CharField(max_length=10, choices=Cause.choices)
    law = models.CharField(max_length=64)  # SHA-256 over the texts of the matter's theories
    # By theory, the fingerprint of the text that it held them against; {} until it begins.
    texts = models.JSONField(default=dict, db_default={})
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    claims = models.PositiveIntegerField(default=0)  # held against the law
    moved = models.PositiveIntegerField(default=0)  # of these, with a line that is now another

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter"],
                condition=models.Q(begun_at=None),
                name="law_run_one_waiting_per_matter",
            ),
            models.CheckConstraint(
                condition=models.Q(finished_at=None) | models.Q(begun_at__isnull=False),
                name="law_run_begun_before_end",
            ),
            models.CheckConstraint(
                condition=models.Q(cause__in=["law", "acts", "day"]), name="law_run_cause_known"
            ),
        ]
        ordering = ["-asked_at"]
