"""Importing a packed core file of YFCC100M, from the file to the published release, beside
unpacking it alone.
"""

from __future__ import annotations

import bz2
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from django.conf import settings
from django.test.utils import override_settings

from bench.ground import Ground
from bench.measure import Figure, in_a_new_process, larger_is_better, smaller_is_better
from claims.datasets import build
from claims.datasets.registry import sources
from claims.flickr.ids import yfcc_hash, yfcc_image_url

MOST = 500_000  # lines; more say the same


def bench_import(ground: Ground) -> list[Figure]:
    """Rows a second.

    The peer is `lbzip2 -dc -n2 >/dev/null` on the same file, where it is installed.
    """
    if shutil.which("lbzip2") is None:
        ground.say("lbzip2 is not installed (apt-get install lbzip2): import is not measured")
        return []
    rows = min(ground.rows, MOST)
    with tempfile.TemporaryDirectory(dir=settings.VAR_DIR) as name:
        path = Path(name) / "yfcc100m_dataset.bz2"
        ground.say(f"writing a packed file of {rows:,} lines")
        _write(path, rows)
        ground.say("measuring")
        theirs = ours = float("inf")
        for attempt in range(3):
            started = time.perf_counter()
            subprocess.run(
                ["lbzip2", "-dc", "-n2", str(path)], stdout=subprocess.DEVNULL, check=True
            )
            theirs = min(theirs, time.perf_counter() - started)
            seconds, peak = in_a_new_process(
                imported, str(path), str(Path(name) / f"index-{attempt}")
            )
            ours = min(ours, seconds)
    rate, limit = rows / ours / 1000, rows / theirs / 1000
    return [
        larger_is_better(
            "import of a bz2 core file", rows, rate, "krow/s", "lbzip2 -dc -n2", limit
        ),
        smaller_is_better("memory of an import at its peak", rows, peak, "MB", "allowed", 4096.0),
    ]


def imported(path: str, index: str) -> tuple[float, float]:
    """Seconds of an import, and the most memory that the process had, in megabytes, mapped files
    included.
    """
    with override_settings(INDEX_DIR=Path(index)):
        started = time.perf_counter()
        build.import_release(
            sources()["yfcc100m"],
            [Path(path)],
            build.Order("bench"),
            is_recorded=False,
            by="bench",
            at=datetime.now(UTC),
            report=lambda *_: None,
        )
        seconds = time.perf_counter() - started
    status = Path("/proc/self/status").read_text()
    return seconds, int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _write(path: Path, rows: int) -> None:
    """About 490 bytes a line, as in the real file; words drawn from a made-up vocabulary."""
    packer = bz2.BZ2Compressor(9)
    with open(path, "wb") as file:
        for text in _lines(rows):
            file.write(packer.compress(text.encode()))
        file.write(packer.flush())


def _lines(rows: int) -> Iterator[str]:
    dice = np.random.default_rng(11)
    lengths = dice.integers(3, 10, 5000)
    words = [bytes(dice.integers(97, 123, length).tolist()).decode() for length in lengths]
    drawn = dice.zipf(1.3, (rows, 20)) % len(words)
    for number in range(rows):
        photo, owner = 90_000_000_000 + 7 * number, f"{10_000_000 + number % 40_000}@N99"
        secret, server, farm = f"{dice.integers(0, 1 << 40):010x}", number % 9000, number % 9 + 1
        link = yfcc_image_url(farm, server, photo, secret)
        tags = [words[place] for place in drawn[number]]
        fields = [
            number,
            photo,
            yfcc_hash(link),
            owner,
            f"name{number % 40_000}",
            "2011-09-10 21:13:32.0",
            1316432672 + number,
            "Canon+EOS+5D",
            "+".join(tags[:5]),
            "+".join(tags[5:14]),
            ",".join(tags[14:]),
            "",
            "",
            "",
            "",
            f"http://www.flickr.com/photos/{owner}/{photo}/",
            link,
            "Attribution-NonCommercial License",
            "http://creativecommons.org/licenses/by-nc/2.0/",
            server,
            farm,
            secret,
            f"{dice.integers(0, 1 << 40):010x}",
            "jpg",
            0,
        ]
        yield "\t".join(map(str, fields)) + "\n"
