"""Runs the project as its users do: a process of its own with an environment of its own."""

import os
import secrets
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KEPT = ("PATH", "LANG", "LC_ALL", "TZ", "PYTHONDONTWRITEBYTECODE")


def environment(home: Path, **values: str) -> dict[str, str]:
    """Nothing of this machine's settings, a state folder, and what is given."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return kept | {"PYTHONUTF8": "1", "SANGKIEN_HOME": str(home)} | values


def production(home: Path, **values: str) -> dict[str, str]:
    """A complete and safe production environment, and what is given over it."""
    return environment(
        home,
        **{
            "SANGKIEN_PROFILE": "production",
            "SECRET_KEY": secrets.token_urlsafe(64),
            "ALLOWED_HOSTS": "sangkien.example.vn",
            "TRUST_PROXY": "1",
            **values,
        },
    )


def run(environ: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Python with these arguments, to its end."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
