"""Reads lists that name photos by a key of another dataset's list: FFHQ's image number, Open
Images' ImageID, YFCC100M's hash name. Both are read: the keys of this list first, then their photos
from the other one.

Memory grows with this list's keys, not with the other list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from claims.datasets.lines import LONGEST_LINE, TOO_LONG, batch
from claims.datasets.opened import Opened
from claims.datasets.source import Batch, Log, Source, Through, WrongFile
from claims.flickr import ids

AT_ONCE = 10_000  # rows in a batch
UNKNOWN_KEY = "the list that this one was drawn from does not have this key"


def bound(source: Source, paths: list[Path]) -> Source:
    """The source with its reader, the other dataset's list at hand."""
    assert source.through is not None
    return replace(source, reader=partial(_read, source.through, paths))


def unbound(_blocks: Iterator[bytes], _log: Log) -> Iterator[Batch]:
    """The reader of a source of this kind until it is bound.

    Raises WrongFile.
    """
    raise WrongFile(
        "This list is read together with the list it was drawn from: give that with --through."
    )


def _read(
    through: Through, paths: list[Path], blocks: Iterator[bytes], log: Log
) -> Iterator[Batch]:
    """Rows in the order of this list."""
    keys: list[tuple[int, str]] = []
    for block in blocks:
        for raw in block.removesuffix(b"\n").split(b"\n"):
            log.lines += 1
            _note_key(raw, through, log, keys)
    photos: dict[str, tuple[int, str | None]] = {}
    distinct = {key for _line, key in keys}
    for path in paths:
        for key, photo, owner in through.find(Opened(path).blocks(), distinct):
            photos[key] = (photo, owner)
    yield from _rows(keys, photos, log)


def _note_key(raw: bytes, through: Through, log: Log, keys: list[tuple[int, str]]) -> None:
    if len(raw) > LONGEST_LINE:
        log.reject(log.lines, TOO_LONG)
        return
    line = raw.decode("utf-8", "replace").strip()
    try:
        key = through.key_of(line) if line else ""
    except ValueError as error:
        log.reject(log.lines, str(error))
        return
    if key:
        keys.append((log.lines, key))
    else:
        log.skip(log.lines)


def _rows(
    keys: list[tuple[int, str]], photos: dict[str, tuple[int, str | None]], log: Log
) -> Iterator[Batch]:
    rows = [(line, photos[key]) for line, key in keys if key in photos]
    for line, key in keys:
        if key not in photos:
            log.reject(line, UNKNOWN_KEY)
    for begin in range(0, len(rows), AT_ONCE):
        part = rows[begin : begin + AT_ONCE]
        numbers = [photo for _line, (photo, _owner) in part]
        owners = [ids.pack_nsid(owner) if owner else 0 for _line, (_photo, owner) in part]
        yield batch(numbers, owners, [line for line, _photo in part])
