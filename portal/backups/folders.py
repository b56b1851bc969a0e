"""Files that never change once they have their name: each is copied once, and checked by its
digest.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BLOCK = 1 << 20  # bytes


@dataclass(frozen=True)
class Copied:
    """One file of a backup, by its name below the folder."""

    size: int
    sha256: str


def copy_new(source: Path, target: Path) -> list[str]:
    """Bring every file of `source` into `target`, but those that are there already.

    A file that is deleted meanwhile is passed over. Returns the names of what `source` held.
    """
    names = []
    for path in _files(source):
        name = str(path.relative_to(source))
        there = target / name
        try:
            if not there.is_file() or there.stat().st_size != path.stat().st_size:
                copy(path, there)
        except FileNotFoundError:
            continue
        names.append(name)
    return names


def describe(folder: Path, names: list[str], known: dict[str, Copied]) -> dict[str, Copied]:
    """Sizes and digests. `known`: what the last backup said of them, which is not read again."""
    described = {}
    for name in names:
        size = (folder / name).stat().st_size
        last = known.get(name)
        is_same = last is not None and last.size == size
        described[name] = last if last and is_same else Copied(size, digest(folder / name))
    return described


def differences(folder: Path, wanted: dict[str, Copied]) -> list[str]:
    """Each file that is not there, or not as it was, in a sentence."""
    sentences = []
    for name, copied in sorted(wanted.items()):
        path = folder / name
        if not path.is_file():
            sentences.append(f"The file {name} is missing.")
        elif digest(path) != copied.sha256:
            sentences.append(f"The file {name} differs.")
    return sentences


def remove_others(folder: Path, keep: set[str]) -> int:
    """Delete what no name in `keep` names. Returns how many."""
    gone = 0
    for path in list(_files(folder)):
        if str(path.relative_to(folder)) not in keep:
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def digest(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for root, _folders, names in os.walk(folder):
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(root, name)


def copy(source: Path, target: Path) -> None:
    """Copy by way of a file aside, so that a name never stands over half a file."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = target.with_name(f".{target.name}.part")
    with open(source, "rb") as reading, open(aside, "wb") as writing:
        shutil.copyfileobj(reading, writing, BLOCK)
        writing.flush()
        os.fsync(writing.fileno())
    aside.replace(target)
