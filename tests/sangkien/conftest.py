"""One real server for all tests of the wiring."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.sangkien.process import ROOT, environment, free_port

START_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Served:
    """A server, where it keeps its state, and what it has printed until it answered."""

    home: Path
    port: int
    printed: str


@contextmanager
def serving(home: Path) -> Iterator[Served]:
    """The server from start to stop, as `make run` has it."""
    port = free_port()
    log = home.parent / "server.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "sangkien.start"],
            cwd=ROOT,
            env=environment(home, PORT=str(port), WEB_CONCURRENCY="1"),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        wait_for_answer(process, port, log)
        yield Served(home, port, log.read_text())
    finally:
        os.kill(process.pid, signal.SIGTERM)
        process.wait(timeout=30)


def wait_for_answer(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            if get(port, "/healthz")[0] == http.HTTPStatus.OK:
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"The server does not answer:\n{log.read_text()}")


def get(port: int, path: str) -> tuple[int, dict[str, str], str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, dict(response.getheaders()), response.read().decode()
    finally:
        connection.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("server") / "home") as served:
        yield served
