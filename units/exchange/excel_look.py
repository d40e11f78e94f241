"""What all our workbooks share: typeface, rules, dotted numbers, paper; no text becomes a formula."""

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from units.exchange.cells import FORMULA_STARTS, CellValue, printable_lines

FACE = "Times New Roman"
SIZE = 12
PLAIN = Font(name=FACE, size=SIZE)
BOLD = Font(name=FACE, size=SIZE, bold=True)
TITLE = Font(name=FACE, size=14, bold=True)
ITALIC = Font(name=FACE, size=13, italic=True)
WARNING = Font(name=FACE, size=14, bold=True, color="B3261E")
THIN = Side(style="thin")
GRID = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
TOP_LEFT = Alignment(horizontal="left", vertical="top", wrap_text=True)
TOP_RIGHT = Alignment(horizontal="right", vertical="top")
TOP_CENTRED = Alignment(horizontal="center", vertical="top", wrap_text=True)

LINE_POINTS = 15.6
LETTERS_PER_WIDTH = 1.15
"""How many letters of the plain typeface one unit of a column's width holds, a little less than it does."""

# In inches, by the decree on official papers: 30 mm at the binding, 20 above and below, 15 right.
MARGINS = PageMargins(left=30 / 25.4, right=15 / 25.4, top=20 / 25.4, bottom=20 / 25.4, footer=10 / 25.4)


DOTTED = r"[>=1000000]0\.000\.000;[>=1000]0\.000;0"
"""A number format with literal dots: 2300 reads 2.300 in every language, and 2.301 once somebody has changed
it. Right up to 999.999.999, since a format knows only two conditions.
"""


def new_workbook(sheet_title: str, *, title: str = "", creator: str = "") -> tuple[Workbook, Worksheet]:
    """A workbook in Vietnamese with its one sheet; title and creator stand in its properties."""
    workbook = Workbook()
    workbook.properties.language = "vi"
    workbook.properties.title = title or None
    workbook.properties.creator = printable_lines(creator) or None
    sheet = workbook.worksheets[0]
    sheet.title = sheet_title
    return workbook, sheet


def content_of(workbook: Workbook) -> bytes:
    """The file."""
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def dotted_format(number: int) -> str:
    """As DOTTED, for this very number of any size: 1.234.567.890."""
    groups = (len(str(abs(number))) - 1) // 3
    return "0" + r"\.000" * groups


def put(sheet: Worksheet, row: int, column: int, value: CellValue, font: Font, alignment: Alignment) -> None:
    """A value in its typeface; a whole number dotted, a text always text."""
    kept = printable_lines(value) if isinstance(value, str) else value
    cell = sheet.cell(row, column, kept)
    cell.font, cell.alignment = font, alignment
    if isinstance(kept, str):
        cell.data_type = "s"
        # Without this mark "=1+1" would become a formula once somebody edits the cell.
        cell.quotePrefix = kept.startswith(FORMULA_STARTS)
    elif isinstance(kept, int):
        cell.number_format = dotted_format(kept)


def put_heading(sheet: Worksheet, lines: Iterable[tuple[str, Font]], span: int, first: int = 1) -> int:
    """Lines across the sheet; gives the row after them."""
    row = first
    for text, font in lines:
        if text:
            put(sheet, row, 1, text, font, CENTRED)
            sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=span)
            sheet.row_dimensions[row].height = 20
            row += 1
    return row


def put_header(sheet: Worksheet, row: int, titles: Sequence[str], widths: Sequence[float]) -> None:
    for column, (title, width) in enumerate(zip(titles, widths, strict=True), start=1):
        put(sheet, row, column, title, BOLD, CENTRED)
        sheet.cell(row, column).border = GRID
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.row_dimensions[row].height = height_of(titles, widths, least=2)


def put_line(
    sheet: Worksheet, row: int, values: Sequence[CellValue], widths: Sequence[float], font: Font = PLAIN
) -> None:
    """A bordered line, numbers to the right, as high as its longest text."""
    for column, value in enumerate(values, start=1):
        put(sheet, row, column, value, font, TOP_LEFT if isinstance(value, str) else TOP_RIGHT)
        sheet.cell(row, column).border = GRID
    sheet.row_dimensions[row].height = height_of(values, widths)


def height_of(values: Sequence[CellValue], widths: Sequence[float], least: int = 1) -> float:
    """In points; Excel shows at most 409 of them."""
    lines = [
        sum(max(1, -(-len(line) // max(int(width * LETTERS_PER_WIDTH), 1))) for line in value.split("\n"))
        for value, width in zip(values, widths, strict=True)
        if isinstance(value, str)
    ]
    return min(LINE_POINTS * max([least, *lines]) + 4, 409)


def set_paper(sheet: Worksheet, header_row: int, *, header_depth: int = 1, frozen_columns: int = 0) -> None:
    """A4 on its side, all columns on one page, the header on every page. An official paper carries no number
    on its first page, so pages are numbered from the second on.
    """
    body_row = header_row + header_depth
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.page_margins = MARGINS
    sheet.print_title_rows = f"{header_row}:{body_row - 1}"
    sheet.print_area = sheet.dimensions
    sheet.freeze_panes = f"{get_column_letter(frozen_columns + 1)}{body_row}"
    sheet.sheet_view.showGridLines = False
    sheet.HeaderFooter.differentFirst = True
    footer = HeaderFooterItem()
    footer.center.text = "Trang &P/&N"
    footer.center.font = f"{FACE},Regular"
    footer.center.size = SIZE
    sheet.HeaderFooter.oddFooter = footer
