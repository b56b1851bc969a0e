"""The processes of the site, each one command of manage.py: web, worker, beat."""

from __future__ import annotations

import os
import sys

from django.core.management.base import CommandError

from portal import readiness

THREADS = 64  # of all web processes together, at least: a stalled line holds one


def web(host: str, port: int, *, workers: int, threads: int) -> list[str]:
    """The application server's command line."""
    return [
        *_module("granian"),
        *("--interface", "wsgi"),
        *("--workers", str(workers)),
        *("--blocking-threads", str(threads)),
        *("--host", host),
        *("--port", str(port)),
        *("--log-level", "warning"),
        "portal.wsgi:application",
    ]


def worker(*, processes: int, with_beat: bool = False) -> list[str]:
    """Does the jobs; with beat it also hands them out when their time comes."""
    beat_option = ["-B"] if with_beat else []
    return [
        *_celery("worker"),
        *beat_option,
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
    if missing := readiness.missing():
        raise CommandError(" ".join([*missing, "Run first: python manage.py prepare"]))
    os.execv(command[0], command)  # noqa: S606 -- our own program, without a shell


def _module(name: str) -> list[str]:
    return [sys.executable, "-m", name]


def _celery(role: str) -> list[str]:
    return [*_module("celery"), "-A", "portal", "-q", role]
