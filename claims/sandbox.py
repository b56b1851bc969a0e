"""Files of strangers are opened in a process of their own, which can do little and not for long.

A PDF, a picture or a ZIP can be made so that a few kilobytes cost gigabytes or an hour, and the
libraries that open them have had holes. So the process that opens one has no keys and no
addresses in its environment, writes no file, and is ended when it takes more processor time or
memory than any honest file needs. Its end is a message to the person, never a server error.

    python -m claims.sandbox claims.evidence.reading:pdf 419430400 15 < FILE > ANSWER
"""

from __future__ import annotations

import contextlib
import importlib
import os
import resource
import subprocess
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from threading import BoundedSemaphore
from typing import IO

import structlog
from django.utils.translation import gettext

from claims.law.words import _
from claims.refusals import Refusal

CPU_SECONDS = 15  # of processor time
SECONDS = 60.0  # by the clock: on a busy machine a process gets little of its processors
MEMORY = 440 * 2**20  # bytes of its own, beside its code: what a picture of 50 million points takes
OUTPUT = 64 * 2**20  # bytes of the answer
OPEN_FILES = 64
AT_ONCE = 2  # for each process that serves pages; others wait for their turn
TURN_SECONDS = 30.0
ROOT = Path(__file__).resolve().parent.parent
# The first byte of an answer: what follows is the result, or says why there is none.
DONE, REFUSED = b"+", b"-"
TOO_COSTLY = _(
    "This file opens into far more than its size. Print it to a new PDF or take a picture of it, "
    "then send that."
)
DAMAGED = _("This file cannot be read. Save it again, then send the new copy.")

log = structlog.get_logger("standing.sandbox")
_turns = BoundedSemaphore(AT_ONCE)


class Unreadable(Exception):
    """A reader does not take the file. The message is for the person: in English, and marked for
    translation.
    """


def run(
    reader: str, file: IO[bytes], *, memory: int = MEMORY, cpu_seconds: int = CPU_SECONDS
) -> bytes:
    """What a reader, "module:function", makes of the file.

    `memory`: bytes that it may take beside its code. `cpu_seconds`: of processor time.

    Raises Refusal where the file is not taken, costs too much, or too many are being read.
    """
    if not _turns.acquire(timeout=TURN_SECONDS):
        raise Refusal(gettext("Many files are being read just now. Please try again in a minute."))
    try:
        answer = _answer([reader, str(memory), str(cpu_seconds)], file)
    finally:
        _turns.release()
    if answer[:1] == DONE:
        return answer[1:]
    raise Refusal(gettext(answer[1:].decode()))


def _answer(arguments: list[str], file: IO[bytes]) -> bytes:
    """DONE and the result, or REFUSED and why."""
    with _in_memory(file) as question, open(os.memfd_create("answer"), "w+b") as answer:
        command = [sys.executable, "-m", __name__, *arguments]
        # One thread for numpy: each takes memory of its own.
        environment = {"LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1"}
        try:
            process = subprocess.run(
                command,
                stdin=question,
                stdout=answer,
                stderr=subprocess.PIPE,
                cwd=ROOT,
                env=environment,
                timeout=SECONDS,
            )
        except subprocess.TimeoutExpired:
            return REFUSED + TOO_COSTLY.encode()
        if process.returncode < 0:  # ended by a signal: past a limit
            return REFUSED + TOO_COSTLY.encode()
        if process.returncode:
            log.error("reader failed", subject=arguments[0], error=process.stderr.decode()[-200:])
            return REFUSED + DAMAGED.encode()
        answer.seek(0)
        return answer.read()


@contextlib.contextmanager
def _in_memory(file: IO[bytes]) -> Iterator[int]:
    """The file as a descriptor at its beginning; large uploads have one already."""
    file.seek(0)
    try:
        descriptor = file.fileno()
    except OSError:
        descriptor = -1
    if descriptor >= 0:
        yield descriptor
        return
    with open(os.memfd_create("given"), "w+b") as copy:
        while block := file.read(1 << 20):
            copy.write(block)
        copy.seek(0)
        yield copy.fileno()


def main(reader: str, memory: int, cpu_seconds: int) -> int:
    """In the process of its own: limits first, then the reader's code, then the file."""
    limits = {
        resource.RLIMIT_CPU: cpu_seconds,
        resource.RLIMIT_DATA: memory,
        resource.RLIMIT_FSIZE: OUTPUT,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_CORE: 0,
    }
    for name, most in limits.items():
        resource.setrlimit(name, (most, most))
    module, function = reader.split(":")
    try:
        read = getattr(importlib.import_module(module), function)
        answer = DONE + read(sys.stdin.buffer)
    except Unreadable as error:
        answer = REFUSED + str(error).encode()
    except MemoryError:
        answer = REFUSED + TOO_COSTLY.encode()
    except Exception as error:
        # The kind of error and its place, never its words: they may quote the file.
        place = traceback.extract_tb(error.__traceback__)[-1]
        sys.stderr.write(f"{type(error).__name__} {place.filename} {place.lineno}")
        return 1
    sys.stdout.buffer.write(answer)
    return 0


if __name__ == "__main__":
    from claims import sandbox  # by its name, as the readers know it

    sys.exit(sandbox.main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
