"""The product's own server on a throw-away state folder, and a person who asks it for pages."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.test import Client

HOST = "127.0.0.1"
START_SECONDS = 60
TOP = Path(__file__).resolve().parent.parent


def set_up(home: Path) -> None:
    """Point this process and the server at the state folder, in the local profile, with one worker.

    One worker: requests come one at a time, and the CPU clock must be that of the worker that answers.
    """
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "SANGKIEN_PROFILE": "local",
        "SANGKIEN_HOME": str(home),
        "WEB_CONCURRENCY": "1",
        "HOST": HOST,
        "PORT": str(_free_port()),
    }
    django.setup()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def database(programmes: Sequence[tuple[str, int, int]]) -> Iterator[None]:
    """A migrated database with programmes of (slug, rows, statements a phase), dropped at the end."""
    name = str(connection.settings_dict["NAME"])
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        for slug, rows, statements in programmes:
            call_command("make_measured_programme", slug, rows=rows, statements=statements)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")  # as autovacuum would within a minute
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def signed_in_cookie() -> str:
    """The Cookie header of a person who has signed in."""
    client = Client()
    person = get_user_model().objects.create_user(username="lan", full_name="Nguyễn Thị Lan")
    client.force_login(person)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


@contextmanager
def running(home: Path) -> Iterator[HTTPConnection]:
    """The server, started as `make run` starts it, and one kept-alive connection to it."""
    connection.close()
    said = home / "server.log"
    with said.open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "sangkien.start"], cwd=TOP, stdout=log, stderr=subprocess.STDOUT
        )
    line = HTTPConnection(HOST, int(os.environ["PORT"]), timeout=30)
    try:
        if not _answers(server, line):
            sys.exit(f"Máy chủ không chạy được:\n{said.read_text(encoding='utf-8')}")
        yield line
    finally:
        line.close()
        server.terminate()
        server.wait()


def _answers(server: "subprocess.Popen[bytes]", line: HTTPConnection) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            line.request("GET", "/healthz")
            answer = line.getresponse()
            answer.read()
        except OSError:
            line.close()
            time.sleep(0.1)
        else:
            return answer.status == HTTPStatus.OK
    return False
