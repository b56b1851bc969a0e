"""Shared by the readers of one-record-a-line files: lines to rows in plain Python, rows to batches."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from claims.datasets.source import Batch, Log, WrongFile
from claims.flickr import ids

ParseLine = Callable[[str], tuple[int, str | None]]  # -> (photo id, NSID or None); raises ValueError with the reason
LONGEST_LINE = 10_000
LARGEST_JSON = 1 << 30
TOO_LONG = f"longer than {LONGEST_LINE:,} bytes"


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
                    raise ValueError(TOO_LONG)
                photo, owner = parse(line)
            except ValueError as error:
                log.reject(line_number, str(error))
                continue
            photos.append(photo)
            owners.append(ids.pack_nsid(owner) if owner else 0)
            lines.append(line_number)
        yield batch(photos, owners, lines)


def whole_json(blocks: Iterator[bytes]) -> Any:
    """The JSON document that the blocks make up. Raises WrongFile when it is none or larger than LARGEST_JSON."""
    parts, size = [], 0
    for block in blocks:
        size += len(block)
        if size > LARGEST_JSON:
            raise WrongFile(f"The file begins like JSON and is larger than {LARGEST_JSON >> 20} MB, the most we read.")
        parts.append(block)
    try:
        return json.loads(b"".join(parts))
    except ValueError as error:
        raise WrongFile("The file begins like JSON but is not valid JSON; it may be cut off.") from error
    except RecursionError as error:
        raise WrongFile("The file is JSON nested deeper than any dataset’s.") from error


def batch(photos: list[int], owners: list[int], lines: list[int]) -> Batch:
    return Batch(np.array(photos, np.uint64), np.array(owners, np.int64), np.array(lines, np.uint32))


def no_header(_line: str) -> bool:
    return False


def starts_with_hash(line: str) -> bool:
    return line.startswith("#")
