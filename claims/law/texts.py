"""The text of a theory as plain data, and back: so that what was found under an earlier text can be
found again when the program has a later one.
"""

from __future__ import annotations

from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from typing import Any

from claims.law import calendars, limitation, logic, theory

MODULES = (logic, limitation, calendars, theory)
CLASSES = {
    name: value
    for module in MODULES
    for name, value in vars(module).items()
    if isinstance(value, type) and is_dataclass(value)
}


class UnknownText(ValueError):
    """The text uses a rule that this program does not know."""


def write(declared: theory.Theory) -> dict[str, Any]:
    """A theory, and nothing of its authorities."""
    return _plain(declared)


def read(content: dict[str, Any]) -> theory.Theory:
    """Raises UnknownText."""
    value = _value(content)
    if not isinstance(value, theory.Theory):
        raise UnknownText("this is no theory")
    return value


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        parts = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {"class": type(value).__name__} | parts
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return {"date": value.isoformat()} if isinstance(value, date) else value


def _value(content: Any) -> Any:
    if isinstance(content, list):
        return tuple(_value(item) for item in content)
    if not isinstance(content, dict):
        return content
    if "date" in content:
        return date.fromisoformat(content["date"])
    return _object(content)


def _object(content: dict[str, Any]) -> Any:
    """Past constructors that take their parts one by one.

    Raises UnknownText.
    """
    kind = CLASSES.get(content["class"])
    if kind is None:
        raise UnknownText(f"no rule is called {content['class']!r}")
    declared = {field.name: field for field in fields(kind)}
    if unknown := content.keys() - declared.keys() - {"class"}:
        raise UnknownText(f"{content['class']} has no {', '.join(sorted(unknown))}")
    made_one = object.__new__(kind)
    for name, field in declared.items():
        value = _value(content[name]) if name in content else _default(field)
        object.__setattr__(made_one, name, value)
    return made_one


def _default(field: Field[Any]) -> Any:
    """Of a field that the text is older than.

    Raises UnknownText.
    """
    if field.default is MISSING:
        raise UnknownText(f"the text does not say {field.name}")
    return field.default
