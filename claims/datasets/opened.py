"""A dataset's file, however it was packed, as lines of UTF-8; a file that is no list is told by
what it is.

Read through: plain text, bz2, gzip, xz, a ZIP with one member, and Parquet where pyarrow is
installed (a row becomes a line of JSON). UTF-16 becomes UTF-8, and a file whose lines end in
carriage returns alone gets newlines.
"""

from __future__ import annotations

import codecs
import gzip
import json
import lzma
import os
import re
import shutil
import struct
import subprocess
import zipfile
import zlib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import IO, Any

from claims.datasets.source import WrongFile

CORES = min(4, os.cpu_count() or 1)  # that unpack at a time
FIRST = 1 << 17  # bytes of the first block: a wrong file is told after some thousand lines
BLOCK = 1 << 20
PARQUET_ROWS = 4_096  # at a time
LONGEST_LINE = 64 << 20  # bytes

# What a file begins with, what that is, and what to do instead.
SIGNS: tuple[tuple[bytes, str, str], ...] = (
    (b"SQLite format 3\0", "a SQLite database", "Write the table that you need to a CSV file."),
    (b"%PDF-", "a PDF", "Give the list itself, as text."),
    (b"\x89HDF", "an HDF5 file", "Write the names or links in it to a text file."),
    (b"\x93NUMPY", "a NumPy file", "Write the names or links in it to a text file."),
    (b"7z\xbc\xaf", "a 7-Zip archive", "Unpack it and give the file in it."),
    (b"Rar!", "a RAR archive", "Unpack it and give the file in it."),
    (b"\x28\xb5\x2f\xfd", "packed with Zstandard", "Unpack it first (zstd -d)."),
    (b"\x1f\x8b", "packed with gzip twice", "Unpack it once."),
    (b"BZh", "packed with bzip2 twice", "Unpack it once."),
    (b"PK\x03\x04", "a ZIP archive inside another one", "Unpack it and give the file in it."),
    (b"PAR1", "a Parquet file inside another one", "Unpack it and give the file in it."),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file", "Save it as CSV."),
    (b"\xff\xd8\xff", "a JPEG picture", "Give the list, not a picture."),
    (b"\x89PNG", "a PNG picture", "Give the list, not a picture."),
    (b"GIF8", "a GIF picture", "Give the list, not a picture."),
)
HTML = re.compile(
    rb"\s*+(?><!--.*?-->\s*+)*+<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


class Opened:
    """A file in blocks that end at a line's end (the last one may not).

    `read`: how many bytes of the file itself have been read. `unit`: what a line stands for, if it
    is no line of the file. `is_direct`: whether a line of a block stands byte for byte in the file,
    or in what bzip2 packed. `block_offsets`: of a bz2 file read to its end, where each packed block
    begins (in bits) and which unpacked byte it begins with; empty where that was not learned.
    """

    def __init__(self, path: Path) -> None:
        self.path, self.read = path, 0
        self.unit = "line"
        self.is_direct = True
        self.has_offsets = True  # False for UTF-16: what is given has other bytes than the file
        self.removed = 0  # bytes before the first line: the mark of UTF-8
        self.position = 0  # of the block that was given last, in the unpacked file
        self.block_offsets: dict[int, int] = {}

    def blocks(self) -> Iterator[bytes]:
        """Raises WrongFile for a file that is damaged, cut off or misnamed, and for one that is no
        text.

        What begins like JSON comes as it is read, since a document may be one line; all else in
        whole lines.
        """
        pieces = self._line_ends(self._text(self._unpacked()))
        first = next(pieces, b"")
        pieces = chain([first], pieces)
        if first.lstrip()[:1] in (b"{", b"["):
            self.is_direct = False  # a block begins anywhere in a line
            yield from self._counted(pieces)
        else:
            yield from self._counted(whole_lines(pieces))

    def _counted(self, blocks: Iterator[bytes]) -> Iterator[bytes]:
        """Notes before each block where it begins."""
        following = self.removed
        for block in blocks:
            self.position, following = following, following + len(block)
            yield block

    # --- What it is packed with -----------------------------------------------

    def _unpacked(self) -> Iterator[bytes]:
        with open(self.path, "rb") as file:
            head = file.read(8)
        if self.path.suffix == ".bz2" and head[:3] != b"BZh":
            raise WrongFile(
                f"{self.path.name} ends in .bz2 but is not a bz2 file. Download it again, or "
                "rename it."
            )
        if head[:4] == b"PAR1":
            return self._parquet()
        if head[:3] == b"BZh":
            return self._bz2()
        if head[:2] == b"\x1f\x8b":
            return self._streamed(gzip.open)
        if head[:6] == b"\xfd7zXZ\0":
            return self._streamed(lzma.open)
        if head[:4] == b"PK\x03\x04":
            return self._zip()
        return self._plain()

    def _plain(self) -> Iterator[bytes]:
        with open(self.path, "rb") as file:
            size = FIRST
            while block := file.read(size):
                self.read = file.tell()
                yield block
                size = BLOCK

    @property
    def _damaged(self) -> WrongFile:
        text = (
            f"{self.path.name} is damaged or cut off: nothing of it was published. Download it "
            "again."
        )
        return WrongFile(text)

    def _streamed(self, unpack: Any) -> Iterator[bytes]:
        """gzip or xz."""
        self.is_direct = False
        with open(self.path, "rb") as file, unpack(file) as stream:
            yield from self._from_stream(stream, file)

    def _from_stream(self, stream: IO[bytes], file: IO[bytes]) -> Iterator[bytes]:
        """The blocks of what the file unpacks to; the first is small, so that a check is quick.

        Raises WrongFile for an archive that is damaged or cut off.
        """
        try:
            size = FIRST
            while block := stream.read(size):
                self.read = file.tell()
                yield block
                size = BLOCK
        except (EOFError, OSError, zlib.error, lzma.LZMAError, zipfile.BadZipFile) as error:
            raise self._damaged from error

    def _zip(self) -> Iterator[bytes]:
        self.is_direct = False
        try:
            with (
                open(self.path, "rb") as file,
                zipfile.ZipFile(file) as archive,
                archive.open(self._only_member(archive)) as stream,
            ):
                yield from self._from_stream(stream, file)
        except (zipfile.BadZipFile, NotImplementedError, OSError, struct.error) as error:
            raise self._damaged from error

    def _only_member(self, archive: zipfile.ZipFile) -> zipfile.ZipInfo:
        """Raises WrongFile for an archive of several files, or a locked one."""
        members = [
            member
            for member in archive.infolist()
            if not member.is_dir() and "__MACOSX" not in member.filename
        ]
        if any(member.filename == "[Content_Types].xml" for member in members):
            raise WrongFile(
                f"{self.path.name} is an Excel or Word file. Save it as CSV and give that."
            )
        if len(members) != 1:
            raise WrongFile(
                f"{self.path.name} is a ZIP archive of {len(members):,} files. Unpack it and give "
                "those you need."
            )
        if members[0].flag_bits & 1:
            raise WrongFile(
                f"{self.path.name} is a ZIP archive with a password. Unpack it and give the file "
                "in it."
            )
        return members[0]

    def _bz2(self) -> Iterator[bytes]:
        if not _ends_as_bz2(self.path):
            raise self._damaged
        unpack = self._lbzip2 if shutil.which("lbzip2") else self._indexed_bzip2
        try:
            yield from unpack()
        except (RuntimeError, ValueError, EOFError) as error:
            if isinstance(error, WrongFile):
                raise
            raise self._damaged from error

    def _lbzip2(self) -> Iterator[bytes]:
        """A program that unpacks a sixth faster, where it is installed.

        Raises ValueError for a damaged file.
        """
        command = ["lbzip2", "-dc", f"-n{CORES}"]
        with (
            open(self.path, "rb", buffering=0) as file,
            subprocess.Popen(
                command,
                stdin=file,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                pipesize=1 << 20,
            ) as run,
        ):
            assert run.stdout is not None
            try:
                while block := run.stdout.read(BLOCK):
                    self.read = file.tell()  # the program reads through the same open file
                    yield block
            finally:
                run.stdout.close()  # ends the program if nobody reads on
            if run.wait():
                raise ValueError(run.stderr.read().decode("utf-8", "replace") if run.stderr else "")

    def _indexed_bzip2(self) -> Iterator[bytes]:
        """The same in a wheel, and it learns where each block is.

        Raises RuntimeError, ValueError or EOFError for a damaged file.
        """
        import indexed_bzip2

        with indexed_bzip2.open(str(self.path), parallelization=CORES) as file:
            while block := file.read(BLOCK):
                self.read = max(file.available_block_offsets(), default=0) // 8
                yield block
            self.block_offsets = file.block_offsets()

    def _parquet(self) -> Iterator[bytes]:
        """A line of JSON a row, of the columns that hold text or numbers."""
        try:
            from pyarrow import ArrowException, parquet
        except ImportError:
            raise WrongFile(
                f"{self.path.name} is a Parquet file. To read it, install pyarrow (pip install "
                "pyarrow), or write the columns that you need to a CSV file."
            ) from None
        self.unit, self.is_direct = "row", False
        size = self.path.stat().st_size
        try:
            with parquet.ParquetFile(self.path) as file:
                rows, total = 0, max(1, file.metadata.num_rows)
                for batch in file.iter_batches(PARQUET_ROWS, columns=_readable(file)):
                    rows += batch.num_rows
                    self.read = size * rows // total
                    lines = [
                        json.dumps(row, default=str, ensure_ascii=False)
                        for row in batch.to_pylist()
                    ]
                    yield ("\n".join(lines) + "\n").encode("utf-8", "replace")
        except (ArrowException, OSError) as error:
            raise self._damaged from error

    # --- What is in it --------------------------------------------------------

    def _text(self, blocks: Iterator[bytes]) -> Iterator[bytes]:
        """UTF-8.

        Raises WrongFile for what is no text.
        """
        first = next(blocks, b"")
        encoding = UTF_16.get(first[:2])
        if encoding is None:
            self._refuse_no_text(first)
            text = first.removeprefix(codecs.BOM_UTF8)
            self.removed = len(first) - len(text)
            yield text
            yield from blocks
            return
        self.is_direct = self.has_offsets = False
        decoder = codecs.getincrementaldecoder(encoding)("replace")
        yield decoder.decode(first[2:]).encode()
        for block in blocks:
            yield decoder.decode(block).encode()
        yield decoder.decode(b"", final=True).encode()

    def _refuse_no_text(self, first: bytes) -> None:
        for sign, what, instead in SIGNS:
            if first.startswith(sign):
                raise WrongFile(f"{self.path.name} is {what}. {instead}")
        if HTML.match(first):
            raise WrongFile(f"{self.path.name} is a web page (HTML). Download the list itself.")
        if first[257:262] == b"ustar":
            raise WrongFile(
                f"{self.path.name} is a tar archive. Unpack it and give the file in it."
            )
        if b"\0" in first:
            raise WrongFile(
                f"{self.path.name} is no text: it holds binary data. Give the list as text."
            )

    def _line_ends(self, blocks: Iterator[bytes]) -> Iterator[bytes]:
        """Newlines for a file in which no line ends in one, as old Macs wrote them."""
        first = next(blocks, b"")
        is_old = b"\n" not in first and b"\r" in first
        self.is_direct = self.is_direct and not is_old
        yield first.replace(b"\r", b"\n") if is_old else first
        for block in blocks:
            yield block.replace(b"\r", b"\n") if is_old else block


def whole_lines(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes in blocks that end at a line's end (the last one may not).

    A block is given when the next one is there, so a short file is one block.

    Raises WrongFile for a line that no list has: what has none of its own would be held in memory
    whole.
    """
    waiting, rest = b"", []
    for block in blocks:
        cut = block.rfind(b"\n") + 1
        if not cut:
            rest.append(block)
            if sum(map(len, rest)) > LONGEST_LINE:
                raise WrongFile(
                    f"A line of this file is longer than {LONGEST_LINE >> 20} MB: this is no list."
                )
            continue
        if waiting:
            yield waiting
        waiting = b"".join([*rest, block[:cut]])
        rest = [block[cut:]]
    if waiting or any(rest):
        yield waiting + b"".join(rest)


def _readable(file: Any) -> list[str]:
    """The columns of a Parquet file that hold text or numbers; pictures and other bytes are left
    out.
    """
    columns = [file.schema.column(number) for number in range(len(file.schema))]
    return [
        column.path
        for column in columns
        if column.physical_type not in ("BYTE_ARRAY", "FIXED_LEN_BYTE_ARRAY")
        or column.logical_type.type == "STRING"
    ]


def _ends_as_bz2(path: Path) -> bool:
    """Whether the file ends as a bz2 stream does: 48 bits of a mark, 32 of a checksum, and at most
    7 to fill a byte.

    What unpacks the file is silent about bytes after its end.
    """
    with open(path, "rb") as file:
        file.seek(max(0, path.stat().st_size - 11))
        end = int.from_bytes(file.read(), "big")
    return any((end >> 32 + fill) & (1 << 48) - 1 == 0x177245385090 for fill in range(8))
