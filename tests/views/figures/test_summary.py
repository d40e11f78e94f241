"""The page for every day, bloc, name and order that its address can ask for."""

import csv
import io
import json

import pytest
from django.test import Client

from tests.factories import make_programme
from tests.views import page as pages
from units.models import Programme

DONG, DUONG_SAT, AN_THI = "LĐLĐ huyện Đông", "Công đoàn ngành Đường sắt", "LĐLĐ huyện Ân Thi"
AN_LAO, NGANH_Y, PHOI_HOP = "LĐLĐ huyện An Lão", "Công đoàn ngành Y", "Đơn vị phối hợp"

OFFICIAL = [DONG, AN_THI, DUONG_SAT, AN_LAO, NGANH_Y, PHOI_HOP]
"""120 %, twice 50 % (100 of 200 before 20 of 40), 30 %, nothing stated, no quota."""

TIED = f"{DUONG_SAT} (đồng hạng 2)"
SHOWN = [DONG, AN_THI, TIED, AN_LAO, NGANH_Y, PHOI_HOP]

ORDERS: dict[str, list[str]] = {
    "tt": OFFICIAL,
    "-tt": OFFICIAL[::-1],
    "don-vi": [DUONG_SAT, NGANH_Y, PHOI_HOP, AN_LAO, AN_THI, DONG],
    "-don-vi": [DONG, AN_THI, AN_LAO, PHOI_HOP, NGANH_Y, DUONG_SAT],
    # Equal quotas of 100 keep the official order both ways; without a quota last both ways.
    "chi-tieu": [NGANH_Y, DUONG_SAT, DONG, AN_LAO, AN_THI, PHOI_HOP],
    "-chi-tieu": [AN_THI, DONG, AN_LAO, DUONG_SAT, NGANH_Y, PHOI_HOP],
    "gd1-chi-tieu": [NGANH_Y, DUONG_SAT, DONG, AN_LAO, AN_THI, PHOI_HOP],
    "-gd1-chi-tieu": [AN_THI, AN_LAO, DONG, DUONG_SAT, NGANH_Y, PHOI_HOP],
    "gd1-ket-qua": [AN_LAO, PHOI_HOP, DUONG_SAT, DONG, AN_THI, NGANH_Y],
    "-gd1-ket-qua": [AN_THI, DONG, DUONG_SAT, PHOI_HOP, AN_LAO, NGANH_Y],
    "gd1-ty-le": [AN_LAO, DUONG_SAT, AN_THI, DONG, NGANH_Y, PHOI_HOP],
    "-gd1-ty-le": [DONG, AN_THI, DUONG_SAT, AN_LAO, NGANH_Y, PHOI_HOP],
    "gd2-chi-tieu": [NGANH_Y, DUONG_SAT, AN_LAO, DONG, AN_THI, PHOI_HOP],
    "-gd2-chi-tieu": [AN_THI, DONG, AN_LAO, DUONG_SAT, NGANH_Y, PHOI_HOP],
    "gd2-ket-qua": [PHOI_HOP, DUONG_SAT, AN_LAO, AN_THI, DONG, NGANH_Y],
    "-gd2-ket-qua": [DONG, AN_THI, AN_LAO, DUONG_SAT, PHOI_HOP, NGANH_Y],
    "gd2-ty-le": [AN_THI, DUONG_SAT, AN_LAO, DONG, NGANH_Y, PHOI_HOP],
    "-gd2-ty-le": [DONG, AN_LAO, DUONG_SAT, AN_THI, NGANH_Y, PHOI_HOP],
    "ket-qua": [PHOI_HOP, DUONG_SAT, AN_LAO, AN_THI, DONG, NGANH_Y],
    "-ket-qua": [DONG, AN_THI, AN_LAO, DUONG_SAT, PHOI_HOP, NGANH_Y],
    "ty-le": [AN_LAO, AN_THI, DUONG_SAT, DONG, NGANH_Y, PHOI_HOP],
    "-ty-le": [DONG, AN_THI, DUONG_SAT, AN_LAO, NGANH_Y, PHOI_HOP],
}
LABELS = {
    "tt": "TT",
    "don-vi": "Tên đơn vị",
    "chi-tieu": "Chỉ tiêu 2 giai đoạn",
    "ket-qua": "Tổng kết quả 2 giai đoạn",
    "ty-le": "Tỷ lệ % 2 giai đoạn",
}


def bare(names: list[str]) -> list[str]:
    return [name.removesuffix(" (đồng hạng 2)") for name in names]


def test_page_shows_the_official_order_and_every_figure(client: Client, race: Programme) -> None:
    page = pages.get(client, race)

    assert pages.lines(page) == [
        ["1", DONG, "100", "40", "50", "125%", "60", "70", "117%", "120", "120%"],
        ["2", AN_THI, "200", "100", "60", "60%", "100", "40", "40%", "100", "50%"],
        ["3", TIED, "40", "20", "10", "50%", "20", "10", "50%", "20", "50%"],
        ["4", AN_LAO, "100", "50", "0", "0%", "50", "30", "60%", "30", "30%"],
        ["5", NGANH_Y, "20", "10", "–", "–", "10", "–", "–", "–", "Chưa báo cáo"],
        ["6", PHOI_HOP, "–", "–", "5", "–", "–", "4", "–", "9", "Chưa giao"],
        ["", "Tổng", "460", "220", "125", "57%", "240", "154", "64%", "279", "61%"],
    ]


@pytest.mark.parametrize("typed", ["31/08/2022", "31-8-2022", "31.08.2022", "2022-08-31", " 31/8/2022 "])
def test_page_as_of_an_earlier_day_shows_what_was_stated_by_then(
    client: Client, race: Programme, typed: str
) -> None:
    page = pages.get(client, race, den_ngay=typed)

    assert page.one("h1").text() == "Biểu tổng hợp đến ngày 31/08/2022"
    assert page.one("input", name="den-ngay").attributes["value"] == "31/08/2022"
    assert pages.lines(page)[0] == ["1", DONG, "100", "40", "50", "125%", "60", "–", "–", "50", "50%"]
    assert pages.total(page) == ["", "Tổng", "460", "220", "105", "48%", "240", "–", "–", "105", "23%"]


def test_page_without_a_day_shows_the_latest_statement(client: Client, race: Programme) -> None:
    assert pages.get(client, race).one("h1").text() == "Biểu tổng hợp đến ngày 01/09/2022"


def test_page_known_at_an_earlier_instant_says_so(client: Client, race: Programme) -> None:
    page = pages.get(client, race, den_ngay="01/09/2022", biet_luc="01/09/2022 08:30")

    assert page.one(css="known-at").text().startswith("Như hệ thống đã biết lúc 08:30 01/09/2022.")
    assert pages.total(page)[9] == "–"  # everything was recorded later


def test_page_of_a_bloc_is_ranked_and_summed_within_itself(client: Client, race: Programme) -> None:
    page = pages.get(client, race, khoi="nganh")

    assert pages.lines(page) == [
        ["1", DUONG_SAT, "40", "20", "10", "50%", "20", "10", "50%", "20", "50%"],
        ["2", NGANH_Y, "20", "10", "–", "–", "10", "–", "–", "–", "Chưa báo cáo"],
        ["", "Tổng", "60", "30", "10", "33%", "30", "10", "33%", "20", "33%"],
    ]
    assert page.one(css="key-overall").one("dt").text() == "Khối ngành"
    assert [option.text() for option in page.one("select", name="khoi").all("option", selected="")] == [
        "Khối ngành"
    ]


def test_programme_without_blocs_offers_no_bloc_filter(client: Client, official: Programme) -> None:
    assert pages.get(client, official).all("select") == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("duong", [TIED]),
        ("đường", [TIED]),
        ("ĐƯỜNG", [TIED]),
        ("  duong   SAT ", [TIED]),
        ("\u0111\u01b0\u01a1\u0300ng", [TIED]),  # accents typed as signs of their own
        ("LDLD", [DONG, AN_THI, AN_LAO]),
        ("lđlđ", [DONG, AN_THI, AN_LAO]),
        ("an", [AN_THI, TIED, AN_LAO, NGANH_Y]),  # "ngành" holds it too
        ("phoi hop", [PHOI_HOP]),
        ("", SHOWN),
        ("   ", SHOWN),
    ],
)
def test_name_search_ignores_accents_case_and_spaces(
    client: Client, race: Programme, typed: str, found: list[str]
) -> None:
    assert pages.names(pages.get(client, race, tim=typed)) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("than uyen", ["LĐLĐ huyện Than Uyên"]),
        ("tam duong", ["LĐLĐ huyện Tam Đường"]),
        ("LDLD", 8),
    ],
)
def test_name_search_finds_the_real_units(
    client: Client, official: Programme, typed: str, found: list[str] | int
) -> None:
    names = pages.names(pages.get(client, official, tim=typed))

    assert (names if isinstance(found, list) else len(names)) == found


def test_name_search_keeps_places_ranks_and_the_whole_total(client: Client, race: Programme) -> None:
    page = pages.get(client, race, tim="duong sat")

    assert pages.lines(page) == [
        ["3", TIED, "40", "20", "10", "50%", "20", "10", "50%", "20", "50%"],
        ["", "Tổng (đủ 6 đơn vị)", "460", "220", "125", "57%", "240", "154", "64%", "279", "61%"],
    ]


def test_name_search_that_finds_nothing_says_so(client: Client, race: Programme) -> None:
    page = pages.get(client, race, tim="không có đơn vị này")

    cell = page.one("tbody").one("td", css="empty")
    assert cell.text() == "Không có đơn vị nào mang tên này. Hãy xoá ô tìm kiếm để xem đủ các đơn vị."
    assert cell.attributes["colspan"] == "11"


@pytest.mark.parametrize(("order", "expected"), ORDERS.items())
def test_rows_sort_by_every_column_both_ways(
    client: Client, race: Programme, order: str, expected: list[str]
) -> None:
    page = pages.get(client, race, sap_xep=order)
    numbers = [str(OFFICIAL.index(name) + 1) for name in expected]

    assert bare(pages.names(page)) == expected
    assert pages.column(page, 0) == numbers
    assert [name for name in pages.names(page) if "đồng hạng" in name] == [TIED]
    assert list(pages.aria_sort(page).values()) == ["descending" if order.startswith("-") else "ascending"]


def test_every_column_can_be_sorted(client: Client, race: Programme) -> None:
    links = pages.header_links(pages.get(client, race))

    assert {sign + name for name in links for sign in ("", "-")} == set(ORDERS)


@pytest.mark.parametrize(("name", "label"), LABELS.items())
def test_sorted_column_is_named_to_screen_readers(
    client: Client, race: Programme, name: str, label: str
) -> None:
    assert pages.aria_sort(pages.get(client, race, sap_xep=name)) == {label: "ascending"}
    assert pages.aria_sort(pages.get(client, race, sap_xep=f"-{name}")) == {label: "descending"}


def test_official_order_marks_no_column(client: Client, race: Programme) -> None:
    assert pages.aria_sort(pages.get(client, race)) == {}


def test_sort_link_turns_the_order_around(client: Client, race: Programme) -> None:
    upward = pages.header_links(pages.get(client, race, sap_xep="ket-qua"))["ket-qua"]
    downward = pages.header_links(pages.get(client, race, sap_xep="-ket-qua"))["ket-qua"]

    assert upward["sap-xep"] == "-ket-qua"
    assert downward["sap-xep"] == "ket-qua"


def test_figures_sort_downward_first_and_words_upward(client: Client, race: Programme) -> None:
    first = [link["sap-xep"] for link in pages.header_links(pages.get(client, race)).values()]

    assert [name for name in first if not name.startswith("-")] == ["tt", "don-vi"]
    assert len(first) == 11


def test_all_filters_combine(client: Client, race: Programme) -> None:
    page = pages.get(client, race, den_ngay="31/08/2022", khoi="huyen", tim="an", sap_xep="ty-le")

    assert [line[:2] for line in pages.lines(page)] == [
        ["3", AN_LAO],
        ["2", AN_THI],
        ["", "Tổng (đủ 3 đơn vị)"],
    ]
    assert [line[-1] for line in pages.lines(page)] == ["0%", "20%", "23%"]


ASKED = {
    "den-ngay": "31/08/2022",
    "biet-luc": "2022-12-31T08:00",
    "khoi": "huyen",
    "tim": "đông & an",
}


def test_sort_links_keep_day_instant_bloc_and_name(client: Client, race: Programme) -> None:
    page = pages.get(client, race, **ASKED, sap_xep="don-vi")

    links = pages.header_links(page)
    assert len(links) == 11
    assert [{**link, "sap-xep": ""} for link in links.values()] == [{**ASKED, "sap-xep": ""}] * 11


def test_sort_links_drop_what_the_page_does_not_know(client: Client, race: Programme) -> None:
    page = pages.get(client, race, la="x" * 1000, khoi="", tim="an")

    assert pages.header_links(page)["tt"] == {"sap-xep": "tt", "tim": "an"}


def test_form_keeps_order_and_instant(client: Client, race: Programme) -> None:
    page = pages.get(client, race, **ASKED, sap_xep="-ket-qua")
    fields = page.one("form", css="filters").all("input")

    assert {field.attributes["name"]: field.attributes["value"] for field in fields} == {
        "den-ngay": "31/08/2022",
        "tim": "đông & an",
        "sap-xep": "-ket-qua",
        "biet-luc": "2022-12-31T08:00",
    }


def test_download_links_keep_day_instant_and_bloc_only(client: Client, race: Programme) -> None:
    page = pages.get(client, race, **ASKED, sap_xep="-ket-qua")
    links = page.all("a", download="")
    wanted = {key: ASKED[key] for key in ("den-ngay", "biet-luc", "khoi")}

    assert [link.attributes["href"].partition("?")[0] for link in links] == [
        pages.address(race, what) for what in ("xlsx", "csv", "json")
    ]
    assert [pages.query(link) for link in links] == [wanted] * 3


def test_download_link_gives_the_table_of_the_page(client: Client, race: Programme) -> None:
    page = pages.get(client, race, den_ngay="31/08/2022", khoi="nganh")
    links = [link.attributes["href"] for link in page.all("a", download="")]

    excel, comma, machine = (client.get(link) for link in links)

    rows = list(csv.reader(io.StringIO(comma.content.decode("utf-8-sig"), newline="")))
    assert [row[1] for row in rows[1:]] == [DUONG_SAT, NGANH_Y, "Tổng"]
    document = json.loads(machine.content)
    assert (document["as_of"], document["bloc"]["code"]) == ("2022-08-31", "nganh")
    assert [response.headers["Content-Disposition"] for response in (excel, comma, machine)] == [
        f'attachment; filename="bieu-tong-hop-nganh-2022-08-31.{extension}"'
        for extension in ("xlsx", "csv", "json")
    ]
    assert [response.headers["Content-Type"] for response in (excel, comma, machine)] == [
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "text/csv; charset=utf-8",
        "application/json; charset=utf-8",
    ]


@pytest.mark.parametrize("what", pages.ADDRESSES)
def test_head_is_answered_like_get(client: Client, race: Programme, what: str) -> None:
    response = client.head(pages.address(race, what))

    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize("what", pages.ADDRESSES)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_other_methods_are_refused(client: Client, race: Programme, what: str, method: str) -> None:
    response = getattr(client, method)(pages.address(race, what))

    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("what", pages.ADDRESSES)
def test_answers_are_never_cached(client: Client, race: Programme, what: str) -> None:
    response = client.get(pages.address(race, what))

    assert "no-store" in response.headers["Cache-Control"]


def test_page_leads_to_the_other_programmes_that_one_may_read(client: Client, race: Programme) -> None:
    other = make_programme(short_name="Chương trình khác")
    make_programme(short_name="Chương trình đóng", is_public=False)

    links = pages.get(client, race).one("nav", css="others").all("a")

    assert [(link.text(), link.attributes["href"]) for link in links] == [
        ("Chương trình khác", pages.address(other))
    ]


def test_demonstration_says_that_it_is_one(client: Client, race: Programme) -> None:
    Programme.objects.update(is_demonstration=True)

    assert pages.get(client, race).one(css="notice-demonstration").text() == (
        "Số liệu minh hoạ. Mọi đơn vị, con số, con người và sáng kiến của chương trình này đều do hệ thống "
        "đặt ra để tập sử dụng."
    )


def test_hostile_names_are_shown_as_text(client: Client, race: Programme) -> None:
    hostile = "<script>alert(1)</script>\"'&"
    race.participations.filter(name=DONG).update(name=hostile)
    race.blocs.filter(code="huyen").update(name=hostile)
    Programme.objects.update(short_name=hostile)

    page = pages.get(client, race, khoi="huyen")

    assert pages.names(page)[0] == hostile
    assert [script.attributes.get("src") for script in page.all("script")] == ["/static/js/print.js"]
