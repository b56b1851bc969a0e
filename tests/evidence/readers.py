"""Readers that misbehave, each in its way; run in the sandbox."""

from __future__ import annotations

import os
import time


def environment(file) -> bytes:
    return repr(dict(os.environ)).encode()


def write_much(file) -> bytes:
    with open("/tmp/of-a-reader", "wb") as out:
        out.write(bytes(2**27))
    return b""


def take_memory(file) -> bytes:
    return bytes(2**30)


def take_time(file) -> bytes:
    while True:
        pass


def wait(file) -> bytes:
    time.sleep(60)
    return b""


def fail(file) -> bytes:
    raise ValueError(file.read())
