"""A phase whose start is moved later takes nothing from the days on which its figures counted."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from tests.factories import (
    accept,
    make_count,
    make_initiative,
    make_participation,
    make_phase,
    make_programme,
    make_quota,
    make_user,
)
from units.choices import Basis, ReviewVerb, Role
from units.domain.counts.desk import desk_of
from units.domain.counts.grid import grid_at
from units.domain.dossiers.finding import InitiativeFilter, find
from units.domain.figures.history import trace
from units.domain.figures.reading import read
from units.domain.figures.results import facts_at, roll_up
from units.domain.programmes import registry
from units.domain.reports.reconciling import reconcile
from units.domain.review import stepping
from units.domain.review.stepping import Step
from units.models import Initiative, Participation, Phase, Programme, User
from units.vietnamese import short_date

NOW = timezone.now()
TODAY = timezone.localdate(NOW)


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


@dataclass(frozen=True)
class Stage:
    """An initiative of `place` was accepted on day −95, in phase 2; `before`: before anything was moved."""

    programme: Programme
    place: Participation
    empty: Participation
    initiative: Initiative
    administrator: User
    before: datetime

    @property
    def phases(self) -> list[Phase]:
        return list(self.programme.phases.all())


@pytest.fixture
def stage(db: None, monkeypatch: pytest.MonkeyPatch) -> Stage:
    programme = make_programme()
    make_phase(programme=programme, starts_on=day(-200), ends_on=day(-80))
    make_phase(programme=programme, starts_on=day(-100), ends_on=day(100))
    place, empty = (make_participation(programme=programme, basis=Basis.ACCEPTED) for _ in range(2))
    initiative = make_initiative(participation=place)
    with monkeypatch.context() as clock:
        clock.setattr(timezone, "now", lambda: NOW - timedelta(days=95))
        initiative = accept(initiative)
    administrator = make_user(role=Role.ADMINISTRATOR)
    return Stage(programme, place, empty, initiative, administrator, before=timezone.now())


def move(stage: Stage, number: int, starts_on: date) -> None:
    phase = stage.programme.phases.get(number=number)
    phase.starts_on = starts_on
    registry.save(phase, ["starts_on"], seen=None, by=stage.administrator)


def results(stage: Stage, place: Participation, as_of: date, known_at: datetime) -> tuple[int | None, ...]:
    standings = facts_at(stage.programme, stage.phases, as_of=as_of, known_at=known_at)
    return roll_up(standings)[place.pk]


def test_an_accepted_dossier_keeps_the_day_on_which_it_counted(stage: Stage) -> None:
    assert results(stage, stage.place, day(-95), stage.before) == (0, 1)

    move(stage, 2, day(-90))

    for known_at in (stage.before, timezone.now()):
        assert results(stage, stage.place, day(-95), known_at) == (0, 1)
        assert results(stage, stage.place, day(-90), known_at) == (0, 1)


def test_where_nothing_counted_a_phase_that_has_not_begun_is_blank(stage: Stage) -> None:
    assert results(stage, stage.empty, day(-95), stage.before) == (0, 0)

    move(stage, 2, day(-90))

    for known_at in (stage.before, timezone.now()):
        assert results(stage, stage.place, day(-96), known_at) == (0, None)
        assert results(stage, stage.empty, day(-95), known_at) == (0, None)
        assert results(stage, stage.empty, day(-90), known_at) == (0, 0)


def test_a_day_before_the_moved_start_on_which_nothing_counts_any_more_has_no_table(stage: Stage) -> None:
    stepping.take(Step(stage.initiative, ReviewVerb.REOPEN, note="Xét lại"), by=make_user(role=Role.REVIEWER))
    for number, starts_on in ((1, day(-90)), (2, day(-60))):
        move(stage, number, starts_on)

    past, present = (read(stage.programme, stage.phases, as_of=as_of) for as_of in (day(-95), None))

    assert past.summary is None
    assert past.notices[0].text.startswith(f"Ngày {short_date(day(-95))} là trước ngày bắt đầu")
    assert present.summary is not None
    assert (present.as_of, present.summary.has_results) == (TODAY, True)


def test_a_day_to_come_that_is_before_the_start_is_called_too_early(db: None) -> None:
    programme = make_programme()
    make_phase(programme=programme, starts_on=day(30), ends_on=day(60))

    early, late = (read(programme, list(programme.phases.all()), as_of=day(offset)) for offset in (10, 40))

    assert early.notices[0].text.startswith(f"Ngày {short_date(day(10))} là trước ngày bắt đầu")
    assert late.notices[0].text.startswith(f"Ngày {short_date(day(40))} chưa đến.")


def test_everything_that_shows_the_day_shows_the_dossier(stage: Stage) -> None:
    """Also when the phase begins only tomorrow: today's pages are as they were."""
    place, now = stage.place, timezone.now()
    for starts_on in (day(-90), day(1)):
        move(stage, 2, starts_on)
        phases = stage.phases
        for as_of in (day(-95), TODAY):
            [line, _] = reconcile(stage.programme, phases, as_of=as_of, reader=stage.administrator).lines
            assert (line.phases[1].accepted, line.explanation.parts) == (1, [])
            traces = trace(place, phases, as_of=as_of, known_at=now)
            assert [each.result for each in traces] == [0, 1]
            assert [len(each.counted) for each in traces] == [0, 1]
            assert grid_at(stage.programme, phases, as_of, now=now).rows[0][1].amount == 1
            reading = read(stage.programme, phases, as_of=as_of)
            assert reading.summary
            assert reading.summary.rows[0].overall.result == 1
            uncounted = InitiativeFilter(uncounted_by=as_of)
            assert not find(stage.administrator, stage.programme, uncounted).exists()
        desk = desk_of(place, phases, now=now)
        assert {each.phase.number: each.figure.result for each in desk.phases} == {1: 0, 2: 1}


@pytest.mark.parametrize("basis", [Basis.ACCEPTED, Basis.REPORTED])
def test_a_day_that_has_a_figure_has_a_table_though_the_programme_begins_later(
    stage: Stage, basis: Basis
) -> None:
    """The default day is the latest that has a figure; it must not be one that shows no table."""
    Participation.objects.update(basis=basis)
    make_quota(participation=stage.empty, phase=stage.phases[1])
    if basis == Basis.REPORTED:
        make_count(participation=stage.place, phase=stage.phases[1], amount=1, counted_on=day(-95))
    for number in (1, 2):
        move(stage, number, day(-101 + number * 10))

    for as_of in (None, day(-95), day(-93)):
        reading = read(stage.programme, stage.phases, as_of=as_of)
        assert reading.as_of == (as_of or day(-95))
        assert reading.summary
        assert reading.summary.total.overall.result == 1
        assert reading.summary.unreported == (basis == Basis.REPORTED)  # nobody owes a number of initiatives
    assert read(stage.programme, stage.phases, as_of=day(-96)).summary is None
