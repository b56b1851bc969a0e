"""Shared by the readers of one-record-a-line files: lines to rows in plain Python, rows to batches."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from claims.datasets.source import UNKNOWN_LICENCE, Batch, Log
from claims.flickr import ids, refs

# (photo id, NSID or None) or, where the file records licences, (photo id, NSID or None, licence or None)
Parsed = tuple[int, str | None] | tuple[int, str | None, int | None]
ParseLine = Callable[[str], Parsed]  # raises ValueError with the reason
LONGEST_LINE = 10_000
TOO_LONG = f"longer than {LONGEST_LINE:,} bytes"


def read_lines(blocks: Iterator[bytes], log: Log, parse: ParseLine, skips: Callable[[str], bool]) -> Iterator[Batch]:
    """Parse line by line (physical lines from 1; LF or CRLF). Blank lines and those that `skips` names are no data."""
    for block in blocks:
        lines = block.removesuffix(b"\n").split(b"\n")
        first, log.lines = log.lines + 1, log.lines + len(lines)
        yield _parsed(_data_lines(lines, first, log, skips), log, parse)


def _data_lines(lines: list[bytes], first: int, log: Log, skips: Callable[[str], bool]) -> Iterator[tuple[int, str]]:
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
    records: Iterable[tuple[int, Any]], log: Log, unit: str, parse: Callable[[Any], Parsed]
) -> Iterator[Batch]:
    """Records of a JSON file with their numbers (what a locator counts in `unit`s), parsed one by one."""
    log.unit = unit
    records = iter(records)
    while part := list(itertools.islice(records, 10_000)):
        yield _parsed(part, log, parse)


def _parsed(numbered: Iterable[tuple[int, Any]], log: Log, parse: Callable[[Any], Parsed]) -> Batch:
    """What can be parsed; the rest is refused with its reason."""
    photos, owners, numbers, licences = [], [], [], []
    for number, record in numbered:
        try:
            photo, owner, *licence = parse(record)
        except ValueError as error:
            log.reject(number, str(error))
            continue
        photos.append(photo)
        owners.append(ids.pack_nsid(owner) if owner else 0)
        numbers.append(number)
        licences += [UNKNOWN_LICENCE if said is None else said for said in licence]
    return batch(photos, owners, numbers, licences)


def batch(photos: list[int], owners: list[int], lines: list[int], licences: list[int] | None = None) -> Batch:
    return Batch(
        np.array(photos, np.uint64),
        np.array(owners, np.int64),
        np.array(lines, np.uint32),
        licence=np.array(licences, np.uint8) if licences else None,
    )


def photo_in(link: object) -> tuple[int, str | None]:
    """Photo id and NSID (None where the link does not say) of one Flickr link. Raises ValueError with the reason."""
    found = refs.parse(link)[0] if isinstance(link, str) and len(link) <= refs.LONGEST_TOKEN else None
    if found is None or not found.photo_id:
        raise ValueError("the link is no link to a Flickr photo")
    return found.photo_id, found.owner


def no_header(_line: str) -> bool:
    return False


def starts_with(beginning: str) -> Callable[[str], bool]:
    """Which lines are no data: a header or comments that begin like this."""
    return lambda line: line.startswith(beginning)
