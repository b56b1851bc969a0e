"""The law held against random people and acts, each once exactly and once vaguely (see
tests/law/random_law.py).
"""

from __future__ import annotations

from typing import Any

from tests.law import random_law

COUNT = 100_000  # people in all
A_PIECE = 5_000


def piece(number: int) -> dict[str, Any]:
    """`number`: of the piece, which is its seed too."""
    return {"seed": number + 1, "people": A_PIECE, "faults": random_law.run(A_PIECE, number + 1)}


def done(rows: list[dict[str, Any]]) -> int:
    return sum(row["people"] for row in rows)


def faults(rows: list[dict[str, Any]]) -> list[str]:
    return [fault for row in rows for fault in row["faults"]]


def summary(rows: list[dict[str, Any]]) -> str:
    shown = "\n".join(faults(rows)[:20])
    return f"{done(rows)} random people, {len(faults(rows))} faults\n{shown}".strip()
