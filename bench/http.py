"""The site as served: one web process with one thread on one core, asked over eight connections
from the other.
"""

from __future__ import annotations

import contextlib
import os
import re
import selectors
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from django.core.management import call_command

from bench.ground import Ground
from bench.measure import ROUNDS, Figure, larger_is_better
from bench.site import ASKED

CONNECTIONS, SECONDS, SMALL = 8, 2.0, 1_000_000


def bench_http(ground: Ground) -> list[Figure]:
    """Requests a second of the JSON check beside a view that does nothing, of the HTML check beside
    the same page from constants, and of the JSON check on a million rows beside all of them.
    """
    rows, small = ground.rows, ground.smaller(SMALL)
    with served(ground.index) as port, served(small.index) as other:
        ground.say("measuring")
        json, page = _json(port), _page(port, "/check/")
        rates = best_rates(
            {
                "hello": (port, _json(port, "/bench/hello")),
                "json": (port, json),
                "constants": (port, _page(port, "/bench/constants")),
                "page": (port, page),
                "json, small": (other, _json(other)),
            }
        )
    return [
        larger_is_better(
            "JSON check", rows, rates["json"], "1/s", "a view that does nothing", rates["hello"]
        ),
        larger_is_better(
            "HTML check",
            rows,
            rates["page"],
            "1/s",
            "the same page from constants",
            rates["constants"],
        ),
        larger_is_better(
            "JSON check",
            rows,
            rates["json"],
            "1/s",
            f"on {small.rows:,} rows",
            rates["json, small"],
        ),
    ]


@contextlib.contextmanager
def served(index: Path) -> Iterator[int]:
    """The site over this index; gives its port."""
    call_command("collectstatic", interactive=False, verbosity=0)  # the pages name its files
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "STANDING_INDEX_DIR": str(index),
    }
    command = [
        *(sys.executable, "-m", "waitress"),
        *("--threads", "1"),
        *("--host", "127.0.0.1"),
        *("--port", str(port)),
        "portal.wsgi:application",
    ]
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, preexec_fn=lambda: _pin(0)
    )
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def _pin(core: int) -> None:
    if (os.cpu_count() or 1) > 1:
        os.sched_setaffinity(0, {core})


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with (
            contextlib.suppress(OSError),
            urllib.request.urlopen(f"http://127.0.0.1:{port}/bench/hello"),
        ):
            return
        time.sleep(0.1)
    raise RuntimeError("the server did not start")


def _json(port: int, path: str = "/api/v1/check") -> bytes:
    body = b'{"photo_ids": [90000000001]}'
    return _request(port, path, body, "application/json")


def _page(port: int, path: str) -> bytes:
    """A check as the form of the page sends it."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/check/") as answer:
        cookie = answer.headers["Set-Cookie"].partition(";")[0]
        token = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', answer.read())
    assert token is not None
    body = b"csrfmiddlewaretoken=" + token[1] + b"&text=" + ASKED.encode()
    return _request(port, path, body, "application/x-www-form-urlencoded", f"Cookie: {cookie}\r\n")


def _request(port: int, path: str, body: bytes, kind: str, more: str = "") -> bytes:
    head = f"POST {path} HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Type: {kind}\r\n{more}"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


def best_rates(contenders: dict[str, tuple[int, bytes]]) -> dict[str, float]:
    """Each contender's best round in requests a second; in each round all take their turn."""
    before, best = os.sched_getaffinity(0), dict.fromkeys(contenders, 0.0)
    _pin(1)
    try:
        for _round in range(ROUNDS):
            for name, (port, request) in contenders.items():
                best[name] = max(best[name], _rate(port, request))
    finally:
        os.sched_setaffinity(0, before)
    return best


def _rate(port: int, request: bytes) -> float:
    """Keep every connection busy for SECONDS.

    Raises RuntimeError for an answer that is not 200.
    """
    with contextlib.ExitStack() as stack:
        selector = stack.enter_context(selectors.DefaultSelector())
        for _connection in range(CONNECTIONS):
            connection = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            selector.register(connection, selectors.EVENT_READ, bytearray())
            connection.sendall(request)
        done, started = 0, time.perf_counter()
        while (now := time.perf_counter()) - started < SECONDS:
            for key, _events in selector.select(1):
                key.data.extend(key.fileobj.recv(1 << 18))  # type: ignore[union-attr]
                if _is_whole(key.data):
                    done += 1
                    key.data.clear()
                    key.fileobj.sendall(request)  # type: ignore[union-attr]
        return done / (now - started)


def _is_whole(answer: bytearray) -> bool:
    end = answer.find(b"\r\n\r\n")
    if end < 0:
        return False
    if not answer.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(answer[: end + 400].decode("utf-8", "replace"))
    length = re.search(rb"content-length: (\d+)", answer[:end], re.I)
    assert length is not None
    return len(answer) >= end + 4 + int(length[1])
