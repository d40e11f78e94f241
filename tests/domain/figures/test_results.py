"""Results at a day as far as known at an instant: the statement that counts, and the tree above it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import make_bloc, make_count, make_participation, make_phase, make_programme, make_quota
from units.choices import Basis
from units.domain.figures.facts import ParticipationFacts
from units.domain.figures.results import (
    facts_at,
    first_statement_day,
    latest_statement_day,
    roll_up,
)
from units.models import Participation, Phase

DAY = date(2022, 11, 10)
AT_NOON = datetime(2022, 11, 10, 5, tzinfo=UTC)
LATER = AT_NOON + timedelta(days=30)

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="asks SQLite for its plan")


def standing(
    key: int,
    parent: int | None,
    basis: Basis,
    *statements: int | None,
    accepted: tuple[int | None, ...] = (),
) -> ParticipationFacts:
    return ParticipationFacts(
        participation_id=key,
        parent_id=parent,
        bloc_id=None,
        position=key,
        name=f"Đơn vị {key}",
        basis=basis,
        quotas=(None,) * len(statements),
        registered_quota=None,
        statements=statements,
        accepted=accepted,
    )


def place() -> tuple[Participation, Phase]:
    phase = make_phase()
    return make_participation(programme=phase.programme), phase


def stated(participation: Participation, phase: Phase, as_of: date, known_at: datetime) -> int | None:
    (found,) = facts_at(participation.programme, [phase], as_of=as_of, known_at=known_at)
    return found.statements[0]


# Roll-up, without a database


def test_roll_up_takes_own_statements_of_the_reporting() -> None:
    standings = [standing(1, None, Basis.REPORTED, 5, None), standing(2, 1, Basis.REPORTED, 7, 8)]
    assert roll_up(standings) == {1: (5, None), 2: (7, 8)}


def test_roll_up_sums_subordinates_and_forgets_own_statements() -> None:
    standings = [
        standing(1, None, Basis.CHILDREN, 99, 99),
        standing(2, 1, Basis.REPORTED, 7, None),
        standing(3, 1, Basis.REPORTED, 1, None),
    ]
    assert roll_up(standings) == {1: (8, None), 2: (7, None), 3: (1, None)}


def test_roll_up_keeps_blank_apart_from_zero() -> None:
    standings = [
        standing(1, None, Basis.CHILDREN, None, None, None),
        standing(2, 1, Basis.REPORTED, None, 0, None),
        standing(3, 1, Basis.REPORTED, None, None, 4),
    ]
    assert roll_up(standings)[1] == (None, 0, 4)


def test_roll_up_is_blank_without_subordinates() -> None:
    assert roll_up([standing(1, None, Basis.CHILDREN, 3, 3)]) == {1: (None, None)}


def test_roll_up_reaches_through_every_level_in_any_order() -> None:
    standings = [
        standing(4, 3, Basis.REPORTED, 2),
        standing(3, 2, Basis.CHILDREN, None),
        standing(5, 2, Basis.REPORTED, 3),
        standing(2, 1, Basis.CHILDREN, None),
        standing(1, None, Basis.CHILDREN, None),
    ]
    assert roll_up(standings) == {1: (5,), 2: (5,), 3: (2,), 4: (2,), 5: (3,)}


def test_roll_up_counts_nothing_twice_below_a_unit_that_reports_for_all() -> None:
    standings = [
        standing(1, None, Basis.CHILDREN, None),
        standing(2, 1, Basis.REPORTED, 10),
        standing(3, 2, Basis.REPORTED, 6),
        standing(4, 2, Basis.REPORTED, 4),
    ]
    assert roll_up(standings)[1] == (10,)


def test_roll_up_counts_accepted_initiatives_of_the_whole_subtree() -> None:
    standings = [
        standing(1, None, Basis.CHILDREN, None),
        standing(2, 1, Basis.ACCEPTED, 50, accepted=(4,)),
        standing(3, 1, Basis.ACCEPTED, 50, accepted=(None,)),
        standing(4, 2, Basis.REPORTED, 9, accepted=(3,)),
    ]
    assert roll_up(standings) == {1: (7,), 2: (7,), 3: (None,), 4: (9,)}


def test_roll_up_is_blank_where_accepted_initiatives_are_not_known() -> None:
    assert roll_up([standing(2, None, Basis.ACCEPTED, 50)]) == {2: (None,)}


def test_roll_up_of_nothing_is_nothing() -> None:
    assert roll_up([]) == {}


# Reading the facts


@pytest.mark.django_db
def test_standings_hold_what_is_recorded_in_order_of_position() -> None:
    programme = make_programme()
    first, second = make_phase(programme=programme), make_phase(programme=programme)
    bloc = make_bloc(programme=programme)
    below = make_participation(programme=programme, position=9, bloc=bloc, name="Sau")
    above = make_participation(programme=programme, position=2, basis=Basis.CHILDREN, name="Trước")
    Participation.objects.filter(pk=below.pk).update(parent=above)
    make_quota(participation=below, phase=first, amount=30)
    make_quota(participation=below, phase=second, amount=0)
    make_quota(participation=below, phase=None, amount=31)
    make_count(participation=below, phase=second, amount=0)
    make_participation(programme=make_programme())

    standings = facts_at(programme, [first, second], as_of=DAY, known_at=timezone.now())

    assert standings == [
        ParticipationFacts(
            above.pk, None, None, 2, "Trước", Basis.CHILDREN, (None, None), None, (None, None)
        ),
        ParticipationFacts(below.pk, above.pk, bloc.pk, 9, "Sau", Basis.REPORTED, (30, 0), 31, (None, 0)),
    ]


@pytest.mark.django_db
def test_statement_counts_from_its_own_day_on() -> None:
    participation, phase = place()
    make_count(participation=participation, phase=phase, amount=5, counted_on=DAY)
    days = [DAY - timedelta(days=1), DAY, DAY + timedelta(days=400)]
    assert [stated(participation, phase, day, timezone.now()) for day in days] == [None, 5, 5]


@pytest.mark.django_db
def test_statement_is_known_from_the_instant_of_recording_on() -> None:
    participation, phase = place()
    make_count(participation=participation, phase=phase, amount=5, counted_on=DAY, recorded_at=AT_NOON)
    instants = [AT_NOON - timedelta(microseconds=1), AT_NOON]
    assert [stated(participation, phase, DAY, instant) for instant in instants] == [None, 5]


@pytest.mark.django_db
def test_correction_replaces_the_statement_of_its_day_once_known() -> None:
    participation, phase = place()
    make_count(participation=participation, phase=phase, amount=50, counted_on=DAY, recorded_at=AT_NOON)
    make_count(participation=participation, phase=phase, amount=5, counted_on=DAY, recorded_at=LATER)
    assert [stated(participation, phase, DAY, instant) for instant in (AT_NOON, LATER)] == [50, 5]


@pytest.mark.django_db
def test_late_correction_of_an_earlier_day_never_moves_a_later_statement() -> None:
    participation, phase = place()
    earlier = DAY - timedelta(days=10)
    make_count(participation=participation, phase=phase, amount=3, counted_on=earlier, recorded_at=AT_NOON)
    make_count(participation=participation, phase=phase, amount=8, counted_on=DAY, recorded_at=AT_NOON)
    make_count(participation=participation, phase=phase, amount=99, counted_on=earlier, recorded_at=LATER)
    assert [stated(participation, phase, day, LATER) for day in (earlier, DAY)] == [99, 8]


@pytest.mark.django_db
def test_of_two_recordings_at_the_same_instant_the_later_row_counts() -> None:
    participation, phase = place()
    for amount in (7, 4):
        make_count(
            participation=participation, phase=phase, amount=amount, counted_on=DAY, recorded_at=AT_NOON
        )
    assert stated(participation, phase, DAY, AT_NOON) == 4


@pytest.mark.django_db
def test_quota_is_revised_from_the_day_of_its_decision_on() -> None:
    participation, phase = place()
    for amount, day in [(100, date(2022, 1, 1)), (120, DAY)]:
        make_quota(participation=participation, phase=phase, amount=amount, effective_on=day)

    def quota(as_of: date) -> int | None:
        (found,) = facts_at(phase.programme, [phase], as_of=as_of, known_at=timezone.now())
        return found.quotas[0]

    days = [date(2021, 12, 31), DAY - timedelta(days=1), DAY]
    assert [quota(day) for day in days] == [None, 100, 120]


@pytest.mark.django_db
def test_statement_days_are_the_first_and_the_latest_within_reach() -> None:
    programme = make_programme()
    phases = [make_phase(programme=programme), make_phase(programme=programme)]
    participation = make_participation(programme=programme)
    for phase, day, recorded_at in [
        (phases[0], DAY, AT_NOON),
        (phases[1], DAY + timedelta(days=5), AT_NOON),
        (phases[0], DAY + timedelta(days=9), LATER),
    ]:
        make_count(participation=participation, phase=phase, counted_on=day, recorded_at=recorded_at)

    def latest(until: date, known_at: datetime) -> date | None:
        return latest_statement_day(programme, phases, until=until, known_at=known_at)

    far = DAY + timedelta(days=100)
    assert first_statement_day(programme) == DAY
    assert [latest(DAY - timedelta(days=1), LATER), latest(DAY, LATER)] == [None, DAY]
    assert [latest(far, AT_NOON), latest(far, LATER)] == [DAY + timedelta(days=5), DAY + timedelta(days=9)]


@pytest.mark.django_db
def test_statement_days_are_none_while_nothing_is_stated() -> None:
    participation, phase = place()
    other, other_phase = place()
    make_count(participation=other, phase=other_phase)
    programme = participation.programme
    assert first_statement_day(programme) is None
    assert latest_statement_day(programme, [phase], until=DAY, known_at=timezone.now()) is None
    assert latest_statement_day(programme, [], until=DAY, known_at=timezone.now()) is None


# Cost


def plan(queries: CaptureQueriesContext) -> list[str]:
    """The steps of SQLite's plan for the one captured query."""
    (query,) = queries.captured_queries
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
        return [step for *_, step in cursor.fetchall()]


@on_sqlite
@pytest.mark.django_db
def test_standings_are_looked_up_in_the_indexes_without_sorting() -> None:
    programme = make_programme()
    phases = [make_phase(programme=programme), make_phase(programme=programme)]

    with CaptureQueriesContext(connection) as queries:
        facts_at(programme, phases, as_of=DAY, known_at=AT_NOON)
    steps = plan(queries)

    of_phase = "(participation_id=? AND phase_id=? AND"
    assert [step for step in steps if "TEMP B-TREE" in step or step.startswith("SCAN")] == []
    assert sum(step.endswith(f"{of_phase} effective_on<?)") for step in steps) == 3
    assert sum(step.endswith(f"{of_phase} counted_on<?)") for step in steps) == 2


@on_sqlite
@pytest.mark.django_db
def test_latest_statement_day_is_looked_up_in_the_index_without_sorting() -> None:
    programme = make_programme()
    phases = [make_phase(programme=programme), make_phase(programme=programme)]

    with CaptureQueriesContext(connection) as queries:
        latest_statement_day(programme, phases, until=DAY, known_at=AT_NOON)
    steps = plan(queries)

    assert [step for step in steps if "TEMP B-TREE" in step] == []
    looked_up = [step for step in steps if step.startswith("SEARCH") and " INDEX " in step]
    assert sum("(participation_id=? AND phase_id=?" in step for step in looked_up) == 2
