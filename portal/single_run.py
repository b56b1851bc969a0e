"""One run of the demo for each folder: a second beside it says so, and what a killed one left
behind ends before the next begins.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import CommandError

MARK = "STANDING_RUN"  # in the environment of each process of a run: the folder that it is about
GRACE_SECONDS = 5.0


@contextlib.contextmanager
def only_run(var: Path, address: str) -> Iterator[None]:
    """Hold this folder's run for as long as the block runs; what the block starts is marked.

    `address`: where it is served, for whoever starts a second. Raises CommandError for a second.
    """
    path = var / "run.lock"
    with path.open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise CommandError(
                f"The demo of this folder runs already: {lock.read().strip()}. Nothing was touched."
            ) from None
        lock.truncate(0)
        lock.write(f"{address} (process {os.getpid()})")
        lock.flush()
        end_leftovers(var)
        os.environ[MARK] = str(var.resolve())
        yield


def end_leftovers(var: Path) -> int:
    """End what a run of this folder left behind that was killed. Returns how many processes.

    First as asked, after GRACE_SECONDS by force.
    """
    mark = f"{MARK}={var.resolve()}".encode()
    leftovers = _marked(mark)
    for process in leftovers:
        _signal(process, signal.SIGTERM)
    deadline = time.monotonic() + GRACE_SECONDS
    while _marked(mark) and time.monotonic() < deadline:
        time.sleep(0.1)
    for process in _marked(mark):
        _signal(process, signal.SIGKILL)
    return len(leftovers)


def _marked(mark: bytes) -> list[int]:
    """Processes other than this one whose environment holds the mark."""
    processes = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if mark in (folder / "environ").read_bytes().split(b"\0"):
                processes.append(int(folder.name))
    return [process for process in processes if process != os.getpid()]


def _signal(process: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(process, number)
