"""Reads a dataset's files into a spool of rows on disk, file by file; what was read to its end is not read again.

Beside the rows it notes, every few megabytes, which line begins at which byte, so that any line is found again for an
exhibit without reading what stands before it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import numpy as np

from claims.datasets.columns import NAMED, SPOOLED, sha256
from claims.datasets.index import name_hash
from claims.datasets.source import Batch, Log, Opened, Source, WrongFile

LISTED_REJECTS = 100_000
Report = Callable[[str, int, int, int], None]  # (file name, its rows so far, bytes of it read, bytes in all)


class CannotImport(Exception):
    """Nothing was published; the message says why and what to do."""


@dataclass
class Progress:
    """How far the reading is: written to disk after each file. `sizes`: bytes of each spool that are good."""

    files: list[dict[str, Any]] = field(default_factory=list)  # name, size, sha256 and unit of those read to their end
    rows: int = 0
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
    """The spool files of a folder, open for appending. Whatever an interrupted file left in them is cut off."""

    def __init__(self, folder: Path, progress: Progress) -> None:
        self.folder, self.progress = folder, progress
        names = [*(f"{name}.spool" for name in SPOOLED), "licence.spool", "names.spool", "rejects.tsv"]
        self._files: dict[str, IO[bytes]] = {}
        for name in names:
            file = self._files[name] = open(folder / name, "ab")  # noqa: SIM115, closed by `close`
            file.truncate(progress.sizes.get(name, 0))
            file.seek(0, 2)  # where it is taken to stand is noted after each file

    def close(self) -> None:
        for file in self._files.values():
            file.close()

    def read(self, source: Source, path: Path, report: Report) -> None:
        """Append one file and note that it is read. Raises CannotImport for a file that is not the source's."""
        before = self._state()
        log = Log(lambda line, reason: self._reject(path.name, line, reason), self._skip)
        size, seek = path.stat().st_size, []
        opened = Opened(path)
        try:
            assert source.reader is not None
            for batch in source.reader(_noting(opened.blocks(), log, seek), log):
                self._add(batch, len(self.progress.files))
                report(path.name, self.progress.rows - before.rows, opened.read, size)
        except WrongFile as error:
            raise CannotImport(str(error)) from error
        self._refuse_a_wrong_file(source, path, before)
        np.save(self.folder / f"seek-{len(self.progress.files)}.npy", np.array(seek, np.int64).reshape(-1, 2))
        if opened.block_offsets:
            blocks = np.array(sorted(opened.block_offsets.items()), np.int64)
            np.save(self.folder / f"seek-{len(self.progress.files)}-bz2.npy", blocks)
        self.progress.files.append({"name": path.name, "size": size, "sha256": sha256(path), "unit": log.unit})
        for name, file in self._files.items():
            file.flush()
            self.progress.sizes[name] = file.tell()
        self.progress.save(self.folder)

    def _state(self) -> Progress:
        return Progress(rows=self.progress.rows, rejected=Counter(self.progress.rejected))

    def _add(self, batch: Batch, file: int) -> None:
        write = self._files
        write["photo.spool"].write(batch.photo.astype(np.uint64).tobytes())
        write["owner.spool"].write(batch.owner.astype(np.int64).tobytes())
        write["locator.spool"].write((batch.line.astype(np.uint64) | np.uint64(file << 32)).tobytes())
        if batch.licence is not None:
            write["licence.spool"].write(batch.licence.astype(np.uint8).tobytes())
        if batch.names:
            named = [(owner, int(name_hash(name))) for owner, name in batch.names.items()]
            write["names.spool"].write(np.array(named, NAMED).tobytes())
        self.progress.rows += len(batch.photo)

    def _reject(self, file: str, line: int, reason: str) -> None:
        self.progress.rejected[reason] += 1
        if self.progress.rejected.total() <= LISTED_REJECTS:
            self._files["rejects.tsv"].write(f"{file}\t{line}\t{reason}\n".encode())

    def _skip(self, _line: int) -> None:
        self.progress.skipped += 1

    def _refuse_a_wrong_file(self, source: Source, path: Path, before: Progress) -> None:
        rejected = self.progress.rejected - before.rejected
        good, refused = self.progress.rows - before.rows, rejected.total()
        if good and refused <= good:
            return
        first = rejected.most_common(1)
        reason = f" ({first[0][0]}, in {first[0][1]:,} lines)" if first else ""
        raise CannotImport(
            f"{path.name} does not look like {source.title}: {good:,} lines could be read and {refused:,} not{reason}. "
            f"Expected: {source.expects} Is this the right source for this file?"
        )


def _noting(blocks: Iterator[bytes], log: Log, seek: list[tuple[int, int]]) -> Iterator[bytes]:
    """The same blocks; notes before each how many lines stand before it and how many bytes.

    A reader asks for a block when it has counted the lines of the one before."""
    position = 0
    for block in blocks:
        seek.append((log.lines, position))
        position += len(block)
        yield block
