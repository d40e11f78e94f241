"""Reports by author group, field, unit, month and quarter."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import (
    accept,
    make_author,
    make_initiative,
    make_participation,
    make_phase,
    make_programme,
    make_unit,
    make_user,
    submit,
)
from units.choices import ReviewVerb, Role, UnitKind
from units.domain.dossiers import writing
from units.domain.reports.reporting import Dimension, Numbers, Report, ReportRow, report_of
from units.domain.review import stepping
from units.domain.review.stepping import Step
from units.models import Initiative, Participation, Programme, User

pytestmark = pytest.mark.django_db
FROM, TO = date(2022, 1, 1), date(2022, 12, 31)


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, int], None]:
    """Set the clock to a day of 2022."""

    def set_to(day: int, month: int) -> None:
        now = datetime(2022, month, day, 3, tzinfo=UTC)
        monkeypatch.setattr(timezone, "now", lambda: now)

    return set_to


@pytest.fixture
def programme() -> Programme:
    programme = make_programme()
    make_phase(programme=programme, starts_on=FROM, ends_on=date(2022, 10, 31))
    return programme


@pytest.fixture
def district(programme: Programme) -> Participation:
    return make_participation(programme=programme, name="Phường Một")


@pytest.fixture
def works(district: Participation) -> Participation:
    unit = make_unit(kind=UnitKind.GRASSROOTS)
    return make_participation(parent=district, unit=unit, name="Nhà máy")


@pytest.fixture
def year(on: Callable[[int, int], None], district: Participation, works: Participation) -> None:
    """Five dossiers: one of them only a draft, one recognised after the end of the programme."""

    def sent(place: Participation, author: str, **values: Any) -> Initiative:
        initiative = make_initiative(participation=place, authors=0, **values)
        make_author(initiative=initiative, name=author)
        return submit(initiative)

    on(31, 1)
    first = sent(works, "Lò Thị Mai", benefit_value=100, author_group="enterprise", field="safety")
    on(1, 4)
    accept(first)
    sent(works, "LÒ THỊ MAI", author_group="enterprise", field="health")
    other = sent(district, "Lò Thị Mai", benefit_value=40, author_group="public", field="health")
    on(5, 7)
    accept(other)
    make_initiative(participation=works)
    on(20, 10)
    late = sent(district, "Vàng A Páo", benefit_value=1000, author_group="public", field="health")
    on(2, 11)
    accept(late)


def report(programme: Programme, dimension: Dimension, reader: User, since: date = FROM) -> Report:
    return report_of(programme, dimension, since=since, until=TO, reader=reader)


def told(found: Report) -> dict[str, Numbers]:
    """The rows in which anything happened."""
    return {row.name: row.numbers for row in found.rows if row.numbers != Numbers()}


@pytest.mark.usefixtures("year")
def test_by_author_group(programme: Programme, lan: User) -> None:
    found = report(programme, Dimension.GROUP, lan)

    assert told(found) == {
        "Cán bộ, công chức, viên chức": Numbers(2, 2, 1, 40, 0, 1),
        "Người lao động doanh nghiệp": Numbers(1, 2, 1, 100, 1, 1),
    }
    assert len(found.rows) == 4
    assert found.total == Numbers(people=3, submitted=4, accepted=2, benefit=140, grassroots=1, units=2)
    assert found.uncounted == 1


@pytest.mark.usefixtures("year")
def test_by_field_people_of_the_total_are_told_apart_anew(programme: Programme, lan: User) -> None:
    found = report(programme, Dimension.FIELD, lan)

    assert told(found) == {
        "An toàn lao động, môi trường": Numbers(1, 1, 1, 100, 1, 1),
        "Y tế": Numbers(3, 3, 1, 40, 1, 2),
    }
    assert found.total.people == 3


@pytest.mark.usefixtures("year")
@pytest.mark.parametrize(
    ("dimension", "name"), [(Dimension.GROUP, "author_group"), (Dimension.FIELD, "field")]
)
def test_sent_back_dossier_saved_with_blanks_has_a_row(
    dimension: Dimension, name: str, programme: Programme, works: Participation, lan: User
) -> None:
    before = report(programme, dimension, lan)
    sent = submit(make_initiative(participation=works))
    reviewer = make_user(role=Role.REVIEWER)
    returned = stepping.take(Step(sent, ReviewVerb.SEND_BACK, note="Thiếu", due_on=TO), by=reviewer)
    setattr(returned, name, "")
    writing.save(returned, [name], seen=returned.version, by=lan)

    found = report(programme, dimension, lan)

    assert found.rows == (*before.rows, ReportRow("Chưa ghi", Numbers(1, 1, 0, 0, 1, 1)))
    assert sum(row.numbers.submitted for row in found.rows) == found.total.submitted == 5


@pytest.mark.usefixtures("year")
def test_months_without_anything_are_rows_of_zeros(programme: Programme, lan: User) -> None:
    found = report(programme, Dimension.MONTH, lan)

    assert [row.name for row in found.rows] == [f"Tháng {month}/2022" for month in range(1, 13)]
    assert told(found) == {
        "Tháng 1/2022": Numbers(1, 1, 0, 0, 1, 1),
        "Tháng 4/2022": Numbers(2, 2, 1, 100, 1, 2),
        "Tháng 7/2022": Numbers(0, 0, 1, 40, 0, 0),
        "Tháng 10/2022": Numbers(1, 1, 0, 0, 0, 1),
    }


@pytest.mark.usefixtures("year")
def test_by_quarter(programme: Programme, lan: User) -> None:
    found = report(programme, Dimension.QUARTER, lan, since=date(2022, 2, 1))

    assert [row.name for row in found.rows] == [f"Quý {quarter}/2022" for quarter in range(1, 5)]
    assert told(found) == {
        "Quý 2/2022": Numbers(2, 2, 1, 100, 1, 2),
        "Quý 3/2022": Numbers(0, 0, 1, 40, 0, 0),
        "Quý 4/2022": Numbers(1, 1, 0, 0, 0, 1),
    }


def test_periods_go_over_the_end_of_a_year(programme: Programme, lan: User) -> None:
    months = report_of(programme, Dimension.MONTH, since=date(2021, 11, 30), until=FROM, reader=lan)
    quarters = report_of(programme, Dimension.QUARTER, since=date(2021, 12, 31), until=FROM, reader=lan)
    assert [row.name for row in months.rows] == ["Tháng 11/2021", "Tháng 12/2021", "Tháng 1/2022"]
    assert [row.name for row in quarters.rows] == ["Quý 4/2021", "Quý 1/2022"]


@pytest.mark.usefixtures("year")
def test_by_unit_what_is_below_counts_with_it(
    programme: Programme, district: Participation, lan: User
) -> None:
    idle = make_participation(programme=programme, name="Phường Hai")
    found = report(programme, Dimension.UNIT, lan)

    assert [(row.name, row.numbers) for row in found.rows] == [
        ("Phường Một", Numbers(3, 4, 2, 140, 1, 2)),
        (idle.name, Numbers()),
    ]
    officer = make_user(role=Role.OFFICER, home_unit=district.unit)
    own = report(programme, Dimension.UNIT, officer)
    assert [(row.name, row.numbers) for row in own.rows] == [
        ("Phường Một (riêng đơn vị)", Numbers(2, 2, 1, 40, 0, 1)),
        ("Nhà máy", Numbers(1, 2, 1, 100, 1, 1)),
    ]
    assert own.total == found.total


@pytest.mark.usefixtures("year")
def test_officer_is_told_of_their_own_units_only(programme: Programme, works: Participation) -> None:
    officer = make_user(role=Role.OFFICER, home_unit=works.unit)
    assert report(programme, Dimension.GROUP, officer).total == Numbers(1, 2, 1, 100, 1, 1)
    stranger = make_user(role=Role.OFFICER)
    assert report(programme, Dimension.UNIT, stranger).total == Numbers()


@pytest.mark.usefixtures("year")
@pytest.mark.parametrize("dimension", list(Dimension))
def test_number_of_queries_is_constant(dimension: Dimension, programme: Programme, lan: User) -> None:
    with CaptureQueriesContext(connection) as few:
        report(programme, dimension, lan)
    for _ in range(3):
        submit(make_initiative(participation=make_participation(programme=programme)))
    with CaptureQueriesContext(connection) as more:
        report(programme, dimension, lan)
    assert len(few) == len(more) <= 8
