"""The Summary as the official Excel sheet: A4 landscape, Times New Roman, real numbers, no formula."""

import io
import math
import textwrap
from collections.abc import Sequence
from operator import attrgetter

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from units.domain.figures.columns import ColumnContent
from units.domain.figures.summary import Summary
from units.exchange.official_form import (
    FORMULA_STARTS,
    FormColumn,
    LineRole,
    OfficialForm,
    Value,
    document_title,
    official_form,
    printable,
)

# The dots are literal: 2300 reads 2.300 whatever the reader's language. Right up to 999.999.999.
DOTTED = r"[>=1000000]0\.000\.000;[>=1000]0\.000;0"

FONT = "Times New Roman"
PLAIN = Font(name=FONT, size=12)
BOLD = Font(name=FONT, size=12, bold=True)
LINE_FONTS = {
    LineRole.SUPERIOR: Font(name=FONT, size=13),
    LineRole.ORGANISER: Font(name=FONT, size=13, bold=True),
    LineRole.NOTICE: Font(name=FONT, size=14, bold=True, color="B3261E"),
    LineRole.TITLE: Font(name=FONT, size=14, bold=True),
    LineRole.SUBTITLE: Font(name=FONT, size=13, bold=True),
    LineRole.ANNEX: Font(name=FONT, size=13, italic=True),
}
CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
INDENTED = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
THIN = Side(style="thin")
GRID = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)

# Widths in Excel's unit, 5.25 points: an A4 sheet on its side has 136 of them between the margins.
PAPER_WIDTH = 136.0
NUMBER_WIDTH = 5.5
PHASE_WIDTH = 9.5
OVERALL_WIDTHS = {
    ColumnContent.QUOTA: 14.0,
    ColumnContent.RESULT: 14.0,
    ColumnContent.RATE: 11.0,
}
NAME_WIDTHS = (32.0, 66.0)
NAME_INDENT = 1.5
LETTERHEAD_WIDTH = 60.0
SMALL_LETTER, CAPITAL_LETTER = 1.2, 1.5

# Heights in points. Excel does not fit merged rows to their text, so every height is set.
LINE_HEIGHT = 16.5
ROW_PADDING = 3.5
HEADER_HEIGHT = 24.0

# Margins in inches, by the decree on official papers: 30 mm at the binding, 20 above and below, 15 right.
MARGINS = PageMargins(left=30 / 25.4, right=15 / 25.4, top=20 / 25.4, bottom=20 / 25.4, footer=10 / 25.4)


def render(summary: Summary) -> bytes:
    """The workbook, one sheet, ready to print."""
    form = official_form(summary)
    workbook = Workbook()
    workbook.properties.title = document_title(summary)
    workbook.properties.creator = printable(summary.heading.organiser_name)
    workbook.properties.language = "vi"
    sheet = workbook.worksheets[0]
    sheet.title = f"Biểu tổng hợp {summary.as_of:%d-%m-%Y}"
    widths = _widths(form.columns)
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    header_top = _draw_heading(sheet, form, widths)
    body_top = _draw_header(sheet, form, widths, header_top)
    _draw_lines(sheet, form, widths, body_top)
    _set_page(sheet, header_top, body_top)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def _widths(columns: Sequence[FormColumn]) -> list[float]:
    """One width a column; the name takes what the paper leaves, within limits."""
    fixed = sum(_figure_width(column) for column in columns if column.content is not ColumnContent.NAME)
    least, most = NAME_WIDTHS
    name = min(max(PAPER_WIDTH - fixed, least), most)
    return [name if column.content is ColumnContent.NAME else _figure_width(column) for column in columns]


def _figure_width(column: FormColumn) -> float:
    if column.content is ColumnContent.NUMBER:
        return NUMBER_WIDTH
    return PHASE_WIDTH if column.phase else OVERALL_WIDTHS[column.content]


def _draw_heading(sheet: Worksheet, form: OfficialForm, widths: Sequence[float]) -> int:
    """Write letterhead and titles, each with a blank row below; return the row of the header."""
    row = 1
    for lines, span in ((form.letterhead, _letterhead_span(widths)), (form.titles, len(widths))):
        for line in lines:
            _put(sheet, row, 1, line.text, LINE_FONTS[line.role], CENTRED)
            _merge(sheet, row, 1, 1, span)
            sheet.row_dimensions[row].height = _height(line.text, sum(widths[:span]))
            row += 1
        row += 1
    return row


def _letterhead_span(widths: Sequence[float]) -> int:
    """How many columns the letterhead needs."""
    return next(
        (count for count in range(1, len(widths)) if sum(widths[:count]) >= LETTERHEAD_WIDTH), len(widths)
    )


def _draw_header(sheet: Worksheet, form: OfficialForm, widths: Sequence[float], top: int) -> int:
    """Write the header; return the first row of the body."""
    needed = [HEADER_HEIGHT] * form.header_depth
    # Low cells first: a tall one then needs only what their rows do not give it.
    for cell in sorted(form.header, key=attrgetter("rowspan")):
        row, place = top + cell.row, 1 + cell.column
        _put(sheet, row, place, cell.text, BOLD, CENTRED)
        _merge(sheet, row, place, cell.rowspan, cell.colspan)
        for inner in range(cell.rowspan * cell.colspan):
            # A merge shows the border of each of its cells, not of the first alone.
            down, right = divmod(inner, cell.colspan)
            sheet.cell(row + down, place + right).border = GRID
        height = _height(cell.text, sum(widths[cell.column : cell.column + cell.colspan]))
        last = cell.row + cell.rowspan - 1
        needed[last] = max(needed[last], height - sum(needed[cell.row : last]))
    for row, height in enumerate(needed, start=top):
        sheet.row_dimensions[row].height = height
    return top + form.header_depth


def _draw_lines(sheet: Worksheet, form: OfficialForm, widths: Sequence[float], top: int) -> None:
    """Write the body and, in bold, the total."""
    formats = [_number_format(column, form.rate_decimals) for column in form.columns]
    for row, line in enumerate((*form.body, form.total), start=top):
        font = BOLD if line is form.total else PLAIN
        height = 0.0
        for index, (column, value) in enumerate(zip(form.columns, line, strict=True)):
            alignment = INDENTED if column.content is ColumnContent.NAME else CENTRED
            _put(sheet, row, index + 1, value, font, alignment)
            cell = sheet.cell(row, index + 1)
            cell.border = GRID
            cell.number_format = formats[index]
            if isinstance(value, str):
                height = max(height, _height(value, widths[index] - NAME_INDENT))
        sheet.row_dimensions[row].height = height


def _number_format(column: FormColumn, rate_decimals: int) -> str:
    """Dotted thousands; only the decimals of a rate are left to the reader's language."""
    if column.content is ColumnContent.NAME:
        return "General"
    return f"0.{'0' * rate_decimals}" if column.content is ColumnContent.RATE and rate_decimals else DOTTED


def _put(sheet: Worksheet, row: int, place: int, value: Value, font: Font, alignment: Alignment) -> None:
    """Set value and typeface. Text stays text, also when it looks like a formula or an error."""
    cell = sheet.cell(row, place, value)
    cell.font = font
    cell.alignment = alignment
    if isinstance(value, str):
        cell.data_type = "s"
        # Without this mark "=1+1" would become a formula once somebody edits the cell.
        cell.quotePrefix = value.startswith(FORMULA_STARTS)


def _merge(sheet: Worksheet, row: int, place: int, rowspan: int, colspan: int) -> None:
    if rowspan * colspan > 1:
        sheet.merge_cells(
            start_row=row, start_column=place, end_row=row + rowspan - 1, end_column=place + colspan - 1
        )


def _height(text: str, width: float) -> float:
    """The height of a row that shows the whole text, wrapped in this width."""
    letter = CAPITAL_LETTER if text.isupper() else SMALL_LETTER
    lines = textwrap.wrap(text, width=max(math.floor(width / letter), 1))
    return LINE_HEIGHT * max(len(lines), 1) + ROW_PADDING


def _set_page(sheet: Worksheet, header_top: int, body_top: int) -> None:
    """Paper, repeated header, frozen panes, page numbers from the second page on."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.page_margins = MARGINS
    sheet.print_options.horizontalCentered = True
    sheet.print_title_rows = f"{header_top}:{body_top - 1}"
    sheet.print_area = sheet.dimensions
    sheet.freeze_panes = f"C{body_top}"
    sheet.sheet_view.showGridLines = False
    # An official paper carries no number on its first page, so a single page carries none at all.
    sheet.HeaderFooter.differentFirst = True
    footer = HeaderFooterItem()
    footer.center.text = "Trang &P/&N"
    footer.center.font = f"{FONT},Regular"
    footer.center.size = 12
    sheet.HeaderFooter.oddFooter = footer
