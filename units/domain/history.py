"""Where a number comes from: the statements of each day with their corrections, or the subordinates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from units.choices import Basis
from units.domain.results import roll_up, standings_at
from units.models import Participation, Phase, ReportedCount


@dataclass(frozen=True, slots=True)
class StatedDay:
    """The statement that counts for a day, and those that it corrected, the oldest first."""

    counted: ReportedCount
    corrected: tuple[ReportedCount, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A subordinate and its result in one phase."""

    participation_id: int
    name: str
    amount: int | None


@dataclass(frozen=True, slots=True)
class Trace:
    """What makes the result of one phase: days of statements, the newest first, or subordinates' parts."""

    phase: Phase
    result: int | None
    days: tuple[StatedDay, ...]
    parts: tuple[Part, ...]


def stated_days(counts: Iterable[ReportedCount]) -> list[StatedDay]:
    """Statements of one phase, in the order of ReportedCountQuerySet.at(), by day."""
    days = (list(same) for _, same in groupby(counts, key=lambda count: count.counted_on))
    return [StatedDay(counted=same[0], corrected=tuple(same[:0:-1])) for same in days]


def statements(participation: Participation, *, as_of: date, known_at: datetime) -> list[ReportedCount]:
    """All statements of a participation as of a day, in every phase, the one that counts first."""
    counts = ReportedCount.objects.at(as_of, known_at).filter(participation=participation)
    return list(counts.select_related("recorded_by"))


def trace(
    participation: Participation, phases: Sequence[Phase], *, as_of: date, known_at: datetime
) -> list[Trace]:
    """What makes the result of each phase at the end of `as_of`, as recorded by `known_at`."""
    if participation.basis == Basis.REPORTED:
        counts = statements(participation, as_of=as_of, known_at=known_at)
        return [_stated(phase, counts) for phase in phases]
    standings = standings_at(participation.programme, phases, as_of=as_of, known_at=known_at)
    results = roll_up(standings)
    below = [each for each in standings if each.parent_id == participation.pk]
    return [
        Trace(
            phase=phase,
            result=results[participation.pk][index],
            days=(),
            parts=tuple(
                Part(each.participation_id, each.name, results[each.participation_id][index])
                for each in below
            ),
        )
        for index, phase in enumerate(phases)
    ]


def _stated(phase: Phase, counts: Sequence[ReportedCount]) -> Trace:
    days = stated_days(count for count in counts if count.phase_id == phase.pk)
    result = days[0].counted.amount if days else None
    return Trace(phase=phase, result=result, days=tuple(days), parts=())
