"""The grid: every figure of a programme at the end of one day, and whether it can be stated."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from units import rates
from units.domain.counts import counting, locks
from units.domain.counts.locks import Lock
from units.domain.figures.bases import rules_for
from units.domain.figures.facts import Amounts
from units.domain.figures.results import results_at
from units.models import Participation, Phase, Programme, Reopening, ReportedCount


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement as far as the grid shows it; `number` is its pk."""

    number: int
    amount: int
    counted_on: date


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A phase. `refusal`: why nobody can state it for this day; `lock`: why only reopened units can."""

    phase: Phase
    refusal: str
    lock: Lock | None
    total: int | None


@dataclass(frozen=True, slots=True)
class GridCell:
    """One figure. `counted`: the statement that counts at the end of the day, `before`: the one at the end of
    the day before. `amount`: the result, stated or computed.
    """

    participation: Participation
    column: GridColumn
    amount: int | None
    counted: Stated | None
    before: Stated | None
    reopening: Reopening | None

    @property
    def number(self) -> int:
        """The pk of the statement that counts (0: none)."""
        return self.counted.number if self.counted else 0

    @property
    def is_stated(self) -> bool:
        return rules_for(self.participation.basis).is_stated

    @property
    def is_open(self) -> bool:
        """Whether a statement for the day would be taken."""
        closed = self.column.refusal or (self.column.lock and not self.reopening)
        return self.is_stated and not closed


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows in the order of positions, each with a cell for every column."""

    programme: Programme
    day: date
    columns: tuple[GridColumn, ...]
    rows: tuple[tuple[GridCell, ...], ...]


def last_day(programme: Programme, *, today: date) -> date | None:
    """The newest day for which figures can be stated; None before the programme begins or without phases."""
    phases = list(programme.phases.all())
    if not phases or min(phase.starts_on for phase in phases) > today:
        return None
    return min(today, max(phase.ends_on for phase in phases))


def grid_at(programme: Programme, phases: Sequence[Phase], day: date, *, now: datetime) -> Grid:
    """The grid of these phases. The number of queries does not grow with participations or statements."""
    found = results_at(programme, phases, as_of=day, known_at=now)
    top = [found.results[each.participation_id] for each in found.facts if each.parent_id is None]
    columns = [
        _column(phase, day, now=now, total=rates.total(amounts[index] for amounts in top))
        for index, phase in enumerate(phases)
    ]
    reopened = {(each.participation_id, each.phase_id): each for each in locks.running(programme, now=now)}
    rows = [
        tuple(_cells(participation, columns, found.results[participation.pk], reopened))
        for participation in _with_statements(programme, phases, day, now)
    ]
    return Grid(programme=programme, day=day, columns=tuple(columns), rows=tuple(rows))


def amounts_of(programme: Programme, numbers: Iterable[int]) -> dict[int, int]:
    """The amounts of these statements of the programme, by pk."""
    counts = ReportedCount.objects.filter(participation__programme=programme, pk__in=set(numbers))
    return dict(counts.order_by().values_list("pk", "amount"))


def _column(phase: Phase, day: date, *, now: datetime, total: int | None) -> GridColumn:
    refusal = ""
    try:
        counting.check_day(phase, day, timezone.localdate(now))
    except ValidationError as error:
        refusal = error.messages[0]
    return GridColumn(phase=phase, refusal=refusal, lock=locks.lock_on(phase, day, now=now), total=total)


def _cells(
    participation: Participation,
    columns: Sequence[GridColumn],
    results: Amounts,
    reopened: Mapping[tuple[int, int], Reopening],
) -> Iterable[GridCell]:
    is_stated = rules_for(participation.basis).is_stated
    for column, result in zip(columns, results, strict=True):
        counted = _stated(getattr(participation, f"counted_{column.phase.number}"))
        stated = counted.amount if counted else None
        yield GridCell(
            participation=participation,
            column=column,
            amount=stated if is_stated else result,
            counted=counted,
            before=_stated(getattr(participation, f"before_{column.phase.number}")),
            reopening=reopened.get((participation.pk, column.phase.pk)),
        )


def _with_statements(
    programme: Programme, phases: Sequence[Phase], day: date, now: datetime
) -> Iterable[Participation]:
    """Participations annotated with the statements of each phase: one index look-up for each figure."""
    figures: dict[str, Subquery] = {}
    for phase in phases:
        for name, as_of in (("counted", day), ("before", day - timedelta(days=1))):
            counts = ReportedCount.objects.at(as_of, now).filter(participation=OuterRef("pk"), phase=phase)
            stated = JSONObject(number="pk", amount="amount", counted_on="counted_on")
            figures[f"{name}_{phase.number}"] = Subquery(counts.values(found=stated)[:1])
    rows = Participation.objects.filter(programme=programme).select_related("parent")
    return rows.annotate(**figures).order_by("position")


def _stated(found: Mapping[str, int | str] | None) -> Stated | None:
    if found is None:
        return None
    return Stated(
        number=int(found["number"]),
        amount=int(found["amount"]),
        counted_on=date.fromisoformat(str(found["counted_on"])),
    )
