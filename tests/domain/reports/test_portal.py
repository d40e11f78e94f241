"""Figures of the national portal: recorded as they were read, never changed, nothing twice."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import make_participation, make_phase, make_user
from units.choices import EventVerb, Role
from units.domain.journal import audit
from units.domain.reports.portal import PortalReading, PortalRow, readings_at, set_portal_counts
from units.models import Event, Participation, Phase, PortalCount, User

pytestmark = pytest.mark.django_db
DAY = date(2022, 3, 1)


@pytest.fixture
def phase() -> Phase:
    return make_phase()


@pytest.fixture
def place(phase: Phase) -> Participation:
    return make_participation(programme=phase.programme)


def row(place: Participation, phase: Phase, amount: int = 5, day: date = DAY) -> PortalRow:
    return PortalRow(place, phase, day, amount)


def test_reading_is_recorded_with_its_event(place: Participation, phase: Phase, lan: User) -> None:
    [count] = set_portal_counts([row(place, phase)], by=lan)

    assert (count.amount, count.counted_on, count.recorded_by) == (5, DAY, lan)
    event = Event.objects.get()
    assert (event.verb, event.unit, event.before) == (EventVerb.PORTAL_COUNT_SET, place.unit, None)
    assert audit.broken_links() == []


def test_same_number_of_the_same_day_is_nothing_new(place: Participation, phase: Phase, lan: User) -> None:
    set_portal_counts([row(place, phase)], by=lan)
    assert set_portal_counts([row(place, phase)], by=lan) == []
    assert PortalCount.objects.count() == Event.objects.count() == 1


def test_other_number_of_the_same_day_is_a_further_row(place: Participation, phase: Phase, lan: User) -> None:
    set_portal_counts([row(place, phase, 5)], by=lan)
    set_portal_counts([row(place, phase, 6)], by=lan)

    assert list(PortalCount.objects.order_by("pk").values_list("amount", flat=True)) == [5, 6]
    last = Event.objects.latest("sequence")
    assert last.before is not None
    assert last.before["amount"] == 5
    assert set_portal_counts([row(place, phase, 5)], by=lan)  # back again is said again


@pytest.mark.parametrize("role", [Role.OFFICER, Role.VIEWER, Role.REVIEWER])
def test_only_staff_record(role: Role, place: Participation, phase: Phase) -> None:
    with pytest.raises(PermissionDenied):
        set_portal_counts([row(place, phase)], by=make_user(role=role))
    assert PortalCount.objects.count() == 0


@pytest.mark.parametrize("day", [timezone.localdate() + timedelta(days=1), date(2021, 12, 31)])
def test_one_impossible_row_keeps_all_out(day: date, place: Participation, phase: Phase, lan: User) -> None:
    with pytest.raises(ValidationError):
        set_portal_counts([row(place, phase), row(place, phase, 7, day)], by=lan)
    assert PortalCount.objects.count() == Event.objects.count() == 0


@pytest.mark.parametrize("amount", [-1, 10_000_000])
def test_amount_beyond_the_limits_is_refused(
    amount: int, place: Participation, phase: Phase, lan: User
) -> None:
    with pytest.raises(ValidationError):
        set_portal_counts([row(place, phase, amount)], by=lan)


def test_phase_of_another_programme_is_refused(place: Participation, lan: User) -> None:
    with pytest.raises(ValidationError):
        set_portal_counts([row(place, make_phase())], by=lan)


def test_latest_reading_up_to_a_day_counts(place: Participation, phase: Phase, lan: User) -> None:
    for amount, days in ((5, 0), (9, 10), (7, 5), (8, 5)):
        set_portal_counts([row(place, phase, amount, DAY + timedelta(days=days))], by=lan)
    now = timezone.now()
    before = PortalCount.objects.get(amount=8).recorded_at - timedelta(microseconds=1)

    def reading(day: date, known_at: object = now) -> PortalReading | None:
        found = readings_at(phase.programme, [phase], as_of=day, known_at=known_at)  # type: ignore[arg-type]
        return found.get((place.pk, phase.pk))

    assert reading(DAY - timedelta(days=1)) is None
    assert reading(DAY) == PortalReading(5, DAY)
    assert reading(DAY + timedelta(days=9)) == PortalReading(8, DAY + timedelta(days=5))
    assert reading(DAY + timedelta(days=9), before) == PortalReading(7, DAY + timedelta(days=5))
    assert reading(DAY + timedelta(days=10)) == PortalReading(9, DAY + timedelta(days=10))


def test_looking_up_what_is_present_costs_the_same_for_many(phase: Phase, lan: User) -> None:
    places = [make_participation(programme=phase.programme) for _ in range(4)]
    set_portal_counts([row(place, phase) for place in places], by=lan)
    counted = []
    for rows in (1, 4):
        with CaptureQueriesContext(connection) as queries:
            assert set_portal_counts([row(place, phase) for place in places[:rows]], by=lan) == []
        counted.append(len(queries))
    assert counted[0] == counted[1]
