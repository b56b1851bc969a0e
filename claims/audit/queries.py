"""Reads of the log."""

from __future__ import annotations

from typing import Any

from claims.audit.models import Event, Unsealed
from claims.audit.sentences import SENTENCES


def events_about(subject: Any, *, limit: int = 200) -> list[Event]:
    """The newest events about one thing."""
    label = f"{subject._meta.model_name}:{subject.pk}"
    return list(Event.objects.filter(subject=label).order_by("-at", "-id")[:limit])


def details_of(subject: Any, verb: str) -> list[dict[str, Any]]:
    """The details of every such event about one thing, the oldest first."""
    label = f"{subject._meta.model_name}:{subject.pk}"
    events = Event.objects.filter(subject=label, verb=verb).order_by("at", "id")
    return list(events.values_list("details", flat=True))


def unsealed() -> int:
    """How many events no seal covers yet."""
    return Unsealed.objects.count()


def sentence(event: Event) -> str:
    """What happened, in the reader's language."""
    return str(SENTENCES[event.verb]) % event.details
