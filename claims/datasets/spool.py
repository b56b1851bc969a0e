"""Reads a dataset's files into a spool of rows on disk, file by file; what was read to its end is
not read again.

Beside the rows it notes, every few megabytes, which line begins at which byte, so that any line is
found again for an exhibit without reading what stands before it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import numpy as np

from claims.datasets.columns import EXTRAS, NAMED, SPOOLED, WIDEST_SPAN, sha256
from claims.datasets.index import name_hash
from claims.datasets.opened import Opened
from claims.datasets.source import Batch, Log, Source, WrongFile

LISTED_REJECTS = 100_000
ENOUGH = 1_000  # refused lines, none read: the file is another one
# (file name, its rows so far, bytes of it read, bytes in all).
Report = Callable[[str, int, int, int], None]


class CannotImport(Exception):
    """Nothing was published; the message says why and what to do."""


@dataclass
class Progress:
    """How far the reading is: written to disk after each file.

    `sizes`: bytes of each spool that are good.
    """

    # Name, size, sha256 and unit of those read to their end.
    files: list[dict[str, Any]] = field(default_factory=list)
    rows: int = 0
    lines: int = 0  # or records: indexed + skipped + rejected
    indexed: int = 0  # lines that gave at least one row
    skipped: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    sizes: dict[str, int] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> Progress:
        try:
            stored = json.loads((folder / "progress.json").read_text())
        except FileNotFoundError:
            return cls()
        return cls(**stored | {"rejected": Counter(stored["rejected"])})

    def save(self, folder: Path) -> None:
        aside = folder / "progress.json.new"
        aside.write_text(json.dumps(vars(self)))
        aside.replace(folder / "progress.json")


class Spooling:
    """The spool files of a folder, open for appending.

    Whatever an interrupted file left in them is cut off.
    """

    def __init__(self, folder: Path, progress: Progress) -> None:
        self.folder, self.progress = folder, progress
        names = [*(f"{name}.spool" for name in (*SPOOLED, *EXTRAS)), "names.spool", "rejects.tsv"]
        self._files: dict[str, IO[bytes]] = {}
        for name in names:
            file = self._files[name] = open(folder / name, "ab")  # noqa: SIM115, closed by `close`
            file.truncate(progress.sizes.get(name, 0))
            file.seek(0, 2)  # where it is taken to stand is noted after each file

    def close(self) -> None:
        for file in self._files.values():
            file.close()

    def read(self, source: Source, path: Path, report: Report) -> None:
        """Append one file and note that it is read.

        Raises CannotImport for a file that is not the source's.
        """
        before = self._state()
        log = Log(lambda line, reason: self._reject(path.name, line, reason), self._skip)
        size = path.stat().st_size
        seek: list[Any] = []
        opened = Opened(path)
        try:
            assert source.reader is not None
            for batch in source.reader(_noting(opened, log, seek), log):
                self._add(batch, len(self.progress.files), path.name)
                self._refuse_early(source, path, before)
                report(path.name, self.progress.rows - before.rows, opened.read, size)
        except WrongFile as error:
            raise CannotImport(_with_name(path, error)) from error
        self._refuse_a_wrong_file(source, path, before)
        self.progress.lines += log.lines
        self._note_seek(opened, seek)
        self.progress.files.append(
            {
                "name": path.name,
                "size": size,
                "sha256": sha256(path),
                "unit": log.unit,
                "lists": log.lists,
                "is_keyed": log.is_keyed,
                "is_direct": opened.is_direct,
            }
        )
        for name, file in self._files.items():
            file.flush()
            self.progress.sizes[name] = file.tell()
        self.progress.save(self.folder)

    def _note_seek(self, opened: Opened, seek: list[tuple[int, int]]) -> None:
        """Which line begins at which byte, and where a packed file's blocks begin."""
        number = len(self.progress.files)
        np.save(self.folder / f"seek-{number}.npy", np.array(seek, np.int64).reshape(-1, 2))
        if opened.block_offsets:
            blocks = np.array(sorted(opened.block_offsets.items()), np.int64)
            np.save(self.folder / f"seek-{number}-bz2.npy", blocks)

    def _state(self) -> Progress:
        return Progress(rows=self.progress.rows, rejected=Counter(self.progress.rejected))

    def _add(self, batch: Batch, file: int, name: str) -> None:
        batch = self._within_flickr(batch, name)
        write = self._files
        write["photo.spool"].write(batch.photo.astype(np.uint64).tobytes())
        write["owner.spool"].write(batch.owner.astype(np.int64).tobytes())
        # The file's number in the upper half, the line in the lower.
        locator = batch.line.astype(np.uint64) | np.uint64(file << 32)
        write["locator.spool"].write(locator.tobytes())
        for name, column in batch.extras.items():
            write[f"{name}.spool"].write(column.astype(EXTRAS[name]).tobytes())
        if batch.names:
            rows = [(owner, int(name_hash(name))) for owner, name in batch.names.items()]
            hashes = np.array(rows, NAMED)
            write["names.spool"].write(hashes.tobytes())
        self.progress.rows += len(batch.photo)
        self.progress.indexed += len(np.unique(batch.line))

    def _within_flickr(self, batch: Batch, file: str) -> Batch:
        """Without the ids that Flickr never gave out: one of them would make the directory too wide
        for memory.
        """
        good = batch.photo < WIDEST_SPAN
        if good.all():
            return batch
        for line in np.unique(batch.line[~good]).tolist():
            if line not in batch.line[good]:
                self._reject(file, line, "a photo id larger than any that Flickr gave out")
        extras = {name: column[good] for name, column in batch.extras.items()}
        return Batch(batch.photo[good], batch.owner[good], batch.line[good], batch.names, extras)

    def _reject(self, file: str, line: int, reason: str) -> None:
        self.progress.rejected[reason] += 1
        if self.progress.rejected.total() <= LISTED_REJECTS:
            self._files["rejects.tsv"].write(f"{file}\t{line}\t{reason}\n".encode())

    def _skip(self, _line: int) -> None:
        self.progress.skipped += 1

    def _refuse_early(self, source: Source, path: Path, before: Progress) -> None:
        """A wrong file is told by its first thousand lines, before all of it is read."""
        refused = self.progress.rejected.total() - before.rejected.total()
        if self.progress.rows == before.rows and refused >= ENOUGH and not source.is_mixed:
            self._refuse_a_wrong_file(source, path, before)

    def _refuse_a_wrong_file(self, source: Source, path: Path, before: Progress) -> None:
        rejected = self.progress.rejected - before.rejected
        good, refused = self.progress.rows - before.rows, rejected.total()
        if good and (refused <= good or source.is_mixed):
            return
        if source.is_mixed and not refused:
            raise CannotImport(
                f"{path.name} names no Flickr photo by a link, a Flickr file name or a dataset’s "
                "path. If its photo ids stand as bare numbers in a column, name the column: "
                "--column NAME."
            )
        first = rejected.most_common(1)
        reason = f" ({first[0][0]}, in {first[0][1]:,} lines)" if first else ""
        raise CannotImport(
            f"{path.name} does not look like {source.title}: {good:,} lines could be read and "
            f"{refused:,} not{reason}. Expected: {source.expects} Is this the right source for "
            "this file?"
        )


def _with_name(path: Path, error: WrongFile) -> str:
    text = str(error)
    return text if path.name in text else f"{path.name}: {text}"


def _noting(opened: Opened, log: Log, seek: list[tuple[int, int]]) -> Iterator[bytes]:
    """The file's blocks; notes before each how many lines stand before it and how many bytes.

    So that a line can be sought later without reading the file from its beginning.
    A reader asks for a block when it has counted the lines of the one before.
    """
    for block in opened.blocks():
        if opened.unit != "line":
            log.unit = opened.unit
        seek.append((log.lines, opened.position))
        yield block
