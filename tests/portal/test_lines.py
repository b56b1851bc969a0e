"""A line that stalls, or is slower than its size allows, is dropped; it never holds a thread."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import contextmanager

import pytest
import waitress
from waitress import wasyncore
from waitress.parser import HTTPRequestParser

from portal import lines

HEAD = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"


@pytest.mark.parametrize(
    ("megabytes", "seconds"),
    [(0, 20), (25, 600), (200, 4660)],
)
def test_twenty_five_megabytes_may_take_ten_minutes(megabytes, seconds):
    assert lines.seconds_for(megabytes * 1024 * 1024) == pytest.approx(seconds)


@contextmanager
def serving(answer):
    server = waitress.create_server(
        answer, {}, host="127.0.0.1", port=0, threads=1, channel_timeout=1, cleanup_interval=0
    )
    server.channel_class = lines.Line
    is_over = threading.Event()

    def serve():
        while not is_over.is_set():
            wasyncore.loop(timeout=0.05, map=server._map, count=1)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield "127.0.0.1", server.effective_port
    finally:
        is_over.set()
        thread.join()
        server.task_dispatcher.shutdown()
        for line in list(server._map.values()):
            line.close()


def hello(_environ, start):
    start("200 OK", [("Content-Length", "5")])
    return [b"hello"]


def answer_of(line):
    answer = b""
    while not answer.endswith(b"hello"):
        answer += line.recv(1000)
    return answer


def test_a_silent_line_is_dropped_and_holds_no_thread():
    with serving(hello) as address, socket.create_connection(address, timeout=10) as stalled:
        stalled.sendall(HEAD % 1000 + b"a")
        with socket.create_connection(address, timeout=10) as other:
            other.sendall(HEAD % 1 + b"a")
            assert answer_of(other).startswith(b"HTTP/1.1 200")
        assert stalled.recv(10) == b""


def test_a_line_that_drips_is_dropped_when_its_time_is_over(monkeypatch):
    monkeypatch.setattr(lines, "seconds_for", lambda length: {1000: 0.5}.get(length, 60))
    with serving(hello) as address, socket.create_connection(address, timeout=10) as dripping:
        dripping.sendall(HEAD % 1000)
        began = time.monotonic()
        with pytest.raises(ConnectionError):
            while time.monotonic() < began + 10:
                dripping.sendall(b"a")
                time.sleep(0.05)


def test_each_request_of_a_line_has_its_own_time(monkeypatch):
    monkeypatch.setattr(lines, "seconds_for", lambda _length: 0.5)
    with serving(hello) as address, socket.create_connection(address, timeout=10) as line:
        for _request in range(3):
            line.sendall(HEAD % 2 + b"a")
            time.sleep(0.3)
            line.sendall(b"a")
            assert answer_of(line).startswith(b"HTTP/1.1 200")


def test_a_head_that_never_ends_has_the_shortest_time():
    assert HTTPRequestParser(None).content_length == 0
