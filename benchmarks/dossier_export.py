"""One process, one file: how long the list of a programme takes as a workbook, and its greatest memory."""

import json
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from http import HTTPStatus
from pathlib import Path
from typing import Any, cast

import django
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client

from benchmarks.server import HOST


class Tally:
    """Counts the queries of a connection."""

    def __init__(self) -> None:
        self.queries = 0

    def __call__(self, execute: Callable[..., Any], *asked: Any) -> Any:
        self.queries += 1
        return execute(*asked)


def main() -> None:
    parser = ArgumentParser(prog="python -m benchmarks.dossier_export")
    parser.add_argument("slug")
    parser.add_argument("--nothing", action="store_true", help="lọc sao cho không còn dòng nào")
    asked = parser.parse_args()
    django.setup()
    client = Client(SERVER_NAME=HOST)
    client.force_login(get_user_model().objects.get(username="lan"))
    tally = Tally()
    started = time.perf_counter()
    query = {"tim": "xyz"} if asked.nothing else {}
    with connection.execute_wrapper(tally):
        answer = client.get(f"/sang-kien/{asked.slug}/danh-sach.xlsx", query)
        if answer.status_code != HTTPStatus.OK:
            sys.exit(f"Tệp trả lời {answer.status_code}.")
        size = sum(len(part) for part in cast("Iterable[bytes]", answer))
    said = {
        "seconds": time.perf_counter() - started,
        "peak": _peak(),
        "size": size / 1e6,
        "queries": tally.queries,
    }
    print(json.dumps(said))


def _peak() -> float:
    """The greatest memory of this program in MB. Not `getrusage`, which begins with that of the process from
    which this one was started.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    [line] = (line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
