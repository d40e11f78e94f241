"""The page on value: figures for everybody who has signed in, names for who may know of them."""

import io

import pytest
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from tests.factories import accept, make_initiative, make_participation, make_programme, make_user
from tests.views.html import parse
from units.choices import Role
from units.models import Participation, User

pytestmark = pytest.mark.django_db

MILLION = 10**6


@pytest.fixture
def place() -> Participation:
    return make_participation(programme=make_programme(slug="thi-dua"), name="Huyện Than Uyên")


def fill(place: Participation) -> str:
    """Nine usual values and one far outside; the title of that one."""
    for amount in (90, 92, 95, 100, 100, 104, 105, 108, 110):
        accept(make_initiative(participation=place, benefit_value=amount * MILLION))
    return accept(make_initiative(participation=place, benefit_value=9000 * MILLION)).title


def test_page_shows_sums_averages_and_what_stands_out(
    client: Client, lan: User, place: Participation
) -> None:
    title = fill(place)
    client.force_login(lan)

    page = parse(client.get("/gia-tri/thi-dua/").content)

    units, fields, outliers = page.all("table")
    expected = ["10", "10", "0", "9.904.000.000", "990.400.000"]
    assert [cell.text() for cell in units.all("td")] == [*expected, "100,0%"] * 2
    assert [cell.text() for cell in fields.all("th")][-2:] == ["Sản xuất, kinh doanh", "Tổng"]
    assert title in outliers.text()
    assert "9 tỷ 904 triệu đồng" in page.one("dl").text()
    assert "ước tính cho 01 năm" in page.text()


def test_officer_of_another_unit_sees_figures_but_no_names(client: Client, place: Participation) -> None:
    title = fill(place)
    client.force_login(make_user(role=Role.OFFICER))

    text = parse(client.get("/gia-tri/thi-dua/").content).text()

    assert "9.904.000.000" in text
    assert title not in text


def test_programme_without_accepted_initiatives_says_so(
    client: Client, lan: User, place: Participation
) -> None:
    client.force_login(lan)
    assert "chưa có sáng kiến nào được công nhận" in client.get("/gia-tri/thi-dua/").content.decode()


def test_file_says_what_the_page_says(client: Client, lan: User, place: Participation) -> None:
    fill(place)
    client.force_login(lan)

    response = client.get("/gia-tri/thi-dua/gia-tri.xlsx")

    assert "gia-tri-lam-loi-" in response.headers["Content-Disposition"]
    sheet = load_workbook(io.BytesIO(response.content))["Theo đơn vị"]
    last = [cell.value for cell in list(sheet.iter_rows())[-1]]
    assert last == [None, "Tổng", 10, 10, 0, 9904 * MILLION, 990_400_000, "100,0"]


def test_strangers_are_asked_to_sign_in(client: Client, place: Participation) -> None:
    assert client.get("/gia-tri/thi-dua/").status_code == 302


def test_page_costs_the_same_for_one_unit_and_for_three(
    client: Client, lan: User, place: Participation, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(lan)
    for _ in range(2):
        fill(make_participation(programme=place.programme))
        with django_assert_max_num_queries(8):
            client.get("/gia-tri/thi-dua/")
