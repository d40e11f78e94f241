"""The queue: whose it is, in which order, with which age; the load of each reviewer."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.factories import accept, make_initiative, make_participation, make_phase, make_user, submit
from units.choices import ReviewVerb, Role
from units.domain.review import queue, stepping
from units.domain.review.queue import Load, Tab, dossiers, loads_of, next_after, queue_lines, sizes
from units.domain.review.stepping import Step
from units.models import DossierRules, Initiative, Participation, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Participation:
    place = make_participation()
    make_phase(programme=place.programme, starts_on=timezone.localdate() - timedelta(days=30))
    return place


@pytest.fixture
def mai() -> User:
    return make_user(role=Role.REVIEWER, full_name="Lò Thị Mai")


def waiting(place: Participation, *, days: int = 0, reviewer: User | None = None) -> Initiative:
    """Submitted so many days ago."""
    initiative = submit(make_initiative(participation=place))
    since = timezone.now() - timedelta(days=days)
    Initiative.objects.filter(pk=initiative.pk).update(submitted_at=since, reviewer=reviewer)
    initiative.refresh_from_db()
    return initiative


def send_back(initiative: Initiative, *, by: User, days: int = 7) -> None:
    due_on = timezone.localdate() + timedelta(days=days)
    stepping.take(Step(initiative, ReviewVerb.SEND_BACK, note="Thiếu minh chứng", due_on=due_on), by=by)


def test_mine_is_what_is_given_to_me_or_to_nobody_the_oldest_first(place: Participation, mai: User) -> None:
    young, old = waiting(place), waiting(place, days=9, reviewer=mai)
    others = waiting(place, days=4, reviewer=make_user(role=Role.REVIEWER))
    accept(make_initiative(participation=place))
    waiting(make_participation())

    assert list(dossiers(place.programme, Tab.MINE, mai)) == [old, young]
    assert list(dossiers(place.programme, Tab.ALL, mai)) == [old, others, young]


def test_own_dossiers_are_not_mine_to_do(place: Participation, mai: User) -> None:
    written = submit(make_initiative(participation=place, created_by=mai))
    draft = make_initiative(participation=place)
    draft.authors.update(name="LÒ THỊ MAI", name_key="lo thi mai")
    named, fine = submit(draft), waiting(place)

    assert list(dossiers(place.programme, Tab.MINE, mai)) == [fine]
    seen = {each.pk: each.is_own for each in dossiers(place.programme, Tab.ALL, mai)}  # type: ignore[attr-defined]
    assert seen == {written.pk: True, named.pk: True, fine.pk: False}


def test_reviewer_without_a_name_is_no_author(place: Participation) -> None:
    initiative = waiting(place)
    assert list(dossiers(place.programme, Tab.MINE, make_user(role=Role.REVIEWER))) == [initiative]


def test_sent_back_ones_are_ordered_by_deadline_and_counted_when_overdue(
    place: Participation, mai: User
) -> None:
    late, soon = waiting(place), waiting(place)
    send_back(late, by=mai, days=30)
    send_back(soon, by=mai, days=2)
    Initiative.objects.filter(pk=soon.pk).update(due_on=timezone.localdate() - timedelta(days=3))
    waiting(place)

    found = dossiers(place.programme, Tab.RETURNED, mai)
    lines = queue_lines(found, DossierRules.objects.of(place.programme), [], now=timezone.now())
    assert [(line.initiative, line.overdue_days) for line in lines] == [(soon, 3), (late, -30)]
    assert sizes(place.programme, mai, today=timezone.localdate()) == {
        "mine": 1,
        "all": 1,
        "returned": 2,
        "overdue": 1,
    }


def test_line_tells_age_and_what_accepting_would_count(place: Participation, mai: User) -> None:
    initiative, phase = waiting(place, days=9), place.programme.phases.get()
    [line] = queue_lines([initiative], DossierRules.objects.of(place.programme), [phase], now=timezone.now())
    assert (line.age_days, line.place, line.doubts) == (9, (phase, timezone.localdate()), [])
    [line] = queue_lines([initiative], DossierRules.objects.of(place.programme), [], now=timezone.now())
    assert line.place is None


def test_load_of_each_reviewer(place: Participation, mai: User, lan: User) -> None:
    idle = make_user(role=Role.REVIEWER, full_name="Người Rảnh")
    oldest = waiting(place, days=5, reviewer=mai)
    waiting(place, days=1, reviewer=mai)
    unassigned = waiting(place, days=2)
    accept(make_initiative(participation=place), by=mai)
    send_back(waiting(place), by=lan)

    assert loads_of(place.programme, now=timezone.now()) == [
        Load(None, 1, unassigned.submitted_at, 0),
        Load(mai, 2, oldest.submitted_at, 1),
        Load(lan, 0, None, 1),
        Load(idle, 0, None, 0),
    ]
    later = timezone.now() + queue.RECENT + timedelta(days=1)
    assert {load.decided for load in loads_of(place.programme, now=later)} == {0}


def test_next_goes_on_in_the_queue_and_begins_anew_at_its_end(place: Participation, mai: User) -> None:
    first, second, third = (waiting(place, days=days) for days in (9, 5, 1))
    assert next_after(first, mai) == second
    assert next_after(third, mai) == first
    Initiative.objects.exclude(pk=second.pk).update(reviewer=make_user(role=Role.REVIEWER))
    assert next_after(second, mai) is None


def test_dossiers_of_the_same_instant_are_not_passed_over(place: Participation, mai: User) -> None:
    first, second, third = (waiting(place) for _ in range(3))
    Initiative.objects.update(submitted_at=first.submitted_at)
    first.refresh_from_db()
    assert next_after(first, mai) == second
    assert next_after(Initiative.objects.get(pk=second.pk), mai) == third


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(
    place: Participation, mai: User, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        waiting(place, reviewer=mai)
    rules, phases = DossierRules.objects.of(place.programme), list(place.programme.phases.all())
    with django_assert_num_queries(1):
        found = dossiers(place.programme, Tab.ALL, mai).select_related("participation", "reviewer")
        assert len(queue_lines(found, rules, phases, now=timezone.now())) == number
    with django_assert_num_queries(3):
        loads_of(place.programme, now=timezone.now())
