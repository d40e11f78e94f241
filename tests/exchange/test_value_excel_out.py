"""The workbook of values, opened again."""

import io
from datetime import date
from fractions import Fraction

import pytest
from openpyxl import load_workbook

from units.domain.reports.outliers import Bounds, Outlier
from units.domain.reports.value import BenefitSums, ProgrammeValue, ValueRow
from units.exchange import excel_look, value_excel_out

VALUE = ProgrammeValue(
    programme="“01 triệu sáng kiến”",
    organiser="Liên đoàn Lao động tỉnh Lai Châu",
    is_demonstration=True,
    day=date(2026, 11, 22),
    units=(
        ValueRow("=1+1", BenefitSums(2, 1, 1_234_567_890_123), Fraction(1, 3)),
        ValueRow("Không có gì", BenefitSums(), Fraction(0)),
    ),
    fields=(ValueRow("Y tế", BenefitSums(2, 1, 1_234_567_890_123), Fraction(1)),),
    total=BenefitSums(2, 1, 1_234_567_890_123),
    bounds=(("Y tế", Bounds(8, 1, 2, 3)),),
    outliers=(Outlier(1, "SK-000001", "Tên", "Đơn vị", "Y tế", 10**15, "Vì lớn."),),
    has_more_outliers=False,
)


def test_sheets_say_what_the_value_says() -> None:
    workbook = load_workbook(io.BytesIO(value_excel_out.render(VALUE)))

    assert workbook.sheetnames == ["Theo đơn vị", "Theo lĩnh vực", "Cần kiểm tra"]
    rows = [[cell.value for cell in row] for row in workbook["Theo đơn vị"].iter_rows()]
    assert [row[0] for row in rows[:4]] == [
        "SỐ LIỆU MINH HOẠ",
        "GIÁ TRỊ LÀM LỢI THEO ĐƠN VỊ",
        "Chương trình “01 triệu sáng kiến”, đến ngày 22/11/2026",
        "Giá trị làm lợi là ước tính cho 01 năm",
    ]
    assert rows[-3:] == [
        [1, "=1+1", 3, 2, 1, 1_234_567_890_123, 617_283_945_062, "33,3"],
        [2, "Không có gì", 0, 0, 0, 0, None, "0,0"],
        [None, "Tổng", 3, 2, 1, 1_234_567_890_123, 617_283_945_062, "100,0"],
    ]
    assert [cell.value for cell in workbook["Cần kiểm tra"][6]] == [
        "TT",
        "Mã",
        "Tên sáng kiến",
        "Đơn vị",
        "Lĩnh vực",
        "Giá trị làm lợi (đồng)",
        "Vì sao cần kiểm tra",
    ]
    assert workbook["Cần kiểm tra"]["F7"].value == 10**15


def test_text_is_never_a_formula_and_sheets_are_ready_to_print() -> None:
    sheet = load_workbook(io.BytesIO(value_excel_out.render(VALUE)))["Theo đơn vị"]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "=1+1")
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$6:$6")


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (0, "0"),
        (999, "0"),
        (1000, r"0\.000"),
        (999_999, r"0\.000"),
        (1_000_000, r"0\.000\.000"),
        (10**9, r"0\.000\.000\.000"),
        (10**15, r"0\.000\.000\.000\.000\.000"),
    ],
)
def test_dots_are_literal_at_every_size(number: int, shown: str) -> None:
    assert excel_look.dotted_format(number) == shown
