"""The reconciliation page and its workbook: same figures, gaps in words, only what the reader may know of."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    accept,
    make_count,
    make_initiative,
    make_participation,
    make_phase,
    make_user,
    submit,
)
from tests.views.html import parse
from tests.views.page import sentences
from units.choices import Basis, Role
from units.domain.reports.portal import PortalRow, set_portal_counts
from units.models import Participation, Phase, User
from units.vietnamese import short_date

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def phase() -> Phase:
    return make_phase(starts_on=TODAY - timedelta(days=30))


@pytest.fixture
def place(phase: Phase, lan: User) -> Participation:
    place = make_participation(programme=phase.programme, name="Phường Một")
    make_count(participation=place, phase=phase, amount=1500, counted_on=TODAY)
    accept(make_initiative(participation=place))
    submit(make_initiative(participation=place))
    set_portal_counts([PortalRow(place, phase, TODAY, 0)], by=lan)
    return place


def cells(client: Client, phase: Phase, **query: str) -> list[list[str]]:
    address = reverse("reconciliation", args=[phase.programme.slug])
    response = client.get(address, {key.replace("_", "-"): value for key, value in query.items()})
    assert response.status_code == 200
    rows = parse(response.content).one("tbody").all("tr")
    return [[cell.text() for cell in row.walk() if cell.tag in {"td", "th"}] for row in rows]


def test_each_number_leads_to_exactly_its_dossiers(
    client: Client, phase: Phase, place: Participation, lan: User
) -> None:
    Phase.objects.update(ends_on=TODAY - timedelta(days=1))
    accept(make_initiative(participation=place))  # on a day that lies in no phase
    make_initiative(participation=place)
    client.force_login(lan)
    address = reverse("reconciliation", args=[phase.programme.slug])

    page = parse(client.get(address).content).one("tbody")
    links = [each for each in page.all("a") if "trang-thai=" in each.attributes["href"]]

    told = {each.attributes["href"]: int(each.text().split()[0]) for each in links}
    listed = {href: len(parse(client.get(href).content).one("tbody").all("tr")) for href in told}
    assert listed == told
    assert sorted(told.values()) == [1, 1, 2]  # one of the two counts today, the programme ended yesterday


def test_page_shows_figures_gaps_and_what_explains_them(
    client: Client, phase: Phase, place: Participation, lan: User
) -> None:
    client.force_login(lan)
    assert cells(client, phase) == [
        [
            "Phường Một Số chính thức: số liệu đơn vị báo cáo",
            "1.500 nhiều hơn 1.499",
            "1",
            f"0 ít hơn 1 ngày {short_date(TODAY)}",
            "1 chờ duyệt",
        ]
    ]


def test_workbook_carries_the_same(client: Client, phase: Phase, place: Participation, lan: User) -> None:
    client.force_login(lan)
    response = client.get(reverse("reconciliation-excel", args=[phase.programme.slug]))
    assert response["Content-Disposition"] == f'attachment; filename="doi-chieu-{TODAY:%Y-%m-%d}.xlsx"'
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    assert sheet is not None
    rows = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    official = "Số liệu đơn vị báo cáo"
    gaps = [1500, "nhiều hơn 1.499", 1, 0, short_date(TODAY), "ít hơn 1"]
    assert ["Phường Một", official, *gaps, "1 chờ duyệt"] in rows
    assert rows[-1] == ["Tổng các dòng ngoài cùng", 1500, "nhiều hơn 1.499", 1, 0, "ít hơn 1"]


def test_total_says_whom_its_gap_is_about(
    client: Client, phase: Phase, place: Participation, lan: User
) -> None:
    other = make_participation(programme=phase.programme, basis=Basis.ACCEPTED)
    for _ in range(2):
        accept(make_initiative(participation=other))
    client.force_login(lan)
    stated = "chỉ so nơi có số báo cáo; 2 được công nhận ở nơi khác không so"
    portal = stated.replace("báo cáo", "trên cổng")

    page = client.get(reverse("reconciliation", args=[phase.programme.slug]))
    book = client.get(reverse("reconciliation-excel", args=[phase.programme.slug]))

    foot = parse(page.content).one("tfoot")
    assert [each.text() for each in foot.all("td")][:3] == [
        f"1.500 nhiều hơn 1.499 {stated}",
        "3",
        f"0 ít hơn 1 {portal}",
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(book.content)).active
    assert sheet is not None
    last = [cell for cell in list(sheet.values)[-1] if cell is not None]
    assert last[1:] == [1500, f"nhiều hơn 1.499 ({stated})", 3, 0, f"ít hơn 1 ({portal})"]


def test_day_before_and_bad_days(client: Client, phase: Phase, place: Participation, lan: User) -> None:
    client.force_login(lan)
    [line] = cells(client, phase, den_ngay=short_date(TODAY - timedelta(days=1)))
    assert line[1:4] == ["–", "0", "–"]
    for name in ("reconciliation", "reconciliation-excel"):
        for day in ("31/02/2022", "01/01/2999", "x" * 200):
            response = client.get(reverse(name, args=[phase.programme.slug]), {"den-ngay": day})
            assert response.status_code == 400
            assert "Đến ngày" in sentences(response)


def test_officer_sees_own_units_and_no_way_to_enter(
    client: Client, phase: Phase, place: Participation
) -> None:
    make_participation(programme=phase.programme, name="Phường Hai")
    client.force_login(make_user(role=Role.OFFICER, home_unit=place.unit))
    assert [line[0].partition(" Số")[0] for line in cells(client, phase)] == ["Phường Một"]
    address = reverse("reconciliation", args=[phase.programme.slug])
    assert "Ghi số trên cổng" not in sentences(client.get(address))


def test_officer_of_no_unit_here_is_told_so(client: Client, phase: Phase, place: Participation) -> None:
    client.force_login(make_user(role=Role.OFFICER))
    page = sentences(client.get(reverse("reconciliation", args=[phase.programme.slug])))
    assert "Không có đơn vị nào để đối chiếu" in page


def test_many_units_are_paged_and_cost_the_same(client: Client, phase: Phase, lan: User) -> None:
    client.force_login(lan)
    make_participation(programme=phase.programme)
    cells(client, phase)
    with CaptureQueriesContext(connection) as one:
        cells(client, phase)
    for _ in range(105):
        make_participation(programme=phase.programme)
    with CaptureQueriesContext(connection) as many:
        assert len(cells(client, phase)) == 100
    assert len(one) == len(many)
    assert len(cells(client, phase, trang="2")) == 6
