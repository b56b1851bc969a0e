"""Record what happened; seal it into the chain; check the chain."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import connection, transaction

from claims.audit import anchors
from claims.audit.anchors import Anchor
from claims.audit.models import Event, Seal, Unsealed
from claims.audit.sentences import SENTENCES

GENESIS = "0" * 64
SEALER_LOCK = 0x5EA1
LONGEST_DETAIL = 200
SLACK = timedelta(days=1)  # between what happened and its row: an import, a slow page
log = structlog.get_logger("standing.audit")


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


def anchor(*, at: datetime) -> Anchor | None:
    """Write the head of the chain down outside the database, once a day.

    Returns the anchor, or None where today's stands already. A server for time stamps that does
    not answer is no reason to go without.
    """
    before = anchors.read()
    if before and before[-1].at[:10] == at.isoformat()[:10]:
        return None
    last = Seal.objects.order_by("-number").first()
    number, sha256 = (last.number, last.sha256) if last else (0, GENESIS)
    head = Anchor(at.isoformat(), number, sha256)
    try:
        head = replace(head, stamp=anchors.stamp(head.statement))
    except anchors.NoStamp as error:
        log.warning("no time stamp", error=type(error.__cause__ or error).__name__)
    anchors.append(head)
    return head


@dataclass(frozen=True)
class Verification:
    """`broken` is the number of the first link that does not hold, or None; `strays` are events
    that neither stand in the chain nor wait for it; `unmet` is the first anchor that the chain
    does not agree with, or None; `backdated` are events that were put in after an anchor and say
    that they happened more than a day before it.
    """

    sealed: int
    unsealed: int
    strays: int
    broken: int | None
    head: str
    unmet: Anchor | None = None
    backdated: int = 0


def verify(others: Sequence[Anchor] = ()) -> Verification:
    """Walk the whole chain from its beginning, and hold it against the anchors.

    `others`: anchors beside those of the file, such as one from an e-mail.
    """
    broken, previous = _walk()
    # In one statement, for people go on working meanwhile.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM audit_event), (SELECT count(*) FROM audit_seal),"
            " (SELECT count(*) FROM audit_unsealed)"
        )
        events_now, sealed, unsealed = cursor.fetchone()
    strays = events_now - sealed - unsealed
    every = [*anchors.read(), *others]
    unmet = next((each for each in every if not _holds(each)), None)
    return Verification(
        sealed, unsealed, strays, broken, previous, unmet, _backdated(every[-1] if every else None)
    )


def _walk() -> tuple[int | None, str]:
    """The number of the first link that does not hold, or None; and the last that does."""
    previous = GENESIS
    expected = 0
    seals = Seal.objects.order_by("number").iterator(chunk_size=2000)
    for chunk in _chunks(seals, 2000):
        events = Event.objects.in_bulk([row.event_id for row in chunk])
        for row in chunk:
            expected += 1
            event = events.get(row.event_id)
            if row.number != expected or event is None or link(previous, event) != row.sha256:
                return expected, previous
            previous = row.sha256
    return None, previous


def _holds(head: Anchor) -> bool:
    """Whether the chain still has the link that the anchor names."""
    if head.number == 0:
        return head.sha256 == GENESIS
    return Seal.objects.filter(number=head.number, sha256=head.sha256).exists()


def _backdated(head: Anchor | None) -> int:
    """Events that came after the anchor and say that they are much older."""
    if head is None:
        return 0
    before = datetime.fromisoformat(head.at) - SLACK
    later = Seal.objects.filter(number__gt=head.number).values("event_id")
    return Event.objects.filter(pk__in=later, at__lt=before).count()


def _chunks(items: Any, size: int) -> Any:
    chunk: list[Any] = []
    for item in items:
        chunk.append(item)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
