"""Where a number comes from: statements by day with their corrections, accepted initiatives,
or subordinates.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import QuerySet, Sum

from units.choices import Basis
from units.domain import tree
from units.domain.figures.results import parents_of, roll_up, standings_at
from units.models import Initiative, Participation, Phase, ReportedCount, ReviewStep

PAGE = 50
"""How many counted initiatives are listed on a page."""


@dataclass(frozen=True, slots=True)
class StatedDay:
    """The statement that counts for a day, and those that it corrected, the oldest first."""

    counted: ReportedCount
    corrected: tuple[ReportedCount, ...]


@dataclass(frozen=True, slots=True)
class SubordinateResult:
    """A subordinate and its result in one phase."""

    participation_id: int
    name: str
    amount: int | None


@dataclass(frozen=True, slots=True)
class CountedDay:
    """Initiatives that count on one day, as far as they are on the page."""

    day: date
    initiatives: tuple[Initiative, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """What the result of one phase is made of: days with statements (the newest first), one page of accepted
    initiatives by day, or the results of the subordinates.
    """

    phase: Phase
    result: int | None
    days: tuple[StatedDay, ...] = ()
    parts: tuple[SubordinateResult, ...] = ()
    counted: tuple[CountedDay, ...] = ()
    page: int = 1

    @property
    def pages(self) -> int:
        """How many pages of counted initiatives there are."""
        return max(1, -(-(self.result or 0) // PAGE))


def stated_days(counts: Iterable[ReportedCount]) -> list[StatedDay]:
    """The statements of one phase by day; they must come in the order of ReportedCountQuerySet.at()."""
    days = (list(same) for _, same in groupby(counts, key=lambda count: count.counted_on))
    return [StatedDay(counted=same[0], corrected=tuple(same[:0:-1])) for same in days]


def statements(participation: Participation, *, as_of: date, known_at: datetime) -> list[ReportedCount]:
    """All statements of a participation in every phase as of a day; the first of each phase is the one that
    counts.
    """
    counts = ReportedCount.objects.at(as_of, known_at).filter(participation=participation)
    return list(counts.select_related("recorded_by"))


def trace(
    participation: Participation, phases: Sequence[Phase], *, as_of: date, known_at: datetime, page: int = 1
) -> list[Trace]:
    """What the result of each phase at the end of `as_of` is made of, as recorded by `known_at`; of accepted
    initiatives one page.
    """
    if participation.basis == Basis.REPORTED:
        counts = statements(participation, as_of=as_of, known_at=known_at)
        return [_stated(phase, counts) for phase in phases]
    standings = standings_at(participation.programme, phases, as_of=as_of, known_at=known_at)
    results = roll_up(standings)
    if participation.basis == Basis.ACCEPTED:
        below = tree.below(parents_of(standings), [participation.pk])
        steps = ReviewStep.objects.counting_at(as_of, known_at).filter(participation__in=below)
        return [
            _accepted(phase, steps.filter(phase=phase), results[participation.pk][index], page)
            for index, phase in enumerate(phases)
        ]
    children = [each for each in standings if each.parent_id == participation.pk]
    return [
        Trace(
            phase=phase,
            result=results[participation.pk][index],
            parts=tuple(
                SubordinateResult(each.participation_id, each.name, results[each.participation_id][index])
                for each in children
            ),
        )
        for index, phase in enumerate(phases)
    ]


def _stated(phase: Phase, counts: Sequence[ReportedCount]) -> Trace:
    days = stated_days(count for count in counts if count.phase_id == phase.pk)
    result = days[0].counted.amount if days else None
    return Trace(phase=phase, result=result, days=tuple(days))


def _accepted(phase: Phase, steps: QuerySet[ReviewStep], result: int | None, page: int) -> Trace:
    """The initiatives that count by these steps, the latest day first."""
    lines = (
        steps.order_by("-counted_on", "initiative")
        .values_list("counted_on", "initiative")
        .annotate(net=Sum("weight"))
        .filter(net=1)
    )
    shown = list(lines[PAGE * (page - 1) : PAGE * page])
    found = Initiative.objects.select_related("participation").in_bulk([line[1] for line in shown])
    days = groupby(shown, key=lambda line: line[0])
    return Trace(
        phase=phase,
        result=result,
        counted=tuple(CountedDay(day, tuple(found[line[1]] for line in same)) for day, same in days),
        page=page,
    )
