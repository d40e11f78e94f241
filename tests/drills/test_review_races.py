"""Reviewers who decide at once: whole lists or nothing, an exact ledger, no error, on both databases."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from tests.drills.book import at_once
from tests.drills.officer import Reply
from tests.drills.product import Product
from tests.drills.review_stage import REVIEWER
from tests.drills.reviewer import Decision, Dossier, Reviewer

pytestmark = pytest.mark.drill

REVIEWERS = 8
DONE, REFUSED = 302, 409
STAGE = "from tests.drills import review_stage; review_stage."
STATES = {"accept": "accepted", "reject": "rejected"}


@dataclass(frozen=True, slots=True)
class Ledger:
    """`decided`: (dossier, verb, who), in the order of the ledger."""

    decided: list[tuple[int, str, str]]
    states: dict[str, str]
    counted: int
    kept: int
    broken: list[Any]

    def of(self, dossiers: list[Dossier]) -> list[tuple[int, str, str]]:
        numbers = {number for number, _ in dossiers}
        return sorted((pk, verb, who) for pk, verb, who in self.decided if pk in numbers)


@pytest.fixture(scope="module")
def reviewers(product: Product) -> list[Reviewer]:
    product.tell(f"{STAGE}build({REVIEWERS})")
    return [Reviewer(product.address, REVIEWER.format(number)) for number in range(REVIEWERS)]


def add(product: Product, number: int) -> list[Dossier]:
    return [(pk, version) for pk, version in product.tell(f"{STAGE}add({number})")]


def ledger(product: Product) -> Ledger:
    """The books; they must balance after every race."""
    told = product.tell(f"{STAGE}tell()")
    book = Ledger(**told | {"decided": [(pk, verb, who) for pk, verb, who in told["decided"]]})
    assert book.broken == []
    assert book.counted == book.kept
    assert book.counted == list(book.states.values()).count("accepted")
    return book


def statuses(replies: list[Reply]) -> list[int]:
    return sorted(reply.status for reply in replies)


def calls(reviewers: list[Reviewer], decisions: list[Decision]) -> list[Callable[[], Reply]]:
    pairs = zip(reviewers, decisions, strict=True)
    return [lambda who=who, what=what: who.decide_many(what) for who, what in pairs]  # type: ignore[misc]


def test_one_of_eight_decides_and_seven_are_told(product: Product, reviewers: list[Reviewer]) -> None:
    [dossier] = add(product, 1)
    verbs = ["cong-nhan", "khong-cong-nhan"] * (REVIEWERS // 2)
    pairs = list(zip(reviewers, verbs, strict=True))

    replies = at_once([lambda who=who, verb=verb: who.decide_one(verb, dossier) for who, verb in pairs])  # type: ignore[misc]

    assert statuses(replies) == [DONE] + [REFUSED] * (REVIEWERS - 1)
    assert len(ledger(product).of([dossier])) == 1


def test_the_same_form_sent_eight_times_is_one_decision(product: Product, reviewers: list[Reviewer]) -> None:
    dossiers = tuple(add(product, 4))
    decision = Decision("accept", dossiers)

    replies = at_once(calls([reviewers[0]] * REVIEWERS, [decision] * REVIEWERS))

    assert statuses(replies) == [DONE] * REVIEWERS
    who = REVIEWER.format(0)
    assert ledger(product).of(list(dossiers)) == [(pk, "accept", who) for pk in decision.numbers]


def test_different_lists_of_one_unit_are_all_counted(product: Product, reviewers: list[Reviewer]) -> None:
    dossiers = add(product, REVIEWERS * 4)
    before = ledger(product).counted
    lists = [Decision("accept", tuple(dossiers[place::REVIEWERS])) for place in range(REVIEWERS)]

    replies = at_once(calls(reviewers, lists))

    assert statuses(replies) == [DONE] * REVIEWERS
    assert ledger(product).counted == before + len(dossiers)


def test_overlapping_lists_in_opposite_order_are_taken_whole_or_not_at_all(
    product: Product, reviewers: list[Reviewer]
) -> None:
    for _ in range(3):
        dossiers = add(product, 12)
        lists = [
            Decision(("accept", "reject")[place % 2], tuple(part[::step]))
            for place, (part, step) in enumerate(
                (dossiers[start : start + 8], step) for start in (0, 1, 2, 4) for step in (1, -1)
            )
        ]

        replies = at_once(calls(reviewers, lists))

        assert set(statuses(replies)) <= {DONE, REFUSED}
        winners = [place for place, reply in enumerate(replies) if reply.status == DONE]
        expected = [
            (pk, lists[place].verb, REVIEWER.format(place))
            for place in winners
            for pk in lists[place].numbers
        ]
        assert winners
        book = ledger(product)
        assert book.of(dossiers) == sorted(expected)
        decided = {pk: STATES[verb] for pk, verb, _ in expected}
        assert {pk: book.states[str(pk)] for pk, _ in dossiers} == {
            pk: decided.get(pk, "submitted") for pk, _ in dossiers
        }


def test_verify_audit_agrees(product: Product, reviewers: list[Reviewer]) -> None:

    ended = product.command("verify_audit")
    assert (ended.returncode, ended.stderr) == (0, "")
