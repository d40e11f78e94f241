"""The Summary as the official Excel sheet: A4 landscape, Times New Roman, real numbers, no formula."""

import math
import textwrap
from collections.abc import Sequence
from operator import attrgetter

from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from units.domain.figures.columns import ColumnContent
from units.domain.figures.summary import Summary
from units.exchange import excel_look as look
from units.exchange.official_form import (
    FormColumn,
    LineRole,
    OfficialForm,
    document_title,
    official_form,
)

LINE_FONTS = {
    LineRole.SUPERIOR: Font(name=look.FACE, size=13),
    LineRole.ORGANISER: Font(name=look.FACE, size=13, bold=True),
    LineRole.NOTICE: look.WARNING,
    LineRole.TITLE: look.TITLE,
    LineRole.SUBTITLE: Font(name=look.FACE, size=13, bold=True),
    LineRole.ANNEX: look.ITALIC,
}
INDENTED = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)

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


def render(summary: Summary) -> bytes:
    """The workbook, one sheet, ready to print."""
    form = official_form(summary)
    workbook, sheet = look.new_workbook(
        f"Biểu tổng hợp {summary.as_of:%d-%m-%Y}",
        title=document_title(summary),
        creator=summary.heading.organiser_name,
    )
    widths = _widths(form.columns)
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    header_top = _draw_heading(sheet, form, widths)
    body_top = _draw_header(sheet, form, widths, header_top)
    _draw_lines(sheet, form, widths, body_top)
    look.set_paper(sheet, header_top, header_depth=form.header_depth, frozen_columns=2)
    sheet.print_options.horizontalCentered = True
    return look.content_of(workbook)


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
            look.put(sheet, row, 1, line.text, LINE_FONTS[line.role], look.CENTRED)
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
        look.put(sheet, row, place, cell.text, look.BOLD, look.CENTRED)
        _merge(sheet, row, place, cell.rowspan, cell.colspan)
        for inner in range(cell.rowspan * cell.colspan):
            # A merge shows the border of each of its cells, not of the first alone.
            down, right = divmod(inner, cell.colspan)
            sheet.cell(row + down, place + right).border = look.GRID
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
        font = look.BOLD if line is form.total else look.PLAIN
        height = 0.0
        for index, (column, value) in enumerate(zip(form.columns, line, strict=True)):
            alignment = INDENTED if column.content is ColumnContent.NAME else look.CENTRED
            look.put(sheet, row, index + 1, value, font, alignment)
            cell = sheet.cell(row, index + 1)
            cell.border = look.GRID
            cell.number_format = formats[index]
            if isinstance(value, str):
                height = max(height, _height(value, widths[index] - NAME_INDENT))
        sheet.row_dimensions[row].height = height


def _number_format(column: FormColumn, rate_decimals: int) -> str:
    """Dotted thousands; only the decimals of a rate are left to the reader's language."""
    if column.content is ColumnContent.NAME:
        return "General"
    is_rate = column.content is ColumnContent.RATE
    return f"0.{'0' * rate_decimals}" if is_rate and rate_decimals else look.DOTTED


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
