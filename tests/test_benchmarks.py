"""The benchmarks run to their end and measure what they say, however they print it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parent.parent
NUMBER = re.compile(r"\d[\d.]*(?:,\d+)?")
PAGES = [(2, 3), (4, 3), (4, 30)]
"""Rows and statements."""

# They start servers and make databases of the same name: one after the other.
pytestmark = pytest.mark.xdist_group("benchmarks")


def benchmark(name: str, *arguments: str, seconds: int = 120) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", f"benchmarks.{name}", *arguments],
        cwd=TOP,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "sangkien.settings"},
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )


def numbers(text: str) -> list[float]:
    return [float(found.replace(".", "").replace(",", ".")) for found in NUMBER.findall(text)]


def rows(printed: str) -> dict[str, list[str]]:
    """The lines of the Markdown table below its header: cells by what the first one names."""
    lines = [line.strip("|").split("|") for line in printed.splitlines() if line.startswith("|")]
    return {name.strip(): [cell.strip() for cell in cells] for name, *cells in lines[2:]}


def test_page_cost_measures_every_page() -> None:
    done = benchmark("page_cost", "--rows", "4", "2", "--statements", "3", "--rounds", "2", "--requests", "1")

    assert (done.returncode, done.stderr) == (0, "")
    empty, *pages = rows(done.stdout).items()
    asked = [(found[0], found[-1]) for found in (numbers(name) for name, _ in pages)]
    assert numbers(empty[0]) == []
    assert asked == PAGES * 2  # by somebody who has not signed in, and by somebody who has
    assert [cell for _, cells in (empty, *pages) for cell in cells if not numbers(cell)] == []
    growth = numbers(done.stdout.rstrip().rpartition("\n")[2])
    assert 10 in growth  # times the history


def test_page_cost_refuses_no_rows_at_all() -> None:
    done = benchmark("page_cost", "--rows", "0", seconds=30)

    assert done.returncode == 2
    assert "--rows" in done.stderr


def test_likely_duplicates_measures_quality_and_speed() -> None:
    done = benchmark("likely_duplicates", "--others", "20", "--titles", "30", "--lookups", "4")

    assert (done.returncode, done.stderr) == (0, "")
    pairs, found, *_, precision, recall = rows(done.stdout)["**Nửa để đo**"]
    assert numbers(pairs) > numbers(found) > [0]
    assert 0 < numbers(precision)[0] <= 100
    assert 0 < numbers(recall)[0] <= 100
    spreads = re.findall(r"p50 (\S+) ms, p95 (\S+) ms, lâu nhất (\S+) ms", done.stdout)
    assert len(spreads) == 4  # a look-up and an indexing, each by the clock and by the CPU
    assert [
        spread for spread in spreads if numbers(" ".join(spread)) != sorted(numbers(" ".join(spread)))
    ] == []
