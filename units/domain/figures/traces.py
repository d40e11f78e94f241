"""What a number is made of: statements by day with their corrections, accepted initiatives, or the results of
subordinates. Which of these applies is in the table of bases.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import QuerySet, Sum

from units.domain import tree
from units.domain.figures.facts import ProgrammeResults, parents_of
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

    @property
    def is_empty(self) -> bool:
        return not (self.days or self.parts or self.counted)


@dataclass(frozen=True, slots=True)
class TraceQuestion:
    """What is to be traced. `page`: of the counted initiatives. `results`: called only where they are needed,
    because that takes one or two queries.
    """

    participation: Participation
    phases: Sequence[Phase]
    as_of: date
    known_at: datetime
    page: int
    results: Callable[[], ProgrammeResults]


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


def of_statements(asked: TraceQuestion) -> list[Trace]:
    """For each phase the participation's own statements by day. One query."""
    counts = statements(asked.participation, as_of=asked.as_of, known_at=asked.known_at)
    found = []
    for phase in asked.phases:
        days = stated_days(count for count in counts if count.phase_id == phase.pk)
        result = days[0].counted.amount if days else None
        found.append(Trace(phase=phase, result=result, days=tuple(days)))
    return found


def of_accepted(asked: TraceQuestion) -> list[Trace]:
    """For each phase one page of the accepted initiatives of the participation and all below it."""
    programme, key = asked.results(), asked.participation.pk
    below = tree.below(parents_of(programme.facts), [key])
    steps = ReviewStep.objects.counting_at(asked.as_of, asked.known_at).filter(participation__in=below)
    results = zip(asked.phases, programme.results[key], strict=True)
    return [_accepted(phase, steps.filter(phase=phase), result, asked.page) for phase, result in results]


def of_subordinates(asked: TraceQuestion) -> list[Trace]:
    """For each phase the results of the participations directly below."""
    programme, key = asked.results(), asked.participation.pk
    children = [each for each in programme.facts if each.parent_id == key]
    found = []
    for index, phase in enumerate(asked.phases):
        results = ((each, programme.results[each.participation_id][index]) for each in children)
        parts = tuple(SubordinateResult(each.participation_id, each.name, amount) for each, amount in results)
        found.append(Trace(phase=phase, result=programme.results[key][index], parts=parts))
    return found


def _accepted(phase: Phase, steps: QuerySet[ReviewStep], result: int | None, page: int) -> Trace:
    """The initiatives that count according to these steps, the latest day first."""
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
