"""The list of initiatives over HTTP: who sees what, what the address says, and the list as a file."""

import io
import uuid
from http import HTTPStatus
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from tests.factories import (
    accept,
    make_author,
    make_initiative,
    make_participation,
    make_phase,
    make_programme,
    make_user,
    submit,
)
from tests.views.html import Element, parse
from units.choices import Role
from units.domain.dossiers import finding
from units.models import Initiative, Participation, Programme

HEADER = 6


@pytest.fixture
def place(db: None) -> Participation:
    programme = make_programme(slug="thi-dua", short_name="Thi đua")
    make_phase(programme=programme)
    return make_participation(programme=programme, name="Công đoàn Nhà máy chè")


def client_of(role: Role, place: Participation | None = None) -> Client:
    client = Client()
    client.force_login(make_user(role=role, home_unit=place.unit if place else None))
    return client


def address(programme: Programme, name: str = "") -> str:
    return f"/sang-kien/{programme.slug}/{name}"


def get(client: Client, programme: Programme, status: int = 200, **query: Any) -> Element:
    said = {key.replace("_", "-"): value for key, value in query.items()}
    response = client.get(address(programme), said)
    assert response.status_code == status
    return parse(response.content)


def titles(page: Element) -> list[str]:
    return [cell.one("a").text() for body in page.all("tbody") for cell in body.all("th")]


def workbook_rows(client: Client, programme: Programme, **query: Any) -> list[tuple[Any, ...]]:
    response = client.get(address(programme, "danh-sach.xlsx"), query)
    assert response.status_code == HTTPStatus.OK
    sheet = load_workbook(io.BytesIO(response.getvalue())).worksheets[0]
    return list(sheet.iter_rows(min_row=HEADER, values_only=True))


def test_strangers_are_asked_to_sign_in(place: Participation) -> None:
    for path in ("/sang-kien/", address(place.programme), address(place.programme, "danh-sach.xlsx")):
        response = Client().get(path)
        assert (response.status_code, response.headers["Location"]) == (302, f"/dang-nhap/?next={path}")


def test_front_door_leads_to_the_current_programme(place: Participation) -> None:
    response = client_of(Role.VIEWER).get("/sang-kien/")
    assert (response.status_code, response.headers["Location"]) == (302, "/sang-kien/thi-dua/")


def test_front_door_without_a_programme_says_so(db: None) -> None:
    response = client_of(Role.VIEWER).get("/sang-kien/")
    assert "Chưa có chương trình nào" in response.content.decode()


def test_each_person_sees_what_they_may_know_of(place: Participation) -> None:
    other = make_participation(programme=place.programme)
    make_initiative(participation=place, title="Nháp nhà")
    submit(make_initiative(participation=place, title="Nộp nhà"))
    make_initiative(participation=other, title="Nháp bạn")
    submit(make_initiative(participation=other, title="Nộp bạn"))
    seen = {
        name: titles(get(client, place.programme))
        for name, client in {
            "officer": client_of(Role.OFFICER, place),
            "viewer": client_of(Role.VIEWER),
            "reviewer": client_of(Role.REVIEWER),
            "staff": client_of(Role.STAFF),
        }.items()
    }
    assert seen == {
        "officer": ["Nộp nhà", "Nháp nhà"],
        "viewer": ["Nộp bạn", "Nộp nhà"],
        "reviewer": ["Nộp bạn", "Nộp nhà"],
        "staff": ["Nộp bạn", "Nháp bạn", "Nộp nhà", "Nháp nhà"],
    }


def test_row_tells_all_that_the_list_promises(place: Participation) -> None:
    initiative = accept(make_initiative(participation=place, title="Máy sao chè"))
    row = get(client_of(Role.VIEWER), place.programme).one("tbody").one("tr")
    assert [cell.text() for cell in row.all("td")] == [
        "Công đoàn Nhà máy chè",
        "Được công nhận",
        "Giải pháp kỹ thuật Sản xuất, kinh doanh",
        "120.000.000",
        f"{initiative.submitted_on:%d/%m/%Y}",
        f"{timezone.localdate(initiative.decided_at):%d/%m/%Y}",
    ]
    assert row.one("a").attributes["href"] == f"/ho-so/{initiative.pk}/"
    assert initiative.code in row.one("th").text()


def test_filters_search_and_order_come_from_the_address(place: Participation) -> None:
    for title, value in (("Sấy chè xanh", 30_000_000), ("Sấy chè đen", 10_000_000), ("Lò gạch", 90_000_000)):
        make_initiative(participation=place, title=title, benefit_value=value)
    page = get(
        client_of(Role.STAFF),
        place.programme,
        tim="say CHÈ",
        gia_tri_den="30 triệu",
        sap_xep="gia-tri-tang",
        don_vi=place.unit.code,
    )
    assert titles(page) == ["Sấy chè đen", "Sấy chè xanh"]
    assert page.one("caption").text() == "2 sáng kiến"
    assert [chip.text() for chip in page.all("a", css="chip")] == [
        "Tìm theo từ: say CHÈ ×",
        "Đơn vị, kể cả trực thuộc: Công đoàn Nhà máy chè ×",
        "đến (đồng): 30.000.000 ×",
        "Bỏ hết",
    ]


def test_chip_takes_away_its_own_filter_only(place: Participation) -> None:
    make_initiative(participation=place)
    page = get(client_of(Role.STAFF), place.programme, tim="quy", trang_thai="draft", sap_xep="ten")
    assert [chip.attributes["href"] for chip in page.all("a", css="chip")] == [
        "?trang-thai=draft&sap-xep=ten",
        "?tim=quy&sap-xep=ten",
        "/sang-kien/thi-dua/",
    ]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"trang-thai": "la"}, "“la” không có trong danh sách Trạng thái."),
        ({"sap-xep": "pk"}, "“pk” không có trong danh sách Sắp xếp."),
        ({"don-vi": "x"}, "“x” không có trong danh sách Đơn vị, kể cả trực thuộc."),
        ({"sau": "mot"}, "Chỗ của trang trong địa chỉ không đọc được."),
        ({"sau": "9" * 30}, "Chỗ của trang trong địa chỉ không đọc được."),
        ({"sau": "1", "truoc": "2"}, "chỉ ghi một."),
        ({"tim": "x" * 10_000}, "dài quá 100 ký tự"),
        ({"tim": "a\x00b"}, "có ký tự không đọc được"),
        ({"tim": '"* - %'}, "không có chữ hay số nào để tìm"),
        ({"tim": ["a", "b"]}, "Địa chỉ ghi “tim” nhiều lần"),
        ({"gia-tri-tu": "1,2,3"}, "chưa rõ là bao nhiêu đồng"),
        ({"gia-tri-tu": "2 tỷ", "gia-tri-den": "1 tỷ"}, "phải từ giá trị “từ” trở lên"),
        ({"gia-tri-tu": "1 tỷ", "chua-tinh-duoc": "on"}, "hãy bỏ một điều kiện"),
    ],
)
def test_wrong_address_is_named_and_shows_no_list(
    place: Participation, query: dict[str, Any], sentence: str
) -> None:
    make_initiative(participation=place, title="Không được hiện")
    client = client_of(Role.STAFF)
    for name in ("", "danh-sach.xlsx"):
        response = client.get(address(place.programme, name), query)
        assert response.status_code == HTTPStatus.BAD_REQUEST
        page = parse(response.content)
        assert sentence in page.one("div", css="notice-error").text()
        assert "Không được hiện" not in page.one("main").text()


@pytest.mark.parametrize(
    "text", ['"NEAR(a b)"', "a AND b OR c", "a* -b", "search_key:a", "a & !b", "cà^2", "𝒳 ß ﬁ", "Ω‑3"]
)
def test_what_is_typed_is_never_syntax(place: Participation, text: str) -> None:
    make_initiative(participation=place, title=f"Sáng kiến {text}")
    make_initiative(participation=place, title="Việc khác hẳn")
    assert titles(get(client_of(Role.STAFF), place.programme, tim=text)) == [f"Sáng kiến {text}"]


def test_pages_lead_on_and_back(place: Participation) -> None:
    make_many(place, finding.PAGE + 5)
    client = client_of(Role.STAFF)
    first = get(client, place.programme, trang_thai="draft")
    onward = first.one("a", rel="next").attributes["href"]
    second = parse(client.get(address(place.programme) + onward).content)
    back = second.one("a", rel="prev").attributes["href"]
    again = parse(client.get(address(place.programme) + back).content)
    assert (len(titles(first)), len(titles(second))) == (finding.PAGE, 5)
    assert titles(again) == titles(first)
    assert onward.startswith("?trang-thai=draft&sau=")
    assert not second.all("a", rel="next")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({}, "Chưa có sáng kiến nào trong chương trình này mà bạn được xem."),
        ({"tim": "tua bin"}, "Không có sáng kiến nào khớp."),
    ],
)
def test_empty_list_says_why(place: Participation, query: dict[str, Any], sentence: str) -> None:
    page = get(client_of(Role.STAFF), place.programme, **query)
    assert sentence in page.one("div", css="notice-warning").text()


def test_word_of_confidential_content_finds_nothing_on_either_side(place: Participation) -> None:
    initiative = make_initiative(
        participation=place, title="Lò nung", solution="Dùng ngói bạchkim.", is_confidential=True
    )
    make_author(initiative=initiative, position=2, name="Người Giữ Kín", share=50)
    for client in (client_of(Role.STAFF), client_of(Role.OFFICER, place), client_of(Role.REVIEWER)):
        page = get(client, place.programme, tim="bachkim")
        assert titles(page) == []
        assert "Hồ sơ giữ kín chỉ tìm được theo tên" in page.one("form", css="finding").text()
    assert titles(get(client_of(Role.STAFF), place.programme, tim="lo nung")) == ["Lò nung"]


def test_file_has_the_filtered_list_in_its_order(place: Participation) -> None:
    make_initiative(participation=place, title="=1+1 lò sấy", benefit_value=1_234_567)
    make_initiative(participation=place, title="An toàn lò sấy", benefit_value=5)
    make_initiative(participation=place, title="Việc khác")
    header, *rows = workbook_rows(client_of(Role.STAFF), place.programme, tim="lo say", **{"sap-xep": "ten"})
    assert header[:3] == ("TT", "Mã", "Tên sáng kiến")
    assert [(row[0], row[2], row[8]) for row in rows] == [
        (1, "=1+1 lò sấy", 1_234_567),
        (2, "An toàn lò sấy", 5),
    ]


def test_file_names_authors_to_those_only_who_may_know_them(place: Participation) -> None:
    open_one = make_initiative(participation=place, title="Mở")
    closed = make_initiative(participation=place, title="Kín", is_confidential=True)
    names = [f"{each.authors.get().name} (100%)" for each in (open_one, closed)]
    for each in (open_one, closed):
        submit(each)
    clients = {
        "officer": client_of(Role.OFFICER, place),
        "staff": client_of(Role.STAFF),
        "viewer": client_of(Role.VIEWER),
    }
    found = {name: workbook_rows(client, place.programme) for name, client in clients.items()}
    assert {name: [row[13:] for row in rows[1:]] for name, rows in found.items()} == {
        "officer": [(names[1],), (names[0],)],
        "staff": [(None,), (names[0],)],
        "viewer": [(), ()],
    }


def test_queries_do_not_grow_with_the_rows(place: Participation) -> None:
    client = client_of(Role.STAFF)
    counts = []
    for number in (1, 2):
        make_many(place, number)
        with CaptureQueriesContext(connection) as asked:
            get(client, place.programme, tim="cai tien", sap_xep="ten")
        with CaptureQueriesContext(connection) as filed:
            workbook_rows(client, place.programme)
        counts.append((len(asked), len(filed)))
    assert counts[0] == counts[1]


def make_many(place: Participation, number: int) -> None:
    """Drafts of the phase, in one go."""
    phase = place.programme.phases.get()
    Initiative.objects.bulk_create(
        Initiative(
            participation=place, phase=phase, title=f"Cải tiến số {count:03d}", idempotency_key=uuid.uuid4()
        )
        for count in range(number)
    )
