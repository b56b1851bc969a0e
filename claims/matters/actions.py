"""Open a matter; sign off a theory."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from claims.accounts.models import User
from claims.audit import actions as audit
from claims.law.theory import all_theories
from claims.matters.models import Matter, SignOff


def open_matter(*, name: str, court: str, forum: str, theories: list[str], datasets: list[str], at: datetime) -> Matter:
    """Raises KeyError for an unknown theory."""
    for key in theories:
        all_theories()[key]
    return Matter.objects.create(
        name=name, court=court, forum=forum, theories=theories, datasets=datasets, opened_at=at
    )


@transaction.atomic
def sign_off(theory_key: str, *, by: User, at: datetime, is_demo: bool = False) -> SignOff:
    """Counsel has reviewed the present text of this theory. Raises KeyError for an unknown theory."""
    theory = all_theories()[theory_key]
    row, created = SignOff.objects.get_or_create(
        theory=theory_key,
        fingerprint=theory.fingerprint(),
        defaults={"signed_by": str(by), "signed_at": at, "is_demo": is_demo},
    )
    if created:
        audit.record("law.signed_off", by=by, at=at, subject=row, theory=theory_key)
    return row
