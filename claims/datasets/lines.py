"""Shared by the readers of one-record-a-line files: lines to rows in plain Python, rows to batches."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from claims.datasets.source import Batch, Log
from claims.flickr import ids

ParseLine = Callable[[str], tuple[int, str | None]]  # -> (photo id, NSID or None); raises ValueError with the reason
LONGEST_LINE = 10_000


def read_lines(blocks: Iterator[bytes], log: Log, parse: ParseLine, skips: Callable[[str], bool]) -> Iterator[Batch]:
    """Parse line by line (physical lines from 1; LF or CRLF). Blank lines and those that `skips` names are no data."""
    line_number = 0
    for block in blocks:
        photos, owners, lines = [], [], []
        for raw in block.removesuffix(b"\n").split(b"\n"):
            line_number += 1
            line = raw.decode("utf-8", "replace").rstrip("\r")
            if not line.strip() or skips(line):
                log.skip(line_number)
                continue
            try:
                if len(raw) > LONGEST_LINE:
                    raise ValueError(f"longer than {LONGEST_LINE:,} bytes")
                photo, owner = parse(line)
            except ValueError as error:
                log.reject(line_number, str(error))
                continue
            photos.append(photo)
            owners.append(ids.pack_nsid(owner) if owner else 0)
            lines.append(line_number)
        yield batch(photos, owners, lines)


def batch(photos: list[int], owners: list[int], lines: list[int]) -> Batch:
    return Batch(np.array(photos, np.uint64), np.array(owners, np.int64), np.array(lines, np.uint32))


def no_header(_line: str) -> bool:
    return False


def starts_with_hash(line: str) -> bool:
    return line.startswith("#")
