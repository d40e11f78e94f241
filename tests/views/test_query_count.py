"""The cost of a page in queries: at most ten, and the same for 12 and for 500 participations."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import make_bloc, make_directive, make_phase, make_programme
from tests.views import page as pages
from units.choices import CountSource, UnitKind
from units.models import Participation, Programme, Quota, ReportedCount, Unit, User

MOST_QUERIES = 10
DAY = date(2022, 3, 1)


def make_race(size: int) -> Programme:
    """A programme of so many units, each with quotas and statements, with blocs, a letter and a neighbour."""
    programme = make_programme(slug=f"co-{size}")
    phases = [make_phase(programme=programme) for _ in range(2)]
    bloc = make_bloc(programme=programme, code="khoi")
    units = Unit.objects.bulk_create(
        Unit(code=f"u-{size}-{place}", name=f"Đơn vị {place}", kind=UnitKind.DISTRICT)
        for place in range(1, size + 1)
    )
    rows = Participation.objects.bulk_create(
        Participation(programme=programme, unit=unit, bloc=bloc, position=place, name=unit.name)
        for place, unit in enumerate(units, start=1)
    )
    pairs = [(row, phase) for row in rows for phase in phases]
    Quota.objects.bulk_create(
        Quota(participation=row, phase=phase, amount=100, effective_on=DAY) for row, phase in pairs
    )
    ReportedCount.objects.bulk_create(
        ReportedCount(
            participation=row,
            phase=phase,
            amount=row.position % 140,
            counted_on=DAY,
            source=CountSource.FILE,
        )
        for row, phase in pairs
    )
    make_directive(programme=programme, issued_on=DAY, as_of=DAY)
    return programme


def queries(client: Client, programme: Programme, what: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(pages.address(programme, what), {"khoi": "khoi", "den-ngay": "31/12/2022"})
    assert response.status_code == 200
    return len(captured)


@pytest.mark.parametrize("what", pages.ADDRESSES)
@pytest.mark.parametrize("signed_in", [False, True], ids=["stranger", "signed-in"])
def test_queries_are_few_and_do_not_grow(client: Client, lan: User, what: str, signed_in: bool) -> None:
    small, large = make_race(12), make_race(500)
    if signed_in:
        client.force_login(lan)

    counts = [queries(client, small, what), queries(client, large, what)]

    assert counts[0] == counts[1] <= MOST_QUERIES


def test_page_of_500_units_shows_them_all(client: Client, db: None) -> None:
    assert len(pages.names(pages.get(client, make_race(500)))) == 500


def test_page_before_the_first_statement_needs_few_queries_too(client: Client, lan: User) -> None:
    programme = make_race(12)
    client.force_login(lan)

    with CaptureQueriesContext(connection) as captured:
        pages.get(client, programme, den_ngay="01/02/2022")

    assert len(captured) <= MOST_QUERIES
