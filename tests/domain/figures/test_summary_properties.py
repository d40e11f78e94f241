"""Properties of results and Summary on invented programmes, against a naive model that knows no database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import count

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import make_phase, make_programme
from units.choices import Basis, CountSource, UnitKind
from units.domain.figures.results import Standing, latest_statement_day, roll_up
from units.domain.figures.summary import Summary, SummaryRow, build_summary, figure, ranking_key
from units.models import Participation, Phase, Programme, Quota, ReportedCount, Unit

FIRST_DAY = date(2022, 11, 8)
FIRST_INSTANT = datetime(2022, 11, 8, tzinfo=UTC)
EXAMPLES_WITH_ROWS = 50

Amounts = tuple[int | None, ...]
Tree = tuple[tuple[int | None, ...], tuple[Basis, ...]]


# Invented programmes. Days and instants are few, so that corrections and revisions of one day are common.


@dataclass(frozen=True)
class Fact:
    """An amount of a participation; `phase` None for a registered overall quota."""

    participation: int
    phase: int | None
    day: date
    recorded_at: datetime
    amount: int


@dataclass(frozen=True)
class Case:
    """A programme in plain values. Participations and phases are named by their place in the lists."""

    phase_count: int
    parents: tuple[int | None, ...]
    bases: tuple[Basis, ...]
    positions: tuple[int, ...]
    quotas: tuple[Fact, ...]
    counts: tuple[Fact, ...]
    as_of: date
    known_at: datetime


days = st.integers(0, 3).map(lambda number: FIRST_DAY + timedelta(days=number))
instants = st.integers(0, 3).map(lambda number: FIRST_INSTANT + timedelta(days=number))
amounts = st.sampled_from([0, 0, 1, 2, 3, 4, 6, 12])
bases = st.sampled_from([Basis.REPORTED, Basis.REPORTED, Basis.CHILDREN])


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """Parents (always earlier in the list) and bases."""
    size = draw(st.integers(1, 8))
    parents = [draw(st.none() | st.integers(0, place - 1)) if place else None for place in range(size)]
    return tuple(parents), tuple(draw(bases) for _ in range(size))


def facts(
    participations: st.SearchStrategy[int], phases: st.SearchStrategy[int | None]
) -> st.SearchStrategy[tuple[Fact, ...]]:
    return st.lists(st.builds(Fact, participations, phases, days, instants, amounts), max_size=25).map(tuple)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    parents, tree_bases = draw(trees())
    phase_count = draw(st.integers(1, 3))
    participations, phases = st.integers(0, len(parents) - 1), st.integers(0, phase_count - 1)
    return Case(
        phase_count=phase_count,
        parents=parents,
        bases=tree_bases,
        positions=tuple(draw(st.permutations(range(1, len(parents) + 1)))),
        quotas=draw(facts(participations, st.none() | phases)),
        counts=draw(facts(participations, phases)),
        as_of=draw(days),
        known_at=draw(instants),
    )


# The naive model: what the rules say, as slowly as they say it.


@dataclass(frozen=True)
class Line:
    """A row as the rules say it, by the participation's place in the case."""

    participation: int
    position: int
    quotas: Amounts
    results: Amounts
    registered: int | None

    @property
    def quota(self) -> int | None:
        return added(self.quotas)

    @property
    def result(self) -> int | None:
        return added(self.results)

    @property
    def rate(self) -> Fraction | None:
        if self.quota is None or self.quota == 0 or self.result is None:
            return None
        return Fraction(self.result, self.quota)


def added(values: Amounts) -> int | None:
    total: int | None = None
    for value in values:
        if value is not None:
            total = value if total is None else total + value
    return total


def is_reached(fact: Fact, case: Case) -> bool:
    return fact.day <= case.as_of and fact.recorded_at <= case.known_at


def value(among: tuple[Fact, ...], participation: int, phase: int | None, case: Case) -> int | None:
    """The latest day within reach; for that day the latest recording; of equal ones the later row."""
    found: Fact | None = None
    for fact in among:
        if (fact.participation, fact.phase) != (participation, phase) or not is_reached(fact, case):
            continue
        if found is None or (fact.day, fact.recorded_at) >= (found.day, found.recorded_at):
            found = fact
    return None if found is None else found.amount


def result(participation: int, phase: int, case: Case) -> int | None:
    if case.bases[participation] == Basis.REPORTED:
        return value(case.counts, participation, phase, case)
    below = [place for place, parent in enumerate(case.parents) if parent == participation]
    return added(tuple(result(place, phase, case) for place in below))


def lines(case: Case) -> list[Line]:
    phases = range(case.phase_count)
    return [
        Line(
            participation=place,
            position=case.positions[place],
            quotas=tuple(value(case.quotas, place, phase, case) for phase in phases),
            results=tuple(result(place, phase, case) for phase in phases),
            registered=value(case.quotas, place, None, case),
        )
        for place, parent in enumerate(case.parents)
        if parent is None
    ]


def is_ahead(one: Line, other: Line) -> bool:
    """Whether `one` stands above `other` by the official order."""
    if one.rate != other.rate:
        return other.rate is None or (one.rate is not None and one.rate > other.rate)
    if one.rate is None and bool(one.quota) != bool(other.quota):
        return bool(one.quota)
    if one.result != other.result:
        return other.result is None or (one.result is not None and one.result > other.result)
    return one.position < other.position


def ranked(unordered: list[Line]) -> list[tuple[int, int | None, Line]]:
    """Number, rank and line of each row, in order."""
    rated = [line.rate for line in unordered if line.rate is not None]
    placed = [
        (
            1 + sum(is_ahead(other, line) for other in unordered),
            None if line.rate is None else 1 + sum(rate > line.rate for rate in rated),
            line,
        )
        for line in unordered
    ]
    return sorted(placed, key=lambda place: place[0])


# From plain values to rows of the database, undone after each example


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


_codes = count(1)


def stored(case: Case) -> tuple[Programme, list[Phase], list[Participation]]:
    programme = make_programme()
    phases = [make_phase(programme=programme) for _ in range(case.phase_count)]
    units = Unit.objects.bulk_create(
        Unit(code=f"vi-du-{next(_codes)}", name=f"Đơn vị {place}", kind=UnitKind.DISTRICT)
        for place in range(len(case.parents))
    )
    participations: list[Participation] = []
    for unit, parent, basis, position in zip(units, case.parents, case.bases, case.positions, strict=True):
        participations.append(
            Participation.objects.create(
                programme=programme,
                unit=unit,
                parent=None if parent is None else participations[parent],
                position=position,
                name=unit.name,
                basis=basis,
            )
        )
    Quota.objects.bulk_create(
        Quota(
            participation=participations[fact.participation],
            phase=None if fact.phase is None else phases[fact.phase],
            effective_on=fact.day,
            recorded_at=fact.recorded_at,
            amount=fact.amount,
        )
        for fact in case.quotas
    )
    ReportedCount.objects.bulk_create(
        ReportedCount(
            participation=participations[fact.participation],
            phase=phases[fact.phase or 0],
            counted_on=fact.day,
            recorded_at=fact.recorded_at,
            amount=fact.amount,
            source=CountSource.UNIT,
        )
        for fact in case.counts
    )
    return programme, phases, participations


def with_rows(test: Callable[[Case], None]) -> Callable[..., None]:
    """A property over stored cases: few examples, each undone."""
    property_test = settings(max_examples=EXAMPLES_WITH_ROWS)(given(case=cases())(test))
    marked: Callable[..., None] = pytest.mark.django_db(property_test)
    return marked


def summary_of(case: Case) -> tuple[Summary, list[Participation]]:
    programme, phases, participations = stored(case)
    return build_summary(programme, phases=phases, as_of=case.as_of, known_at=case.known_at), participations


@with_rows
def test_summary_is_what_the_naive_model_says(case: Case) -> None:
    with undone():
        summary, participations = summary_of(case)

    expected = tuple(
        SummaryRow(
            number=number,
            rank=rank,
            participation_id=participations[line.participation].pk,
            position=line.position,
            name=f"Đơn vị {line.participation}",
            phases=tuple(
                figure(quota, amount, 50) for quota, amount in zip(line.quotas, line.results, strict=True)
            ),
            overall=figure(line.quota, line.result, 50),
            registered_quota=line.registered,
        )
        for number, rank, line in ranked(lines(case))
    )
    assert summary.rows == expected


@with_rows
def test_total_is_the_sum_of_the_rows_and_its_rate_that_of_the_sums(case: Case) -> None:
    with undone():
        summary, _ = summary_of(case)

    model = lines(case)
    for phase, total in enumerate(summary.total.phases):
        quota = added(tuple(line.quotas[phase] for line in model))
        assert total == figure(quota, added(tuple(line.results[phase] for line in model)), 50)
    overall = summary.total.overall
    assert overall.quota == added(tuple(line.quota for line in model))
    assert overall.result == added(tuple(line.result for line in model))
    if overall.quota and overall.result is not None:
        assert overall.rate == Fraction(overall.result, overall.quota)
    else:
        assert overall.rate is None


@with_rows
def test_summary_never_changes_by_what_is_recorded_or_happens_later(case: Case) -> None:
    later = (
        Fact(0, 0, case.as_of, case.known_at + timedelta(microseconds=1), 9),
        Fact(0, 0, case.as_of + timedelta(days=1), case.known_at, 9),
    )
    told = replace(case, quotas=case.quotas + later, counts=case.counts + later)
    with undone():
        before, _ = summary_of(case)
    with undone():
        after, _ = summary_of(told)

    assert plain(after) == plain(before)


@with_rows
def test_latest_statement_day_is_the_latest_that_counts(case: Case) -> None:
    with undone():
        programme, phases, _ = stored(case)
        latest = latest_statement_day(programme, phases, until=case.as_of, known_at=case.known_at)

    assert latest == max((fact.day for fact in case.counts if is_reached(fact, case)), default=None)


def plain(summary: Summary) -> list[tuple[object, ...]]:
    """The rows without the keys that the database gives."""
    return [
        (row.number, row.rank, row.name, row.phases, row.overall, row.registered_quota)
        for row in summary.rows
    ]


# Without a database


def standings(
    parents: tuple[int | None, ...], tree_bases: tuple[Basis, ...], statements: list[Amounts]
) -> list[Standing]:
    return [
        Standing(
            participation_id=place,
            parent_id=parent,
            bloc_id=None,
            position=place + 1,
            name="",
            basis=basis,
            quotas=(None, None),
            registered_quota=None,
            statements=stated,
        )
        for place, (parent, basis, stated) in enumerate(zip(parents, tree_bases, statements, strict=True))
    ]


@given(trees())
def test_nothing_counts_twice_and_nothing_is_lost(tree: Tree) -> None:
    """Every place states a power of two, so that a sum tells its parts."""
    parents, tree_bases = tree
    results = roll_up(standings(parents, tree_bases, [(2**place, None) for place in range(len(parents))]))

    def counts_through(place: int) -> bool:
        parent = parents[place]
        return parent is None or (tree_bases[parent] == Basis.CHILDREN and counts_through(parent))

    counted = [
        place
        for place in range(len(parents))
        if tree_bases[place] == Basis.REPORTED and counts_through(place)
    ]
    tops = [results[place] for place, parent in enumerate(parents) if parent is None]
    assert sum(first or 0 for first, _ in tops) == sum(2**place for place in counted)
    assert all(second is None for _, second in tops)


@given(trees(), st.data())
def test_roll_up_does_not_depend_on_the_order_of_the_rows(tree: Tree, data: st.DataObject) -> None:
    blank_or_stated = st.tuples(st.none() | amounts, st.none() | amounts)
    rows = standings(*tree, [data.draw(blank_or_stated) for _ in tree[0]])
    assert roll_up(data.draw(st.permutations(rows))) == roll_up(rows)


@given(st.lists(st.tuples(st.none() | amounts, st.none() | amounts), max_size=12), st.data())
def test_order_does_not_depend_on_the_order_of_the_rows(
    stated: list[tuple[int | None, int | None]], data: st.DataObject
) -> None:
    rows = [
        SummaryRow(
            number=0,
            rank=None,
            participation_id=position,
            position=position,
            name="",
            phases=(),
            overall=figure(quota, amount, 50),
            registered_quota=None,
        )
        for position, (quota, amount) in enumerate(stated, start=1)
    ]
    model = [
        Line(position, position, (quota,), (amount,), None)
        for position, (quota, amount) in enumerate(stated, start=1)
    ]

    ordered = sorted(data.draw(st.permutations(rows)), key=ranking_key)

    assert [row.position for row in ordered] == [line.position for _, _, line in ranked(model)]
