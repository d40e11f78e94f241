"""The Summary as the official Excel sheet, reopened."""

import html
import io
import zipfile
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import fromstring

from tests.exchange.builder import (
    HEADING,
    make_phase,
    make_summary,
    official_lines,
    official_summary,
    renamed,
)
from units.domain.figures.summary import Summary
from units.exchange import excel_out

HEADER_TOP = 8
BODY_TOP = 10
HOSTILE_NAMES = [
    "=cmd|' /C calc'!A0",
    "=1+1",
    "+84",
    "-1",
    "@SUM(A1)",
    "#N/A",
    "＝1+1",
    "2022-11-10",
    "12",
]


def reopen(summary: Summary) -> Worksheet:
    return load_workbook(io.BytesIO(excel_out.render(summary))).worksheets[0]


def part(summary: Summary, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(excel_out.render(summary))) as archive:
        return archive.read(name)


def published(line: dict[str, str]) -> list[object]:
    """The cells of a published line as an Excel sheet holds them."""
    number, name, *figures = line.values()
    return [
        int(number) if number else None,
        name,
        *(int(figure) if figure else None for figure in figures),
    ]


def test_excel_carries_the_official_table() -> None:
    sheet = reopen(official_summary())

    lines = [list(values) for values in sheet.iter_rows(min_row=BODY_TOP, values_only=True)]
    assert len(lines) == 13
    assert lines == [published(line) for line in official_lines()]
    assert lines[-1][-2:] == [2152, 94]


def test_excel_title_block_stands_above_the_table() -> None:
    sheet = reopen(official_summary())

    assert [sheet.cell(row, 1).value for row in range(1, HEADER_TOP)] == [
        "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM",
        "LIÊN ĐOÀN LAO ĐỘNG TỈNH LAI CHÂU",
        None,
        "BIỂU TỔNG HỢP",
        f"{HEADING.subtitle} đến ngày 10/11/2022",
        "(Kèm theo Công văn số 1070/LĐLĐ ngày 10/11/2022 của LĐLĐ tỉnh Lai Châu)",
        None,
    ]
    faces = {row: sheet.cell(row, 1).font for row in (1, 2, 4, 5, 6)}
    assert {row: (bool(face.b), bool(face.i)) for row, face in faces.items()} == {
        1: (False, False),
        2: (True, False),
        4: (True, False),
        5: (True, False),
        6: (False, True),
    }


def test_excel_demonstration_says_so() -> None:
    sheet = reopen(make_summary([], heading=replace(HEADING, is_demonstration=True)))

    assert (sheet["A4"].value, sheet["A5"].value) == ("SỐ LIỆU MINH HOẠ", "BIỂU TỔNG HỢP")


def test_excel_merges_titles_and_header() -> None:
    sheet = reopen(official_summary())

    assert {str(merge) for merge in sheet.merged_cells.ranges} == {
        *("A1:D1", "A2:D2", "A4:K4", "A5:K5", "A6:K6"),
        *("A8:A9", "B8:B9", "C8:C9", "D8:F8", "G8:I8", "J8:J9", "K8:K9"),
    }


def test_excel_single_phase_has_one_header_row() -> None:
    sheet = reopen(make_summary([("Đơn vị A", [(8, 1)])], phases=[make_phase(1)]))

    table = [list(values) for values in sheet.iter_rows(min_row=HEADER_TOP, values_only=True)]
    assert table == [
        ["TT", "TÊN ĐƠN VỊ", "CHỈ TIÊU", "KẾT QUẢ", "TỶ LỆ %"],
        [1, "Đơn vị A", 8, 1, 13],
        [None, "Tổng", 8, 1, 13],
    ]
    assert sheet.print_title_rows == "$8:$8"


def test_excel_every_cell_of_the_table_has_all_borders() -> None:
    # Read from the file itself: openpyxl paints borders on merged cells while reading.
    summary = official_summary()
    space = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    styles = fromstring(part(summary, "xl/styles.xml"))
    borders = [
        {side.tag.rpartition("}")[2] for side in border if side.get("style") == "thin"}
        for border in styles.findall("s:borders/s:border", space)
    ]
    formats = styles.findall("s:cellXfs/s:xf", space)

    cells = fromstring(part(summary, "xl/worksheets/sheet1.xml")).findall("s:sheetData/s:row/s:c", space)
    bordered = {
        cell.get("r")
        for cell in cells
        if borders[int(formats[int(cell.get("s", "0"))].get("borderId", "0"))]
        == {"left", "right", "top", "bottom"}
    }
    assert bordered == {
        f"{column}{row}" for column in "ABCDEFGHIJK" for row in range(HEADER_TOP, BODY_TOP + 13)
    }


def test_excel_prints_on_a4_landscape_one_page_wide() -> None:
    sheet = reopen(official_summary())

    setup = sheet.page_setup
    assert (setup.orientation, int(setup.paperSize or 0)) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (setup.fitToWidth, setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$8:$9"
    assert sheet.print_area == "'Biểu tổng hợp 10-11-2022'!$A$1:$K$22"
    margins = sheet.page_margins
    assert [round(side * 25.4) for side in (margins.left, margins.right, margins.top, margins.bottom)] == [
        *(30, 15, 20, 20),
    ]


def test_excel_numbers_pages_from_the_second_on() -> None:
    sheet = reopen(official_summary())

    assert sheet.HeaderFooter.differentFirst
    assert sheet.oddFooter is not None
    assert sheet.oddFooter.center.text == "Trang &P/&N"
    assert sheet.firstFooter is not None
    assert not sheet.firstFooter.center.text


def test_excel_freezes_header_and_names() -> None:
    assert reopen(official_summary()).freeze_panes == "C10"


def test_excel_is_in_times_new_roman_throughout() -> None:
    sheet = reopen(official_summary())

    assert {cell.font.name for row in sheet.iter_rows() for cell in row if cell.value is not None} == {
        "Times New Roman"
    }
    assert {cell.font.b for cell in sheet[BODY_TOP + 12]} == {True}
    assert {cell.font.b for cell in sheet[BODY_TOP]} == {False}


def test_excel_numbers_are_numbers_with_literal_dots() -> None:
    sheet = reopen(official_summary())

    figures = [
        cell for row in sheet.iter_rows(min_row=BODY_TOP) for cell in row if isinstance(cell.value, int)
    ]
    assert len(figures) == 12 * 10 - 3 + 9
    assert {cell.data_type for cell in figures} == {"n"}
    assert {cell.number_format for cell in figures} == {r"[>=1000000]0\.000\.000;[>=1000]0\.000;0"}


def test_excel_rates_have_the_decimals_of_the_programme() -> None:
    sheet = reopen(make_summary([("Đơn vị A", [(8, 1), (3, 2)])], rate_decimals=2))

    rates = [sheet.cell(BODY_TOP, place) for place in (6, 9, 11)]
    assert [(cell.value, cell.number_format) for cell in rates] == [
        (12.5, "0.00"),
        (66.67, "0.00"),
        (27.27, "0.00"),
    ]


def test_excel_keeps_blank_and_zero_apart() -> None:
    sheet = reopen(make_summary([("Đơn vị A", [(0, None), (None, 0)])]))

    assert [cell.value for cell in sheet[BODY_TOP]] == [
        *(1, "Đơn vị A", 0, 0, None, None, None, 0, None, 0, None)
    ]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_excel_text_is_never_a_formula(name: str) -> None:
    summary = renamed(make_summary([("Đơn vị A", [(1, 1), (1, 1)])]), name)

    sheet = load_workbook(io.BytesIO(excel_out.render(summary)), rich_text=True).worksheets[0]

    content = part(summary, "xl/worksheets/sheet1.xml")
    assert sheet.cell(BODY_TOP, 2).value == name
    assert b"<f>" not in content
    assert b't="e"' not in content
    # Letters beyond ASCII may stand as such or as their numbers: two libraries may write the sheet.
    assert f't="inlineStr"><is><t>{name}</t></is>' in html.unescape(content.decode())


def test_excel_text_stays_text_when_edited() -> None:
    sheet = reopen(renamed(official_summary(), "=1+1", "Đơn vị B"))

    assert [bool(sheet.cell(row, 2).quotePrefix) for row in (BODY_TOP, BODY_TOP + 1)] == [True, False]


def test_excel_headings_are_never_formulas() -> None:
    heading = replace(HEADING, superior_name="=1+1", organiser_name="=2+2", subtitle="=3+3", bloc_name="=4+4")
    summary = make_summary([], heading=heading, phases=[make_phase(1, "=5+5"), make_phase(2)])

    assert b"<f>" not in part(summary, "xl/worksheets/sheet1.xml")


def test_excel_control_characters_cannot_break_it() -> None:
    nasty = "Đơn\x00vị\x1b\ud800\ufffe\r\nA"
    heading = replace(
        HEADING,
        programme_short_name=nasty,
        superior_name=nasty,
        organiser_name=nasty,
        organiser_short_name=nasty,
        subtitle=nasty,
        bloc_name=nasty,
        directive_number=nasty,
    )
    phases = [make_phase(1, nasty), make_phase(2)]

    sheet = reopen(make_summary([(nasty, [(1, 1), (1, 1)])], heading=heading, phases=phases))

    assert [cell.value for cell in sheet["A"][:2]] == ["ĐƠN VỊ A", "ĐƠN VỊ A"]
    assert "Đơn vị A" in [cell.value for cell in sheet["B"]]


def test_excel_long_names_get_the_height_they_need() -> None:
    sheet = reopen(renamed(official_summary(), "Công đoàn các cơ quan và doanh nghiệp " * 5))

    heights = [sheet.row_dimensions[row].height for row in (BODY_TOP, BODY_TOP + 1)]
    assert heights[0] >= 5 * heights[1]


def test_excel_properties_name_the_organisation_only() -> None:
    workbook = load_workbook(io.BytesIO(excel_out.render(official_summary())))

    properties = workbook.properties
    assert properties.title == "Biểu tổng hợp – “01 triệu sáng kiến” – đến ngày 10/11/2022"
    assert (properties.creator, properties.lastModifiedBy) == ("Liên đoàn Lao động tỉnh Lai Châu", None)
    assert workbook.sheetnames == ["Biểu tổng hợp 10-11-2022"]
    assert len(workbook.sheetnames[0]) <= 31


def test_excel_holds_the_largest_counts_exactly() -> None:
    sheet = reopen(make_summary([("Đơn vị A", [(9_999_999, 2_147_483_647), (1, 0)])]))

    assert [sheet.cell(BODY_TOP, place).value for place in (4, 5, 6)] == [
        *(9_999_999, 2_147_483_647, 21475),
    ]
