"""The real product, started as its users start it: own state folder, own port, own database."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

TOP = Path(__file__).resolve().parents[2]
START_SECONDS = 60
STOP_SECONDS = 30

ADD_PERSON = """
from units.models import User
User.objects.create_user(username={username!r}, password={password!r}, full_name={full_name!r}, role={role!r})
"""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can sign in."""

    username: str
    password: str
    full_name: str
    role: str


@dataclass(frozen=True, slots=True)
class Server:
    """A running product: where it answers, and the environment of its commands."""

    address: str
    environment: Mapping[str, str]

    def load(self, folder: Path) -> None:
        manage(self.environment, "load_programme", str(folder))

    def add(self, person: Person) -> None:
        code = ADD_PERSON.format(
            username=person.username, password=person.password, full_name=person.full_name, role=person.role
        )
        manage(self.environment, "shell", "-c", code)


@contextmanager
def serving(home: Path) -> Iterator[Server]:
    """Start the product on an empty state folder; stop it with its workers at the end."""
    port = str(free_port())
    environment = {**os.environ, "SANGKIEN_HOME": str(home), "HOST": "127.0.0.1", "PORT": port}
    environment.pop("SANGKIEN_PROFILE", None)
    with separate_database(environment) as environment, (home / "server.log").open("w+") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "sangkien.start"],
            cwd=TOP,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            wait_until_healthy(address, process, home / "server.log")
            yield Server(address, environment)
        finally:
            stop(process)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_healthy(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"The product does not answer:\n{log.read_text(encoding='utf-8')}")


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ask the server to end; what is left of its process group after that is killed."""
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def separate_database(environment: dict[str, str]) -> Iterator[dict[str, str]]:
    """On PostgreSQL a database of this run; on SQLite the state folder is separate enough."""
    url = environment.get("DATABASE_URL", "").strip()
    if not url:
        yield environment
        return
    name = f"browser_{secrets.token_hex(6)}"
    execute(environment, f"CREATE DATABASE {name}")
    try:
        yield {**environment, "DATABASE_URL": urlunsplit(urlsplit(url)._replace(path=f"/{name}"))}
    finally:
        execute(environment, f"DROP DATABASE {name} WITH (FORCE)")


def execute(environment: Mapping[str, str], statement: str) -> None:
    code = f"from django.db import connection; connection.cursor().execute({statement!r})"
    manage(environment, "shell", "-c", code)


def manage(environment: Mapping[str, str], *arguments: str) -> None:
    ended = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=TOP,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        raise RuntimeError(f"manage.py {arguments[0]} failed:\n{ended.stdout}{ended.stderr}")
