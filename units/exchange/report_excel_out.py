"""A Report as a workbook: the same rows, total and notes as on the page."""

from units.domain.reports.reporting import NAMES, NOTES, Numbers, Report
from units.exchange import excel_look as look
from units.exchange.cells import CellValue
from units.vietnamese import short_date

TITLES = (
    "Số người tham gia",
    "Hồ sơ đã nộp",
    "Sáng kiến được công nhận",
    "Giá trị làm lợi, ước tính cho 01 năm (đồng)",
    "Công đoàn cơ sở có hồ sơ",
    "Tất cả đơn vị có hồ sơ",
)
WIDTHS = (6.0, 46.0, 13.0, 13.0, 13.0, 26.0, 14.0, 14.0)


def render(report: Report) -> bytes:
    """One sheet, ready to print."""
    workbook, sheet = look.new_workbook(f"Theo {NAMES[report.dimension].lower()}")
    heading = [
        (f"BÁO CÁO SÁNG KIẾN THEO {NAMES[report.dimension].upper()}", look.TITLE),
        (f"Chương trình {report.programme_name}", look.BOLD),
        (f"Từ ngày {short_date(report.since)} đến ngày {short_date(report.until)}", look.ITALIC),
    ]
    header = 1 + look.put_heading(sheet, heading, len(WIDTHS))
    look.put_header(sheet, header, ("TT", NAMES[report.dimension], *TITLES), WIDTHS)
    for number, row in enumerate(report.rows, start=1):
        look.put_line(sheet, header + number, [number, row.name, *_numbers(row.numbers)], WIDTHS)
    foot = header + len(report.rows) + 1
    look.put_line(sheet, foot, [None, "Tổng", *_numbers(report.total)], WIDTHS, look.BOLD)
    for number, note in enumerate(NOTES, start=2):
        look.put(sheet, foot + number, 1, note, look.PLAIN, look.TOP_LEFT)
        sheet.merge_cells(
            start_row=foot + number, start_column=1, end_row=foot + number, end_column=len(WIDTHS)
        )
        sheet.row_dimensions[foot + number].height = look.height_of([note], [sum(WIDTHS)], least=1)
    look.set_paper(sheet, header)
    return look.content_of(workbook)


def filename(report: Report) -> str:
    return f"bao-cao-sang-kien-{report.dimension.value}-{report.until:%Y-%m-%d}.xlsx"


def _numbers(numbers: Numbers) -> list[CellValue]:
    return [
        numbers.people,
        numbers.submitted,
        numbers.accepted,
        numbers.benefit,
        numbers.grassroots,
        numbers.units,
    ]
