"""What the commands about a matter share."""

from __future__ import annotations

from django.core.management.base import CommandError

from claims.matters.models import Matter


def matter_called(name: str) -> Matter:
    """Raises CommandError with the names that there are."""
    matter = Matter.objects.filter(name=name).first()
    if matter is None:
        names = [f"“{other}”" for other in Matter.objects.values_list("name", flat=True)]
        raise CommandError(
            f"There is no matter called “{name}”. Matters: {', '.join(names) or 'none yet'}."
        )
    return matter
