"""What the rooms of a claim register here: the guards of status moves, what erasure empties, and
what `verify_evidence` computes again.

A room to the left owns data of which the spine knows nothing. It registers a function, as it
registers a task, and a start-up check proves that every guard named in the table is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db.models import Model

from claims.intake.models import Claim
from claims.vault.crypto import CannotDecrypt
from claims.vault.shapes import UnknownShape

Guard = Callable[[Claim], bool]
Empty = Callable[[Claim], None]
Check = Callable[[Claim], Iterable[str]]
_guards: dict[str, Guard] = {}
_checks: list[Check] = []
_emptied: dict[type[Model], Empty | None] = {}


def guard(name: str) -> Callable[[Guard], Guard]:
    """Register a test that a claim must pass before a move that names it."""

    def register(test: Guard) -> Guard:
        if name in _guards:
            raise ValueError(f"two guards are called {name!r}")
        _guards[name] = test
        return test

    return register


def passes(name: str, claim: Claim) -> bool:
    """Raises KeyError for a guard that nobody registered."""
    return _guards[name](claim)


def guards() -> frozenset[str]:
    return frozenset(_guards)


def empties(*tables: type[Model]) -> Callable[[Empty], Empty]:
    """Register what erasing a claim does to these tables."""

    def register(empty: Empty) -> Empty:
        for table in tables:
            _note(table, empty)
        return empty

    return register


def sealed(*tables: type[Model]) -> None:
    """Register tables in which everything about the person is encrypted with the claim's key: they
    are unreadable once the key is gone.
    """
    for table in tables:
        _note(table, None)


def recomputes(check: Check) -> Check:
    """Register what is computed again of a claim, to see whether its record is as it was written
    down: a sentence for each difference.
    """
    _checks.append(check)
    return check


def unequal(sentence: str, *values: object) -> list[str]:
    """The sentence, where these are not all the same."""
    return [] if all(value == values[0] for value in values) else [sentence]


def differences(claim: Claim) -> list[str]:
    """Whatever the rooms find altered in a claim's record, each in a sentence. What cannot be
    decrypted or is gone is altered too.
    """
    sentences: list[str] = []
    for check in _checks:
        try:
            sentences += check(claim)
        except (CannotDecrypt, UnknownShape, OSError, KeyError, ValueError) as error:
            what = (check.__doc__ or "").strip().split("\n")[0].rstrip(".")
            sentences.append(f"{what}: a part cannot be read ({type(error).__name__}).")
    return sentences


def _note(table: type[Model], empty: Empty | None) -> None:
    if table in _emptied:
        raise ValueError(f"two rooms say what erasure does to {table.__name__}")
    _emptied[table] = empty


def empty_everything(claim: Claim) -> None:
    """Run each registered function once."""
    for empty in dict.fromkeys(_emptied.values()):
        if empty is not None:
            empty(claim)


def tables() -> frozenset[type[Model]]:
    """The tables of which some room says what erasure does."""
    return frozenset(_emptied)
