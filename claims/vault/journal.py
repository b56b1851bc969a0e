"""What was erased, noted outside the database: a backup that is older does not know it.

One line each: what kind of thing, its id, when. No name and no address. A restore erases all of
these again before anything is served (claims/correspondence/actions/deletion.py).
"""

from __future__ import annotations

import json
import os
import uuid
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class Erasure:
    """kind: "claim" or "account". at: ISO 8601."""

    kind: str
    id: str
    at: str


def path() -> Path:
    return Path(settings.ERASURES_DIR) / "erasures.jsonl"


def note(kind: str, thing: uuid.UUID, *, at: datetime) -> None:
    """Write one more line, and wait until it is on the disk."""
    path().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    line = json.dumps(asdict(Erasure(kind, str(thing), at.isoformat())))
    with open(path(), "a") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())


def begin() -> None:
    """Make an empty journal where there is none: from the first day one that is missing is lost."""
    path().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path().touch(mode=0o600)


def read() -> list[Erasure]:
    """Every erasure, oldest first. A line that was cut off at its end is passed over."""
    if not path().exists():
        return []
    lines = path().read_text().splitlines()
    return [Erasure(**json.loads(line)) for line in lines if line.endswith("}")]
