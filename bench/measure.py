"""What a measurement is, and how contenders take turns."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import django
import numpy as np

ROUNDS = 5
Say = Callable[[str], object]


@dataclass(frozen=True)
class Figure:
    """`value` and `peer_value` in `unit`.

    A ratio above 1 means better than the peer.
    """

    name: str
    rows: int
    value: float
    unit: str
    peer: str
    peer_value: float
    ratio: float


def smaller_is_better(
    name: str, rows: int, value: float, unit: str, peer: str, peer_value: float
) -> Figure:
    return Figure(
        name, rows, round(value, 3), unit, peer, round(peer_value, 3), round(peer_value / value, 2)
    )


def larger_is_better(
    name: str, rows: int, value: float, unit: str, peer: str, peer_value: float
) -> Figure:
    return Figure(
        name, rows, round(value, 3), unit, peer, round(peer_value, 3), round(value / peer_value, 2)
    )


def best_seconds(contenders: dict[str, Callable[[], int]]) -> dict[str, float]:
    """Each contender's best round; in each round all take their turn.

    Raises RuntimeError if they disagree.
    """
    best = dict.fromkeys(contenders, float("inf"))
    for _round in range(ROUNDS):
        answers = set()
        for name, contender in contenders.items():
            started = time.perf_counter()
            answers.add(contender())
            best[name] = min(best[name], time.perf_counter() - started)
        if len(answers) != 1:
            raise RuntimeError(f"the contenders disagree: {answers}")
    return best


def median_microseconds(ask: Callable[[int], object], numbers: list[int]) -> float:
    times = []
    for number in numbers:
        started = time.perf_counter()
        ask(number)
        times.append(time.perf_counter() - started)
    return float(np.median(times) * 1e6)


def in_a_new_process(work: Callable[..., Any], *arguments: Any) -> Any:
    """The result of a function that starts from nothing but Django."""
    with multiprocessing.get_context("spawn").Pool(1, initializer=django.setup) as pool:
        return pool.apply_async(work, arguments).get(timeout=600)
