"""The golden test: page and files carry the real table and letter of 10/11/2022; else the code is wrong."""

import csv
import io
import json
import tomllib
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import call_command
from django.test import Client

from tests.views import page as pages
from tests.views.html import NOT_ON_PAPER, Element
from units.models import Programme

FOLDER = Path(__file__).resolve().parent.parent / "fixtures" / "01-trieu-sang-kien"

COLUMNS = (
    "rank",
    "unit",
    "quota_total",
    "phase1_quota",
    "phase1_result",
    "phase1_rate",
    "phase2_quota",
    "phase2_result",
    "phase2_rate",
    "result_total",
    "rate_total",
)
Line = list[int | str | None]


@pytest.fixture
def programme(db: None) -> Programme:
    call_command("load_programme", str(FOLDER), verbosity=0)
    return Programme.objects.get(slug="01-trieu-sang-kien")


@pytest.fixture
def page(client: Client, programme: Programme) -> Element:
    return pages.get(client, programme)


def expected() -> list[Line]:
    """The published cells: figures as numbers, a blank as None; the total is the last line."""
    with (FOLDER / "expected" / "summary-2022-11-10.csv").open(encoding="utf-8", newline="") as source:
        return [[_value(row[name]) for name in COLUMNS] for row in csv.DictReader(source)]


def _value(text: str) -> int | str | None:
    return int(text) if text.isdecimal() else text or None


def printed(line: Line) -> list[str]:
    """The cells as the page prints them; without a quota there is no rate, which prints as a dash."""
    shown = []
    for name, value in zip(COLUMNS, line, strict=True):
        if "rate" in name:
            shown.append("–" if value is None else f"{value}%")
        elif isinstance(value, int):
            shown.append(f"{value:,}".replace(",", "."))
        else:
            shown.append(value or "")
    return shown


def test_the_published_table_is_the_one_we_know() -> None:
    rows = expected()

    assert len(rows) == 13
    assert rows[0] == [1, "LĐLĐ huyện Than Uyên", 240, 115, 308, 268, 125, 30, 24, 338, 141]
    assert rows[11] == [12, "Đơn vị phối hợp", 0, 0, 80, None, 0, 1, None, 81, None]
    assert rows[12] == [None, "Tổng", 2300, 1200, 1775, 148, 1100, 377, 34, 2152, 94]


def test_page_carries_the_table_cell_by_cell(page: Element) -> None:
    assert pages.lines(page, without=NOT_ON_PAPER) == [printed(line) for line in expected()]


def test_page_total_is_94_and_neither_90_nor_91(page: Element) -> None:
    total = pages.total(page)

    assert (total[5], total[8], total[10]) == ("148%", "34%", "94%")


def test_page_says_in_words_that_the_partner_has_no_quota(page: Element) -> None:
    assert pages.lines(page)[11] == [
        "12", "Đơn vị phối hợp", "0", "0", "80", "–", "0", "1", "–", "81", "Không giao",
    ]  # fmt: skip


def test_page_strip_carries_the_key_figures(page: Element) -> None:
    keys = [key.text() for key in page.one("section", css="strip").all("div", css="key")]

    assert keys == [
        "Toàn chương trình 2.152/2.300 Đạt 94% · còn 148 sáng kiến",
        "Giai đoạn 1 148% 1.775/1.200",
        "Giai đoạn 2 34% 377/1.100",
        "Vượt chỉ tiêu 3 đơn vị",
        "Dưới 50% 1 đơn vị",
        "Còn lại 295 ngày cần 3,5 sáng kiến/tuần",
    ]


def test_page_title_names_the_day(page: Element) -> None:
    assert page.one("h1").text() == "Biểu tổng hợp đến ngày 10/11/2022"


def test_page_colours_every_row_by_its_exact_rate(page: Element) -> None:
    bands = [row.attributes["class"] for row in page.one("tbody").all("tr")]

    assert bands == ["row-exceeded"] * 3 + ["row-under"] * 7 + ["row-low", "row-none"]


def test_page_is_printed_under_the_official_heading(page: Element) -> None:
    head = [line.text(frozenset()) for line in page.one(css="official-head").all("p")]

    assert head == [
        "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM LIÊN ĐOÀN LAO ĐỘNG TỈNH LAI CHÂU",
        "BIỂU TỔNG HỢP",
        "Các đơn vị cập nhật sáng kiến tham gia dự thi Chương trình “01 triệu sáng kiến” đến ngày 10/11/2022",
        "(Kèm theo Công văn số 1070/LĐLĐ ngày 10/11/2022 của LĐLĐ tỉnh Lai Châu)",
    ]


def test_excel_carries_the_table_cell_by_cell(client: Client, programme: Programme) -> None:
    response = client.get(pages.address(programme, "xlsx"))
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    first = next(number for number, row in enumerate(rows) if row[0] == 1)

    assert rows[first:] == expected()
    assert {type(value) for row in rows[first:] for value in row} == {int, str, type(None)}
    assert response.headers["Content-Disposition"] == 'attachment; filename="bieu-tong-hop-2022-11-10.xlsx"'


def test_csv_carries_the_table_cell_by_cell(client: Client, programme: Programme) -> None:
    response = client.get(pages.address(programme, "csv"))
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))

    assert [[_value(text) for text in row] for row in rows[1:]] == expected()
    assert response.headers["Content-Disposition"] == 'attachment; filename="bieu-tong-hop-2022-11-10.csv"'


def test_json_carries_the_table_cell_by_cell(client: Client, programme: Programme) -> None:
    response = client.get(pages.address(programme, "json"))
    document = json.loads(response.content)
    rows = [*document["rows"], {"number": None, "name": "Tổng", **document["total"]}]

    assert [_json_line(row) for row in rows] == expected()
    assert [row["rank"] for row in document["rows"]] == [*range(1, 12), None]
    assert document["as_of"] == "2022-11-10"
    assert document["total"]["overall"]["rate"] == {"numerator": 538, "denominator": 575}


def _json_line(row: dict[str, Any]) -> Line:
    overall = row["overall"]
    phases = [phase[key] for phase in row["phases"] for key in ("quota", "result", "percent")]
    return [row["number"], row["name"], overall["quota"], *phases, overall["result"], overall["percent"]]


def test_letter_is_complete_in_the_page(page: Element) -> None:
    _, head, body = (FOLDER / "directives" / "1070-ldld.md").read_text(encoding="utf-8").split("+++", 2)
    letter = tomllib.loads(head)
    card = page.one("section", css="card-directive")

    assert card.one("h2").text() == "Công văn số 1070/LĐLĐ" == f"Công văn số {letter['number']}"
    assert card.one("header").one("p").text() == "Lai Châu, ngày 10 tháng 11 năm 2022"
    assert card.one(css="directive-issuer").text() == letter["issuer"] == "Liên đoàn Lao động tỉnh Lai Châu"
    assert card.one(css="directive-subject").text() == letter["subject"]
    assert [item.text() for item in card.all("li")] == letter["recipients"]
    assert len(letter["recipients"]) == 3
    assert _paragraphs(card) == [" ".join(part.split()) for part in body.strip().split("\n\n")]


def _paragraphs(card: Element) -> list[str]:
    """The body of the letter: what follows the recipients."""
    inside = card.one(css="directive-body").children
    after = next(
        place
        for place, child in enumerate(inside)
        if isinstance(child, Element) and "directive-recipients" in child.classes
    )
    return [child.text() for child in inside[after + 1 :] if isinstance(child, Element)]


def test_letter_has_its_six_items_in_order(page: Element) -> None:
    card = page.one("section", css="card-directive")

    assert [number.text() for number in card.all(css="item-number")] == ["1.", "2.", "3.", "4.", "5.", "6."]
    assert len(_paragraphs(card)) == 4 + 6 + 1
