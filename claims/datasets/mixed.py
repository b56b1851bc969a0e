"""Reads lists in which Flickr photos stand among others: CSV, TSV, JSON, JSON lines, or paths, one record a line.

A line that names no Flickr photo is passed over and counted; one in a thousand is enough for a list. A photo is named
by a Flickr link, a Flickr file name or a path of a published dataset (`flickr.refs.in_list`), never by a bare number,
unless the operator says in which column the numbers are ids.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from claims.datasets import json_records
from claims.datasets.json_records import Record
from claims.datasets.lines import batch
from claims.datasets.source import Batch, Log, WrongFile
from claims.flickr import ids, refs

LONGEST_LINE = 1_000_000
TOO_LONG = f"longer than {LONGEST_LINE:,} bytes"
NO_PHOTO = "a Flickr address that names no photo"
NO_ID = "no photo id in the column"
AT_ONCE = 10_000  # records of JSON in a batch
# What a line must have to name a photo at all; most lines of a mixed list have none of it and are read no further.
SIGN = re.compile(
    rb"flic|(?:@|%40)N[0-9]{2}|[0-9]_[0-9a-f]{10}|_[0-9]{8,}_o|video_[0-9]{8}|\([0-9]{8,}\)\.", re.IGNORECASE
)
HASHES = re.compile(rb"(?:[0-9]+[\t ,;])?[0-9a-fA-F]{26,128}(?:[\t ,;].{0,40})?")
LEAST_HASHES = 20  # lines
PLAIN_ID = re.compile(r"([1-9][0-9]{0,18})(?:\.0+)?(?:\.[A-Za-z]{3,4})?(?:#[0-9]{1,3})?")
DELIMITERS = "\t,;|"
Photos = dict[int, str | None]  # photo id -> NSID, None where it is not told
Parse = Callable[[Any], Photos]


def read(blocks: Iterator[bytes], log: Log, *, column: str = "") -> Iterator[Batch]:
    """`column`: the name or the number (from 1) of the column, or the JSON key, whose bare numbers are photo ids; then
    it alone is read. Raises WrongFile."""
    first = next(blocks, b"")
    _refuse_hashes(first)
    blocks = chain([first], blocks)
    if first.lstrip()[:1] in (b"{", b"["):
        if log.unit == "row" or _is_one_a_line(first):
            return _lines(blocks, log, _json_column(column) if column else refs.in_list, is_json=True)
        return _document(blocks, log, column)
    if not column:
        return _lines(blocks, log, refs.in_list)
    header = first.partition(b"\n")[0].decode("utf-8", "replace").strip("\r")
    return _lines(blocks, log, _csv_column(header, column), header=header)


def _refuse_hashes(first: bytes) -> None:
    """Raises WrongFile for a list of digests, in which no photo is named."""
    lines = [line.strip() for line in first.split(b"\n")[:1000] if line.strip()]
    if len(lines) >= LEAST_HASHES and all(HASHES.fullmatch(line) for line in lines[:-1]):
        raise WrongFile(
            "This is a list of hashes: it says nothing of Flickr photos by itself. A list of YFCC100M’s hash names can "
            "be imported as yfcc-names, together with the YFCC100M list (--through)."
        )


def _is_one_a_line(first: bytes) -> bool:
    """JSON lines: the first line is a whole record, and more follows."""
    line, _, rest = first.lstrip().partition(b"\n")
    if not rest.strip():
        return False
    try:
        json.loads(line)
    except ValueError:
        return False
    return True


# --- Lines ------------------------------------------------------------------------------------------------------------


def _lines(
    blocks: Iterator[bytes], log: Log, parse: Parse, *, header: str | None = None, is_json: bool = False
) -> Iterator[Batch]:
    reads_all = parse is not refs.in_list
    for block in blocks:
        rows = _Rows()
        for raw in block.removesuffix(b"\n").split(b"\n"):
            log.lines += 1
            if len(raw) > LONGEST_LINE:
                log.reject(log.lines, TOO_LONG)
            elif not raw.strip() or (log.lines == 1 and header is not None) or not (reads_all or SIGN.search(raw)):
                log.skip(log.lines)
            else:
                _line(raw, log, parse, rows, is_json=is_json)
        yield rows.batch()


def _line(raw: bytes, log: Log, parse: Parse, rows: _Rows, *, is_json: bool) -> None:
    text = raw.decode("utf-8", "replace").strip()
    photos = parse(text)
    if photos:
        rows.add(photos, log.lines)
    elif parse is not refs.in_list:
        log.reject(log.lines, NO_ID)
    elif refs.has_link(text) and not is_json:
        log.reject(log.lines, NO_PHOTO)
    else:
        log.skip(log.lines)


class _Rows:
    """Rows of a batch while they are collected."""

    def __init__(self) -> None:
        self._photos: list[int] = []
        self._owners: list[int] = []
        self._numbers: list[int] = []

    def add(self, photos: Photos, number: int) -> None:
        for photo, owner in photos.items():
            self._photos.append(photo)
            self._owners.append(ids.pack_nsid(owner) if owner else 0)
            self._numbers.append(number)

    def batch(self) -> Batch:
        return batch(self._photos, self._owners, self._numbers)


# --- A JSON document --------------------------------------------------------------------------------------------------


def _document(blocks: Iterator[bytes], log: Log, column: str) -> Iterator[Batch]:
    """Records are numbered through the file; `log.lists` notes where each list begins."""
    log.unit = "record"
    rows, place = _Rows(), None
    for record in json_records.records(blocks):
        if record.place != place:
            place = record.place
            log.lists.append((place, log.lines))
        _record(record, log, column, rows)
        log.lines += 1
        if log.lines % AT_ONCE == 0:
            yield rows.batch()
            rows = _Rows()
    yield rows.batch()


def _record(record: Record, log: Log, column: str, rows: _Rows) -> None:
    if column:
        value = record.value
        photos = _in_column(value, column)
        has_column = isinstance(value, dict) and column in value
    else:
        photos = _in_value(record.value) if SIGN.search(record.content) else {}
        has_column = False
    if photos:
        rows.add(photos, log.lines)
    elif has_column:
        log.reject(log.lines, NO_ID)
    else:
        log.skip(log.lines)


def _in_value(value: Any) -> Photos:
    """The photos named in the texts of a JSON value."""
    photos: Photos = {}
    left = [value]
    while left:
        value = left.pop()
        if isinstance(value, str):
            photos |= {photo: owner or photos.get(photo) for photo, owner in refs.in_list(value).items()}
        elif isinstance(value, dict):
            left += reversed(value.values())
        elif isinstance(value, list):
            left += reversed(value)
    return photos


# --- A column that the operator names ---------------------------------------------------------------------------------


def _in_column(value: Any, column: str) -> Photos:
    return _in_cell(value.get(column)) if isinstance(value, dict) else {}


def _in_cell(cell: Any) -> Photos:
    """A bare number that is a photo's id, or what names one without doubt."""
    text = str(cell or "").strip()
    match = PLAIN_ID.fullmatch(text)
    number = ids.photo_id(match[1]) if match else None
    return {number: None} if number else refs.in_list(text)


def _json_column(column: str) -> Parse:
    def parse(line: str) -> Photos:
        try:
            return _in_column(json.loads(line, strict=False), column)
        except (ValueError, RecursionError):
            return {}

    return parse


def _csv_column(header: str, column: str) -> Parse:
    """Raises WrongFile for a column that the first line does not name."""
    delimiter = max(DELIMITERS, key=header.count)
    names = [name.strip() for name in next(csv.reader([header], delimiter=delimiter), [])]
    if column in names:
        place = names.index(column)
    elif column.isdecimal() and 1 <= int(column) <= len(names):
        place = int(column) - 1
    else:
        raise WrongFile(f"The first line names no column {column}. It names: {', '.join(names)[:200]}.")

    def parse(line: str) -> Photos:
        try:
            cells = next(csv.reader([line], delimiter=delimiter), [])
        except csv.Error:
            return {}
        return _in_cell(cells[place]) if place < len(cells) else {}

    return parse
