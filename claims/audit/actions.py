"""Record what happened; seal it into the chain; check the chain."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from claims.audit.models import Event, Seal, Unsealed
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
    event = Event.objects.create(
        at=at, actor=_label(by), verb=verb, subject=_label(subject), details=details
    )
    Unsealed.objects.create(event_id=event.pk)
    return event


def _label(thing: Any) -> str:
    return thing if isinstance(thing, str) else f"{thing._meta.model_name}:{thing.pk}"


def link(previous: str, event: Event) -> str:
    """The hash of one link of the chain (64 hexadecimal digits)."""
    text = json.dumps(event.canonical(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def seal(*, batch: int = 1000) -> int:
    """Chain the events that wait, in the order in which they were written.

    Returns how many. One sealer works at a time; what it costs does not grow with the log.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEALER_LOCK])
            if not cursor.fetchone()[0]:
                return 0
        last = Seal.objects.order_by("-number").first()
        number, previous = (last.number, last.sha256) if last else (0, GENESIS)
        waiting = list(Unsealed.objects.order_by("pk")[:batch])
        events = Event.objects.in_bulk([row.event_id for row in waiting])
        seals = []
        for row in waiting:
            if row.event_id not in events:  # a row that no event wrote
                continue
            number += 1
            previous = link(previous, events[row.event_id])
            seals.append(Seal(number=number, event_id=row.event_id, sha256=previous))
        Seal.objects.bulk_create(seals)
        Unsealed.objects.filter(pk__in=[row.pk for row in waiting]).delete()
    return len(seals)


@dataclass(frozen=True)
class Verification:
    """`broken` is the number of the first link that does not hold, or None; `strays` are events
    that neither stand in the chain nor wait for it.
    """

    sealed: int
    unsealed: int
    strays: int
    broken: int | None
    head: str


def verify() -> Verification:
    """Walk the whole chain from its beginning."""
    previous = GENESIS
    expected = 0
    broken = None
    seals = Seal.objects.order_by("number").iterator(chunk_size=2000)
    for chunk in _chunks(seals, 2000):
        events = Event.objects.in_bulk([row.event_id for row in chunk])
        for row in chunk:
            expected += 1
            event = events.get(row.event_id)
            if row.number != expected or event is None or link(previous, event) != row.sha256:
                broken = expected
                break
            previous = row.sha256
        if broken:
            break
    # In one statement, for people go on working meanwhile.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM audit_event), (SELECT count(*) FROM audit_seal),"
            " (SELECT count(*) FROM audit_unsealed)"
        )
        events_now, sealed, unsealed = cursor.fetchone()
    return Verification(sealed, unsealed, events_now - sealed - unsealed, broken, previous)


def _chunks(items: Any, size: int) -> Any:
    chunk: list[Any] = []
    for item in items:
        chunk.append(item)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
