"""The real product, started as its users start it: own state folder, own port, own database."""

import os
import secrets
import shutil
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

PREPARE = "import os, django; os.umask(0o077); django.setup(); from sangkien.start import prepare; prepare()"


@dataclass(frozen=True, slots=True)
class FirstRun:
    """What a first start leaves behind: a state folder, and on PostgreSQL the address of a database."""

    home: Path
    database: str


@dataclass(frozen=True, slots=True)
class Server:
    """A running product: where it answers, and the environment of its commands."""

    address: str
    environment: Mapping[str, str]

    def load(self, folder: Path) -> None:
        manage(self.environment, "load_programme", str(folder))

    def stage(self, call: str) -> None:
        """Run a function of tests/browser/stage.py in a shell of the product beside the server."""
        code = f"from tests.browser import stage; stage.{call}"
        manage(self.environment, "shell", "--no-imports", "-c", code)


@contextmanager
def first_run(home: Path) -> Iterator[FirstRun]:
    """Do once what a first start does before it serves, for several servers to begin with."""
    environment = environment_of(home)
    with separate_database(environment) as environment:
        run(environment, "-c", PREPARE)
        yield FirstRun(home, environment.get("DATABASE_URL", "").strip())


@contextmanager
def serving(home: Path, done: FirstRun | None = None) -> Iterator[Server]:
    """Start the product, on an empty state folder or on a copy of a first run; stop it at the end."""
    port = str(free_port())
    environment = environment_of(home) | {"HOST": "127.0.0.1", "PORT": port}
    if done:
        shutil.copytree(done.home, home, dirs_exist_ok=True)
    like = urlsplit(done.database).path[1:] if done else ""
    with separate_database(environment, like) as environment, (home / "server.log").open("w+") as log:
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


def environment_of(home: Path) -> dict[str, str]:
    environment = {**os.environ, "SANGKIEN_HOME": str(home), "DJANGO_SETTINGS_MODULE": "sangkien.settings"}
    environment.pop("SANGKIEN_PROFILE", None)
    return environment


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
def separate_database(environment: dict[str, str], like: str = "") -> Iterator[dict[str, str]]:
    """On PostgreSQL a database of this run, empty or like another; on SQLite the state folder is separate."""
    url = environment.get("DATABASE_URL", "").strip()
    if not url:
        yield environment
        return
    name = f"browser_{secrets.token_hex(6)}"
    execute(environment, f"CREATE DATABASE {name}" + (f" TEMPLATE {like}" if like else ""))
    try:
        yield {**environment, "DATABASE_URL": urlunsplit(urlsplit(url)._replace(path=f"/{name}"))}
    finally:
        execute(environment, f"DROP DATABASE {name} WITH (FORCE)")


def execute(environment: Mapping[str, str], statement: str) -> None:
    code = f"from django.db import connection; connection.cursor().execute({statement!r})"
    manage(environment, "shell", "-c", code)


def manage(environment: Mapping[str, str], *arguments: str) -> None:
    run(environment, "manage.py", *arguments)


def run(environment: Mapping[str, str], *arguments: str) -> None:
    """Python with these arguments, which must end well."""
    ended = subprocess.run(
        [sys.executable, *arguments],
        cwd=TOP,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        raise RuntimeError(f"{' '.join(arguments[:2])} failed:\n{ended.stdout}{ended.stderr}")
