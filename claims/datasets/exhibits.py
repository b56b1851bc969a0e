"""The raw line or record behind a locator, for an exhibit: the very bytes, from the very file that
was imported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote

import numpy as np
from django.conf import settings

from claims.datasets import index, json_records
from claims.datasets.columns import sha256
from claims.datasets.json_records import Record
from claims.datasets.opened import CORES, Opened, whole_lines
from claims.datasets.source import WrongFile

LOCATOR = re.compile(
    r"(?P<dataset>[a-z0-9-]+)/(?P<release>[A-Za-z0-9._-]+)/(?P<file>.+)#(?P<place>.+)"
)
LINE = re.compile(r"L([1-9][0-9]{0,9})")
RECORD = re.compile(r"(?P<list>.+)\[(?P<number>[0-9]{1,10})\]", re.DOTALL)


class CannotFetch(ValueError):
    """The message says why and what to do."""


@dataclass(frozen=True)
class Raw:
    """`content`: the bytes of the line without its end, or of the record.

    `place`: as the locator has it. `offset`: of its first byte in the (unpacked) file; None
    where the file has other bytes (Parquet, UTF-16). `sha256`: of the file as it was published.
    """

    content: bytes
    place: str
    offset: int | None
    file: str
    sha256: str


def fetch_line(locator: str, path: Path) -> Raw:
    """The line or record that the locator names, from this copy of its file.

    Raises CannotFetch when the copy is another file.
    """
    parts = LOCATOR.fullmatch(locator)
    if parts is None:
        raise CannotFetch(
            f"{locator} is no locator. It looks like yfcc100m/2016/yfcc100m_dataset.bz2#L17."
        )
    folder = Path(settings.INDEX_DIR) / parts["dataset"] / parts["release"]
    try:
        manifest = index.Release(folder).manifest
    except (OSError, ValueError, KeyError):
        raise CannotFetch(
            f"There is no release {parts['dataset']}/{parts['release']} here."
        ) from None
    number, file = _file(manifest, parts["file"])
    place = parts["place"]
    _check_place(file, place)
    if not path.is_file() or sha256(path) != file["sha256"]:
        raise CannotFetch(
            f"{path} is not the file that was imported: its SHA-256 must be {file['sha256']}."
        )
    try:
        content, offset = _content(folder, number, file, path, place)
    except WrongFile as error:
        raise CannotFetch(str(error)) from error
    return Raw(content, place, offset, file["name"], file["sha256"])


def _check_place(file: dict[str, Any], place: str) -> None:
    """Raises CannotFetch for a line in a file of records, or a record in a file of lines."""
    is_of_lines = file["unit"] == "line"
    if (LINE if is_of_lines else RECORD).fullmatch(place):
        return
    counts = "lines (#L17)" if is_of_lines else f"records (#{index.place_in_file(file, 17)})"
    raise CannotFetch(f"{place} is no place in this file: its locators count {counts}.")


def _content(
    folder: Path, number: int, file: dict[str, Any], path: Path, place: str
) -> tuple[bytes, int | None]:
    """The bytes at a place, and where they begin in the file.

    They begin nowhere in particular (None) where the file is read as a stream.
    """
    if line := LINE.fullmatch(place):
        return _line(folder, number, file, path, int(line[1]))
    record = RECORD.fullmatch(place)
    assert record is not None
    if file["unit"] == "row":
        return _streamed_line(path, int(record["number"]) + 1)[0], None
    return _record(file, path, record["list"], int(record["number"]))


def _file(manifest: dict[str, Any], name: str) -> tuple[int, dict[str, Any]]:
    """A file of the release by its name, or by its number where the name is not told."""
    for number, file in enumerate(manifest["files"]):
        if name in (file["name"], f"file-{number + 1}"):
            return number, file
    raise CannotFetch(f"The release has no file {name}.")


# --- Records of JSON ----------------------------------------------------------


def _record(file: dict[str, Any], path: Path, place: str, number: int) -> tuple[bytes, int | None]:
    opened = Opened(path)
    for record in _records(file, opened, "" if place == index.EMPTY else unquote(place)):
        if record.number == number:
            return record.content, opened.removed + record.offset if opened.has_offsets else None
    raise CannotFetch(f"{path.name} has no {place}[{number}].")


def _records(file: dict[str, Any], opened: Opened, place: str) -> Iterator[Record]:
    """The records that a locator may mean, numbered as the import did."""
    is_any = not file.get("lists") and file["unit"] == json_records.RECORD
    for record in json_records.records(opened.blocks()):
        if file.get("is_keyed"):
            yield replace(record, number=int(record.key))
        elif is_any or record.place == place:
            yield record


# --- Lines --------------------------------------------------------------------


def _line(
    folder: Path, number: int, file: dict[str, Any], path: Path, line: int
) -> tuple[bytes, int | None]:
    """By its byte offset, where the file is plain or bz2; otherwise by reading up to it."""
    if not file.get("is_direct", True):
        return _streamed_line(path, line)
    seek = np.load(folder / f"seek-{number}.npy")
    row = int(np.searchsorted(seek[:, 0], line - 1, "right")) - 1
    before, offset = seek[row].tolist()
    with closing(_open(folder, number, path)) as stream:
        stream.seek(offset)
        for _line in range(line - 1 - before):
            offset += len(stream.readline())
        content = stream.readline()
    if not content:
        raise CannotFetch(f"{path.name} has fewer than {line:,} lines.")
    return content.rstrip(b"\r\n"), offset


def _streamed_line(path: Path, line: int) -> tuple[bytes, int | None]:
    opened = Opened(path)
    before = offset = 0
    for block in whole_lines(opened.blocks()):
        lines = block.removesuffix(b"\n").split(b"\n")
        if before + len(lines) >= line:
            skipped = lines[: line - 1 - before]
            offset += opened.removed + sum(map(len, skipped)) + len(skipped)
            return lines[line - 1 - before].rstrip(b"\r"), offset if opened.has_offsets else None
        before += len(lines)
        offset += len(block)
    raise CannotFetch(f"{path.name} has fewer than {line:,} lines.")


def _open(folder: Path, number: int, path: Path) -> IO[bytes]:
    with open(path, "rb") as head:
        if head.read(3) != b"BZh":
            return open(path, "rb")
    import indexed_bzip2

    blocks = folder / f"seek-{number}-bz2.npy"
    if not blocks.exists():
        _map_blocks(path, blocks)
    stream = indexed_bzip2.open(str(path), parallelization=1)
    stream.set_block_offsets(dict(np.load(blocks).tolist()))
    return stream


def _map_blocks(path: Path, blocks: Path) -> None:
    """Note where each block of a packed file begins, once: the program that unpacked it for the
    import did not say.
    """
    import indexed_bzip2

    with indexed_bzip2.open(str(path), parallelization=CORES) as whole:
        offsets = np.array(sorted(whole.block_offsets().items()), np.int64)
    aside = blocks.with_suffix(".new.npy")
    np.save(aside, offsets)
    aside.replace(blocks)
