"""Where a number comes from: days with corrections, accepted initiatives, subordinates."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from tests.factories import (
    accept,
    make_count,
    make_initiative,
    make_participation,
    make_phase,
    make_programme,
    make_user,
)
from units.choices import Basis, ReviewVerb, Role
from units.domain.figures.history import trace
from units.domain.figures.traces import CountedDay, StatedDay, SubordinateResult
from units.domain.review import stepping
from units.domain.review.stepping import Step
from units.models import Initiative, Participation, Phase, ReportedCount

FIRST, SECOND = date(2022, 3, 1), date(2022, 3, 8)
START = datetime(2022, 3, 1, 1, tzinfo=UTC)


@pytest.fixture
def phases(db: None) -> list[Phase]:
    programme = make_programme()
    return [make_phase(programme=programme) for _ in range(2)]


@pytest.fixture
def participation(phases: list[Phase]) -> Participation:
    return make_participation(programme=phases[0].programme)


def state(participation: Participation, phase: Phase, day: date, amount: int, hour: int) -> ReportedCount:
    recorded_at = START + timedelta(hours=hour)
    return make_count(
        participation=participation, phase=phase, counted_on=day, amount=amount, recorded_at=recorded_at
    )


def test_days_hold_their_corrections(participation: Participation, phases: list[Phase]) -> None:
    wrong = state(participation, phases[0], FIRST, 71, hour=1)
    later = state(participation, phases[0], SECOND, 83, hour=2)
    better = state(participation, phases[0], FIRST, 72, hour=3)
    right = state(participation, phases[0], FIRST, 70, hour=4)
    state(participation, phases[1], FIRST, 5, hour=5)

    first, second = trace(participation, phases, as_of=SECOND, known_at=timezone.now())

    assert first.days == (StatedDay(later, ()), StatedDay(right, (wrong, better)))
    assert (first.phase, first.result, first.parts) == (phases[0], 83, ())
    assert second.result == 5


def test_days_as_of_an_earlier_day_and_instant(participation: Participation, phases: list[Phase]) -> None:
    wrong = state(participation, phases[0], FIRST, 71, hour=1)
    state(participation, phases[0], FIRST, 70, hour=4)
    state(participation, phases[0], SECOND, 83, hour=2)

    [found] = trace(participation, phases[:1], as_of=FIRST, known_at=START + timedelta(hours=3))

    assert (found.days, found.result) == ((StatedDay(wrong, ()),), 71)


def test_nothing_stated_is_blank(participation: Participation, phases: list[Phase]) -> None:
    [found] = trace(participation, phases[:1], as_of=FIRST, known_at=timezone.now())

    assert (found.days, found.result) == ((), None)


def test_subordinates_make_the_number(phases: list[Phase]) -> None:
    above = make_participation(programme=phases[0].programme, basis=Basis.CHILDREN)
    below = [make_participation(parent=above) for _ in range(3)]
    state(below[0], phases[0], FIRST, 4, hour=1)
    state(below[1], phases[0], FIRST, 0, hour=1)

    found = trace(above, phases, as_of=FIRST, known_at=timezone.now())

    parts = [(each.parts, each.result, each.days) for each in found]
    names = [(each.pk, each.name) for each in below]
    assert parts == [
        (
            tuple(SubordinateResult(*name, amount) for name, amount in zip(names, (4, 0, None), strict=True)),
            4,
            (),
        ),
        (tuple(SubordinateResult(*name, None) for name in names), None, ()),
    ]


def test_accepted_initiatives_make_the_result_of_the_unit_and_all_below(phases: list[Phase]) -> None:
    today = timezone.localdate()
    phase = make_phase(programme=phases[0].programme, starts_on=today, number=3)
    place = make_participation(programme=phase.programme, basis=Basis.ACCEPTED)
    below = make_participation(parent=place)
    beside = make_participation(programme=phase.programme, basis=Basis.ACCEPTED)
    first, second, _ = (accept(make_initiative(participation=each)) for each in (place, below, beside))

    [empty, _, found] = trace(place, [*phases, phase], as_of=today, known_at=timezone.now())

    assert (empty.result, empty.counted, empty.pages) == (0, (), 1)
    assert (found.result, found.days, found.parts) == (2, (), ())
    assert found.counted == (CountedDay(today, (first, second)),)


def test_initiative_accepted_again_is_listed_once_by_its_new_day(phases: list[Phase]) -> None:
    today = timezone.localdate()
    phase = make_phase(programme=phases[0].programme, starts_on=today, number=3)
    place = make_participation(programme=phase.programme, basis=Basis.ACCEPTED)
    initiative = accept(make_initiative(participation=place))
    reviewer = make_user(role=Role.REVIEWER)
    known = timezone.now()
    stepping.take(Step(initiative, ReviewVerb.REOPEN, note="Xem lại"), by=reviewer)

    def counted(known_at: datetime) -> list[CountedDay]:
        [found] = trace(place, [phase], as_of=today, known_at=known_at)
        return list(found.counted)

    assert counted(timezone.now()) == []
    assert counted(known) == [CountedDay(today, (initiative,))]
    accept(Initiative.objects.get(pk=initiative.pk), by=reviewer)
    assert counted(timezone.now()) == [CountedDay(today, (initiative,))]
