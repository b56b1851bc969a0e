"""A second run of the demo touches nothing, and a killed one leaves nothing that stops the next."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from portal import embedded, single_run

SLEEPER = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(600)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(15, signal.SIG_IGN); print('up', flush=True); "
    "time.sleep(600)",
]


def sleeper(mark, command=SLEEPER):
    """A process that is up, with this mark in its environment or none."""
    environment = {key: value for key, value in os.environ.items() if key != single_run.MARK}
    environment |= {single_run.MARK: str(mark)} if mark else {}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
    with process.stdout:
        assert process.stdout.readline() == b"up\n"
    return process


@pytest.fixture
def unmarked(monkeypatch):
    monkeypatch.delenv(single_run.MARK, raising=False)


def test_a_second_run_says_where_the_first_is_and_touches_nothing(tmp_path, unmarked):
    with single_run.only_run(tmp_path, "http://localhost:8000"):
        own = sleeper(tmp_path)
        with pytest.raises(CommandError) as refusal, single_run.only_run(tmp_path, "elsewhere"):
            pytest.fail("it started")
        assert f"http://localhost:8000 (process {os.getpid()})" in str(refusal.value)
        assert "Nothing was touched." in str(refusal.value)
        assert own.poll() is None
        own.kill()
        own.wait()


def test_the_next_run_may_begin_when_the_first_has_ended(tmp_path, unmarked):
    for address in ("http://localhost:8000", "http://localhost:8001"):
        with single_run.only_run(tmp_path, address):
            assert os.environ[single_run.MARK] == str(tmp_path)


def test_what_a_killed_run_left_behind_ends_and_nothing_else(tmp_path, unmarked, monkeypatch):
    monkeypatch.setattr(single_run, "GRACE_SECONDS", 0.5)
    left, stubborn = sleeper(tmp_path), sleeper(tmp_path, STUBBORN)
    other, unconcerned = sleeper(tmp_path / "another"), sleeper("")
    with single_run.only_run(tmp_path, "http://localhost:8000"):
        assert (left.wait(5), stubborn.wait(5)) == (-15, -9)
        assert (other.poll(), unconcerned.poll()) == (None, None)
    for process in (other, unconcerned):
        process.kill()
        process.wait()


def test_a_process_of_our_own_ends_when_its_supervisor_is_killed(tmp_path):
    """Whatever ends the supervisor, PostgreSQL and the web server do not go on for ever."""
    code = (
        "import subprocess, sys, time; "
        "child = subprocess.Popen(['setpriv', '--pdeathsig=TERM', sys.executable, '-c', "
        "'import time; time.sleep(600)']); print(child.pid, flush=True); time.sleep(600)"
    )
    supervisor = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    with supervisor.stdout:
        child = int(supervisor.stdout.readline())
    time.sleep(0.2)
    supervisor.kill()
    supervisor.wait()
    deadline = time.monotonic() + 10
    while _is_running(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _is_running(child)


def _is_running(process: int) -> bool:
    try:
        with open(f"/proc/{process}/stat", encoding="ascii") as status:
            return status.read().split()[2] != "Z"
    except FileNotFoundError:
        return False


def test_the_sockets_of_a_killed_run_are_removed_by_the_next(tmp_path):
    with embedded.socket_folder() as left, embedded.socket_folder() as another:
        note = tmp_path / "sockets.txt"
        note.write_text(left)
        embedded._remove_left_sockets(note)
        assert (Path(left).exists(), Path(another).exists()) == (False, True)
        note.write_text(str(tmp_path))  # of whatever else the note speaks
        embedded._remove_left_sockets(note)
        assert tmp_path.exists()


@pytest.mark.parametrize("port", [0, -1, 65536, 99999])
def test_a_port_that_there_is_not_is_refused_in_words(port, settings):
    settings.EMBEDDED = True
    with pytest.raises(CommandError, match=f"There is no port {port}"):
        call_command("serve", f"--port={port}")
