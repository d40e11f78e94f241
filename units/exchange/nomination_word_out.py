"""The nomination table as a Word document: A4 landscape, Times New Roman, the header row on every page."""

import io

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from units.domain.awards.nomination import Nomination
from units.exchange.cells import CellValue, printable_lines
from units.exchange.excel_look import FACE
from units.exchange.nomination_form import BENEFIT, COLUMNS, lines, subtitles, title
from units.vietnamese import dotted

PAPER = (Mm(297), Mm(210))
MARGINS = {"left": Mm(12), "right": Mm(8), "top": Mm(18), "bottom": Mm(15)}
TABLE_POINTS = 9.5
MIDDLE = WD_ALIGN_PARAGRAPH.CENTER


def render(nomination: Nomination) -> bytes:
    document = Document()
    _set_page(document)
    document.core_properties.title = title(nomination)
    document.core_properties.author = printable_lines(nomination.organiser)
    document.core_properties.language = "vi"
    _draw_heading(document, nomination)
    _draw_table(document, nomination)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _set_page(document: DocxDocument) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FACE, Pt(12)
    # Word asks a face for each script; Vietnamese letters are of two of them.
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FACE)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = PAPER
    section.left_margin, section.right_margin = MARGINS["left"], MARGINS["right"]
    section.top_margin, section.bottom_margin = MARGINS["top"], MARGINS["bottom"]


def _draw_heading(document: DocxDocument, nomination: Nomination) -> None:
    _heading_line(document, nomination.superior.upper())
    _heading_line(document, nomination.organiser.upper(), bold=True, after=10)
    if nomination.is_demonstration:
        notice = _heading_line(document, "SỐ LIỆU MINH HOẠ", bold=True)
        notice.runs[0].font.color.rgb = RGBColor(0xB3, 0x26, 0x1E)
    _heading_line(document, title(nomination).upper(), bold=True, size=14)
    below = subtitles(nomination)
    for text in below:
        _heading_line(document, text, italic=True, after=8 if text is below[-1] else 0)


def _heading_line(
    document: DocxDocument,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: float = 12,
    after: int = 0,
) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.alignment = MIDDLE
    paragraph.paragraph_format.space_after = Pt(after)
    run = paragraph.add_run(printable_lines(text))
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    return paragraph


def _draw_table(document: DocxDocument, nomination: Nomination) -> None:
    table = document.add_table(rows=1, cols=len(COLUMNS))
    table.style = "Table Grid"
    table.autofit = False
    _repeat(table.rows[0])
    for cell, column in zip(table.rows[0].cells, COLUMNS, strict=True):
        _fill(cell, column.title, is_middle=True, bold=True)
    for line in lines(nomination):
        row = table.add_row()
        _keep_whole(row)
        for place, cell in enumerate(row.cells):
            _fill(cell, line[place], is_middle=not COLUMNS[place].is_long, is_money=place == BENEFIT)
    _set_widths(table)


def _set_widths(table: Table) -> None:
    """LibreOffice reads the widths of columns, Word those of cells."""
    for column, known in zip(table.columns, COLUMNS, strict=True):
        column.width = Mm(known.millimetres)
    for row in table.rows:
        for cell, known in zip(row.cells, COLUMNS, strict=True):
            cell.width = Mm(known.millimetres)


def _fill(
    cell: _Cell, value: CellValue, *, is_middle: bool, bold: bool = False, is_money: bool = False
) -> None:
    text = dotted(value) if isinstance(value, int) else printable_lines(str(value or ""))
    first, *others = text.split("\n")
    paragraphs = [cell.paragraphs[0], *(cell.add_paragraph() for _ in others)]
    for paragraph, part in zip(paragraphs, [first, *others], strict=True):
        paragraph.paragraph_format.space_after = Pt(0)
        if is_money:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        elif is_middle:
            paragraph.alignment = MIDDLE
        run = paragraph.add_run(part)
        run.bold, run.font.size = bold, Pt(TABLE_POINTS)


def _repeat(row: _Row) -> None:
    """On every page; python-docx has no word for it."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
    _keep_whole(row)


def _keep_whole(row: _Row) -> None:
    """Never torn between two pages."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
