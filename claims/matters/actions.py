"""Open a matter; sign off a theory."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from claims.accounts.models import User
from claims.audit import actions as audit
from claims.datasets.queries import source
from claims.law.forums import FORUMS
from claims.law.theory import all_theories
from claims.matters.models import Matter, SignOff


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
