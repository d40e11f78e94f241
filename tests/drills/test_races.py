"""Sixteen officers at once: exactly the right rows, no error, an unbroken chain, on both databases."""

from collections.abc import Iterable

import pytest

from tests.drills.book import at_once, book_of, sending
from tests.drills.conftest import CLIENTS
from tests.drills.officer import Officer, Reply, Sent
from tests.drills.product import Product

pytestmark = pytest.mark.drill

SAVED, CONFLICT = 302, 409


@pytest.fixture(scope="module")
def officers(product: Product, places: list[int]) -> list[Officer]:
    return [Officer(product.address, f"dien-tap-{number}") for number in range(len(places))]


def race(product: Product, officers: list[Officer], sent: list[Sent]) -> tuple[list[Reply], list[list[str]]]:
    """The replies, and the rows that are there now and were not before."""
    before = book_of(product)
    replies = at_once([sending(officer, each) for officer, each in zip(officers, sent, strict=True)])
    after = book_of(product)
    assert after.faults == []
    acknowledged = [(each, reply.number) for each, reply in zip(sent, replies, strict=True) if reply.number]
    assert after.lacks(acknowledged) == []
    return replies, [row for number, row in after.counts.items() if number not in before.counts]


def statuses(replies: Iterable[Reply]) -> list[int]:
    return sorted(reply.status for reply in replies)


def test_the_same_sending_is_one_row(product: Product, places: list[int], officers: list[Officer]) -> None:
    """A double click, sixteen times: all are led to the one row."""
    sent = Sent(places[0], 10, days_ago=50)
    replies, rows = race(product, officers, [sent] * CLIENTS)
    assert (statuses(replies), rows) == ([SAVED] * CLIENTS, [sent.row])
    assert len({reply.number for reply in replies}) == 1


def test_the_same_number_by_sixteen_is_one_row(
    product: Product, places: list[int], officers: list[Officer]
) -> None:
    sent = [Sent(places[1], 10, days_ago=50) for _ in officers]
    replies, rows = race(product, officers, sent)
    assert len(rows) == 1
    assert set(statuses(replies)) <= {SAVED, CONFLICT}
    assert statuses(replies)[0] == SAVED


def test_sixteen_numbers_for_one_figure_are_one_row_and_fifteen_conflicts(
    product: Product, places: list[int], officers: list[Officer]
) -> None:
    sent = [Sent(places[2], 10 + number, days_ago=50) for number in range(CLIENTS)]
    replies, rows = race(product, officers, sent)
    assert statuses(replies) == [SAVED] + [CONFLICT] * (CLIENTS - 1)
    [winner] = [each for each, reply in zip(sent, replies, strict=True) if reply.status == SAVED]
    assert rows == [winner.row]


def test_different_figures_are_all_saved(
    product: Product, places: list[int], officers: list[Officer]
) -> None:
    """Day after day, each the next statement of its own figure."""
    seen = dict.fromkeys(places, 0)
    for days_ago in (40, 39, 38, 37):
        newest = {row[0]: number for number, row in book_of(product).counts.items()}
        seen |= {int(place): int(number) for place, number in newest.items()}
        sent = [Sent(place, 100 - days_ago, days_ago=days_ago, seen=seen[place]) for place in places]
        replies, rows = race(product, officers, sent)
        assert statuses(replies) == [SAVED] * CLIENTS
        assert sorted(rows) == sorted(each.row for each in sent)


def test_verify_audit_agrees(product: Product, officers: list[Officer]) -> None:
    ended = product.command("verify_audit")
    assert (ended.returncode, ended.stderr) == (0, "")
