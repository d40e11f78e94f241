"""The benchmark runs, whatever it measures: a small run ends in a table of one line a page."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parent.parent
NUMBER = r"[\d.]+,\d+"
RATIO = rf"{NUMBER} \({NUMBER}–{NUMBER}\)"
LINE = re.compile(rf"\| (.+) \| {NUMBER} \| {RATIO} \| {NUMBER} \| {RATIO} \| [\d.]+ \|")
PAGES = [f"{rows} dòng × 2 × {statements} lần báo cáo" for rows, statements in ((2, 3), (4, 3), (4, 30))]


# On PostgreSQL every benchmark makes and drops the same database: one after the other.
pytestmark = pytest.mark.xdist_group("benchmarks")


def test_page_cost_prints_one_line_a_page() -> None:
    asked = ["--rows", "4", "2", "--statements", "3", "--rounds", "2", "--requests", "1"]

    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.page_cost", *asked],
        cwd=TOP,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "sangkien.settings"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.stderr == ""
    assert done.returncode == 0
    printed, lines, growth = done.stdout.split("\n\n")
    header, rule, *body = lines.splitlines()
    assert printed.endswith("2 vòng × 1 lượt mỗi trang.")
    assert header.count("|") == rule.count("|") == 7
    assert [match[1] for line in body if (match := LINE.fullmatch(line))] == [
        "Trang rỗng, đã đăng nhập",
        *(f"{page}, chưa đăng nhập" for page in PAGES),
        *(f"{page}, đã đăng nhập" for page in PAGES),
    ]
    assert re.fullmatch(
        rf"Lịch sử dài gấp 10, cùng 4 dòng, đã đăng nhập: CPU máy chủ gấp {RATIO}, thời gian gấp {RATIO}\.\n",
        growth,
    )


def test_page_cost_refuses_no_rows_at_all() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.page_cost", "--rows", "0"],
        cwd=TOP,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )

    assert done.returncode == 2
    assert "--rows" in done.stderr


def test_likely_duplicates_prints_quality_and_speed() -> None:
    asked = ["--others", "20", "--titles", "30", "--lookups", "4"]

    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.likely_duplicates", *asked],
        cwd=TOP,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "sangkien.settings"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.stderr == ""
    assert done.returncode == 0
    assert re.search(
        r"^\| \*\*Nửa để đo\*\* \| \d+ \| \d+ \| \d+ \| \d+ \| [\d,]+% \| [\d,]+% \|$", done.stdout, re.M
    )
    assert re.search(r"30 hồ sơ, [\d.]+ mục từ", done.stdout)
    spread = r"p50 [\d,]+ ms, p95 [\d,]+ ms, lâu nhất [\d,]+ ms"
    times = rf"{spread}; CPU của tiến trình {spread}\."
    assert re.search(rf"^Một lần tra: {times}$", done.stdout, re.M)
    assert re.search(rf"^Ghi mục từ của một tên: {times}$", done.stdout, re.M)
