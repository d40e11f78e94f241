"""Build the Summary: the ranked biểu tổng hợp as of a day. Screen, print and every file are fed by it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from units import rates
from units.choices import Band
from units.domain.figures.pacing import Pace, pace
from units.domain.figures.ranking import Figure, SummaryRow, figure, ranked_rows
from units.domain.figures.results import facts_at
from units.models import Bloc, Directive, Phase, Programme


@dataclass(frozen=True, slots=True)
class SummaryTotal:
    """The last line: sums over all rows, and rates of these sums."""

    phases: tuple[Figure, ...]
    overall: Figure


@dataclass(frozen=True, slots=True)
class SummaryPhase:
    number: int
    name: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class SummaryHeading:
    """The words around the table, as they are at the time of building."""

    slug: str
    programme_name: str
    programme_short_name: str
    superior_name: str
    organiser_name: str
    organiser_short_name: str
    subtitle: str
    bloc_code: str
    bloc_name: str
    directive_number: str
    directive_issued_on: date | None
    is_demonstration: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """The table with everything that is said of it."""

    heading: SummaryHeading
    as_of: date
    known_at: datetime
    low_threshold: int
    rate_decimals: int
    phases: tuple[SummaryPhase, ...]
    rows: tuple[SummaryRow, ...]
    total: SummaryTotal
    pace: Pace | None

    def count_in(self, band: Band) -> int:
        """How many rows stand in this band over all phases."""
        return sum(row.overall.band == band for row in self.rows)

    @property
    def starts_on(self) -> date:
        return min(phase.starts_on for phase in self.phases)

    @property
    def ends_on(self) -> date:
        return max(phase.ends_on for phase in self.phases)

    @property
    def unreported(self) -> int:
        """How many rows with a quota have stated nothing at all."""
        return sum(
            row.is_awaited and row.overall.result is None and bool(row.overall.quota) for row in self.rows
        )

    @property
    def has_results(self) -> bool:
        return self.total.overall.result is not None

    @property
    def has_quotas(self) -> bool:
        return bool(self.total.overall.quota)


def build_summary(
    programme: Programme,
    *,
    phases: Sequence[Phase],
    as_of: date,
    known_at: datetime | None = None,
    bloc: Bloc | None = None,
    directive: Directive | None = None,
) -> Summary:
    """The ranked table at the end of `as_of`, as far as recorded by `known_at` (default: now).

    Rows are the participations without a parent; with a bloc only its members, ranked among
    themselves and summed for themselves. `directive` is named on the form when the table is its annex.
    One query.
    """
    known_at = known_at or timezone.now()
    facts = facts_at(programme, phases, as_of=as_of, known_at=known_at)
    rows = ranked_rows(facts, low_threshold=programme.low_threshold, bloc=bloc)
    total = _total(rows, len(phases), programme.low_threshold)
    overall, last_day = total.overall, max((phase.ends_on for phase in phases), default=as_of)
    return Summary(
        heading=_heading(programme, bloc, directive, as_of),
        as_of=as_of,
        known_at=known_at,
        low_threshold=programme.low_threshold,
        rate_decimals=programme.rate_decimals,
        phases=tuple(SummaryPhase(p.number, p.name, p.starts_on, p.ends_on) for p in phases),
        rows=rows,
        total=total,
        pace=pace(overall.result, overall.quota, as_of=as_of, ends_on=last_day) if phases else None,
    )


def _total(rows: Sequence[SummaryRow], phase_count: int, low_threshold: int) -> SummaryTotal:
    return SummaryTotal(
        phases=tuple(
            _sum([row.phases[index] for row in rows], low_threshold) for index in range(phase_count)
        ),
        overall=_sum([row.overall for row in rows], low_threshold),
    )


def _sum(figures: Sequence[Figure], low_threshold: int) -> Figure:
    return figure(
        rates.total(each.quota for each in figures),
        rates.total(each.result for each in figures),
        low_threshold,
    )


def _heading(
    programme: Programme, bloc: Bloc | None, directive: Directive | None, as_of: date
) -> SummaryHeading:
    # The letter's annex is the whole table of its day; a bloc's table is nobody's annex.
    annexed = directive if directive and directive.as_of == as_of and bloc is None else None
    return SummaryHeading(
        slug=programme.slug,
        programme_name=programme.name,
        programme_short_name=programme.short_name,
        superior_name=programme.superior_name,
        organiser_name=programme.organiser_name,
        organiser_short_name=programme.organiser_short_name,
        subtitle=programme.table_subtitle,
        bloc_code=bloc.code if bloc else "",
        bloc_name=bloc.name if bloc else "",
        directive_number=annexed.number if annexed else "",
        directive_issued_on=annexed.issued_on if annexed else None,
        is_demonstration=programme.is_demonstration,
    )
