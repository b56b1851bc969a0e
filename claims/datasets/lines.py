"""Shared by the readers of one-record-a-line files: lines to rows in plain Python, rows to
batches.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from claims.datasets.json_records import Record
from claims.datasets.source import UNKNOWN_LICENCE, Batch, Log
from claims.flickr import ids, refs
from claims.flickr.reference import LONGEST_LINK, Ref

# (photo id, NSID or None) and, where the file records more of each photo, that by name: licence,
# album
Parsed = tuple[int, str | None] | tuple[int, str | None, dict[str, int | None]]
ParseLine = Callable[[str], Parsed]  # raises ValueError with the reason
KINDS: dict[str, Any] = {"licence": np.uint8, "album": np.int64}
UNKNOWN = {"licence": UNKNOWN_LICENCE, "album": 0}
LONGEST_LINE = 10_000
TOO_LONG = f"longer than {LONGEST_LINE:,} bytes"


def read_lines(
    blocks: Iterator[bytes], log: Log, parse: ParseLine, skips: Callable[[str], bool]
) -> Iterator[Batch]:
    """Parse line by line (physical lines from 1; LF or CRLF).

    Blank lines and those that `skips` names are no data.
    """
    for block in blocks:
        lines = block.removesuffix(b"\n").split(b"\n")
        first, log.lines = log.lines + 1, log.lines + len(lines)
        yield _parsed(_data_lines(lines, first, log, skips), log, parse)


def _data_lines(
    lines: list[bytes], first: int, log: Log, skips: Callable[[str], bool]
) -> Iterator[tuple[int, str]]:
    """The lines that hold data, with their numbers."""
    for number, raw in enumerate(lines, first):
        line = raw.decode("utf-8", "replace").rstrip("\r")
        if not line.strip() or skips(line):
            log.skip(number)
        elif len(raw) > LONGEST_LINE:
            log.reject(number, TOO_LONG)
        else:
            yield number, line


def read_records(
    records: Iterable[Record], log: Log, unit: str, parse: Callable[[Any], Parsed]
) -> Iterator[Batch]:
    """Records of a JSON file, parsed one by one; a locator counts them in `unit`s.

    Raises WrongFile.
    """
    log.unit = unit
    records = iter(records)
    while part := list(itertools.islice(records, 10_000)):
        log.lines += len(part)
        yield _parsed(((record.number, record.value) for record in part), log, parse)


def _parsed(numbered: Iterable[tuple[int, Any]], log: Log, parse: Callable[[Any], Parsed]) -> Batch:
    """What can be parsed; the rest is refused with its reason."""
    photos: list[int] = []
    owners: list[int] = []
    numbers: list[int] = []
    extras: dict[str, list[int | None]] = {}
    for number, record in numbered:
        try:
            photo, owner, *more = parse(record)
        except ValueError as error:
            log.reject(number, str(error))
            continue
        photos.append(photo)
        owners.append(ids.pack_nsid(owner) if owner else 0)
        numbers.append(number)
        for name, value in more[0].items() if more else ():
            extras.setdefault(name, []).append(value)
    return batch(photos, owners, numbers, extras)


def batch(
    photos: list[int],
    owners: list[int],
    lines: list[int],
    extras: dict[str, list[int | None]] | None = None,
) -> Batch:
    """Rows as columns.

    An unknown licence is UNKNOWN_LICENCE, an unknown album 0.
    """
    columns = {name: _column(name, values) for name, values in (extras or {}).items()}
    return Batch(
        np.array(photos, np.uint64),
        np.array(owners, np.int64),
        np.array(lines, np.uint32),
        extras=columns,
    )


def _column(name: str, values: list[int | None]) -> np.ndarray:
    return np.array([UNKNOWN[name] if value is None else value for value in values], KINDS[name])


def named(path: Ref) -> tuple[int, str]:
    """Photo id and NSID of a dataset's path.

    Raises ValueError.
    """
    if path.photo_id is None or path.owner is None:
        raise ValueError("the path names no photo or no account")
    return path.photo_id, path.owner


def photo_in(link: object) -> tuple[int, str | None]:
    """Photo id and NSID (None where the link does not say) of one Flickr link.

    Raises ValueError with the reason.
    """
    photos = {}
    if isinstance(link, str) and len(link) <= LONGEST_LINK:
        photos = refs.in_list(link)
    if len(photos) != 1:
        raise ValueError("the link is no link to a Flickr photo")
    return next(iter(photos.items()))


def no_header(_line: str) -> bool:
    return False


def starts_with(beginning: str) -> Callable[[str], bool]:
    """Which lines are no data: a header or comments that begin like this."""
    return lambda line: line.startswith(beginning)
