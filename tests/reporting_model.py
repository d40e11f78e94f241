"""Reporting as plain lists: what the product must be equal to, whatever is done in whatever order."""

from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import NamedTuple
from uuid import UUID

Cell = tuple[int, int | None]
"""Participation and phase, by their places in the lists; without a phase the registered overall quota."""

JUMP = 100


class Fact(NamedTuple):
    """A number for a cell and a day; `instant` and `pk` as the product has recorded it."""

    cell: Cell
    day: date
    amount: int
    instant: datetime
    pk: int


class Stated(NamedTuple):
    """What somebody wants to state."""

    cell: Cell
    day: date
    amount: int
    key: UUID
    has_reason: bool
    seen: int | None


@dataclass
class Model:
    """`parents` and `reporting` say the tree and who states; `windows` first days of phases and the last."""

    parents: list[int | None]
    reporting: list[bool]
    starts: list[date]
    ends_on: date
    counts: list[Fact] = field(default_factory=list)
    quotas: list[Fact] = field(default_factory=list)
    closing: dict[int, date | None] = field(default_factory=dict)
    opened: set[Cell] = field(default_factory=set)
    sent: dict[UUID, tuple[Cell, date, int]] = field(default_factory=dict)

    def refuses(self, said: Stated, own: set[int], today: date) -> bool:
        participation, phase = said.cell
        assert phase is not None
        if said.key in self.sent:
            return self.sent[said.key] != (said.cell, said.day, said.amount)
        newest = self.newest(self.counts, said.cell)
        return (
            participation not in own
            or not self.reporting[participation]
            or (said.seen is not None and newest is not None and newest.pk != said.seen)
            or not self.starts[phase] <= said.day <= min(today, self.ends_on)
            or (self.is_locked(phase, today) and said.cell not in self.opened)
            or (self.is_doubtful(said) and not said.has_reason)
        )

    def is_new(self, said: Stated) -> bool:
        """Of what is not refused: whether it says anything that is not recorded for its very day."""
        same = self.newest([each for each in self.counts if each.day == said.day], said.cell)
        return said.key not in self.sent and (same is None or same.amount != said.amount)

    def is_locked(self, phase: int, today: date) -> bool:
        closes_on = self.closing.get(phase)
        return closes_on is not None and closes_on < today

    def is_doubtful(self, said: Stated) -> bool:
        days = {each.day for each in self.counts if each.cell == said.cell}
        by_day = {
            day: self.newest([each for each in self.counts if each.day == day], said.cell) for day in days
        }
        amounts = {day: fact.amount for day, fact in by_day.items() if fact}
        before = amounts[max(earlier)] if (earlier := [day for day in days if day < said.day]) else None
        after = amounts[min(later)] if (later := [day for day in days if day > said.day]) else None
        return (
            amounts.get(said.day, said.amount) != said.amount
            or (before is not None and said.amount < before)
            or (after is not None and said.amount > after)
            or said.amount - (before or 0) > JUMP
        )

    @staticmethod
    def newest(facts: list[Fact], cell: Cell) -> Fact | None:
        """The fact that counts: of the latest day the latest recorded."""
        own = [each for each in facts if each.cell == cell]
        return max(own, key=lambda each: (each.day, each.instant, each.pk), default=None)

    def amount(self, facts: list[Fact], cell: Cell, as_of: date, known_at: datetime) -> int | None:
        newest = self.newest([x for x in facts if x.day <= as_of and x.instant <= known_at], cell)
        return newest.amount if newest else None

    def result(self, participation: int, phase: int, as_of: date, known_at: datetime) -> int | None:
        if self.reporting[participation]:
            return self.amount(self.counts, (participation, phase), as_of, known_at)
        below = [place for place, parent in enumerate(self.parents) if parent == participation]
        return total([self.result(child, phase, as_of, known_at) for child in below])

    def table(self, as_of: date, known_at: datetime) -> list[tuple[object, ...]]:
        """Each row of the ranked table: rank, place in the lists, quotas, results, rate, registered quota."""
        rows = []
        for place in (place for place, parent in enumerate(self.parents) if parent is None):
            phases = range(len(self.starts))
            quotas = [self.amount(self.quotas, (place, phase), as_of, known_at) for phase in phases]
            results = [self.result(place, phase, as_of, known_at) for phase in phases]
            quota, result = total(quotas), total(results)
            rate = Fraction(result, quota) if quota and result is not None else None
            registered = self.amount(self.quotas, (place, None), as_of, known_at)
            rows.append(
                (rate, bool(quota), -1 if result is None else result, place, quotas, results, registered)
            )
        rows.sort(key=lambda row: (row[0] is None, -(row[0] or 0), not row[1], -row[2], row[3]))
        rates = [row[0] for row in rows]
        return [
            (None if rate is None else 1 + rates.index(rate), place, quotas, results, rate, registered)
            for rate, _, _, place, quotas, results, registered in rows
        ]


def total(amounts: list[int | None]) -> int | None:
    stated = [amount for amount in amounts if amount is not None]
    return sum(stated) if stated else None
