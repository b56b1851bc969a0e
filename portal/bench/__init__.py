"""Measurements beside peers, in one run, taking turns: what `make bench` prints. Made-up rows, real servers."""

from __future__ import annotations

import json
import platform
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from django.conf import settings

from portal.bench.imports import bench_import
from portal.bench.index import bench_index
from portal.bench.measure import Figure, Say

BENCHES: dict[str, Callable[[int, Say], list[Figure]]] = {"index": bench_index, "import": bench_import}


def run(what: str, rows: int, say: Say) -> list[Figure]:
    """Measure and write var/bench/latest.json. `what`: comma-separated names of BENCHES, or all."""
    names = what.split(",") if what else list(BENCHES)
    figures = [figure for name in names for figure in BENCHES[name](rows, say)]
    folder = Path(settings.VAR_DIR) / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "latest.json").write_text(json.dumps([asdict(figure) for figure in figures], indent=1))
    return figures


def table(figures: list[Figure]) -> str:
    lines = [f"{'what':<34}{'rows':>12}{'ours':>12}  {'peer':<34}{'theirs':>12}{'ratio':>9}"]
    for row in figures:
        ours, theirs = f"{row.value:,.4g} {row.unit}", f"{row.peer_value:,.4g} {row.unit}"
        lines.append(f"{row.name:<34}{row.rows:>12,}{ours:>12}  {row.peer:<34}{theirs:>12}{row.ratio:>8.2f}x")
    return "\n".join(lines)


def machine() -> str:
    """What it was measured on, in a line."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        platform.processor(),
    )
    memory = int(Path("/proc/meminfo").read_text().split()[1]) / (1 << 20)
    return f"{model}, {memory:.0f} GB, Python {platform.python_version()}, Linux {platform.release().split('-')[0]}"
