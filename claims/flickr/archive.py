"""The members of a ZIP that a stranger made, read while counting what really comes out.

Nothing is written to disk, and no number in the ZIP's own headers is trusted. Format: APPNOTE.TXT
of PKWARE; names with backslashes, which it forbids, come from older programs on Windows.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO

from claims.flickr.words import _

MAX_ENTRIES = 200_000
MAX_TOTAL_BYTES = 1_000_000_000  # expanded, of all ZIPs that one file holds
MAX_RATIO = 200  # expanded bytes to compressed ones; JSON compresses about tenfold

ENTRY = b"PK\x01\x02"  # begins each entry of a ZIP's directory
IS_ENCRYPTED = 1  # of the flags of an entry
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

# What a ZIP that is damaged, or one of its members, raises.
DAMAGED = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
)


class Refused(ValueError):
    """The whole file cannot be read; the message says why and what to do."""


class Unusable(ValueError):
    """One member cannot be used; the message says why."""


@dataclass
class Budget:
    """Bytes that may still come out of a file and of the ZIPs in it."""

    left: int = MAX_TOTAL_BYTES

    def take(self, data: bytes, packed: int) -> None:
        """Count what came out of one member.

        `packed`: bytes that the data took in the ZIP. Raises Refused.
        """
        self.left -= len(data)
        if self.left < 0 or len(data) > MAX_RATIO * max(packed, 100):
            raise Refused(
                _(
                    "This ZIP holds far more than a Flickr download ever does, so we didn’t"
                    " read it. Download it from Flickr again."
                )
            )


class Archive:
    """A ZIP of which members are read by name.

    `names`: of each member, with slashes whatever program wrote it. Raises Refused where the file
    is no ZIP or holds too much.
    """

    def __init__(self, file: IO[bytes], budget: Budget) -> None:
        _refuse_too_many(file)
        try:
            self._zip = zipfile.ZipFile(file)
        except DAMAGED as error:
            raise Refused(
                _(
                    "This is not a ZIP file, or part of it is missing. Download it from Flickr "
                    "again and choose the file whose name ends in _part1.zip."
                )
            ) from error
        self._budget = budget
        self._members = {
            member.filename.replace("\\", "/"): member for member in self._zip.infolist()
        }
        self.names = list(self._members)

    def is_locked(self, name: str) -> bool:
        """Whether it takes a password."""
        return bool(self._members[name].flag_bits & IS_ENCRYPTED)

    def read(self, name: str, limit: int) -> bytes:
        """One member of at most `limit` bytes, expanded; what is longer is not read on.

        `name`: one of `names`.

        Raises Refused past the budget, Unusable for a member that cannot be read.
        """
        member = self._members[name]
        if self.is_locked(name):
            raise Unusable(_("it has a password"))
        if member.compress_type not in METHODS:
            raise Unusable(_("it is packed in a way that Flickr does not use"))
        try:
            with self._zip.open(member) as stream:
                data = stream.read(limit + 1)
        except DAMAGED as error:
            raise Unusable(_("it is damaged")) from error
        self._budget.take(data, member.compress_size)
        if len(data) > limit:
            raise Unusable(_("it is larger than Flickr makes this kind of file"))
        return data


def _refuse_too_many(file: IO[bytes]) -> None:
    """Count the entries before anything is made of them.

    Raises Refused.
    """
    count, end = 0, b""
    while block := file.read(1 << 20):
        count += (end + block).count(ENTRY)
        end = block[-3:]
    file.seek(0)
    if count > MAX_ENTRIES:
        raise Refused(
            _(
                "This ZIP has more than 200,000 files. That is the most we can read. Please"
                " write to us."
            )
        )
