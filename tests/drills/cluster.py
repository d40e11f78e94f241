"""A PostgreSQL cluster that lives as long as the drills. The server refuses to run as root."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.sangkien.process import free_port

DEBIAN = Path("/usr/lib/postgresql")
OWNER = "postgres"
PERSON = "sangkien"


def program(name: str) -> str | None:
    """Where a program of the newest server is; Debian keeps them out of PATH."""
    versions = sorted(DEBIAN.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    return str(versions[-1]) if versions else shutil.which(name)


def lacking() -> str:
    """Why there can be no cluster here; empty when there can."""
    if program("initdb") is None:
        return "PostgreSQL is not installed"
    if os.geteuid() == 0 and OWNER not in {entry.pw_name for entry in pwd.getpwall()}:
        return f"root, and nobody is called {OWNER}"
    return ""


@contextmanager
def cluster() -> Iterator[str]:
    """The address of an empty database; commits are kept as in real use."""
    folder, port = Path(tempfile.mkdtemp(prefix="pg-drill-")), free_port()
    if os.geteuid() == 0:
        shutil.chown(folder, OWNER)
    storage = folder / "storage"
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    try:
        _run("initdb", "--pgdata", storage, "--auth", "trust", "--username", PERSON, "--encoding", "UTF8")
        _run("pg_ctl", "start", "--pgdata", storage, "--log", folder / "log", "--wait", "--options", options)
        yield f"postgres://{PERSON}@127.0.0.1:{port}/postgres"
    finally:
        if (storage / "postmaster.pid").exists():
            _run("pg_ctl", "stop", "--pgdata", storage, "--mode", "immediate", "--wait")
        shutil.rmtree(folder)


def _run(name: str, *arguments: str | Path) -> None:
    as_owner = ["runuser", "-u", OWNER, "--"] if os.geteuid() == 0 else []
    command = [*as_owner, str(program(name)), *map(str, arguments)]
    # A daemon keeps the pipes that it inherits open: it gets none.
    subprocess.run(command, cwd="/", check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
