"""The books after a drill: what is stored against what was acknowledged."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier
from typing import TypeVar

from tests.drills.officer import Officer, Reply, Sent
from tests.drills.product import Product

TELL = "from tests.drills import stage; stage.tell()"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Book:
    """`counts`: the row of each statement by its number; `told`: whose events there are, in their order."""

    counts: dict[str, list[str]]
    told: list[str]
    broken: list[str]

    @property
    def faults(self) -> list[str]:
        """Broken links and pages; statements without an event, events without a statement or twice."""
        halves = sorted(set(self.counts) ^ set(self.told))
        twice = sorted({number for number in self.told if self.told.count(number) > 1})
        return [*self.broken, *(f"half: {each}" for each in halves), *(f"twice: {each}" for each in twice)]

    def lacks(self, acknowledged: Iterable[tuple[Sent, str]]) -> list[Sent]:
        """The acknowledged statements that are not there as they were sent, under their number."""
        return [sent for sent, number in acknowledged if self.counts.get(number) != sent.row]


def book_of(product: Product) -> Book:
    return Book(**product.tell(TELL))


def at_once(calls: list[Callable[[], T]]) -> list[T]:
    """The results of all calls, which begin at the same moment."""
    start = Barrier(len(calls))

    def begin(call: Callable[[], T]) -> T:
        start.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(begin, calls))


def sending(officer: Officer, sent: Sent) -> Callable[[], Reply]:
    return lambda: officer.state(sent)
