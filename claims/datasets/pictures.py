"""Possible matches of a picture: Meta's perceptual hash PDQ against lists of hashes that counsel
holds.

An optional extra (requirements-pictures.txt). A near hash says "possible, look at it" and nothing
more: PDQ does not recognize faces, and it does not find a picture again of which more than a sliver
was cut off. Thresholds and their reasons: ThreatExchange's practice, and measurements of a picture
scaled, packed, turned and cropped.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np
from django.conf import settings

from claims import sandbox

STRONG, POSSIBLE, WORST_QUALITY = 10, 31, 50  # bits that differ; PDQ's own quality, 0 to 100
SHOWN = 50
CHUNK = 1 << 20  # hashes compared at a time
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")
LINE = re.compile(
    r"(?P<hash>[0-9a-fA-F]{64})(?:[,\t ]+(?P<quality>100|[0-9]{1,2}))?(?:[,\t ]+(?P<label>.*))?"
)


class CannotImport(ValueError):
    """Nothing was imported; the message says why."""


def is_offered() -> bool:
    """Whether the extra is installed."""
    try:
        import pdqhash  # noqa: F401
    except ImportError:
        return False
    return True


@dataclass(frozen=True)
class Hashed:
    """`turns`: uint64 (8, 4), the hash in each of eight orientations, as it is first.

    `quality`: 0 to 100.
    """

    turns: np.ndarray
    quality: int


def hashed(file: IO[bytes]) -> Hashed:
    """Hash a picture, in a process of its own.

    Raises Refusal.
    """
    answer = sandbox.run("claims.datasets.hashing:turns", file)
    return Hashed(np.frombuffer(answer[:-1], ">u8").astype(np.uint64).reshape(-1, 4), answer[-1])


# --- Lists of hashes ----------------------------------------------------------


@dataclass(frozen=True)
class HashList:
    """`hashes`: uint64 (n, 4).

    `quality`: uint8, 0 to 100. `labels`: what the list says of each.
    """

    name: str
    hashes: np.ndarray
    quality: np.ndarray
    labels: list[str]


def import_hashes(name: str, path: Path) -> tuple[int, Counter[str]]:
    """Read `<64 hexadecimal digits>[, quality][, label]` line by line into a list, which takes the
    place of an earlier one of that name. Returns how many, and the refused lines by reason. Raises
    CannotImport.
    """
    if not NAME.fullmatch(name):
        raise CannotImport(
            "A list’s name has 1 to 60 small letters, digits, dots, hyphens or underscores."
        )
    refused: Counter[str] = Counter()
    words, qualities, labels = [], [], []
    with open(path, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            match = LINE.fullmatch(line.strip())
            if match:
                words.append(bytes.fromhex(match["hash"]))
                qualities.append(int(match["quality"] or 100))
                labels.append((match["label"] or "")[:500])
            elif line.strip() and not line.startswith("#"):
                refused["not 64 hexadecimal digits, with a quality and a label behind them"] += 1
    if not words:
        raise CannotImport(
            f"{path.name} holds no hash: each line begins with 64 hexadecimal digits."
        )
    hashes = np.frombuffer(b"".join(words), ">u8").astype(np.uint64).reshape(-1, 4)
    folder = Path(settings.HASHES_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    aside = folder / f".{name}.npz"
    np.savez(aside, hashes=hashes, quality=np.array(qualities, np.uint8), labels=np.array(labels))
    aside.replace(folder / f"{name}.npz")
    return len(words), refused


_open: dict[Path, tuple[int, HashList]] = {}


def lists() -> Iterator[HashList]:
    """Every list that is held.

    They stay in memory until their file changes.
    """
    for path in sorted(Path(settings.HASHES_DIR).glob("[a-z0-9]*.npz")):
        stamp = path.stat().st_mtime_ns
        if path not in _open or _open[path][0] != stamp:
            with np.load(path) as stored:
                _open[path] = (
                    stamp,
                    HashList(
                        path.stem, stored["hashes"], stored["quality"], stored["labels"].tolist()
                    ),
                )
        yield _open[path][1]


# --- Comparing ----------------------------------------------------------------


@dataclass(frozen=True)
class Possible:
    """A hash that is near.

    `distance`: bits that differ, at most POSSIBLE.
    """

    list_name: str
    label: str
    distance: int

    @property
    def is_strong(self) -> bool:
        return self.distance <= STRONG


def near(picture: Hashed) -> list[Possible]:
    """The nearest hashes of every list, nearest first, at most SHOWN; none for a picture of too
    poor a quality.
    """
    if picture.quality < WORST_QUALITY:
        return []
    candidates: list[Possible] = []
    for each in lists():
        distances = distances_to(each.hashes, picture.turns)
        is_near = (distances <= POSSIBLE) & (each.quality >= WORST_QUALITY)
        for place in np.flatnonzero(is_near).tolist():
            candidates.append(Possible(each.name, each.labels[place], int(distances[place])))
    return sorted(candidates, key=lambda possible: possible.distance)[:SHOWN]


def distances_to(hashes: np.ndarray, turns: np.ndarray) -> np.ndarray:
    """The least number of bits in which each of `hashes`, uint64 (n, 4), differs from any of
    `turns`, uint64 (m, 4).

    Returns uint16 (n,), at most 256.
    """
    nearest = np.full(len(hashes), 256, np.uint16)
    for begin in range(0, len(hashes), CHUNK):
        part = hashes[begin : begin + CHUNK]
        for turn in turns:
            differ = np.bitwise_count(part ^ turn).sum(axis=1, dtype=np.uint16)
            np.minimum(nearest[begin : begin + CHUNK], differ, out=nearest[begin : begin + CHUNK])
    return nearest
