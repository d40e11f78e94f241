"""A list of initiatives as an Excel workbook, written row by row: memory does not grow with the list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import IO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from units.domain.dossiers.listing import InitiativeLine
from units.exchange.cells import FORMULA_STARTS, printable
from units.exchange.excel_look import FACE, SIZE, dotted_format
from units.vietnamese import short_date

LAST_ROW = 1_048_576  # of a sheet, by Excel's own limit
FONT = {"font_name": FACE, "font_size": SIZE, "valign": "top"}
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
COLUMNS = (
    ("TT", 7),
    ("Mã", 12),
    ("Tên sáng kiến", 60),
    ("Đơn vị", 34),
    ("Giai đoạn", 9),
    ("Loại giải pháp", 24),
    ("Lĩnh vực", 26),
    ("Trạng thái", 16),
    ("Giá trị làm lợi một năm (đồng)", 20),
    ("Ngày nộp", 12),
    ("Ngày quyết định", 12),
    ("Tiêu biểu", 10),
    ("Giữ kín", 9),
)
AUTHORS = ("Tác giả (phần đóng góp)", 44)
NOT_IN_MONEY = "Chưa tính được bằng tiền"

ListValue = str | int | date | None


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the list: whose it is, which part of it, as of when (local time)."""

    organiser: str
    programme: str
    filters: tuple[str, ...]
    made_at: datetime

    def texts(self) -> list[str]:
        which = (
            "; ".join(self.filters) if self.filters else "Toàn bộ sáng kiến mà người lập danh sách được xem"
        )
        return [
            printable(self.organiser).upper(),
            f"DANH SÁCH SÁNG KIẾN – {printable(self.programme)}",
            f"Điều kiện lọc: {printable(which)}",
            f"Lập lúc {self.made_at:%H:%M} ngày {short_date(self.made_at.date())}",
        ]


class Formats:
    """The faces of cells. Money reads 1.200.000 whatever the reader's language: its dots are literal."""

    def __init__(self, workbook: Workbook) -> None:
        self.title = workbook.add_format(FONT | {"bold": True, "font_size": 13})
        self.note = workbook.add_format(FONT | {"italic": True})
        self.header = workbook.add_format(FONT | {"bold": True, "text_wrap": True, "border": 1})
        self.text = workbook.add_format(FONT | {"text_wrap": True})
        # Without this mark "=1+1" would become a formula once somebody edits the cell.
        self.quoted = workbook.add_format(FONT | {"text_wrap": True, "quote_prefix": True})
        self.day = workbook.add_format(FONT | {"num_format": "dd/mm/yyyy", "align": "center"})
        self._dotted = [
            workbook.add_format(FONT | {"num_format": dotted_format(1000**groups), "align": "right"})
            for groups in range(7)
        ]

    def number(self, value: int) -> Format:
        return self._dotted[(len(str(abs(value))) - 1) // 3]


def write(
    file: IO[bytes],
    heading: Heading,
    lines: Iterable[InitiativeLine],
    *,
    with_authors: bool,
    last_row: int = LAST_ROW,
) -> None:
    """Write the workbook into the file; where a sheet is full the next one begins, with the same heading."""
    workbook = Workbook(file, OPTIONS)
    formats = Formats(workbook)
    columns = (*COLUMNS, AUTHORS) if with_authors else COLUMNS
    rows = enumerate(lines, start=1)
    number, is_full = 0, True
    while is_full:
        number += 1
        sheet = workbook.add_worksheet("Sáng kiến" if number == 1 else f"Sáng kiến {number}")
        top = row = _write_heading(sheet, heading, columns, formats)
        for row, (place, line) in enumerate(islice(rows, last_row - top), start=top + 1):
            _write_row(sheet, row - 1, _values(place, line)[: len(columns)], formats)
        sheet.autofilter(top - 1, 0, max(row - 1, top - 1), len(columns) - 1)
        is_full = row == last_row
    workbook.close()


def _write_heading(
    sheet: Worksheet, heading: Heading, columns: tuple[tuple[str, int], ...], formats: Formats
) -> int:
    """Return the first row of the body. A workbook of constant memory takes rows from top to bottom only."""
    for place, (_, width) in enumerate(columns):
        sheet.set_column(place, place, width)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    texts = heading.texts()
    for row, text in enumerate(texts):
        sheet.write_string(row, 0, text, formats.title if row < 2 else formats.note)
    header = len(texts) + 1
    sheet.repeat_rows(header)
    sheet.freeze_panes(header + 1, 3)
    for place, (name, _) in enumerate(columns):
        sheet.write_string(header, place, name, formats.header)
    return header + 1


def _values(place: int, line: InitiativeLine) -> tuple[ListValue, ...]:
    return (
        place,
        line.code,
        line.title,
        line.unit,
        line.phase,
        line.kind,
        line.field,
        line.state,
        NOT_IN_MONEY if line.is_not_in_money else line.benefit,
        line.submitted_on,
        line.decided_on,
        "Có" if line.is_outstanding else "",
        "Có" if line.is_confidential else "",
        line.authors,
    )


def _write_row(sheet: Worksheet, row: int, values: Iterable[ListValue], formats: Formats) -> None:
    """Text stays text, also when it looks like a formula or an address."""
    for place, value in enumerate(values):
        if isinstance(value, int):
            sheet.write_number(row, place, value, formats.number(value))
        elif isinstance(value, date):
            sheet.write_datetime(row, place, value, formats.day)
        elif value:
            text = printable(value)
            face = formats.quoted if text.startswith(FORMULA_STARTS) else formats.text
            sheet.write_string(row, place, text, face)
