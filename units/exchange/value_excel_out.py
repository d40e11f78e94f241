"""The value of accepted initiatives as a workbook: by unit, by field, what is to be checked."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from openpyxl.worksheet.worksheet import Worksheet

from units.domain.reports.value import BenefitSums, ProgrammeValue, ValueRow
from units.exchange import excel_look as look
from units.exchange.cells import CellValue
from units.rates import rounded_percent
from units.vietnamese import comma_decimal, short_date

TITLES = (
    "TT",
    "{}",
    "Số sáng kiến được công nhận",
    "Tính được bằng tiền",
    "Chưa tính được bằng tiền",
    "Giá trị làm lợi, ước tính cho 01 năm (đồng)",
    "Bình quân một sáng kiến (đồng)",
    "Tỷ trọng %",
)
WIDTHS = (5.5, 44.0, 14.0, 14.0, 14.0, 24.0, 20.0, 10.0)
OUTLIER_TITLES = (
    "TT",
    "Mã",
    "Tên sáng kiến",
    "Đơn vị",
    "Lĩnh vực",
    "Giá trị làm lợi (đồng)",
    "Vì sao cần kiểm tra",
)
OUTLIER_WIDTHS = (5.5, 13.0, 40.0, 26.0, 20.0, 20.0, 44.0)


def render(value: ProgrammeValue) -> bytes:
    """Three sheets, ready to print."""
    workbook, first = look.new_workbook("Theo đơn vị", creator=value.organiser)
    _draw(first, value, "Đơn vị", value.units)
    _draw(workbook.create_sheet("Theo lĩnh vực"), value, "Lĩnh vực", value.fields)
    _draw_outliers(workbook.create_sheet("Cần kiểm tra"), value)
    return look.content_of(workbook)


def filename(value: ProgrammeValue) -> str:
    return f"gia-tri-lam-loi-{value.day:%Y-%m-%d}.xlsx"


def shown_share(share: Fraction | None) -> str:
    """12,5; empty where there is none."""
    percent = rounded_percent(share, 1) if share is not None else None
    return comma_decimal(Decimal(percent)) if percent is not None else ""


def _head(sheet: Worksheet, value: ProgrammeValue, title: str, span: int) -> int:
    return 1 + look.put_heading(
        sheet,
        [
            ("SỐ LIỆU MINH HOẠ" if value.is_demonstration else "", look.WARNING),
            (title, look.TITLE),
            (f"Chương trình {value.programme}, đến ngày {short_date(value.day)}", look.BOLD),
            ("Giá trị làm lợi là ước tính cho 01 năm", look.ITALIC),
        ],
        span,
    )


def _draw(sheet: Worksheet, value: ProgrammeValue, what: str, rows: Sequence[ValueRow]) -> None:
    header = _head(sheet, value, f"GIÁ TRỊ LÀM LỢI THEO {what.upper()}", len(TITLES))
    look.put_header(sheet, header, [title.format(what) for title in TITLES], WIDTHS)
    for number, row in enumerate(rows, start=1):
        line = _line(number, row.name, row.amounts, row.share)
        look.put_line(sheet, header + number, line, WIDTHS)
    whole = Fraction(1) if value.total.total else None
    total = _line(None, "Tổng", value.total, whole)
    look.put_line(sheet, header + len(rows) + 1, total, WIDTHS, look.BOLD)
    look.set_paper(sheet, header)


def _line(number: int | None, name: str, amounts: BenefitSums, share: Fraction | None) -> list[CellValue]:
    return [
        number,
        name,
        amounts.number,
        amounts.in_money,
        amounts.not_in_money,
        amounts.total,
        amounts.average,
        shown_share(share),
    ]


def _draw_outliers(sheet: Worksheet, value: ProgrammeValue) -> None:
    header = _head(sheet, value, "GIÁ TRỊ LÀM LỢI CẦN KIỂM TRA", len(OUTLIER_TITLES))
    look.put_header(sheet, header, OUTLIER_TITLES, OUTLIER_WIDTHS)
    for number, each in enumerate(value.outliers, start=1):
        values = (number, each.code, each.title, each.unit, each.field, each.value, each.reason)
        look.put_line(sheet, header + number, values, OUTLIER_WIDTHS)
    look.set_paper(sheet, header)
