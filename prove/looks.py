"""Every page at every width, in each scheme and language: axe finds nothing, nothing is wider than
the screen (see tests/flows/looks.py).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "looks"
LOOKS = [
    f"{width}-{scheme}-{language}"
    for width in (320, 375, 1280)
    for scheme in ("light", "dark")
    for language in ("en", "es")
]
LOOKS += ["768-light-en", "375-forced-en", "1280-forced-en"]
COUNT = len(LOOKS)


def piece(number: int) -> dict[str, Any]:
    """One look, in a browser of its own."""
    look = LOOKS[number]
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "tests/flows/looks.py"]
    environment = os.environ | {"STANDING_LOOK": look}
    environment.pop("DJANGO_SETTINGS_MODULE", None)  # the tests set up their own servers first
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=sys.stderr)
    return json.loads((FOLDER / f"{look}.json").read_text())


def done(rows: list[dict[str, Any]]) -> int:
    return len(rows)


def faults(rows: list[dict[str, Any]]) -> list[str]:
    return [f"{row['look']} {fault}" for row in rows for fault in row["wrong"]]


def summary(rows: list[dict[str, Any]]) -> str:
    pages = sum(row["pages"] for row in rows)
    shown = "\n".join(faults(rows)[:40])
    return f"{len(rows)} looks, {pages} pages, {len(faults(rows))} faults\n{shown}".strip()
