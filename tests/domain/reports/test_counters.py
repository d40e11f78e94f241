"""People, submitted, accepted: three figures that are counted apart."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.factories import accept, make_author, make_initiative, make_participation, make_user, submit
from units.choices import ReviewVerb, Role
from units.domain.dossiers import writing
from units.domain.dossiers.writing import AuthorLine
from units.domain.reports.counters import Counters, counters_of
from units.domain.review import stepping
from units.domain.review.stepping import Step
from units.models import Author, Initiative, Participation

pytestmark = pytest.mark.django_db


def named(place: Participation, *people: tuple[str, int | None]) -> Initiative:
    """A complete draft by these authors."""
    initiative = make_initiative(participation=place, authors=0)
    for position, (name, year) in enumerate(people, start=1):
        make_author(
            initiative=initiative, position=position, name=name, birth_year=year, share=100 // len(people)
        )
    return initiative


def test_each_person_counts_once_however_written_and_however_many_dossiers() -> None:
    place = make_participation()
    submit(named(place, ("Lò Thị Mai", 1985), ("Vàng A Páo", 1990)))
    submit(named(place, ("LÒ THỊ  MAI", 1985)))
    submit(named(place, ("Lò Thị Mai", 1970)))

    assert counters_of(place.programme) == Counters(people=3, submitted=3, accepted=0)


def test_somebody_in_two_units_counts_in_each() -> None:
    first = make_participation()
    second = make_participation(programme=first.programme)
    for place in (first, second):
        submit(named(place, ("Lò Thị Mai", 1985)))

    assert counters_of(first.programme) == Counters(people=2, submitted=2, accepted=0)
    assert counters_of(first.programme, [second]) == Counters(people=1, submitted=1, accepted=0)


def test_drafts_and_withdrawn_ones_count_nowhere() -> None:
    place = make_participation()
    named(place, ("Người Soạn", 1980))
    officer = make_user(role=Role.OFFICER, home_unit=place.unit)
    taken_back = submit(named(place, ("Người Rút", 1980)), by=officer)
    stepping.take(Step(taken_back, ReviewVerb.WITHDRAW), by=officer)

    assert counters_of(place.programme) == Counters(people=0, submitted=0, accepted=0)


def test_whatever_was_decided_stays_submitted_and_only_the_accepted_are_accepted() -> None:
    place, reviewer = make_participation(), make_user(role=Role.REVIEWER)
    accept(make_initiative(participation=place))
    rejected = submit(make_initiative(participation=place))
    stepping.take(Step(rejected, ReviewVerb.REJECT, note="Trùng"), by=reviewer)
    submit(make_initiative(participation=place))

    assert counters_of(place.programme) == Counters(people=3, submitted=3, accepted=1)


def test_erased_author_is_no_longer_told_apart_nor_counted() -> None:
    initiative = submit(named(make_participation(), ("Lò Thị Mai", 1985), ("Vàng A Páo", 1990)))
    Author.objects.filter(position=1).update(
        name="", name_key="", job="", birth_year=None, erased_at=timezone.now()
    )
    assert counters_of(initiative.participation.programme).people == 1


def test_other_programmes_are_left_out() -> None:
    submit(make_initiative())
    assert counters_of(make_participation().programme) == Counters(people=0, submitted=0, accepted=0)


@pytest.mark.parametrize("number", [1, 3])
def test_three_queries_and_two_while_nobody_is_added(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    place = make_participation()
    for _ in range(number):
        submit(make_initiative(participation=place, authors=2))
    for queries in (3, 2):
        with django_assert_num_queries(queries):
            assert counters_of(place.programme).people == 2 * number


def test_people_are_counted_anew_when_authors_change() -> None:
    place, reviewer = make_participation(), make_user(role=Role.REVIEWER)
    officer = make_user(role=Role.OFFICER, home_unit=place.unit)
    initiative = submit(make_initiative(participation=place), by=officer)
    assert counters_of(place.programme).people == 1
    due_on = timezone.localdate() + timedelta(days=7)
    returned = stepping.take(
        Step(initiative, ReviewVerb.SEND_BACK, note="Thiếu một người", due_on=due_on), by=reviewer
    )
    assert counters_of(place.programme).people == 1

    lines = [AuthorLine(name="Lò Thị Mai", share=60), AuthorLine(name="Lò Văn Ba", share=40)]
    writing.save_authors(returned, lines, seen=None, by=officer)
    assert counters_of(place.programme).people == 2

    stepping.take(Step(returned, ReviewVerb.WITHDRAW), by=officer)
    assert counters_of(place.programme).people == 0
