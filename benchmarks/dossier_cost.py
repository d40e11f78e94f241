"""`python -m benchmarks.dossier_cost`: the list of initiatives, filtered, searched and as a file;
the other pages on them; by size.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from http import HTTPStatus
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.test import Client

from benchmarks import server
from benchmarks.dossier_export import Tally
from benchmarks.page_cost import EMPTY, machine
from units.vietnamese import comma_decimal, dotted

WARM_UP = 2
NOTHING = "Trang rỗng, để so"
FILTERS: dict[str, dict[str, str]] = {
    "Danh sách": {},
    "Đơn vị và trực thuộc": {"don-vi": "{slug}-0"},
    "Một cơ sở": {"don-vi": "{slug}-1"},
    "Giai đoạn": {"giai-doan": "2"},
    "Trạng thái": {"trang-thai": "returned"},
    "Loại": {"loai": "technical"},
    "Lĩnh vực": {"linh-vuc": "health"},
    "Nhóm tác giả": {"nhom": "union"},
    "Giá trị từ – đến": {"gia-tri-tu": "100 triệu", "gia-tri-den": "200 triệu"},
    "Chưa tính được bằng tiền": {"chua-tinh-duoc": "on"},
    "Tiêu biểu": {"tieu-bieu": "on"},
    "Bốn điều kiện": {"trang-thai": "accepted", "loai": "technical", "linh-vuc": "health", "giai-doan": "2"},
    "Tìm một từ, rất thường gặp": {"tim": "công"},
    "Tìm một từ, thường gặp": {"tim": "điện"},
    "Tìm một từ, cũng thường gặp": {"tim": "tủa"},
    "Tìm một từ, không có": {"tim": "xyz"},
    "Tìm hai từ": {"tim": "nuoc lanh"},
    "Tìm ba từ, thường gặp": {"tim": "tiet kiem dien"},
    "Tìm ba từ, hiếm": {"tim": "tuoi nho giot thang"},
    "Tìm hai từ, hai điều kiện": {"tim": "sao che", "trang-thai": "accepted", "loai": "technical"},
    "Xếp theo tên": {"sap-xep": "ten"},
    "Xếp theo tên, ba điều kiện": {
        "sap-xep": "ten",
        "trang-thai": "returned",
        "loai": "technical",
        "linh-vuc": "health",
    },
    "Xếp theo giá trị, cao trước": {"sap-xep": "gia-tri-giam"},
    "Xếp theo giá trị, thấp trước": {"sap-xep": "gia-tri-tang"},
    "Xếp theo ngày nộp": {"sap-xep": "ngay-nop"},
    "Xếp theo đơn vị": {"sap-xep": "don-vi"},
    "Tìm hai từ, xếp theo tên": {"tim": "nuoc lanh", "sap-xep": "ten"},
    "Trang giữa": {"sau": "{middle}"},
    "Trang giữa, xếp theo tên": {"sau": "{middle}", "sap-xep": "ten"},
    "Trang giữa, xếp theo giá trị": {"sau": "{middle}", "sap-xep": "gia-tri-giam"},
}
PERIOD = "tu-ngay=01/01/2022&den-ngay=31/12/2023"
PAGES = {
    "Biểu tổng hợp": "/bieu-tong-hop/{slug}/?den-ngay=01/09/2023",
    "Đối chiếu": "/doi-chieu/{slug}/?den-ngay=01/09/2023",
    "Hàng đợi thẩm định": "/tham-dinh/{slug}/",
    "Báo cáo theo đơn vị": f"/bao-cao-sang-kien/{{slug}}/?theo=don-vi&{PERIOD}",
    "Báo cáo theo tháng": f"/bao-cao-sang-kien/{{slug}}/?theo=thang&{PERIOD}",
    "Giá trị làm lợi": "/gia-tri/{slug}/",
    "Tiêu biểu": "/sang-kien/{slug}/?tieu-bieu=on",
    "Khen thưởng": "/khen-thuong/{slug}/?den-ngay=01/09/2023",
    "Trưng bày": "/trung-bay/",
}
"""The other pages on initiatives, each at its dearest."""


@dataclass(frozen=True)
class Cost:
    """Medians of one request in ms, and its queries."""

    wall: float
    cpu: float
    queries: int


def main() -> None:
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="dossier-cost-") as folder:
        server.set_up(Path(folder))
        call_command("collectstatic", interactive=False, verbosity=0)
        sizes = sorted(set(asked.dossiers))
        with server.database([]):
            for size in sizes:
                call_command("make_measured_dossiers", f"ho-so-{size}", dossiers=size)
            call_command("load_award_rules", str(settings.FIXTURES / "khen-thuong"), verbosity=0)
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("VACUUM ANALYZE")  # as autovacuum would within a minute
            print(machine(), f"{asked.requests} lượt mỗi trang.\n", flush=True)
            client = _signed_in()
            costs = {size: dict(_measure(client, f"ho-so-{size}", asked.requests)) for size in sizes}
            print("\n".join(_table(sizes, costs, FILTERS)), "\n", flush=True)
            costs = {size: dict(_measure_pages(client, f"ho-so-{size}", asked.requests)) for size in sizes}
            print("\n".join(_table(sizes, costs, PAGES)), "\n", flush=True)
            print("\n".join(_exports(sizes)))


def _arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m benchmarks.dossier_cost", description=__doc__)
    parser.add_argument("--dossiers", type=int, nargs="+", default=[10_000, 100_000], help="số hồ sơ")
    parser.add_argument("--requests", type=int, default=15, help="số lượt mỗi trang")
    return parser.parse_args()


def _signed_in() -> Client:
    """Somebody who reads everything, at the product's whole stack of middleware."""
    client = Client(SERVER_NAME=server.HOST)
    client.force_login(get_user_model().objects.create_user(username="lan", full_name="Lan", role="staff"))
    return client


def _measure(client: Client, slug: str, requests: int) -> Iterator[tuple[str, Cost]]:
    yield NOTHING, _cost(client, EMPTY, requests)
    for name, query in FILTERS.items():
        filled = {key: value.format(slug=slug, middle=_middle(slug)) for key, value in query.items()}
        yield name, _cost(client, f"/sang-kien/{slug}/?{urlencode(filled)}", requests)


def _measure_pages(client: Client, slug: str, requests: int) -> Iterator[tuple[str, Cost]]:
    yield NOTHING, _cost(client, EMPTY, requests)
    for name, address in PAGES.items():
        yield name, _cost(client, address.format(slug=slug), requests)


def _cost(client: Client, address: str, requests: int) -> Cost:
    for _ in range(WARM_UP):
        _get(client, address)
    tally = Tally()
    with connection.execute_wrapper(tally):
        _get(client, address)
    walls, cpus = [], []
    for _ in range(requests):
        wall, cpu = time.perf_counter_ns(), time.process_time_ns()
        _get(client, address)
        walls.append(time.perf_counter_ns() - wall)
        cpus.append(time.process_time_ns() - cpu)
    return Cost(median(walls) / 1e6, median(cpus) / 1e6, tally.queries)


def _middle(slug: str) -> int:
    """A number in the middle of the programme's."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (MIN(i.id) + MAX(i.id)) / 2 FROM units_initiative i "
            "JOIN units_participation p ON p.id = i.participation_id "
            "JOIN units_programme g ON g.id = p.programme_id WHERE g.slug = %s",
            [slug],
        )
        return int(cursor.fetchone()[0])


def _get(client: Client, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != HTTPStatus.OK:
        sys.exit(f"{address} trả lời {answer.status_code}.")


def _table(sizes: list[int], costs: dict[int, dict[str, Cost]], names: Iterable[str]) -> Iterator[str]:
    """Medians: time, and the CPU of this process alone (on PostgreSQL the database's is not in it)."""
    heads = [f"{dotted(size)}: ms | CPU, ms | truy vấn" for size in sizes]
    yield f"| Trang | {' | '.join(heads)} |"
    yield f"|---|{'--:|' * 3 * len(sizes)}"
    for name in (NOTHING, *names):
        cells = []
        for size in sizes:
            cost = costs[size][name]
            cells += [_number(cost.wall), _number(cost.cpu), str(cost.queries)]
        yield f"| {name} | {' | '.join(cells)} |"
    walls = [_number(median(costs[size][name].wall for name in names)) for size in sizes]
    yield f"| **Trung vị** | {' | '.join(f'**{wall}** | | ' for wall in walls)} |"


def _exports(sizes: list[int]) -> Iterator[str]:
    """Each file by a process of its own, which tells its greatest memory."""
    yield "| Tệp xuất | giây | bộ nhớ cao nhất, MB | tệp, MB | truy vấn |"
    yield "|---|--:|--:|--:|--:|"
    for size in (0, *sizes):
        command = [sys.executable, "-m", "benchmarks.dossier_export", f"ho-so-{size or sizes[0]}"]
        if not size:
            command.append("--nothing")
        done = subprocess.run(
            command, cwd=server.TOP, env=os.environ, capture_output=True, text=True, check=True
        )
        said: dict[str, Any] = json.loads(done.stdout)
        name = f"{dotted(size)} dòng" if size else "0 dòng (tiến trình không)"
        yield (
            f"| {name} | {_number(said['seconds'])} | {_number(said['peak'])} | {_number(said['size'])} "
            f"| {said['queries']} |"
        )


def _number(number: float) -> str:
    return comma_decimal(Decimal(f"{number:.1f}"))


if __name__ == "__main__":
    main()
