"""The database is held by somebody else; the disk is full: a Vietnamese page, nothing half saved."""

import os
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.drills.book import book_of
from tests.drills.conftest import BUILD
from tests.drills.officer import Officer, Reply, Sent
from tests.drills.product import Product
from tests.views.html import parse

pytestmark = pytest.mark.drill

MIB = 1024 * 1024
DISK = 24 * MIB
LONGEST_WAIT = 30


def heading(reply: Reply) -> str:
    page = parse(reply.page)
    assert page.one("html").attributes["lang"] == "vi"
    return page.one("h1").text()


@contextmanager
def held(product: Product, place: int) -> Iterator[None]:
    """Somebody else holds what a statement of this figure needs, and does not let go."""
    url = product.environment["DATABASE_URL"]
    connection: Any = psycopg.connect(url) if url else sqlite3.connect(product.home / "db.sqlite3")
    with closing(connection):
        cursor = connection.cursor()
        cursor.execute("BEGIN IMMEDIATE" if not url else "SELECT 1")
        if url:
            cursor.execute("SELECT * FROM units_participation WHERE id = %s FOR UPDATE", [place])
        yield
        connection.rollback()


def test_a_database_that_is_held_is_waited_for_and_then_given_up(product: Product, places: list[int]) -> None:
    officer, before = Officer(product.address, "dien-tap-15"), book_of(product)
    newest = max(
        (int(number) for number, row in before.counts.items() if row[0] == str(places[15])), default=0
    )
    sent = Sent(places[15], 90, days_ago=2, seen=newest)
    with held(product, places[15]):
        started = time.monotonic()
        reply = officer.state(sent)
        waited = time.monotonic() - started
        assert (reply.status, heading(reply)) == (500, "Hệ thống gặp lỗi")
        assert officer.look(places[15]).status == 200  # reading goes on
    assert waited < LONGEST_WAIT
    assert book_of(product) == before
    assert officer.state(sent).number
    assert book_of(product).faults == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk in memory, where this machine lets one be mounted."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(disk)]
    ended = subprocess.run(mount, check=False, capture_output=True, text=True)
    if ended.returncode:
        pytest.skip(f"no disk may be mounted here: {ended.stderr.strip()}")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def fill(disk: Path) -> Path:
    """A file that takes all that is left."""
    path = disk / "filling"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT)
    try:
        for size in (MIB, 4096, 1):
            while _is_written(descriptor, size):
                pass
    finally:
        os.close(descriptor)
    return path


def _is_written(descriptor: int, size: int) -> bool:
    try:
        return os.write(descriptor, b"x" * size) > 0
    except OSError:
        return False


def test_a_full_disk_saves_nothing_and_works_again_when_there_is_room(small_disk: Path) -> None:
    """On SQLite: PostgreSQL's disk is not ours to fill."""
    product = Product(small_disk / "home", WEB_CONCURRENCY="2", DATABASE_URL="")
    product.log = small_disk.parent / "server.log"
    product.start()
    try:
        place, *_ = product.tell(BUILD)
        officer = Officer(product.address, "dien-tap-0")
        filling = fill(small_disk)
        acknowledged, sent, refused = _state_until_refused(officer, place)
        assert (refused.status, heading(refused)) == (500, "Hệ thống gặp lỗi")
        assert officer.look(place).status == 200  # reading goes on
        filling.unlink()
        book = book_of(product)
        assert (book.faults, book.lacks(acknowledged), len(book.counts)) == ([], [], len(acknowledged))
        number = officer.state(sent).number
        assert number
        assert book_of(product).lacks([*acknowledged, (sent, number)]) == []
    finally:
        product.kill()


def _state_until_refused(officer: Officer, place: int) -> tuple[list[tuple[Sent, str]], Sent, Reply]:
    """What was acknowledged (the log may have room left for a few), what was not, and the answer to it."""
    acknowledged: list[tuple[Sent, str]] = []
    for amount in range(1, 1000):
        sent = Sent(place, amount, seen=int(acknowledged[-1][1]) if acknowledged else 0)
        reply = officer.state(sent)
        if not reply.number:
            return acknowledged, sent, reply
        acknowledged.append((sent, reply.number))
    raise AssertionError("A thousand statements on a full disk.")
