"""Frozen dataclasses as the plain data of an encrypted field, and back.

What is stored is read strictly: a key that the class does not know is an error, and so is one that
is missing and has no default.
"""

from __future__ import annotations

from typing import Any, TypeVar

from cattrs.errors import BaseValidationError
from cattrs.preconf.json import make_converter

T = TypeVar("T")
_converter = make_converter(forbid_extra_keys=True)


class UnknownShape(Exception):
    """What is stored is not of this shape."""


def write(value: object) -> dict[str, Any]:
    """Plain data of a dataclass: times as ISO 8601, tuples as lists."""
    return _converter.unstructure(value)


def read(shape: type[T], content: Any) -> T:
    """Raises UnknownShape."""
    try:
        return _converter.structure(content, shape)
    except (BaseValidationError, KeyError, TypeError, ValueError) as error:
        raise UnknownShape(f"this is no {shape.__name__}") from error
