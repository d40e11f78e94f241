"""The list as a workbook, read back: text is text, money is a number, sheets follow each other."""

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from units.domain.dossiers.listing import InitiativeLine
from units.exchange import list_out
from units.exchange.cells import FORMULA_STARTS
from units.exchange.list_out import Heading

HEADING = Heading(
    organiser="Liên đoàn Lao động tỉnh Lai Châu",
    programme="Chương trình “01 triệu sáng kiến”",
    filters=("Trạng thái: Được công nhận", "Tìm theo từ: =chè"),
    made_at=datetime(2022, 11, 10, 15, 34),  # noqa: DTZ001  # local time is what it is given
)
LINE = InitiativeLine(
    code="SK-000012",
    title="Máy sao chè",
    unit="Công đoàn Nhà máy chè",
    phase=2,
    kind="Giải pháp kỹ thuật",
    field="Sản xuất, kinh doanh",
    state="Được công nhận",
    benefit=1_200_000_000,
    is_not_in_money=False,
    submitted_on=date(2022, 10, 1),
    decided_on=date(2022, 11, 9),
    is_outstanding=True,
    is_confidential=False,
    authors="Lò Văn Minh (60%), Vàng Thị Hoa (40%)",
)


def sheets(*lines: InitiativeLine, with_authors: bool = True, **options: Any) -> list[Worksheet]:
    file = io.BytesIO()
    list_out.write(file, HEADING, iter(lines), with_authors=with_authors, **options)
    return list(load_workbook(io.BytesIO(file.getvalue())).worksheets)


def test_sheet_says_whose_list_it_is_which_part_and_when() -> None:
    [sheet] = sheets(LINE)
    assert [sheet.cell(row, 1).value for row in range(1, 6)] == [
        "LIÊN ĐOÀN LAO ĐỘNG TỈNH LAI CHÂU",
        "DANH SÁCH SÁNG KIẾN – Chương trình “01 triệu sáng kiến”",
        "Điều kiện lọc: Trạng thái: Được công nhận; Tìm theo từ: =chè",
        "Lập lúc 15:34 ngày 10/11/2022",
        None,
    ]
    assert [cell.value for cell in sheet[6]] == [name for name, _ in (*list_out.COLUMNS, list_out.AUTHORS)]


def test_row_holds_numbers_as_numbers_and_days_as_days() -> None:
    [sheet] = sheets(LINE)
    assert [cell.value for cell in sheet[7]] == [
        1,
        "SK-000012",
        "Máy sao chè",
        "Công đoàn Nhà máy chè",
        2,
        "Giải pháp kỹ thuật",
        "Sản xuất, kinh doanh",
        "Được công nhận",
        1_200_000_000,
        datetime(2022, 10, 1),  # noqa: DTZ001  # as openpyxl gives days back
        datetime(2022, 11, 9),  # noqa: DTZ001
        "Có",
        None,
        "Lò Văn Minh (60%), Vàng Thị Hoa (40%)",
    ]
    assert sheet.cell(7, 9).number_format == r"0\.000\.000\.000"
    assert sheet.cell(7, 10).number_format == "dd/mm/yyyy"


@pytest.mark.parametrize(
    ("benefit", "number_format"),
    [(0, "0"), (999, "0"), (1_000, r"0\.000"), (10**15, r"0\.000\.000\.000\.000\.000")],
)
def test_dots_of_money_are_literal(benefit: int, number_format: str) -> None:
    [sheet] = sheets(replace(LINE, benefit=benefit))
    assert (sheet.cell(7, 9).value, sheet.cell(7, 9).number_format) == (benefit, number_format)


def test_what_cannot_be_told_in_money_says_so_and_what_is_open_stays_empty() -> None:
    untold = replace(LINE, benefit=None, is_not_in_money=True, phase=None, submitted_on=None, decided_on=None)
    [sheet] = sheets(untold, replace(untold, is_not_in_money=False))
    assert [sheet.cell(row, 9).value for row in (7, 8)] == ["Chưa tính được bằng tiền", None]
    assert [sheet.cell(7, place).value for place in (5, 10, 11)] == [None, None, None]


@pytest.mark.parametrize(
    "text",
    ["=1+1", '=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "＝1", "http://x.vn", "123", "{=1}", "#REF!"],
)
def test_text_is_never_a_formula_a_link_or_a_number(text: str) -> None:
    [sheet] = sheets(replace(LINE, title=text, unit=text, authors=text))
    for place in (3, 4, 14):
        cell = sheet.cell(7, place)
        assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
        assert cell.quotePrefix == text.startswith(FORMULA_STARTS)


def test_signs_that_no_workbook_can_hold_are_left_out() -> None:
    [sheet] = sheets(replace(LINE, title="a\x00b\x0bc\ufffed\ne"))
    assert sheet.cell(7, 3).value == "a b c d e"


def test_without_the_right_to_them_there_is_no_column_of_authors() -> None:
    [sheet] = sheets(LINE, with_authors=False)
    assert [cell.value for cell in sheet[6]] == [name for name, _ in list_out.COLUMNS]
    assert sheet.max_column == len(list_out.COLUMNS)


def test_full_sheet_leads_to_the_next_one() -> None:
    lines = [replace(LINE, code=f"SK-{number}") for number in range(5)]
    found = sheets(*lines, last_row=8)
    assert {sheet.title: [sheet.cell(row, 2).value for row in (7, 8, 9)] for sheet in found} == {
        "Sáng kiến": ["SK-0", "SK-1", None],
        "Sáng kiến 2": ["SK-2", "SK-3", None],
        "Sáng kiến 3": ["SK-4", None, None],
    }
    assert [sheet.cell(7, 1).value for sheet in found] == [1, 3, 5]


def test_empty_list_is_a_sheet_with_its_header() -> None:
    [sheet] = sheets()
    assert (sheet.max_row, sheet.cell(6, 1).value) == (6, "TT")


def test_file_holds_no_formula_at_all() -> None:
    file = io.BytesIO()
    list_out.write(file, HEADING, [replace(LINE, title="=1+1")], with_authors=True)
    with zipfile.ZipFile(file) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())
