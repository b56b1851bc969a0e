"""A whole site for a browser: a database cloned from the migrated one, a web server, a worker, and
a post office.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer

from tests import make
from tests.post_office import delivering

CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """Debian's Chromium; where there is none the tests are skipped by name, except in CI, where
    that is a failure.
    """
    if CHROMIUM is None:
        reason = "no Chromium on this machine: apt-get install chromium"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    return {
        "executable_path": CHROMIUM,
        "args": [*ARGUMENTS, "--disable-component-update", "--disable-sync"],
    }


@pytest.fixture
def post_office(settings):
    with delivering() as office:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = office.host, office.port
        yield office


@dataclass
class Site:
    url: str
    environment: dict[str, str]
    workers: list[subprocess.Popen] = field(default_factory=list)

    def start_worker(self) -> subprocess.Popen:
        """A real Celery worker with beat, in a process group of its own."""
        command = [
            sys.executable,
            "-m",
            "celery",
            "-A",
            "portal",
            "-q",
            "worker",
            "-B",
            "-c",
            "1",
            "--loglevel",
            "error",
        ]
        folder = Path(self.environment["STANDING_FILES_DIR"])
        folder.mkdir(parents=True, exist_ok=True)
        schedule = str(folder / f"beat{len(self.workers)}")
        worker = subprocess.Popen(
            [*command, "-s", schedule, "--without-gossip", "--without-mingle"],
            env=self.environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.workers.append(worker)
        return worker

    @staticmethod
    def kill(worker: subprocess.Popen) -> None:
        """SIGKILL to the worker and its children: nothing is tidied up."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()


@pytest.fixture
def site(database, post_office, settings, tmp_path, at):
    """The site at http://localhost:<port>, with a matter; `start_worker()` when something is to be
    done.
    """
    server = LiveServer("localhost")
    url = server.url.replace("127.0.0.1", "localhost")
    settings.SITE_URL = url
    settings.ALLOWED_HOSTS = ["*"]
    environment = os.environ | {
        "DATABASE_URL": database,
        "STANDING_FILES_DIR": str(settings.FILES_DIR),
        "STANDING_KEYS_URL": settings.KEYS_URL,
        "STANDING_INDEX_DIR": str(settings.INDEX_DIR),
        "STANDING_EMAIL_URL": post_office.url,
        "STANDING_SITE_URL": url,
        "STANDING_RESEND_SECONDS": "1",
        "TMPDIR": str(tmp_path),  # a killed worker leaves its temporary files
        "PYTHONWARNINGS": "ignore",
    }
    made = Site(url, environment)
    make.matter(at=at)
    make.release("meglass", make.MEGLASS_LINES, tmp_path, at=at)
    yield made
    for worker in made.workers:
        Site.kill(worker)
    server.stop()


@pytest.fixture
def watched(context):
    """Pages whose console and requests are watched: no policy violation, nothing from elsewhere, no
    script error.
    """
    complaints: list[str] = []

    def watch(page):
        page.on("console", lambda entry: entry.type == "error" and complaints.append(entry.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request",
            lambda request: (
                request.url.split("/")[2].split(":")[0] != "localhost"
                and not request.url.startswith("data:")
                and complaints.append(request.url)
            ),
        )

    context.on("page", watch)
    yield complaints
    assert complaints == []
