"""Open a matter, record whose acts are looked at in it, sign off a theory."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from claims.accounts.models import User
from claims.audit import actions as audit
from claims.datasets.queries import source
from claims.law.forums import FORUMS
from claims.law.theory import all_theories
from claims.matters.models import Act, Defendant, Matter, SignOff


class Changed(Exception):
    """The text of the theory is no longer the one that was read."""


@transaction.atomic
def open_matter(
    *, name: str, court: str, forum: str, theories: list[str], datasets: list[str], by: User | str, at: datetime
) -> Matter:
    """Raises KeyError for an unknown forum, theory or dataset, and IntegrityError for a name that is taken."""
    FORUMS[forum]
    for key in theories:
        all_theories()[key]
    for key in datasets:
        source(key)
    matter = Matter.objects.create(
        name=name, court=court, forum=forum, theories=theories, datasets=datasets, opened_at=at
    )
    audit.record("matter.opened", by=by, at=at, subject=matter)
    return matter


@transaction.atomic
def sign_off(theory_key: str, fingerprint: str, *, by: User, at: datetime, is_demo: bool = False) -> SignOff:
    """Counsel has reviewed the text of this theory that has this fingerprint.

    Raises KeyError for an unknown theory, Changed when its present text is another."""
    theory = all_theories()[theory_key]
    if theory.fingerprint() != fingerprint:
        raise Changed
    row, created = SignOff.objects.get_or_create(
        theory=theory_key,
        fingerprint=fingerprint,
        defaults={"signed_by": str(by), "signed_at": at, "is_demo": is_demo},
    )
    if created:
        audit.record("law.signed_off", by=by, at=at, subject=row, theory=theory_key)
    return row


@transaction.atomic
def add_defendant(matter: Matter, *, name: str, kind: str, by: User | str, at: datetime) -> Defendant:
    """Record whose acts are looked at. Raises IntegrityError for a name that the matter has, or an unknown kind."""
    defendant = Defendant.objects.create(matter=matter, name=name, kind=kind, recorded_at=at)
    audit.record("matter.defendant_added", by=by, at=at, subject=matter)
    return defendant


@transaction.atomic
def record_act(
    defendant: Defendant,
    *,
    kind: str,
    dataset: str,
    earliest: date | None,
    latest: date | None,
    place: str,
    source: str,
    by: User | str,
    at: datetime,
) -> Act:
    """Record one act of a defendant with its source. Raises IntegrityError for days in the wrong order or no source."""
    act = Act.objects.create(
        defendant=defendant,
        kind=kind,
        dataset=dataset,
        earliest=earliest,
        latest=latest,
        place=place,
        source=source,
        recorded_at=at,
    )
    audit.record("matter.act_recorded", by=by, at=at, subject=defendant.matter, kind=kind)
    return act


@transaction.atomic
def remove_act(act: Act, *, by: User | str, at: datetime) -> None:
    """Take back an act that was recorded in error; the log keeps that it was there."""
    audit.record("matter.act_removed", by=by, at=at, subject=act.defendant.matter, kind=act.kind)
    act.delete()
