"""Which tasks exist, by name. A duplicate name is an error at start."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol
from uuid import UUID


class Progress(Protocol):
    """What a task calls to say how far it is."""

    def __call__(self, done: int, total: int, message: str = "") -> None: ...


Work = Callable[[UUID, Progress], None]
_tasks: dict[str, Work] = {}


def task(name: str) -> Callable[[Work], Work]:
    """Register a function as the work called `name`."""

    def register(work: Work) -> Work:
        if name in _tasks:
            raise ValueError(f"two tasks are called {name!r}")
        _tasks[name] = work
        return work

    return register


def find(name: str) -> Work:
    """Raises KeyError."""
    return _tasks[name]


def names() -> frozenset[str]:
    return frozenset(_tasks)
