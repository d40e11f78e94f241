"""The nomination table as an Excel sheet: A4 landscape, Times New Roman, the header on every page."""

from units.domain.awards.nomination import Nomination
from units.exchange import excel_look as look
from units.exchange.nomination_form import BENEFIT, COLUMNS, lines, subtitles, title

WIDTH_PER_MILLIMETRE = 0.62


def render(nomination: Nomination) -> bytes:
    workbook, sheet = look.new_workbook(
        "Đề nghị khen thưởng", title=title(nomination), creator=nomination.organiser
    )
    header = 1 + look.put_heading(
        sheet,
        [
            (nomination.superior.upper(), look.PLAIN),
            (nomination.organiser.upper(), look.BOLD),
            ("SỐ LIỆU MINH HOẠ" if nomination.is_demonstration else "", look.WARNING),
            (title(nomination).upper(), look.TITLE),
            *((text, look.ITALIC) for text in subtitles(nomination)),
        ],
        len(COLUMNS),
    )
    for row in range(1, header - 1):
        text = str(sheet.cell(row, 1).value)
        sheet.row_dimensions[row].height = look.height_of([text], [150]) + 4
    widths = [column.millimetres * WIDTH_PER_MILLIMETRE for column in COLUMNS]
    look.put_header(sheet, header, [column.title for column in COLUMNS], widths)
    for row, line in enumerate(lines(nomination), start=header + 1):
        look.put_line(sheet, row, line, widths)
        for place, column in enumerate(COLUMNS, start=1):
            if not column.is_long and place != BENEFIT + 1:
                sheet.cell(row, place).alignment = look.TOP_CENTRED
    look.set_paper(sheet, header)
    return look.content_of(workbook)
