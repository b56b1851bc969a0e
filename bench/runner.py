"""Which measurements there are; runs them, and writes down what they say."""

from __future__ import annotations

import json
import platform
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path

from django.conf import settings

from bench import plot
from bench.doors import bench_doors
from bench.exports import bench_export
from bench.ground import Ground, prepared
from bench.http import bench_http
from bench.imports import bench_import
from bench.index import bench_index
from bench.jobs import bench_jobs
from bench.measure import Figure, Say
from bench.ranges import bench_range
from bench.stalled import bench_stalled

BENCHES: dict[str, Callable[[Ground], list[Figure]]] = {
    "index": bench_index,
    "import": bench_import,
    "export": bench_export,
    "range": bench_range,
    "http": bench_http,
    "doors": bench_doors,
    "jobs": bench_jobs,
    "stalled": bench_stalled,
}


def run(what: str, rows: int, say: Say) -> list[Figure]:
    """Measure and write var/bench/latest.json.

    `what`: comma-separated names of BENCHES, or all.
    """
    names = what.split(",") if what else list(BENCHES)
    with prepared(rows, say) as ground:
        figures = []
        for name in names:
            say(name)
            figures += BENCHES[name](ground)
    folder = Path(settings.BASE_DIR) / "var" / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "latest.json").write_text(
        json.dumps([asdict(figure) for figure in figures], indent=1)
    )
    return figures


def keep(figures: list[Figure], command: str) -> list[Path]:
    """Write table and plot to docs/benchmarks, with the machine and the command.

    Returns the files.
    """
    folder = Path(settings.BASE_DIR) / "docs" / "benchmarks"
    folder.mkdir(parents=True, exist_ok=True)
    drawn, told = folder / "latest.svg", folder / "latest.md"
    drawn.write_text(plot.svg(figures))
    told.write_text(
        f"# Measured\n\n`{command}`\n\n{machine()}, {date.today().isoformat()}\n\nA ratio above 1 "
        "is better than the peer. Peers hold the same rows and take turns in one run.\n\n![How "
        f"many times better than each peer](latest.svg)\n\n```\n{table(figures)}\n```\n"
    )
    return [drawn, told]


def table(figures: list[Figure]) -> str:
    lines = [f"{'what':<38}{'rows':>12}{'ours':>14}  {'peer':<38}{'theirs':>14}{'ratio':>9}"]
    for row in figures:
        ours, theirs = f"{row.value:,.4g} {row.unit}", f"{row.peer_value:,.4g} {row.unit}"
        lines.append(
            f"{row.name:<38}{row.rows:>12,}{ours:>14}  {row.peer:<38}{theirs:>14}{row.ratio:>8.2f}x"
        )
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
    return (
        f"{model}, {memory:.0f} GB, Python {platform.python_version()}, Linux "
        f"{platform.release().split('-')[0]}"
    )
