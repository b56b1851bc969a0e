"""The processes of the site, each one command of manage.py: web, worker, beat."""

from __future__ import annotations

import os
import signal
import sys
import tempfile

import waitress
from django.conf import settings
from django.core.management.base import CommandError

from portal import lines, readiness

# Lines open at once; one that stalls costs a file descriptor and no thread.
CONNECTIONS = 2000
GIGABYTE = 1 << 30
# Above what any page takes, so that the page itself can say how much that is.
LARGEST_BODY = 300 * 1024 * 1024


def serve(host: str, port: int, *, threads: int) -> None:
    """Answer requests in this process until it is told to stop (docs/adr/0015).

    A thread begins with a request that is here whole and ends when the answer is written down;
    what arrives and leaves slowly waits in memory, never on a disk.

    Raises CommandError where something is missing that `manage.py prepare` makes.
    """
    _refuse_unprepared()
    from portal.wsgi import application  # warms the index, which nothing else needs

    signal.signal(signal.SIGTERM, _stop)
    tempfile.tempdir = settings.MEMORY_DIR
    server = waitress.create_server(
        application,
        host=host,
        port=port,
        threads=threads,
        connection_limit=CONNECTIONS,
        asyncore_use_poll=True,  # select() ends at 1,024 files
        channel_timeout=lines.SILENT_SECONDS,
        cleanup_interval=5,
        max_request_header_size=64 * 1024,
        max_request_body_size=LARGEST_BODY,
        outbuf_high_watermark=GIGABYTE,  # a slow reader holds no thread either
        clear_untrusted_proxy_headers=False,  # STANDING_PROXY_COUNT says whom to believe
        ident=None,
    )
    server.channel_class = lines.Line
    server.run()


def worker(*, processes: int) -> list[str]:
    """Does the jobs."""
    return [
        *_celery("worker"),
        *("-c", str(processes)),
        *("--loglevel", "warning"),
        "--without-gossip",
        "--without-mingle",
    ]


def beat() -> list[str]:
    """Hands out what must happen again and again. One of them, never two."""
    return [*_celery("beat"), "--loglevel", "warning"]


def become(command: list[str]) -> None:
    """Run a service in place of this process, so that whoever watches it watches the service.

    Raises CommandError where something is missing that `manage.py prepare` makes.
    """
    _refuse_unprepared()
    os.execv(command[0], command)  # noqa: S606 -- our own program, without a shell


def _refuse_unprepared() -> None:
    if missing := readiness.missing():
        raise CommandError(" ".join([*missing, "Run first: python manage.py prepare"]))


def _stop(*_: object) -> None:
    """Requests under way get five seconds to end."""
    raise SystemExit(0)


def _celery(role: str) -> list[str]:
    return [sys.executable, "-m", "celery", "-A", "portal", "-q", role]
