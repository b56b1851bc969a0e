"""Record what happened; seal it into the chain; check the chain."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from claims.audit.models import Event, Seal
from claims.audit.sentences import SENTENCES

GENESIS = "0" * 64
SEALER_LOCK = 0x5EA1
LONGEST_DETAIL = 200


def record(verb: str, *, by: object, at: datetime, subject: object, **details: str | int) -> Event:
    """Append one event.

    `by` and `subject` are model instances (or "system"); details are ids, keys and counts.

    Raises KeyError for a verb without a sentence, ValueError for a detail that is no short string
    or number.
    """
    SENTENCES[verb]
    for name, value in details.items():
        is_plain = isinstance(value, str | int)
        if not is_plain or len(str(value)) > LONGEST_DETAIL:
            raise ValueError(f"the detail {name!r} of {verb} is not a short string or a number")
    return Event.objects.create(
        at=at, actor=_label(by), verb=verb, subject=_label(subject), details=details
    )


def _label(thing: Any) -> str:
    return thing if isinstance(thing, str) else f"{thing._meta.model_name}:{thing.pk}"


def link(previous: str, event: Event) -> str:
    """The hash of one link of the chain (64 hexadecimal digits)."""
    text = json.dumps(event.canonical(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def seal(*, batch: int = 1000) -> int:
    """Chain the events that are not chained yet, oldest first.

    Returns how many. One sealer works at a time.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEALER_LOCK])
            if not cursor.fetchone()[0]:
                return 0
        last = Seal.objects.order_by("-number").first()
        number, previous = (last.number, last.sha256) if last else (0, GENESIS)
        sealed = Seal.objects.values("event_id")
        events = Event.objects.exclude(pk__in=sealed).order_by("at", "id")[:batch]
        seals = []
        for event in events:
            number, previous = number + 1, link(previous, event)
            seals.append(Seal(number=number, event_id=event.pk, sha256=previous))
        Seal.objects.bulk_create(seals)
    return len(seals)


@dataclass(frozen=True)
class Verification:
    """`broken` is the number of the first link that does not hold, or None."""

    sealed: int
    unsealed: int
    broken: int | None
    head: str


def verify() -> Verification:
    """Walk the whole chain from its beginning."""
    previous, expected = GENESIS, 0
    events = Event.objects.in_bulk
    seals = Seal.objects.order_by("number").iterator(chunk_size=2000)
    for chunk in _chunks(seals, 2000):
        rows = events([seal.event_id for seal in chunk])
        for seal_ in chunk:
            expected += 1
            event = rows.get(seal_.event_id)
            if seal_.number != expected or event is None or link(previous, event) != seal_.sha256:
                return Verification(Seal.objects.count(), _unsealed(), expected, previous)
            previous = seal_.sha256
    return Verification(expected, _unsealed(), None, previous)


def _unsealed() -> int:
    return Event.objects.exclude(pk__in=Seal.objects.values("event_id")).count()


def _chunks(items: Any, size: int) -> Any:
    chunk: list[Any] = []
    for item in items:
        chunk.append(item)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
