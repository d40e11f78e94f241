"""`python -m benchmarks.page_cost`: the ranked table's cost as a ratio to an empty signed-in page."""

import os
import platform
import signal
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from statistics import median

from django.db import connection

from benchmarks import server
from units.vietnamese import comma_decimal, dotted

EMPTY = "/do-luong/trang-rong/"
CPU_CLOCK = "/do-luong/cpu/"
SIGNED_IN, SIGNED_OUT = "đã đăng nhập", "chưa đăng nhập"
LONGER = 10  # times the history, to show that it costs nothing
WARM_UP = 3
ROW = b'<tr class="row-'


@dataclass(frozen=True)
class Case:
    """A page to measure; `rows` is what it must show, `who` the person who asks for it."""

    name: str
    who: str
    path: str
    rows: int
    cookie: str


@dataclass(frozen=True)
class Sample:
    """One round of one case: medians a request."""

    wall_ms: float
    cpu_ms: float
    size: int


def main() -> None:
    asked = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the server is stopped on the way out
    with tempfile.TemporaryDirectory(prefix="page-cost-") as folder:
        home = Path(folder)
        server.set_up(home)
        programmes = _programmes(asked.rows, asked.statements)
        with server.database(programmes):
            cases = list(_cases(programmes, server.signed_in_cookie()))
            place = machine()
            with server.running(home) as line:
                rounds = measure(line, cases, rounds=asked.rounds, requests=asked.requests)
    print("\n".join([place, f"{asked.rounds} vòng × {asked.requests} lượt mỗi trang.", ""]))
    print("\n".join(table(cases, rounds)))
    print(f"\n{growth(cases, rounds)}")


def _arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m benchmarks.page_cost", description=__doc__)
    parser.add_argument("--rows", type=_positive, nargs="+", default=[12, 100, 500], help="số đơn vị")
    parser.add_argument("--statements", type=_positive, default=40, help="số lần báo cáo mỗi giai đoạn")
    parser.add_argument("--rounds", type=_positive, default=7, help="số vòng đo")
    parser.add_argument("--requests", type=_positive, default=12, help="số lượt mỗi trang trong một vòng")
    return parser.parse_args()


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def _programmes(rows: Sequence[int], statements: int) -> list[tuple[str, int, int]]:
    """Slug, rows and statements of each programme; the middle one once more with the longer history."""
    sizes = sorted(set(rows))
    measured = [(f"dong-{size}", size, statements) for size in sizes]
    middle = sizes[len(sizes) // 2]
    return [*measured, (f"dong-{middle}-lich-su-dai", middle, statements * LONGER)]


def _cases(programmes: Sequence[tuple[str, int, int]], cookie: str) -> Iterator[Case]:
    """The empty page first: all others are compared with it."""
    yield Case("Trang rỗng", SIGNED_IN, EMPTY, 0, cookie)
    for who, sent in ((SIGNED_OUT, ""), (SIGNED_IN, cookie)):
        for slug, rows, statements in programmes:
            name = f"{rows} dòng × 2 × {statements} lần báo cáo"
            yield Case(name, who, f"/bieu-tong-hop/{slug}/", rows, sent)


def measure(
    line: HTTPConnection, cases: Sequence[Case], *, rounds: int, requests: int
) -> list[dict[Case, Sample]]:
    """All cases in every round, there and back, so that a slow minute of the machine meets all of them."""
    for case in cases:
        for _ in range(WARM_UP):
            _check(case, _get(line, case.path, case.cookie))
    return [
        {case: _sample(line, case, requests) for case in (cases if number % 2 else reversed(cases))}
        for number in range(rounds)
    ]


def _check(case: Case, body: bytes) -> None:
    """A page that does not show its rows must not be measured."""
    if body.count(ROW) != case.rows:
        sys.exit(f"{case.path} có {body.count(ROW)} dòng, đáng lẽ {case.rows}.")


def _sample(line: HTTPConnection, case: Case, requests: int) -> Sample:
    waits: list[int] = []
    body = b""
    cpu_before = int(_get(line, CPU_CLOCK))
    for _ in range(requests):
        started = time.perf_counter_ns()
        body = _get(line, case.path, case.cookie)
        waits.append(time.perf_counter_ns() - started)
    cpu = int(_get(line, CPU_CLOCK)) - cpu_before
    return Sample(wall_ms=median(waits) / 1e6, cpu_ms=cpu / requests / 1e6, size=len(body))


def _get(line: HTTPConnection, path: str, cookie: str = "") -> bytes:
    line.request("GET", path, headers={"Cookie": cookie} if cookie else {})
    answer = line.getresponse()
    body = answer.read()
    if answer.status != HTTPStatus.OK:
        sys.exit(f"{path} trả lời {answer.status}.")
    return body


def table(cases: Sequence[Case], rounds: Sequence[dict[Case, Sample]]) -> Iterator[str]:
    """The result in Markdown. A ratio is taken within each round; its median, and least to most."""
    yield "| Trang | Thời gian, ms | So với trang rỗng | CPU máy chủ, ms | So với trang rỗng | Byte |"
    yield "|---|--:|--:|--:|--:|--:|"
    empty = cases[0]
    for case in cases:
        cells = (
            f"{case.name}, {case.who}",
            _number(median(samples[case].wall_ms for samples in rounds), 2),
            _spread([samples[case].wall_ms / samples[empty].wall_ms for samples in rounds], 1),
            _number(median(samples[case].cpu_ms for samples in rounds), 2),
            _spread([samples[case].cpu_ms / samples[empty].cpu_ms for samples in rounds], 1),
            dotted(rounds[0][case].size),
        )
        yield f"| {' | '.join(cells)} |"


def growth(cases: Sequence[Case], rounds: Sequence[dict[Case, Sample]]) -> str:
    """What the longer history costs: the last case against the one that differs in nothing else."""
    longer = cases[-1]
    usual = next(case for case in cases if (case.rows, case.cookie) == (longer.rows, longer.cookie))
    wall = _spread([samples[longer].wall_ms / samples[usual].wall_ms for samples in rounds], 2)
    cpu = _spread([samples[longer].cpu_ms / samples[usual].cpu_ms for samples in rounds], 2)
    return (
        f"Lịch sử dài gấp {LONGER}, cùng {longer.rows} dòng, {longer.who}: "
        f"CPU máy chủ gấp {cpu}, thời gian gấp {wall}."
    )


def _spread(ratios: Sequence[float], decimals: int) -> str:
    least, most = _number(min(ratios), decimals), _number(max(ratios), decimals)
    return f"{_number(median(ratios), decimals)} ({least}–{most})"


def _number(number: float, decimals: int) -> str:
    return comma_decimal(Decimal(f"{number:.{decimals}f}"))


def machine() -> str:
    """What the figures were measured on: absolute times never travel to another machine."""
    with connection.cursor() as cursor:
        sqlite = connection.vendor == "sqlite"
        cursor.execute("SELECT sqlite_version()" if sqlite else "SHOW server_version")
        version = cursor.fetchone()[0]
    return f"Python {platform.python_version()}, {connection.display_name} {version}, {os.cpu_count()} nhân."


if __name__ == "__main__":
    main()
