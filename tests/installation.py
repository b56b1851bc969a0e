"""The site as a firm runs it, on this machine: the files of deploy/, servers of its own, a real
proxy.

Nothing of the demo is used: PostgreSQL and Valkey listen with passwords, every service is its own
process with the environment that deploy/new_environment.py wrote.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import requests

from portal import embedded

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60.0
BIN = Path(sys.executable).parent


class _From(requests.adapters.HTTPAdapter):
    """Requests that come from one address of this machine."""

    def __init__(self, source: str) -> None:
        self.source = source
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, source_address=(self.source, 0), **kwargs)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Installation:
    """Services by name; each can be started, killed and started again."""

    def __init__(self, folder: Path, sockets: Path, mail: str) -> None:
        self.folder, self.sockets = folder, sockets
        self.ports = {
            name: free_port()
            for name in ("database", "cache", "web1", "web2", "http", "https", "metrics")
        }
        self.url = f"https://localhost:{self.ports['https']}"
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.programs = next(
            place for place in embedded.folders_of_programs() if (place / "psql").exists()
        )
        script = [sys.executable, str(ROOT / "deploy" / "new_environment.py"), str(folder / "env")]
        subprocess.run([*script, "--host", "localhost"], check=True, stdout=subprocess.DEVNULL)
        database, cache = self.ports["database"], self.ports["cache"]
        changes = {
            "@localhost/standing": f"@localhost:{database}/standing",
            "@localhost:6379": f"@localhost:{cache}",
            "file:///srv/": f"{folder.as_uri()}/",
            '"/srv/': f'"{folder}/',
            '"https://localhost"': f'"{self.url}"',
            "smtp+tls://user:password@mail.example.org:587": mail,
        }
        for path in (folder / "env").iterdir():
            text = path.read_text(encoding="utf-8")
            for old, new in changes.items():
                text = text.replace(old, new)
            path.write_text(text, encoding="utf-8")
        for name in ("standing", "standing-keys"):
            (folder / name).mkdir(mode=0o700)

    def values(self, *files: str) -> dict[str, str]:
        """The environment of a service whose files these are, and nothing of this process's."""
        values = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "LANG": "C.UTF-8"}
        values["STANDING_RESEND_SECONDS"] = values["STANDING_SEAL_SECONDS"] = "1"
        for name in ("standing", *files):
            text = (self.folder / "env" / f"{name}.env").read_text(encoding="utf-8")
            values |= dict(re.findall(r'^(\w+)="(.*)"$', text, re.MULTILINE))
        return values

    def manage(self, *arguments: str, files: tuple[str, ...] = ()) -> str:
        """What a command prints. Raises AssertionError with it where the command fails."""
        result = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.values(*files),
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    def start(self, name: str) -> None:
        """A service, without waiting for it."""
        command, environment = self._commands(name)
        with (self.folder / f"{name}.log").open("ab") as log:
            # Whatever ends the tests, nothing goes on.
            self.processes[name] = subprocess.Popen(
                ["setpriv", "--pdeathsig=KILL", *command],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self, name: str) -> None:
        """SIGKILL to the service and what it started: nothing is tidied up."""
        process = self.processes.pop(name)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def revive(self) -> None:
        """Start what has ended by itself, as systemd does: a service without its database."""
        for name, process in list(self.processes.items()):
            if process.poll() is not None:
                self.start(name)

    def stop(self, name: str) -> None:
        """As systemd stops it. Raises TimeoutExpired where it does not end."""
        process = self.processes.pop(name)
        process.send_signal(signal.SIGINT if name == "database" else signal.SIGTERM)
        process.wait(30)

    def stop_all(self) -> None:
        for name in reversed(list(self.processes)):
            with suppress(subprocess.TimeoutExpired):
                self.stop(name)

    def _commands(self, name: str) -> tuple[list[str], dict[str, str]]:
        manage = [sys.executable, "manage.py"]
        port = str(self.ports.get(name, ""))
        if name == "database":
            server = embedded.unprivileged("INT")
            options = ["-D", str(self.folder / "postgres"), "-c", f"port={port}"]
            options += ["-c", f"unix_socket_directories={self.sockets}", "-c", "fsync=off"]
            return [*server, str(self.programs / "postgres"), *options], self.values()
        if name == "cache":
            password = self.values("cache")["VALKEY_PASSWORD"]
            options = ["--port", port, "--requirepass", password, "--save", ""]
            return [embedded._valkey_binary(), *options, "--dir", str(self.folder)], self.values()
        if name.startswith("web"):
            metrics = ["--metrics-port", str(self.ports["metrics"])] if name == "web1" else []
            return [*manage, "web", "--port", port, *metrics], self.values()
        if name in ("worker", "beat"):
            return [*manage, name], self.values()
        return self._proxy(name)

    def _proxy(self, name: str) -> tuple[list[str], dict[str, str]]:
        text = (ROOT / "deploy" / f"{name}").read_text(encoding="utf-8")
        path = self.folder / name
        values = self.values() | {"XDG_DATA_HOME": str(self.folder), "STANDING_HOST": "localhost"}
        values["STANDING_WEB"] = " ".join(
            f"127.0.0.1:{self.ports[web]}" for web in ("web1", "web2")
        )
        if name == "Caddyfile":
            ports = f"http_port {self.ports['http']}\n  https_port {self.ports['https']}"
            options = f"  admin off\n  skip_install_trust\n  {ports}\n  servers {{"
            path.write_text(text.replace("  servers {", options, 1), encoding="utf-8")
            return [
                str(BIN / "caddy"),
                "run",
                "--config",
                str(path),
                "--adapter",
                "caddyfile",
            ], values
        key, certificate = self.folder / "key.pem", self.folder / "certificate.pem"
        command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
        command += ["-subj", "/CN=localhost", "-keyout", str(key), "-out", str(certificate)]
        subprocess.run(command, check=True, capture_output=True)
        for old, new in {
            "listen 80;": f"listen 127.0.0.1:{self.ports['http']};",
            "listen 443 ssl http2;": f"listen 127.0.0.1:{self.ports['https']} ssl http2;",
            "  listen [::]:80;\n": "",
            "  listen [::]:443 ssl http2;\n": "",
            "claims.example.org": "localhost",
            "/etc/letsencrypt/live/localhost/fullchain.pem": str(certificate),
            "/etc/letsencrypt/live/localhost/privkey.pem": str(key),
            "127.0.0.1:8000": f"127.0.0.1:{self.ports['web1']}",
            "127.0.0.1:8001": f"127.0.0.1:{self.ports['web2']}",
        }.items():
            text = text.replace(old, new)
        path.write_text(
            f"daemon off; pid {self.folder}/nginx.pid; error_log stderr; worker_processes 1;\n"
            f"events {{ worker_connections 2000; }}\nhttp {{\n{text}\n}}\n",
            encoding="utf-8",
        )
        return [nginx(), "-c", str(path), "-e", "stderr"], values

    def prepare(self) -> None:
        """Servers, roles, database, tables: the first day up to the services."""
        data = self.folder / "postgres"
        data.mkdir(mode=0o700)
        embedded.give_to_server_user(data)
        initdb = [*embedded.unprivileged("TERM"), str(self.programs / "initdb"), "-D", str(data)]
        options = ["-U", "postgres", "--auth-local=trust", "--auth-host=scram-sha-256", "--no-sync"]
        subprocess.run(
            [*initdb, *options], check=True, stdout=subprocess.DEVNULL, cwd="/", stderr=sys.stderr
        )
        self.start("database")
        self.start("cache")
        wait_for_line(self.ports["database"])
        wait_for_line(self.ports["cache"])
        place = {"PGHOST": str(self.sockets), "PGPORT": str(self.ports["database"])}
        path = f"{self.programs}:{os.environ['PATH']}"
        subprocess.run(
            [ROOT / "deploy" / "database.sh"],
            env=self.values("database") | place | {"PGUSER": "postgres", "PATH": path},
            check=True,
            stdout=subprocess.DEVNULL,
        )
        self.manage("prepare", files=("owner",))

    def session(self, source: str = "127.0.0.1") -> requests.Session:
        """A visitor's browser, at an address of this machine, which takes the certificate that was
        made for this test.
        """
        session = requests.Session()
        session.verify, session.trust_env = False, False
        session.mount("https://", _From(source))
        return session

    def wait_for_proxy(self) -> None:
        """Until it has its certificate. Raises TimeoutError."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            with suppress(OSError):
                self.line().close()
                return
            time.sleep(0.1)
        raise TimeoutError("the proxy does not answer")

    def line(self, source: str = "127.0.0.1") -> socket.socket:
        """A line to the proxy, with TLS, from an address of this machine."""
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        proxy = ("127.0.0.1", self.ports["https"])
        plain = socket.create_connection(proxy, timeout=30, source_address=(source, 0))
        return context.wrap_socket(plain, server_hostname="localhost")


@contextmanager
def installed(folder: Path, mail: str = "smtp://localhost:1") -> Iterator[Installation]:
    """An installation up to its prepared database; what was started stops with the block."""
    with ExitStack() as stack:
        sockets = Path(stack.enter_context(embedded.socket_folder()))
        installation = Installation(folder, sockets, mail)
        stack.callback(installation.stop_all)
        installation.prepare()
        yield installation


def wait_for_line(port: int) -> None:
    """Raises TimeoutError where nobody listens in time."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise TimeoutError(f"nobody listens at port {port}")


def nginx() -> str:
    """Debian keeps it where an ordinary user's path does not look."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/sbin") or ""
