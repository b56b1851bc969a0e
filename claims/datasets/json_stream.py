"""Reads JSON files larger than memory, piece by piece."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import ijson

from claims.datasets.source import WrongFile

DEEPEST = 64
Event = tuple[str, Any]


class _File:
    """Blocks of bytes as the file that ijson reads."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks

    def read(self, size: int = -1) -> bytes:
        return next(self._blocks, b"") if size else b""


def _events(blocks: Iterator[bytes]) -> Iterator[Event]:
    """Raises WrongFile for what is no JSON, or is nested deeper than any dataset (a file made to exhaust memory)."""
    depth = 0
    try:
        for event in ijson.basic_parse(_File(blocks), use_float=True):
            depth += event[0].startswith("start")
            depth -= event[0].startswith("end")
            if depth > DEEPEST:
                raise WrongFile("The file is JSON nested deeper than any dataset’s.")
            yield event
    except (ijson.JSONError, UnicodeDecodeError, OverflowError) as error:
        raise WrongFile("The file begins like JSON but is not valid JSON; it may be cut off.") from error


def items(blocks: Iterator[bytes], prefix: str) -> Iterator[Any]:
    """The members of a list, such as "images.item", one by one."""
    return ijson.items(ijson.parse(_events(blocks)), prefix)


def entries(blocks: Iterator[bytes]) -> Iterator[tuple[str, Any]]:
    """The keys and values of the file's object, one by one."""
    return ijson.kvitems(ijson.parse(_events(blocks)), "")


def strings(blocks: Iterator[bytes]) -> Iterator[str]:
    """Every text in the document, in its order; keys are none."""
    return (value for kind, value in _events(blocks) if kind == "string")
