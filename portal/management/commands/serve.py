"""manage.py serve: the demo under one supervisor, until Ctrl-C; nothing is left running."""

from __future__ import annotations

import contextlib
import os
import shlex
import signal
import socket
import subprocess
import sys
import time
from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from portal import demo, processes, single_run

STOP_SECONDS = 15.0


class Command(BaseCommand):
    help = (
        "Prepare the database and the static files, then run web server, worker and beat "
        "until stopped."
    )

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument(
            "--dev",
            action="store_true",
            help="for work on the code: server and worker start again when it changes",
        )

    def handle(self, *args, port, host, dev, **options):
        if not settings.EMBEDDED:
            raise CommandError(
                "This runs the demo. A firm's services are started one by one: web, worker and beat"
                " (docs/runbooks/first-day.md)."
            )
        if not 0 < port < 1 << 16:
            raise CommandError(f"There is no port {port}. Choose one below 65536, such as 8001.")
        address = f"http://localhost:{port}"
        with single_run.only_run(settings.VAR_DIR, address):
            _refuse_taken_port(host, port)
            os.environ.setdefault("STANDING_SITE_URL", address)
            self._prepare()
            self._serve(host, port, dev=dev)

    def _serve(self, host: str, port: int, *, dev: bool) -> None:
        # SIGINT too: a shell may have started us with it ignored.
        signal.signal(signal.SIGINT, _interrupt)
        signal.signal(signal.SIGTERM, _interrupt)
        commands = [
            [sys.executable, "manage.py", "web", "--host", host, "--port", str(port)],
            processes.worker(processes=1),
            processes.beat(),
        ]
        if dev:
            commands = [_reloading_server(host, port), _reloading_worker(), processes.beat()]
        with contextlib.suppress(KeyboardInterrupt), _running(commands) as children:
            _wait_for(host, port, children)
            self.stdout.write(demo.sign_ins(f"http://localhost:{port}"))
            self.stdout.write(f"Serving http://localhost:{port} - Ctrl-C stops everything.")
            while all(process.poll() is None for process in children):
                time.sleep(0.5)
            raise CommandError(
                "The server or the worker has stopped by itself; the reason is above."
            )

    def _prepare(self) -> None:
        """Bring database and static files up to date; give the demo its data."""
        if demo.is_of_another_version():
            self.stdout.write("The demo data is of another version of the code: it is made anew.")
            demo.remove()
        elif demo.is_half_made():
            self.stdout.write("The demo data was not finished: it is made anew.")
            demo.remove()
        call_command("prepare", stdout=StringIO())
        if demo.is_empty():
            self.stdout.write("Seeding the demo data (half a minute, once) ...")
            call_command("demo", quiet=True)


def _reloading_server(host: str, port: int) -> list[str]:
    return [sys.executable, "manage.py", "runserver", f"{host}:{port}"]


def _reloading_worker() -> list[str]:
    folders = ["claims", "portal"]
    return [
        sys.executable,
        "-m",
        "watchfiles",
        "--filter",
        "python",
        shlex.join(processes.worker(processes=1)),
        *folders,
    ]


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _refuse_taken_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise CommandError(
                f"Port {port} is in use. Choose another: make run PORT=8001"
            ) from None


@contextlib.contextmanager
def _running(commands: list[list[str]]):
    """Each command in a process group of its own, so that Ctrl-C reaches the supervisor first and
    the rest in order.
    """
    # Where the supervisor is killed, they end too.
    guard = ["setpriv", "--pdeathsig=TERM"]
    children = [
        subprocess.Popen([*guard, *command], start_new_session=True) for command in commands
    ]
    try:
        yield children
    finally:
        for process in children:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in children:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.1, deadline - time.monotonic()))
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)


def _wait_for(host: str, port: int, children: list[subprocess.Popen]) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and all(process.poll() is None for process in children):
        with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=1):
            return
        time.sleep(0.1)
    raise CommandError("The web server did not start; the reason is above.")
