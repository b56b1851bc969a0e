"""The raw line behind a locator, for an exhibit: found by its byte offset in the very file that was imported."""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np
from django.conf import settings

from claims.datasets import index
from claims.datasets.columns import sha256
from claims.datasets.source import CORES

LOCATOR = re.compile(r"(?P<dataset>[a-z0-9-]+)/(?P<release>[A-Za-z0-9._-]+)/(?P<file>.+)#(?P<place>.+)")
LINE = re.compile(r"L([1-9][0-9]{0,9})")


class CannotFetch(ValueError):
    """The message says why and what to do."""


@dataclass(frozen=True)
class RawLine:
    """`content`: the bytes of the line without its end. `number`: from 1. `offset`: of its first byte in the (unpacked)
    file. `sha256`: of the file as it was published."""

    content: bytes
    number: int
    offset: int
    file: str
    sha256: str


def fetch_line(locator: str, path: Path) -> RawLine:
    """The line that the locator names, from this copy of its file. Raises CannotFetch when the copy is another file."""
    parts = LOCATOR.fullmatch(locator)
    if parts is None:
        raise CannotFetch(f"{locator} is no locator. It looks like yfcc100m/2016/yfcc100m_dataset.bz2#L17.")
    folder = Path(settings.INDEX_DIR) / parts["dataset"] / parts["release"]
    try:
        manifest = index.Release(folder).manifest
    except (OSError, ValueError, KeyError):
        raise CannotFetch(f"There is no release {parts['dataset']}/{parts['release']} here.") from None
    number, file = _file(manifest, parts["file"])
    line = LINE.fullmatch(parts["place"])
    if file["unit"] != "line" or line is None:
        raise CannotFetch(f"This locator names a place in a JSON file, {parts['place']}, and no line.")
    if not path.is_file() or sha256(path) != file["sha256"]:
        raise CannotFetch(f"{path} is not the file that was imported: its SHA-256 must be {file['sha256']}.")
    return _read(folder, number, file, path, int(line[1]))


def _file(manifest: dict[str, Any], name: str) -> tuple[int, dict[str, Any]]:
    """A file of the release by its name, or by its number where the name is not told."""
    for number, file in enumerate(manifest["files"]):
        if name in (file["name"], f"file-{number + 1}"):
            return number, file
    raise CannotFetch(f"The release has no file {name}.")


def _read(folder: Path, number: int, file: dict[str, Any], path: Path, line: int) -> RawLine:
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
    return RawLine(content.rstrip(b"\r\n"), line, offset, file["name"], file["sha256"])


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
    """Note where each block of a packed file begins, once: the program that unpacked it for the import did not say."""
    import indexed_bzip2

    with indexed_bzip2.open(str(path), parallelization=CORES) as whole:
        found = np.array(sorted(whole.block_offsets().items()), np.int64)
    aside = blocks.with_suffix(".new.npy")
    np.save(aside, found)
    aside.replace(blocks)
