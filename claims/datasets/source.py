"""What a file in `sources/` declares: a dataset, what is known of it and from where, and how its files are read."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

CORES = min(4, os.cpu_count() or 1)  # that unpack at a time


UNKNOWN_LICENCE = 255


class WrongFile(ValueError):
    """The file is not what the source reads; the message says what was expected."""


@dataclass(frozen=True)
class Fact:
    """One statement with where it is from. Nothing is shown without its source."""

    text: str
    source: str


@dataclass(frozen=True)
class Batch:
    """Rows of one stretch of a file, as columns of equal length.

    photo: uint64, 1 to 2**63-1. owner: int64 packed NSID (`flickr.ids.pack_nsid`), 0 unknown. line: uint32, physical
    line from 1, or index from 0 in a JSON list. names: display names that the file records, by packed NSID.
    licence: the one that the file records of each photo.
    """

    photo: np.ndarray
    owner: np.ndarray
    line: np.ndarray
    names: dict[int, str] = field(default_factory=dict)
    licence: np.ndarray | None = None  # uint8, `flickr.licences` number, UNKNOWN_LICENCE; None: not recorded


class Log:
    """What a reader reports while it reads: lines it refuses, lines that are no data, how far it is."""

    def __init__(self, reject: Callable[[int, str], None], skip: Callable[[int], None]) -> None:
        self.reject = reject  # (line from 1, reason)
        self.skip = skip  # header or comment line
        self.lines = 0  # how many lines stand in the blocks read so far
        self.unit = "line"  # what Batch.line counts; a reader of JSON sets the name of its list, counted from 0


Reader = Callable[[Iterator[bytes], Log], Iterator[Batch]]


@dataclass(frozen=True)
class Source:
    """A dataset. `is_pool`: face datasets were drawn from it, but standing in it is not standing in one of them.
    `has_owners`, `has_names`: whether its files carry account ids and display names. Without a `reader` nothing can be
    looked up in it, and `why_not` says why."""

    name: str
    title: str
    maker: str
    year: str
    about: str
    means: str  # what a hit means, in plain words
    reader: Reader | None
    expects: str  # what its files look like, for the error message
    facts: tuple[Fact, ...]
    geometry_evidence: str  # "strong", "some", "none" or "unknown": whether face geometry was taken
    status: str
    is_of_faces: bool = True  # made of faces or to recognise them; False too where nobody has said what a list is
    is_pool: bool = False
    has_owners: bool = True
    has_names: bool = False
    accumulates: bool = False  # every release stays current (the generic source)
    derived_from: tuple[str, ...] = ("flickr",)  # names of sources, "flickr", "web", or nothing where it is not known
    reported_users: tuple[Fact, ...] = ()  # who used it, by whose report; never a statement of ours
    checksums: Mapping[str, str] = field(default_factory=dict)  # published ones, by file name: "md5:…"
    hides_file_names: bool = False  # they say something about the people in them; locators print a number instead
    why_not: str = ""  # why there is no reader, in plain words

    @property
    def since(self) -> int | None:
        """The year in which it was first published."""
        return int(self.year[:4]) if self.year else None

    @property
    def is_readable(self) -> bool:
        """Whether lists of it can be imported. (A template would call the reader itself.)"""
        return self.reader is not None


class Opened:
    """A file, plain or bz2, in blocks that end at a line's end (the last one may not).

    `read`: how many bytes of the file itself have been read. `block_offsets`: of a bz2 file read to its end, where
    each compressed block begins (in bits) and which unpacked byte it begins with; empty where that was not learned."""

    def __init__(self, path: Path) -> None:
        self.path, self.read = path, 0
        self.block_offsets: dict[int, int] = {}

    def blocks(self, size: int = 1 << 20) -> Iterator[bytes]:
        """Raises WrongFile for a damaged, truncated or misnamed bz2 file."""
        with open(self.path, "rb") as head:
            is_bz2 = head.read(3) == b"BZh"
        if self.path.suffix == ".bz2" and not is_bz2:
            raise WrongFile(f"{self.path.name} ends in .bz2 but is not a bz2 file. Download it again, or rename it.")
        rest = b""
        for block in self._bz2(size) if is_bz2 else self._plain(size):
            block = rest + block
            cut = block.rfind(b"\n") + 1
            if cut:
                yield block[:cut]
            rest = block[cut:]
        if rest:
            yield rest

    def _plain(self, size: int) -> Iterator[bytes]:
        with open(self.path, "rb") as file:
            while block := file.read(size):
                self.read = file.tell()
                yield block

    def _bz2(self, size: int) -> Iterator[bytes]:
        damaged = WrongFile(f"{self.path.name} is damaged or cut off: nothing of it was published. Download it again.")
        if not _ends_as_bz2(self.path):
            raise damaged
        unpack = self._lbzip2 if shutil.which("lbzip2") else self._indexed_bzip2
        try:
            yield from unpack(size)
        except (RuntimeError, ValueError, EOFError) as error:
            raise damaged from error

    def _lbzip2(self, size: int) -> Iterator[bytes]:
        """A program that unpacks a sixth faster, where it is installed. Raises ValueError for a damaged file."""
        command = ["lbzip2", "-dc", f"-n{CORES}"]
        with (
            open(self.path, "rb", buffering=0) as file,
            subprocess.Popen(
                command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.PIPE, pipesize=1 << 20
            ) as run,
        ):
            assert run.stdout is not None
            try:
                while block := run.stdout.read(size):
                    self.read = file.tell()  # the program reads through the same open file
                    yield block
            finally:
                run.stdout.close()  # ends the program if nobody reads on
            if run.wait():
                raise ValueError(run.stderr.read().decode("utf-8", "replace") if run.stderr else "")

    def _indexed_bzip2(self, size: int) -> Iterator[bytes]:
        """The same in a wheel, and it learns where each block is. Raises RuntimeError, ValueError or EOFError for a
        damaged file."""
        import indexed_bzip2

        with indexed_bzip2.open(str(self.path), parallelization=CORES) as file:
            while block := file.read(size):
                self.read = max(file.available_block_offsets(), default=0) // 8
                yield block
            self.block_offsets = file.block_offsets()


def _ends_as_bz2(path: Path) -> bool:
    """Whether the file ends as a bz2 stream does: 48 bits of a mark, 32 of a checksum, and at most 7 to fill a byte.

    What unpacks the file is silent about bytes after its end."""
    with open(path, "rb") as file:
        file.seek(max(0, path.stat().st_size - 11))
        end = int.from_bytes(file.read(), "big")
    return any((end >> 32 + fill) & (1 << 48) - 1 == 0x177245385090 for fill in range(8))
