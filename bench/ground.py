"""What several measurements stand on: made-up rows, and a release of them that is published as any
other.
"""

from __future__ import annotations

import contextlib
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from django.conf import settings
from django.test.utils import override_settings

from bench.measure import Say
from bench.peers import Rows
from claims.datasets import build
from claims.datasets.index import Release
from claims.datasets.spool import Progress

KEYS = 100_000


@dataclass
class Ground:
    """`index`: a folder of releases in which the rows stand as the current release of YFCC100M.

    `keys`: ids of which half are present, in no order. Both are made at first use.
    """

    rows: int
    folder: Path
    say: Say
    _data: list[Rows] = field(default_factory=list)

    @property
    def data(self) -> Rows:
        if not self._data:
            self.say(f"making up {self.rows:,} rows")
            self._data.append(Rows.made_up(self.rows))
        return self._data[0]

    @property
    def keys(self) -> np.ndarray:
        return self.data.keys(KEYS)

    @property
    def index(self) -> Path:
        folder = self.folder / f"index-{self.rows}"
        if not folder.exists():
            started = time.perf_counter()
            _publish(folder, self.data)
            self.say(
                f"built a release of {self.rows:,} rows in {time.perf_counter() - started:.0f} s"
            )
        return folder

    @property
    def release(self) -> Release:
        return Release(self.index / "yfcc100m" / "bench")

    def smaller(self, rows: int) -> Ground:
        """The same with fewer rows."""
        return self if rows >= self.rows else Ground(rows, self.folder, self.say)


@contextlib.contextmanager
def prepared(rows: int, say: Say) -> Iterator[Ground]:
    with tempfile.TemporaryDirectory(dir=settings.VAR_DIR) as name:
        yield Ground(rows, Path(name), say)


def _publish(index: Path, data: Rows) -> None:
    """The rows in no order, as they come from a file, built by the code that builds all."""
    home = index / "yfcc100m"
    (home / "bench").mkdir(parents=True)
    folder, dice = home / "bench", np.random.default_rng(1)
    order = dice.permutation(len(data.photo))
    data.photo[order].tofile(folder / "photo.spool")
    data.owner[order].tofile(folder / "owner.spool")
    order.astype(np.uint64).tofile(folder / "locator.spool")
    dice.integers(1, 7, len(order), dtype=np.uint8).tofile(folder / "licence.spool")
    file = {"name": "made-up", "size": 0, "sha256": "0" * 64, "unit": "line"}
    facts = {
        "dataset": "yfcc100m",
        "release": "bench",
        "built_by": "bench",
        "built_at": "2026-01-01T00:00:00+00:00",
    }
    build.write_release(folder, Progress(rows=len(order), files=[file]), facts)
    with override_settings(INDEX_DIR=index):
        build.publish(folder, home)
