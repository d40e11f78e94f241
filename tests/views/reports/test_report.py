"""The page of reports and its workbook."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import accept, make_initiative, make_participation, make_phase, make_user
from tests.views.html import parse
from tests.views.page import sentences
from units.choices import Role
from units.domain.reports.reporting import NOTES
from units.models import Participation, User

pytestmark = pytest.mark.django_db
ENTERPRISE = "Người lao động doanh nghiệp"


@pytest.fixture
def place() -> Participation:
    phase = make_phase(starts_on=timezone.localdate() - timedelta(days=40))
    place = make_participation(programme=phase.programme, name="Phường Một")
    accept(make_initiative(participation=place, benefit_value=1_200_000_000))
    return place


def cells(client: Client, place: Participation, **query: str) -> list[list[str]]:
    address = reverse("report", args=[place.programme.slug])
    response = client.get(address, {key.replace("_", "-"): value for key, value in query.items()})
    assert response.status_code == 200
    page = parse(response.content)
    rows = [row for part in ("tbody", "tfoot") for row in page.one(part).all("tr")]
    return [[cell.text() for cell in row.walk() if cell.tag in {"td", "th"}] for row in rows]


def test_page_by_author_group_is_the_default(client: Client, place: Participation, lan: User) -> None:
    client.force_login(lan)
    lines = cells(client, place)
    assert [ENTERPRISE, "1", "1", "1", "1.200.000.000", "0", "1"] in lines
    assert ["Cán bộ công đoàn", "0", "0", "0", "0", "0", "0"] in lines
    assert lines[-1] == ["Tổng", "1", "1", "1", "1.200.000.000", "0", "1"]


@pytest.mark.parametrize("by", ["nhom", "linh-vuc", "don-vi", "thang", "quy"])
def test_workbook_carries_what_the_page_shows(
    by: str, client: Client, place: Participation, lan: User
) -> None:
    client.force_login(lan)
    lines = cells(client, place, theo=by)
    response = client.get(reverse("report-excel", args=[place.programme.slug]), {"theo": by})
    assert f"bao-cao-sang-kien-{by}-" in response["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    assert sheet is not None
    rows: list[list[object]] = [list(row) for row in sheet.iter_rows(min_col=2, values_only=True)]
    shown: list[list[object]] = [
        [line[0], *(int(text.replace(".", "")) for text in line[1:])] for line in lines
    ]
    start = rows.index(shown[0])
    assert rows[start : start + len(shown)] == shown
    notes = [row[0] for row in sheet.iter_rows(min_row=start + len(shown) + 1, values_only=True) if row[0]]
    assert notes == list(NOTES)


@pytest.mark.parametrize(
    "query",
    [
        {"theo": "gioi-tinh"},
        {"den-ngay": "31/02/2022"},
        {"den-ngay": "01/01/2999"},
        {"tu-ngay": "01/01/1800"},
        {"tu-ngay": "02/01/2022", "den-ngay": "01/01/2022"},
        {"tu-ngay": "01/01/2000", "den-ngay": "01/01/2022"},
    ],
)
def test_what_cannot_be_read_is_said(
    query: dict[str, str], client: Client, place: Participation, lan: User
) -> None:
    client.force_login(lan)
    for name in ("report", "report-excel"):
        response = client.get(reverse(name, args=[place.programme.slug]), query)
        assert response.status_code == 400
        assert parse(response.content).one("main").all(css="notice-error")


def test_days_of_the_address_are_followed(client: Client, place: Participation, lan: User) -> None:
    client.force_login(lan)
    lines = cells(client, place, tu_ngay="01/01/2022", den_ngay="31/03/2022", theo="thang")
    assert [line[0] for line in lines] == ["Tháng 1/2022", "Tháng 2/2022", "Tháng 3/2022", "Tổng"]
    assert lines[-1][1:] == ["0"] * 6


def test_accepted_in_no_phase_is_said(client: Client, place: Participation, lan: User) -> None:
    phase = place.programme.phases.get()
    phase.ends_on = timezone.localdate() - timedelta(days=1)
    phase.save()
    accept(make_initiative(participation=place))
    client.force_login(lan)
    page = sentences(client.get(reverse("report", args=[place.programme.slug])))
    assert "Còn 1 sáng kiến được công nhận vào ngày không thuộc giai đoạn nào" in page


def test_programme_without_phases_or_units_has_a_page(client: Client, lan: User) -> None:
    phase = make_phase(starts_on=date(2022, 1, 1))
    client.force_login(lan)
    response = client.get(reverse("report", args=[phase.programme.slug]), {"theo": "don-vi"})
    assert "Chương trình chưa có đơn vị tham gia." in sentences(response)


def test_officer_is_told_of_own_units_only(client: Client, place: Participation) -> None:
    client.force_login(make_user(role=Role.OFFICER))
    assert cells(client, place)[-1] == ["Tổng", *(["0"] * 6)]


def test_page_costs_the_same_for_one_and_three_rows(client: Client, place: Participation, lan: User) -> None:
    client.force_login(lan)
    cells(client, place, theo="don-vi")
    with CaptureQueriesContext(connection) as one:
        cells(client, place, theo="don-vi")
    for _ in range(2):
        accept(make_initiative(participation=make_participation(programme=place.programme)))
    with CaptureQueriesContext(connection) as three:
        assert len(cells(client, place, theo="don-vi")) == 4
    assert len(one) == len(three)
