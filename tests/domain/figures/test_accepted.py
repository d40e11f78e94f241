"""Accepted initiatives as results: by the programme's day and phase, any (as_of, known_at), up the tree."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import (
    accept,
    make_count,
    make_counting_step,
    make_initiative,
    make_participation,
    make_phase,
    make_programme,
    make_user,
    submit,
)
from units.choices import Basis, CountingDay, InitiativeState, ReviewVerb, Role
from units.domain.figures import accepted
from units.domain.figures.results import facts_at, latest_statement_day, roll_up
from units.domain.review import stepping
from units.domain.review.stepping import Step
from units.models import (
    AcceptedTotal,
    DossierRules,
    Initiative,
    Participation,
    Phase,
    Programme,
    ReviewStep,
    User,
)

FIRST = date(2022, 3, 1)
Clock = Callable[[date], datetime]


@dataclass(frozen=True)
class Counted:
    """One line of a ledger as plain values."""

    place: int
    phase: int
    day: date
    instant: datetime
    weight: int


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Set the clock to the morning of a day, a second later each time."""
    ticks = iter(range(86_400))

    def set_to(day: date) -> datetime:
        now = datetime(day.year, day.month, day.day, 1, tzinfo=UTC) + timedelta(seconds=next(ticks))
        monkeypatch.setattr(timezone, "now", lambda: now)
        return now

    return set_to


@pytest.fixture
def programme(db: None) -> Programme:
    """Two phases: March to May, and June to August of 2022."""
    programme = make_programme()
    make_phase(programme=programme, starts_on=FIRST, ends_on=date(2022, 5, 31))
    make_phase(programme=programme, starts_on=date(2022, 6, 1), ends_on=date(2022, 8, 31))
    return programme


@pytest.fixture
def place(programme: Programme) -> Participation:
    return make_participation(programme=programme, basis=Basis.ACCEPTED)


@pytest.fixture
def reviewer(db: None) -> User:
    return make_user(role=Role.REVIEWER)


def counts_by(programme: Programme, day: CountingDay) -> None:
    DossierRules.objects.update_or_create(programme=programme, defaults={"counting_day": day})


def result(place: Participation, as_of: date, known_at: datetime | None = None) -> tuple[int | None, ...]:
    phases = list(place.programme.phases.all())
    standings = facts_at(place.programme, phases, as_of=as_of, known_at=known_at or timezone.now())
    return roll_up(standings)[place.pk]


# By which day, in which phase


def test_day_of_acceptance_decides_day_and_phase(place: Participation, reviewer: User, clock: Clock) -> None:
    counts_by(place.programme, CountingDay.ACCEPTED)
    clock(date(2022, 5, 30))
    sent = submit(make_initiative(participation=place))
    clock(date(2022, 6, 2))

    done = accept(sent, by=reviewer)

    assert (done.phase, done.counted_on) == (place.programme.phases.get(number=2), date(2022, 6, 2))
    assert result(place, date(2022, 6, 1)) == (0, 0)
    assert result(place, date(2022, 6, 2)) == (0, 1)


def test_day_of_submission_decides_day_and_phase(place: Participation, reviewer: User, clock: Clock) -> None:
    counts_by(place.programme, CountingDay.SUBMITTED)
    clock(date(2022, 5, 30))
    sent = submit(make_initiative(participation=place))
    before = clock(date(2022, 6, 2))

    done = accept(sent, by=reviewer)

    assert (done.phase, done.counted_on) == (place.programme.phases.get(number=1), date(2022, 5, 30))
    assert result(place, date(2022, 5, 29)) == (0, None)
    assert result(place, date(2022, 5, 30)) == (1, None)
    assert result(place, date(2022, 5, 30), before - timedelta(seconds=1)) == (0, None)


def test_sending_again_after_a_return_keeps_the_first_day(
    place: Participation, reviewer: User, clock: Clock
) -> None:
    counts_by(place.programme, CountingDay.SUBMITTED)
    clock(date(2022, 5, 30))
    sent = submit(make_initiative(participation=place))
    due = date(2022, 6, 10)
    stepping.take(Step(sent, ReviewVerb.SEND_BACK, note="Thiếu", due_on=due), by=reviewer)
    clock(date(2022, 6, 5))

    done = accept(submit(Initiative.objects.get(pk=sent.pk)), by=reviewer)

    assert done.counted_on == date(2022, 5, 30)


def test_day_in_no_phase_is_recognised_and_counts_nowhere(
    place: Participation, reviewer: User, clock: Clock
) -> None:
    clock(date(2022, 9, 1))
    done = accept(make_initiative(participation=place), by=reviewer)

    assert (done.state, done.phase, done.counted_on) == (InitiativeState.ACCEPTED, None, None)
    assert result(place, date(2022, 9, 1)) == (0, 0)
    assert AcceptedTotal.objects.count() == 0

    reopened = stepping.take(Step(done, ReviewVerb.REOPEN, note="Xem lại"), by=reviewer)
    assert reopened.state == InitiativeState.SUBMITTED
    assert not ReviewStep.objects.exclude(weight=0).exists()


def test_day_in_two_phases_belongs_to_the_later(place: Participation, reviewer: User, clock: Clock) -> None:
    third = make_phase(
        programme=place.programme, number=3, starts_on=date(2022, 7, 1), ends_on=date(2022, 7, 31)
    )
    clock(date(2022, 7, 5))
    assert accept(make_initiative(participation=place), by=reviewer).phase == third


def test_accepting_again_on_another_day_counts_on_that_day(
    place: Participation, reviewer: User, clock: Clock
) -> None:
    clock(date(2022, 5, 10))
    done = accept(make_initiative(participation=place), by=reviewer)
    known = clock(date(2022, 6, 10))
    stepping.take(Step(done, ReviewVerb.REOPEN, note="Xem lại"), by=reviewer)
    clock(date(2022, 6, 20))

    accept(Initiative.objects.get(pk=done.pk), by=reviewer)

    assert result(place, date(2022, 6, 19)) == (0, 0)
    assert result(place, date(2022, 6, 20)) == (0, 1)
    assert result(place, date(2022, 6, 20), known - timedelta(seconds=1)) == (1, 0)
    assert result(place, date(2022, 5, 9), known - timedelta(seconds=1)) == (0, None)


def test_changing_the_rule_moves_nothing_that_was_decided(
    place: Participation, reviewer: User, clock: Clock
) -> None:
    clock(date(2022, 5, 30))
    sent = submit(make_initiative(participation=place))
    clock(date(2022, 6, 2))
    done = accept(sent, by=reviewer)
    counts_by(place.programme, CountingDay.SUBMITTED)

    assert result(place, date(2022, 6, 2)) == (0, 1)
    stepping.take(Step(done, ReviewVerb.REOPEN, note="Xem lại"), by=reviewer)
    assert result(place, date(2022, 6, 2)) == (0, 0)
    assert accepted.recounted([place.pk]) == accepted.kept([place.pk])


# The default day


def test_latest_day_is_that_of_the_last_change_known(
    place: Participation, reviewer: User, clock: Clock
) -> None:
    programme, phases = place.programme, list(place.programme.phases.all())
    early = clock(date(2022, 5, 10))
    accept(make_initiative(participation=place), by=reviewer)
    now = clock(date(2022, 6, 10))
    accept(make_initiative(participation=place), by=reviewer)

    def latest(until: date, known_at: datetime) -> date | None:
        return latest_statement_day(programme, phases, until=until, known_at=known_at)

    assert latest(date(2022, 12, 31), now) == date(2022, 6, 10)
    assert latest(date(2022, 6, 9), now) == date(2022, 5, 10)
    assert latest(date(2022, 12, 31), early) == date(2022, 5, 10)
    assert latest(date(2022, 12, 31), early - timedelta(seconds=1)) is None


def test_latest_day_ignores_initiatives_that_count_for_nobody(
    place: Participation, reviewer: User, clock: Clock
) -> None:
    reporting = make_participation(programme=place.programme, basis=Basis.REPORTED)
    below = make_participation(programme=place.programme, basis=Basis.REPORTED, parent=place)
    phases = list(place.programme.phases.all())
    clock(date(2022, 6, 10))
    make_count(participation=reporting, phase=phases[0], counted_on=date(2022, 5, 1))
    accept(make_initiative(participation=reporting), by=reviewer)
    day = date(2022, 12, 31)
    assert latest_statement_day(place.programme, phases, until=day, known_at=timezone.now()) == date(
        2022, 5, 1
    )
    accept(make_initiative(participation=below), by=reviewer)
    assert latest_statement_day(place.programme, phases, until=day, known_at=timezone.now()) == date(
        2022, 6, 10
    )


# Against a naive recount

PARENTS = [None, 0, 1, None, 3, 3]
BASES = [Basis.ACCEPTED, Basis.REPORTED, Basis.CHILDREN, Basis.CHILDREN, Basis.ACCEPTED, Basis.REPORTED]
DAYS = [FIRST + timedelta(days=offset) for offset in (0, 1, 30, 100, 120)]
MOMENTS = [datetime(2022, 9, 1, tzinfo=UTC) + timedelta(hours=hour) for hour in range(5)]

entries = st.lists(
    st.tuples(
        st.sampled_from(range(len(PARENTS))),
        st.sampled_from([0, 1]),
        st.sampled_from(DAYS),
        st.none() | st.integers(0, 30),
    ),
    min_size=1,
    max_size=14,
)


def naive(ledger: list[Counted], place: int, phase: Phase, as_of: date, known_at: datetime) -> int | None:
    """The number of a participation, by adding up every line again."""
    number = phase.number - 1
    below = [place]
    for each in below:
        below.extend(child for child, parent in enumerate(PARENTS) if parent == each)
    match BASES[place]:
        case Basis.REPORTED:
            return None
        case Basis.CHILDREN:
            parts = [
                naive(ledger, child, phase, as_of, known_at)
                for child, parent in enumerate(PARENTS)
                if parent == place
            ]
            known = [part for part in parts if part is not None]
            return sum(known) if known else None
    amount = sum(
        line.weight
        for line in ledger
        if line.place in below and line.phase == number and line.day <= as_of and line.instant <= known_at
    )
    return None if amount == 0 and phase.starts_on > as_of else amount


def write(line: Counted, places: list[Participation], phases: list[Phase], by: User) -> None:
    initiative, phase = places[line.place].initiatives.get(), phases[line.phase]
    make_counting_step(initiative, phase, line.day, weight=line.weight, recorded_at=line.instant, by=by)


@settings(max_examples=40)
@given(wanted=entries, starts=st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)))
def test_any_ledger_counts_as_a_naive_recount(
    wanted: list[tuple[int, int, date, int | None]], starts: tuple[date, date], programme: Programme
) -> None:
    """Each entry is an acceptance, or the undoing of one that still counts; an hour may hold several. Where
    the phases begin by now does not matter to what has counted.
    """
    with transaction.atomic():
        by, phases = make_user(), list(programme.phases.all())
        places: list[Participation] = []
        for parent, basis in zip(PARENTS, BASES, strict=True):
            above = None if parent is None else places[parent]
            places.append(make_participation(programme=programme, parent=above, basis=basis))
            make_initiative(participation=places[-1])
        ledger: list[Counted] = []
        standing: list[Counted] = []
        for number, (place, phase, day, undone) in enumerate(wanted):
            instant = MOMENTS[number * len(MOMENTS) // len(wanted)]
            if undone is not None and standing:
                old = standing.pop(undone % len(standing))
                line = Counted(old.place, old.phase, old.day, instant, -1)
            else:
                line = Counted(place, phase, day, instant, 1)
                standing.append(line)
            ledger.append(line)
            write(line, places, phases, by)

        for moved, starts_on in zip(phases, starts, strict=True):
            moved.starts_on = starts_on
        keys = [place.pk for place in places]
        assert accepted.recounted(keys) == accepted.kept(keys)
        for as_of in (FIRST - timedelta(days=1), *DAYS):
            for known_at in (MOMENTS[0] - timedelta(seconds=1), *MOMENTS):
                found = roll_up(facts_at(programme, phases, as_of=as_of, known_at=known_at))
                assert [found[place.pk] for place in places] == [
                    tuple(naive(ledger, place, phase, as_of, known_at) for phase in phases)
                    for place in range(len(places))
                ]
        transaction.set_rollback(True)
