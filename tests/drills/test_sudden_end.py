"""kill -9 of the server and all its workers while officers write: whatever was acknowledged is there."""

import random
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import pytest

from tests.drills.book import Book, book_of
from tests.drills.officer import BROKEN_OFF, Officer, Sent
from tests.drills.product import Product

pytestmark = pytest.mark.drill

ROUNDS = 10
WRITERS = 8
LATEST = 1.0
"""Seconds between the first statement of a round that is acknowledged and the end."""
PATIENCE = 30


@dataclass(slots=True)
class Writer:
    """States one figure higher and higher. `open` is what was sent and never answered."""

    officer: Officer
    place: int
    next: Sent = field(init=False)
    acknowledged: list[tuple[Sent, str]] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.next = Sent(self.place, 1, seen=0)

    def write(self) -> None:
        """Until the server is gone."""
        while True:
            try:
                reply = self.officer.state(self.next)
            except BROKEN_OFF:
                return
            if reply.number is None:
                self.refused.append(reply.status)
                return
            self.take(reply.number)

    def take(self, number: str) -> None:
        self.acknowledged.append((self.next, number))
        self.next = replace(Sent(self.place, self.next.amount + 1), seen=int(number))


@pytest.fixture(scope="module")
def writers(product: Product, places: list[int]) -> list[Writer]:
    """On figures that today has no statement of; their newest number is known."""
    newest = {row[0]: int(number) for number, row in book_of(product).counts.items()}
    writers = [
        Writer(Officer(product.address, f"dien-tap-{number}"), place)
        for number, place in enumerate(places[:WRITERS])
    ]
    for writer in writers:
        writer.next = Sent(writer.place, 100, seen=newest.get(str(writer.place), 0))
    return writers


def end_while_writing(product: Product, writers: list[Writer], seconds: float) -> None:
    before, deadline = len(acknowledged(writers)), time.monotonic() + PATIENCE
    with ThreadPoolExecutor(len(writers)) as pool:
        written = [pool.submit(writer.write) for writer in writers]
        while len(acknowledged(writers)) == before and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(seconds)
        product.kill()
        for each in written:
            each.result()
    assert len(acknowledged(writers)) > before, "nothing was written"


def acknowledged(writers: list[Writer]) -> list[tuple[Sent, str]]:
    return [each for writer in writers for each in writer.acknowledged]


def judge(book: Book, writers: list[Writer]) -> None:
    assert book.faults == []
    assert book.lacks(acknowledged(writers)) == []
    assert [writer.refused for writer in writers] == [[] for _ in writers]


def test_what_was_acknowledged_outlives_ten_sudden_ends(product: Product, writers: list[Writer]) -> None:
    moments = random.Random(20221110)  # noqa: S311  # a drill that fails can be repeated
    for _ in range(ROUNDS):
        end_while_writing(product, writers, moments.uniform(0, LATEST))
        product.start()
        judge(book_of(product), writers)
        send_again(writers)
    judge(book_of(product), writers)
    assert product.command("verify_audit").returncode == 0


def send_again(writers: list[Writer]) -> None:
    """What was never answered, once more with its key: one row, whether it had been saved or not."""
    for writer in writers:
        reply = writer.officer.state(writer.next)
        assert reply.number, reply.page.decode()
        writer.take(reply.number)
