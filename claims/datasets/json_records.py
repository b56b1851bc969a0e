"""Reads a JSON file larger than memory record by record, and says of each where it stands and which
bytes it is.

A record is a member of a list that stands in the file's object (`images[5102]`), a member of the
file itself where that is a list (`record[17]`), or a member of the object that is no list
(`member[3]`). Numbers count from 0 and depend on the file alone, so the same record has the same
place whenever it is read. No library that was found gives the bytes of a member, or reads the NaN
and Infinity that Python's own writer leaves.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from claims.datasets.source import WrongFile

DEEPEST = 64
LARGEST = 64 << 20  # bytes of one record
RECORD, MEMBER = "record", "member"
# A whole text, a list or an object of numbers alone, a bracket, or the quotation mark of a text
# that is cut off.
TOKEN = re.compile(
    rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|\[[^\[\]{}"]*+\]|\{[^\[\]{}"]*+\}|[\[\]{}]|"', re.DOTALL
)
SCALAR = re.compile(rb"[^\s,\]}]+")
OPENING = b"[{"
NOT_JSON = "The file begins like JSON but is not valid JSON; it may be cut off."


@dataclass(frozen=True)
class Record:
    """`place`: the name of its list.

    `number`: its place there, from 0. `key`: of a member of an object. `content`: its bytes,
    which begin at byte `offset` of the (unpacked) file.
    """

    place: str
    number: int
    key: str
    content: bytes
    offset: int

    @property
    def value(self) -> Any:
        """What the record says, as Python values.

        Raises WrongFile, which names the record: what is no JSON, or nests too deep.
        """
        try:
            return json.loads(self.content, strict=False, parse_int=_int)
        except (ValueError, RecursionError) as error:
            raise WrongFile(f"{NOT_JSON} ({self.place}[{self.number}])") from error


def _int(digits: str) -> int:
    """A number of thousands of digits is nobody's id."""
    return int(digits) if len(digits) < 40 else 0


class _Text:
    """The file's bytes from the place that was read to; what was read is let go."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
        self._buffer, self._at, self._before = b"", 0, 0

    @property
    def offset(self) -> int:
        """Of the next byte in the file."""
        return self._before + self._at

    def more(self) -> None:
        """Raises WrongFile at the end of the file."""
        block = next(self._blocks, b"")
        if not block:
            raise WrongFile(NOT_JSON)
        self._before += self._at
        self._buffer, self._at = self._buffer[self._at :] + block, 0

    def is_at_end(self) -> bool:
        """Whether nothing but white space is left."""
        try:
            self.peek()
        except WrongFile:
            return True
        return False

    def peek(self) -> bytes:
        """The next byte that is no white space.

        Raises WrongFile at the end of the file.
        """
        while True:
            while self._at < len(self._buffer):
                byte = self._buffer[self._at : self._at + 1]
                if byte not in b" \t\r\n":
                    return byte
                self._at += 1
            self.more()

    def take(self, wanted: bytes) -> bool:
        """Read one byte if it is this one."""
        if self.peek() != wanted:
            return False
        self._at += 1
        return True

    def need(self, wanted: bytes) -> None:
        if not self.take(wanted):
            raise WrongFile(NOT_JSON)

    def value(self) -> bytes:
        """The bytes of the next value, whole: an object or array with all that it holds.

        Raises WrongFile where none begins here.
        """
        first = self.peek()
        if first in OPENING:
            return self._container()
        if first == b'"':
            return self._match(TOKEN)
        return self._match(SCALAR)

    def _match(self, pattern: re.Pattern[bytes]) -> bytes:
        """A text, or a number or word; the buffer may end inside it."""
        while True:
            match = pattern.match(self._buffer, self._at)
            if match is None:
                raise WrongFile(NOT_JSON)
            if match.end() < len(self._buffer) and match[0] != b'"':
                self._at = match.end()
                return match[0]
            self._refuse_large(len(self._buffer) - self._at)
            self.more()

    def _container(self) -> bytes:
        depth, place = 0, self._at  # `place`: from where brackets are still to be counted
        while True:
            for token in TOKEN.finditer(self._buffer, place):
                kind = token[0]
                if kind == b'"':
                    break  # a text that goes on behind the buffer
                place = token.end()
                if len(kind) == 1 and kind in OPENING:
                    depth += 1
                elif len(kind) == 1:
                    depth -= 1
                if depth > DEEPEST:
                    raise WrongFile("The file is JSON nested deeper than any dataset’s.")
                if depth == 0:
                    content = self._buffer[self._at : place]
                    self._at = place
                    return content
            self._refuse_large(len(self._buffer) - self._at)
            place -= self._at
            self.more()

    def _refuse_large(self, size: int) -> None:
        if size > LARGEST:
            raise WrongFile(
                f"A record of this JSON is larger than {LARGEST >> 20} MB: this is no list of "
                "records."
            )


def records(blocks: Iterator[bytes], *, of: str = "") -> Iterator[Record]:
    """Every record of the document, in its order; `of`: those of one list alone.

    Raises WrongFile.
    """
    text = _Text(blocks)
    if text.take(b"["):
        yield from _members(text, RECORD)
    else:
        text.need(b"{")
        yield from _of_object(text, of)
    if not text.is_at_end():
        raise WrongFile(NOT_JSON)


def _of_object(text: _Text, of: str) -> Iterator[Record]:
    number = 0
    while not text.take(b"}"):
        if number:
            text.need(b",")
        key = _key(text)
        text.need(b":")
        if text.take(b"["):
            if of in ("", key):
                yield from _members(text, key)
            else:
                _pass_over(text)
        else:
            text.peek()
            offset = text.offset
            content = text.value()
            if of in ("", MEMBER):
                yield Record(MEMBER, number, key, content, offset)
        number += 1


def _key(text: _Text) -> str:
    if text.peek() != b'"':
        raise WrongFile(NOT_JSON)
    try:
        return str(json.loads(text.value(), strict=False))
    except ValueError as error:
        raise WrongFile(NOT_JSON) from error


def _members(text: _Text, place: str) -> Iterator[Record]:
    """The values of an array, numbered from 0; reads on past its closing bracket."""
    number = 0
    while not text.take(b"]"):
        if number:
            text.need(b",")
        text.peek()
        offset = text.offset
        yield Record(place, number, "", text.value(), offset)
        number += 1


def _pass_over(text: _Text) -> None:
    for _record in _members(text, ""):
        pass
