"""What lines that stall cost everybody else: the site as a firm runs it, asked with and without
them.
"""

from __future__ import annotations

import contextlib
import socket
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import requests
from urllib3.exceptions import InsecureRequestWarning

from bench.ground import Ground
from bench.measure import Figure, smaller_is_better
from tests import installation

ASKED = 100
# As of somebody who begins to send a form and stops.
STALLED = b"POST /check/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\ntext=1"


def bench_stalled(ground: Ground) -> list[Figure]:
    """Milliseconds of a page while 50 lines stall at the web process, and 200 at each proxy."""
    warnings.simplefilter("ignore", InsecureRequestWarning)
    with (
        tempfile.TemporaryDirectory(prefix="standing-stalled-") as folder,
        installation.installed(Path(folder)) as firm,
    ):
        for web in ("web1", "web2"):
            firm.start(web)
            installation.wait_for_line(firm.ports[web])
        port = firm.ports["web1"]
        ground.say("50 lines without a proxy")
        figures = [
            _figure(
                "one web process",
                50,
                lambda _number: socket.create_connection(("127.0.0.1", port)),
                f"http://localhost:{port}/healthz",
            )
        ]
        for proxy in ("Caddyfile", "nginx.conf"):
            ground.say(f"200 lines at {proxy}")
            firm.start(proxy)
            firm.wait_for_proxy()
            # From four addresses: nginx lets one have sixty.
            figures.append(
                _figure(
                    proxy,
                    200,
                    lambda number: firm.line(f"127.0.0.{2 + number // 50}"),
                    f"{firm.url}/states/",
                )
            )
            firm.stop(proxy)
    return figures


def _figure(name: str, lines: int, line: Callable[[int], socket.socket], page: str) -> Figure:
    alone = _milliseconds(page)
    with contextlib.ExitStack() as stack:
        for number in range(lines):
            stack.enter_context(contextlib.closing(line(number))).sendall(STALLED)
        beside = _milliseconds(page)
    return smaller_is_better(
        f"page beside {lines} stalled lines, {name}", lines, beside, "ms", "without them", alone
    )


def _milliseconds(page: str) -> float:
    """The median of a page's time over one line."""
    times = []
    with requests.Session() as session:
        session.verify, session.trust_env = False, False
        session.get(page).raise_for_status()
        for _time in range(ASKED):
            began = time.perf_counter()
            session.get(page).raise_for_status()
            times.append(time.perf_counter() - began)
    return float(np.median(times) * 1000)
