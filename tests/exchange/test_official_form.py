"""The grid of the official form: heading, header cells, values."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.exchange.builder import HEADING, make_phase, make_summary, official_summary
from units.domain.figures.columns import ColumnContent
from units.exchange.cells import printable
from units.exchange.official_form import (
    FormColumn,
    HeadingLine,
    LineRole,
    MergedCell,
    document_title,
    filename,
    official_form,
)


def test_official_form_heads_the_real_table_as_printed() -> None:
    form = official_form(official_summary())

    assert form.letterhead == (
        HeadingLine(LineRole.SUPERIOR, "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM"),
        HeadingLine(LineRole.ORGANISER, "LIÊN ĐOÀN LAO ĐỘNG TỈNH LAI CHÂU"),
    )
    assert form.titles == (
        HeadingLine(LineRole.TITLE, "BIỂU TỔNG HỢP"),
        HeadingLine(
            LineRole.SUBTITLE,
            "Các đơn vị cập nhật sáng kiến tham gia dự thi Chương trình “01 triệu sáng kiến” "
            "đến ngày 10/11/2022",
        ),
        HeadingLine(
            LineRole.ANNEX, "(Kèm theo Công văn số 1070/LĐLĐ ngày 10/11/2022 của LĐLĐ tỉnh Lai Châu)"
        ),
    )


def test_official_form_heads_a_bloc_of_a_demonstration() -> None:
    heading = replace(
        HEADING,
        superior_name="",
        directive_number="",
        directive_issued_on=None,
        bloc_code="khoi-1",
        bloc_name="Khối thi đua số 1",
        is_demonstration=True,
    )

    form = official_form(make_summary([], heading=heading))

    assert [line.role for line in form.letterhead] == [LineRole.ORGANISER]
    assert [(line.role, line.text) for line in form.titles] == [
        (LineRole.NOTICE, "SỐ LIỆU MINH HOẠ"),
        (LineRole.TITLE, "BIỂU TỔNG HỢP"),
        (LineRole.SUBTITLE, f"{HEADING.subtitle} đến ngày 10/11/2022"),
        (LineRole.SUBTITLE, "Khối thi đua số 1"),
    ]


def test_official_form_header_has_two_rows_for_two_phases() -> None:
    form = official_form(make_summary([]))

    assert form.header_depth == 2
    assert form.header == (
        MergedCell(0, 0, 2, 1, "TT"),
        MergedCell(0, 1, 2, 1, "TÊN ĐƠN VỊ"),
        MergedCell(0, 2, 2, 1, "CHỈ TIÊU 2 GIAI ĐOẠN"),
        MergedCell(0, 3, 1, 3, "GIAI ĐOẠN 1"),
        MergedCell(0, 6, 1, 3, "GIAI ĐOẠN 2"),
        MergedCell(0, 9, 2, 1, "TỔNG KẾT QUẢ 2 GIAI ĐOẠN"),
        MergedCell(0, 10, 2, 1, "TỶ LỆ %"),
        MergedCell(1, 3, 1, 1, "Chỉ tiêu"),
        MergedCell(1, 4, 1, 1, "Kết quả"),
        MergedCell(1, 5, 1, 1, "Tỷ lệ %"),
        MergedCell(1, 6, 1, 1, "Chỉ tiêu"),
        MergedCell(1, 7, 1, 1, "Kết quả"),
        MergedCell(1, 8, 1, 1, "Tỷ lệ %"),
    )


@pytest.mark.parametrize("count", [0, 1])
def test_official_form_has_one_header_row_without_several_phases(count: int) -> None:
    phases = [make_phase(number) for number in range(1, count + 1)]

    form = official_form(make_summary([("Đơn vị A", [(8, 1)] * count)], phases=phases))

    assert form.header_depth == 1
    assert form.header == (
        MergedCell(0, 0, 1, 1, "TT"),
        MergedCell(0, 1, 1, 1, "TÊN ĐƠN VỊ"),
        MergedCell(0, 2, 1, 1, "CHỈ TIÊU"),
        MergedCell(0, 3, 1, 1, "KẾT QUẢ"),
        MergedCell(0, 4, 1, 1, "TỶ LỆ %"),
    )
    figures = (8, 1, Decimal(13)) if count else (None, None, None)
    assert form.body == ((1, "Đơn vị A", *figures),)
    assert form.total == (None, "Tổng", *figures)


def test_official_form_names_three_phases_from_data() -> None:
    phases = [make_phase(1, "Đợt đầu"), make_phase(2, "Đợt giữa"), make_phase(3, "Đợt cuối")]

    form = official_form(make_summary([("Đơn vị A", [(1, 1), (2, 1), (None, None)])], phases=phases))

    spanners = [cell for cell in form.header if cell.colspan > 1]
    assert spanners == [
        MergedCell(0, 3, 1, 3, "ĐỢT ĐẦU"),
        MergedCell(0, 6, 1, 3, "ĐỢT GIỮA"),
        MergedCell(0, 9, 1, 3, "ĐỢT CUỐI"),
    ]
    assert [column.label for column in form.columns][2:6] == [
        "Chỉ tiêu 3 giai đoạn",
        "Đợt đầu: Chỉ tiêu",
        "Đợt đầu: Kết quả",
        "Đợt đầu: Tỷ lệ %",
    ]
    assert form.columns[-2:] == (
        FormColumn(ColumnContent.RESULT, "Tổng kết quả 3 giai đoạn"),
        FormColumn(ColumnContent.RATE, "Tỷ lệ %"),
    )
    assert form.body == ((1, "Đơn vị A", 3, 1, 1, 100, 2, 1, 50, None, None, None, 2, 67),)


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_official_form_header_covers_every_place_once(count: int) -> None:
    phases = [make_phase(number, "Giai đoạn") for number in range(1, count + 1)]

    form = official_form(make_summary([], phases=phases))

    covered = [
        (row, column)
        for cell in form.header
        for row in range(cell.row, cell.row + cell.rowspan)
        for column in range(cell.column, cell.column + cell.colspan)
    ]
    assert sorted(covered) == [
        (row, column) for row in range(form.header_depth) for column in range(len(form.columns))
    ]


def test_official_form_keeps_blank_and_zero_apart() -> None:
    summary = make_summary(
        [
            ("Có đủ", [(8, 1), (4, 0)]),
            ("Chưa báo cáo", [(5, None), (None, None)]),
            ("Không chỉ tiêu", [(0, 80), (0, 1)]),
            ("Không có gì", [(None, None), (None, None)]),
        ]
    )

    form = official_form(summary)

    assert form.body == (
        (1, "Có đủ", 12, 8, 1, 13, 4, 0, 0, 1, 8),
        (2, "Chưa báo cáo", 5, 5, None, None, None, None, None, None, None),
        (3, "Không chỉ tiêu", 0, 0, 80, None, 0, 1, None, 81, None),
        (4, "Không có gì", None, None, None, None, None, None, None, None, None),
    )
    assert form.total == (None, "Tổng", 17, 13, 81, 623, 4, 1, 25, 82, 482)


def test_official_form_prints_as_many_decimals_as_the_programme_says() -> None:
    form = official_form(make_summary([("Đơn vị A", [(8, 1), (3, 2)])], rate_decimals=1))

    assert [str(value) for value in form.total[3:]] == ["8", "1", "12.5", "3", "2", "66.7", "3", "27.3"]


@pytest.mark.parametrize(
    ("bloc_code", "expected"),
    [("", "bieu-tong-hop-2022-11-10.xlsx"), ("khoi-1", "bieu-tong-hop-khoi-1-2022-11-10.xlsx")],
)
def test_filename_says_bloc_and_day(bloc_code: str, expected: str) -> None:
    summary = make_summary([], heading=replace(HEADING, bloc_code=bloc_code))

    assert filename(summary, "xlsx") == expected


def test_document_title_says_programme_bloc_and_day() -> None:
    summary = make_summary([], heading=replace(HEADING, bloc_name="Khối 1"))

    assert document_title(summary) == "Biểu tổng hợp – “01 triệu sáng kiến” – Khối 1 – đến ngày 10/11/2022"
    assert (
        document_title(replace(official_summary(), as_of=date(2022, 3, 5)))
        == "Biểu tổng hợp – “01 triệu sáng kiến” – đến ngày 05/03/2022"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LĐLĐ huyện Sìn Hồ", "LĐLĐ huyện Sìn Hồ"),
        ("\tmột\r\nhai\x00\x1b", "một hai"),
        ("ba\u2028bốn\ufffe\ud800năm", "ba bốn năm"),
    ],
)
def test_printable_leaves_one_clean_line(text: str, expected: str) -> None:
    assert printable(text) == expected
