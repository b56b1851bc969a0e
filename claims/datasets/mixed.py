"""Reads lists in which Flickr photos stand among others: CSV, TSV, JSON, JSON lines, or paths, one
record a line.

A line that names no Flickr photo is passed over and counted; one in a thousand is enough for a
list. A photo is named by a Flickr link, a Flickr file name or a path of a published dataset
(`flickr.refs.in_list`), never by a bare number, unless the operator says in which column the
numbers are ids.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from typing import Any

from claims.datasets import json_records
from claims.datasets.json_records import Record
from claims.datasets.lines import batch
from claims.datasets.opened import whole_lines
from claims.datasets.source import Batch, Log, WrongFile
from claims.flickr import ids, refs

LONGEST_LINE = 1_000_000
TOO_LONG = f"longer than {LONGEST_LINE:,} bytes"
NO_PHOTO = "a Flickr address that names no photo"
NO_ID = "no photo id in the column"
AT_ONCE = 10_000  # records of JSON in a batch
# What a line must have to name a photo at all; most lines of a mixed list have none of it and are
# read no further.
SIGN = re.compile(
    rb"flic|(?:@|%40)N[0-9]{2}|[0-9]_[0-9a-f]{10}|_[0-9]{8,}_o|video_[0-9]{8}|\([0-9]{8,}\)\.",
    re.IGNORECASE,
)
HASHES = re.compile(rb"(?:[0-9]+[\t ,;])?[0-9a-fA-F]{26,128}(?:[\t ,;].{0,40})?")
LEAST_HASHES = 20  # lines
PLAIN_ID = re.compile(r"([1-9][0-9]{0,18})(?:\.0+)?(?:\.[A-Za-z]{3,4})?(?:#[0-9]{1,3})?")
BEGINS_JSON = re.compile(rb"\[\s*+[\[\]{\"\-0-9tfnNI]|\{\s*+[\"}]")
MOST_LINES = 100  # that a quoted cell goes over
DELIMITERS = "\t,;|"
Photos = dict[int, str | None]  # photo id -> NSID, None where it is not told
Parse = Callable[[str], Photos | None]  # None: the line has nothing to read


def read(blocks: Iterator[bytes], log: Log, *, column: str = "") -> Iterator[Batch]:
    """`column`: the name or the number (from 1) of the column, or the JSON key, whose bare numbers
    are photo ids; then it alone is read. Raises WrongFile.
    """
    first = next(blocks, b"")
    _refuse_hashes(first)
    blocks = chain([first], blocks)
    if log.unit == "row" or _is_one_a_line(first):
        return _lines(
            whole_lines(blocks), log, partial(_in_json_line, column=column), reads_all=bool(column)
        )
    if _is_document(first):
        return _document(blocks, log, column)
    if column:
        return _table(whole_lines(blocks), log, _first_line(first), column)
    return _lines(whole_lines(blocks), log, _in_text)


def _refuse_hashes(first: bytes) -> None:
    """Raises WrongFile for a list of digests, in which no photo is named."""
    lines = [line.strip() for line in first.split(b"\n")[:1000] if line.strip()]
    are_hashes = len(lines) >= LEAST_HASHES and all(HASHES.fullmatch(line) for line in lines[:-1])
    if are_hashes and not any(SIGN.search(line) for line in lines):
        raise WrongFile(
            "This is a list of hashes: it says nothing of Flickr photos by itself. A list of "
            "YFCC100M’s hash names can be imported as yfcc-names, together with the YFCC100M list "
            "(--through)."
        )


def _first_line(first: bytes) -> str:
    return first.lstrip(b"\r\n").partition(b"\n")[0].decode("utf-8", "replace").rstrip("\r")


def _is_one_a_line(first: bytes) -> bool:
    """JSON lines: the first line is a whole record, and more follows."""
    line, _, rest = first.lstrip().partition(b"\n")
    if line[:1] not in (b"{", b"[") or not rest.strip():
        return False
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _is_document(first: bytes) -> bool:
    """One JSON value through many lines, and no text that happens to begin with a bracket: `[1]
    https://…`.
    """
    text = first.lstrip()
    if not BEGINS_JSON.match(text):
        return False
    try:
        line = _first_line(text)
        _value, end = json.JSONDecoder(strict=False).raw_decode(line)
    except (ValueError, RecursionError):
        return True  # it goes on behind the line
    return not line[end:].strip()


# --- Lines --------------------------------------------------------------------


def _lines(
    blocks: Iterator[bytes], log: Log, parse: Parse, *, reads_all: bool = False
) -> Iterator[Batch]:
    """`reads_all`: also the lines without a sign of Flickr, since a column of bare numbers has
    none.
    """
    for block in blocks:
        rows = _Rows()
        for raw in block.removesuffix(b"\n").split(b"\n"):
            log.lines += 1
            if len(raw) > LONGEST_LINE:
                log.reject(log.lines, TOO_LONG)
            elif not (reads_all or SIGN.search(raw)):
                log.skip(log.lines)
            else:
                photos = parse(raw.decode("utf-8", "replace").strip())
                _note(photos, log.lines, log, rows, NO_ID if reads_all else NO_PHOTO)
        yield rows.batch()


def _note(photos: Photos | None, number: int, log: Log, rows: _Rows, reason: str) -> None:
    """Count one line or record as indexed, skipped or refused."""
    if photos:
        rows.add(photos, number)
    elif photos is None:
        log.skip(number)
    else:
        log.reject(number, reason)


def _in_text(text: str) -> Photos | None:
    """The photos that a line names.

    None where it has no Flickr link either.
    """
    return refs.in_list(text) or ({} if refs.has_link(text) else None)


def _in_json_line(line: str, *, column: str) -> Photos | None:
    if not line:
        return None
    try:
        value = json.loads(line, strict=False)
    except (ValueError, RecursionError):
        return {} if column else _in_text(line)
    return _in_column(value, column) if column else (_in_value(value) or None)


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


# --- A JSON document ----------------------------------------------------------


def _document(blocks: Iterator[bytes], log: Log, column: str) -> Iterator[Batch]:
    """Records are numbered through the file; `log.lists` notes where each list begins."""
    log.unit = "record"
    rows, place = _Rows(), None
    for record in json_records.records(blocks):
        if record.place != place:
            place = record.place
            log.lists.append((place, log.lines, record.number))
        _record(record, log, column, rows)
        log.lines += 1
        if log.lines % AT_ONCE == 0:
            yield rows.batch()
            rows = _Rows()
    yield rows.batch()


def _record(record: Record, log: Log, column: str, rows: _Rows) -> None:
    photos: Photos | None = None
    if column:
        photos = _in_column(record.value, column)
    elif SIGN.search(record.content) or SIGN.search(record.key.encode("utf-8", "replace")):
        photos = _in_value({record.key: record.value}) or None
    _note(photos, log.lines, log, rows, NO_ID)


def _in_value(value: Any) -> Photos:
    """The photos named in the texts of a JSON value, its keys among them."""
    photos: Photos = {}
    left = [value]
    while left:
        value = left.pop()
        if isinstance(value, str):
            photos |= {
                photo: owner or photos.get(photo) for photo, owner in refs.in_list(value).items()
            }
        elif isinstance(value, dict):
            left += reversed(value.values())
            left += reversed(value.keys())
        elif isinstance(value, list):
            left += reversed(value)
    return photos


# --- A column that the operator names -----------------------------------------


def _in_column(value: Any, column: str) -> Photos | None:
    return _in_cell(value.get(column)) if isinstance(value, dict) else None


def _in_cell(cell: Any) -> Photos | None:
    """A bare number that is a photo's id, or what names one without doubt.

    None for an empty cell.
    """
    text = "" if cell is None else str(cell).strip()
    if not text:
        return None
    match = PLAIN_ID.fullmatch(text)
    number = ids.photo_id(match[1]) if match else None
    return {number: None} if number else refs.in_list(text)


def _table(blocks: Iterator[bytes], log: Log, header: str, column: str) -> Iterator[Batch]:
    """CSV or TSV of which one column is read.

    Raises WrongFile for a column that the first line does not name.
    """
    delimiter = max(DELIMITERS, key=header.count)
    place = _place_of(column, header, delimiter)
    rows, is_header = _Rows(), True
    for count, (number, text, quoting) in enumerate(_csv_records(blocks, log, delimiter), 1):
        if is_header:
            log.skip(number)
            is_header = not text.strip()
        else:
            _note(_in_row(text, delimiter, quoting, place), number, log, rows, NO_ID)
        if count % AT_ONCE == 0:
            yield rows.batch()
            rows = _Rows()
    yield rows.batch()


def _in_row(text: str, delimiter: str, quoting: int, place: int) -> Photos | None:
    try:
        cells = _cells(text, delimiter, quoting)
    except csv.Error:
        return {}
    return _in_cell(cells[place]) if place < len(cells) else None


def _place_of(column: str, header: str, delimiter: str) -> int:
    """Raises WrongFile."""
    names = [name.strip() for name in _cells(header, delimiter, csv.QUOTE_MINIMAL)]
    if column in names:
        return names.index(column)
    if column.isdecimal() and 1 <= int(column) <= len(names):
        return int(column) - 1
    raise WrongFile(f"The first line names no column {column}. It names: {', '.join(names)[:200]}.")


def _csv_records(
    blocks: Iterator[bytes], log: Log, delimiter: str
) -> Iterator[tuple[int, str, int]]:
    """Each record with the number of its first line, and how its quotation marks are meant
    (`csv.QUOTE_…`). A quoted cell may go over several lines; where it is not closed soon, the marks
    are those of the text.
    """
    mark = re.escape(delimiter)
    cell = rf'(?:"(?:[^"]|"")*+"[^{mark}]*+|[^{mark}"][^{mark}]*+|)'
    closed = re.compile(rf"{cell}(?:{mark}{cell})*+")
    open_lines: list[tuple[int, str]] = []
    for line in _numbered(blocks, log):
        open_lines.append(line)
        text = "\n".join(line for _number, line in open_lines)
        if '"' not in text or closed.fullmatch(text):
            yield open_lines[0][0], text, csv.QUOTE_MINIMAL
            for number, _line in open_lines[1:]:
                log.skip(number)
            open_lines = []
        elif len(open_lines) == MOST_LINES:
            yield from _unquoted(open_lines)
            open_lines = []
    yield from _unquoted(open_lines)


def _numbered(blocks: Iterator[bytes], log: Log) -> Iterator[tuple[int, str]]:
    for block in blocks:
        for raw in block.removesuffix(b"\n").split(b"\n"):
            log.lines += 1
            if len(raw) > LONGEST_LINE:
                log.reject(log.lines, TOO_LONG)
            else:
                yield log.lines, raw.decode("utf-8", "replace").rstrip("\r")


def _unquoted(lines: list[tuple[int, str]]) -> Iterator[tuple[int, str, int]]:
    for number, line in lines:
        yield number, line, csv.QUOTE_NONE


def _cells(text: str, delimiter: str, quoting: Any) -> list[str]:
    """Raises csv.Error."""
    lines = [f"{line}\n" for line in text.split("\n")]
    return next(csv.reader(lines, delimiter=delimiter, quoting=quoting), [])
