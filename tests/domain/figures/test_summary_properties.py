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

from tests.factories import make_counting_step, make_phase, make_programme, make_user
from units.choices import Basis, CountSource, UnitKind
from units.domain.figures.facts import ParticipationFacts
from units.domain.figures.ranking import SummaryRow, figure, ranking_key
from units.domain.figures.results import latest_statement_day, roll_up
from units.domain.figures.summary import Summary, build_summary
from units.models import Initiative, Participation, Phase, Programme, Quota, ReportedCount, Unit

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
class Acceptance:
    """An initiative that counts on a day, from an instant on until it is undone, if ever."""

    participation: int
    phase: int
    day: date
    recorded_at: datetime
    undone_at: datetime | None


@dataclass(frozen=True)
class Case:
    """A programme in plain values. Participations and phases are named by their place in the lists. `starts`:
    where the phases begin by now, wherever they did when something was accepted.
    """

    starts: tuple[date, ...]
    parents: tuple[int | None, ...]
    bases: tuple[Basis, ...]
    positions: tuple[int, ...]
    quotas: tuple[Fact, ...]
    counts: tuple[Fact, ...]
    acceptances: tuple[Acceptance, ...]
    as_of: date
    known_at: datetime

    @property
    def phase_count(self) -> int:
        return len(self.starts)


beginnings = st.sampled_from([5, 4, 3, 2, 1, 0]).map(lambda number: FIRST_DAY + timedelta(days=number))
days = st.integers(0, 3).map(lambda number: FIRST_DAY + timedelta(days=number))
instants = st.integers(0, 3).map(lambda number: FIRST_INSTANT + timedelta(days=number))
amounts = st.sampled_from([0, 0, 1, 2, 3, 4, 6, 12])
bases = st.sampled_from([*Basis, Basis.REPORTED, Basis.ACCEPTED])  # every one, some more often


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


def acceptances(
    participations: st.SearchStrategy[int], phases: st.SearchStrategy[int]
) -> st.SearchStrategy[tuple[Acceptance, ...]]:
    spans = st.tuples(instants, st.none() | instants).filter(lambda span: not span[1] or span[0] <= span[1])
    drawn = st.builds(
        lambda place, phase, day, span: Acceptance(place, phase, day, *span),
        participations,
        phases,
        days,
        spans,
    )
    return st.lists(drawn, max_size=12).map(tuple)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    parents, tree_bases = draw(trees())
    starts = tuple(draw(st.lists(beginnings, min_size=1, max_size=3)))
    participations, phases = st.integers(0, len(parents) - 1), st.integers(0, len(starts) - 1)
    return Case(
        starts=starts,
        parents=parents,
        bases=tree_bases,
        positions=tuple(draw(st.permutations(range(1, len(parents) + 1)))),
        quotas=draw(facts(participations, st.none() | phases)),
        counts=draw(facts(participations, phases)),
        acceptances=draw(acceptances(participations, phases)),
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


def is_reached(fact: Fact | Acceptance, case: Case) -> bool:
    return fact.day <= case.as_of and fact.recorded_at <= case.known_at


def is_counting(acceptance: Acceptance, case: Case) -> bool:
    """Whether it is known, and not yet known to be undone."""
    undone_at = acceptance.undone_at
    return is_reached(acceptance, case) and (undone_at is None or undone_at > case.known_at)


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
    match case.bases[participation]:
        case Basis.REPORTED:
            return value(case.counts, participation, phase, case)
        case Basis.ACCEPTED:
            number = accepted(participation, phase, case)
            return number if number or case.starts[phase] <= case.as_of else None
        case Basis.CHILDREN:
            return added(tuple(result(place, phase, case) for place in below(participation, case)))
    raise AssertionError(f"The rules say nothing of {case.bases[participation]}.")


def below(participation: int, case: Case) -> list[int]:
    return [place for place, parent in enumerate(case.parents) if parent == participation]


def accepted(participation: int, phase: int, case: Case) -> int:
    """How many count, its own and those of all below it."""
    own = sum(
        (each.participation, each.phase) == (participation, phase) and is_counting(each, case)
        for each in case.acceptances
    )
    return own + sum(accepted(place, phase, case) for place in below(participation, case))


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
    phases = [make_phase(programme=programme, starts_on=starts_on) for starts_on in case.starts]
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
    by = make_user()
    for acceptance in case.acceptances:
        place, phase = participations[acceptance.participation], phases[acceptance.phase]
        written = Initiative.objects.create(participation=place, title="Cải tiến")
        for weight, instant in ((1, acceptance.recorded_at), (-1, acceptance.undone_at)):
            if instant is not None:
                make_counting_step(written, phase, acceptance.day, weight=weight, recorded_at=instant, by=by)
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
            is_awaited=case.bases[line.participation] != Basis.ACCEPTED,
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
    accepted_later = tuple(Acceptance(0, 0, fact.day, fact.recorded_at, None) for fact in later)
    told = replace(
        case,
        quotas=case.quotas + later,
        counts=case.counts + later,
        acceptances=case.acceptances + accepted_later,
    )
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

    counting = [each for each in case.acceptances if counts_for_somebody(each.participation, case)]
    said: list[Fact | Acceptance] = [*case.counts, *counting]
    reached = [each.day for each in said if is_reached(each, case)]
    assert latest == max(reached, default=None)


def counts_for_somebody(participation: int, case: Case) -> bool:
    """Whether accepted initiatives are the result here, or of anybody above."""
    parent = case.parents[participation]
    is_counted = case.bases[participation] == Basis.ACCEPTED
    return is_counted or (parent is not None and counts_for_somebody(parent, case))


def plain(summary: Summary) -> list[tuple[object, ...]]:
    """The rows without the keys that the database gives."""
    return [
        (row.number, row.rank, row.name, row.phases, row.overall, row.registered_quota)
        for row in summary.rows
    ]


# Without a database


def standings(
    parents: tuple[int | None, ...],
    tree_bases: tuple[Basis, ...],
    statements: list[Amounts],
    own_accepted: list[Amounts],
) -> list[ParticipationFacts]:
    return [
        ParticipationFacts(
            participation_id=place,
            parent_id=parent,
            bloc_id=None,
            position=place + 1,
            name="",
            basis=basis,
            quotas=(None, None),
            registered_quota=None,
            statements=stated,
            accepted=own,
        )
        for place, (parent, basis, stated, own) in enumerate(
            zip(parents, tree_bases, statements, own_accepted, strict=True)
        )
    ]


@given(trees())
def test_nothing_counts_twice_and_nothing_is_lost(tree: Tree) -> None:
    """Every place states a power of two, and has as accepted a greater one, so that a sum tells its parts."""
    parents, tree_bases = tree
    places = range(len(parents))
    said: list[Amounts] = [(2**place, None) for place in places]
    own: list[Amounts] = [(2 ** (place + len(parents)), None) for place in places]
    results = roll_up(standings(parents, tree_bases, said, own))

    def counts_through(place: int) -> bool:
        parent = parents[place]
        return parent is None or (tree_bases[parent] == Basis.CHILDREN and counts_through(parent))

    def is_accepted_through(place: int | None) -> bool:
        if place is None:
            return False
        is_counted = tree_bases[place] == Basis.ACCEPTED and counts_through(place)
        return is_counted or is_accepted_through(parents[place])

    stated = [place for place in places if tree_bases[place] == Basis.REPORTED and counts_through(place)]
    counted = [place for place in places if is_accepted_through(place)]
    tops = [results[place] for place, parent in enumerate(parents) if parent is None]
    assert sum(first or 0 for first, _ in tops) == sum(2**place for place in stated) + sum(
        2 ** (place + len(parents)) for place in counted
    )
    assert all(second is None for _, second in tops)


@given(trees(), st.data())
def test_roll_up_does_not_depend_on_the_order_of_the_rows(tree: Tree, data: st.DataObject) -> None:
    blank_or_stated = st.tuples(st.none() | amounts, st.none() | amounts)
    said, own = ([data.draw(blank_or_stated) for _ in tree[0]] for _ in range(2))
    rows = standings(*tree, [*said], [*own])
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
