"""The rows of the table with their figures, in the official order: exact rate, then result, then position."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from units import rates
from units.choices import Band
from units.domain.figures.bases import rules_for
from units.domain.figures.facts import Amounts, ParticipationFacts
from units.domain.figures.results import roll_up
from units.models import Bloc


@dataclass(frozen=True, slots=True)
class Figure:
    """Quota, result and exact rate, of one phase or of all; None where there is none."""

    quota: int | None
    result: int | None
    rate: Fraction | None
    band: Band


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One line. `number` is its place in the official order (TT); `rank` is shared by equal rates;
    `is_awaited`: a missing result means that somebody has not reported yet.
    """

    number: int
    rank: int | None
    participation_id: int
    position: int
    name: str
    phases: tuple[Figure, ...]
    overall: Figure
    registered_quota: int | None
    is_awaited: bool = True

    @property
    def is_tied(self) -> bool:
        """Whether the rank is one that an earlier line already has."""
        return self.rank is not None and self.rank != self.number

    @property
    def quota_differs(self) -> bool:
        """Whether the phases do not add up to the separately registered overall quota."""
        return self.registered_quota is not None and self.registered_quota != self.overall.quota


def ranked_rows(
    facts: Sequence[ParticipationFacts],
    *,
    low_threshold: int,
    parent_id: int | None = None,
    bloc: Bloc | None = None,
) -> tuple[SummaryRow, ...]:
    """The participations below one parent (None: of the programme itself) in the official order."""
    results = roll_up(facts)
    return _ranked(
        [
            _row(each, results[each.participation_id], low_threshold)
            for each in facts
            if each.parent_id == parent_id and (bloc is None or each.bloc_id == bloc.pk)
        ]
    )


def figure(quota: int | None, result: int | None, low_threshold: int) -> Figure:
    """A figure with its rate and band; `low_threshold` in percent."""
    rate = rates.completion_rate(result, quota)
    return Figure(quota=quota, result=result, rate=rate, band=rates.band(rate, low_threshold))


def _row(facts: ParticipationFacts, results: Amounts, low_threshold: int) -> SummaryRow:
    return SummaryRow(
        number=0,
        rank=None,
        participation_id=facts.participation_id,
        position=facts.position,
        name=facts.name,
        phases=tuple(
            figure(quota, result, low_threshold) for quota, result in zip(facts.quotas, results, strict=True)
        ),
        overall=figure(rates.total(facts.quotas), rates.total(results), low_threshold),
        registered_quota=facts.registered_quota,
        is_awaited=rules_for(facts.basis).is_awaited,
    )


def ranking_key(row: SummaryRow) -> tuple[int, Fraction, int, int]:
    """The official order: rate downward, then result downward, then position.

    Rows without a rate come after: first those that have a quota and stated nothing, then those without
    a quota.
    """
    if row.overall.rate is not None:
        group = 0
    elif row.overall.quota:
        group = 1
    else:
        group = 2
    result = -1 if row.overall.result is None else row.overall.result
    return (group, -(row.overall.rate or Fraction(0)), -result, row.position)


def _ranked(unordered: list[SummaryRow]) -> tuple[SummaryRow, ...]:
    ordered = sorted(unordered, key=ranking_key)
    ranks = rates.competition_ranks([row.overall.rate for row in ordered if row.overall.rate is not None])
    unranked = [None] * (len(ordered) - len(ranks))
    return tuple(
        replace(row, number=number, rank=rank)
        for number, (row, rank) in enumerate(zip(ordered, [*ranks, *unranked], strict=True), start=1)
    )
