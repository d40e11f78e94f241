"""The nomination table as Excel and as Word, opened again: the same twelve columns, line by line."""

import io
from datetime import date

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from openpyxl import load_workbook

from units.domain.awards.nomination import Nomination, Nominee
from units.exchange import nomination_excel_out, nomination_word_out
from units.exchange.nomination_form import BENEFIT, COLUMNS

LINE = Nominee(
    name="Lò Văn Ba",
    birth_year=1985,
    place="Thợ cơ khí, Công đoàn cơ sở Chè",
    qualification="Từ cao đẳng trở xuống",
    titles="1) Lò sấy\n2) Băng tải",
    recognitions="1) Số 1/QĐ, ngày 01/03/2022, cấp cơ sở\n2) –",
    summaries="1) =HYPERLINK(1)\n2) Nội dung giữ kín.",
    benefit=1_234_567_890,
    social_effects="1) –\n2) Sạch hơn.",
    award="Bằng Lao động sáng tạo",
    note="Năm 2022 làm lợi 1.234.567.890 đồng.",
)
TABLE = Nomination(
    superior="Tổng Liên đoàn Lao động Việt Nam",
    organiser="Liên đoàn Lao động tỉnh Lai Châu",
    award="Bằng Lao động sáng tạo",
    source="Quyết định 1564/QĐ-TLĐ, Điều 16. Ghi chú không in.",
    programme="“01 triệu sáng kiến”",
    day=date(2026, 11, 22),
    is_demonstration=True,
    nominees=(LINE, Nominee("Không rõ", None, "", "", "=1+1", "", "\x00x", 0, "", "", "")),
    left_out=7,
)
HEADER = [
    "TT",
    "Họ và tên",
    "Năm sinh",
    "Chức vụ, đơn vị",
    "Trình độ",
    "Tên sáng kiến",
    "Số, ngày quyết định, cấp công nhận",
    "Tóm tắt giải pháp",
    "Giá trị làm lợi, 01 năm (đồng)",
    "Hiệu quả xã hội",
    "Hình thức đề nghị",
    "Ghi chú",
]
HEADING = [
    "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM",
    "LIÊN ĐOÀN LAO ĐỘNG TỈNH LAI CHÂU",
    "SỐ LIỆU MINH HOẠ",
    "DANH SÁCH ĐỀ NGHỊ TẶNG BẰNG LAO ĐỘNG SÁNG TẠO",
    "Chương trình “01 triệu sáng kiến”, tính đến ngày 22/11/2026",
    "Căn cứ Quyết định 1564/QĐ-TLĐ, Điều 16",
    "Danh sách có 2 người có giá trị làm lợi cao nhất; còn 7 người, hãy lọc theo đơn vị "
    "để lập danh sách riêng",
]
FIRST = [
    LINE.name,
    "1985",
    LINE.place,
    LINE.qualification,
    LINE.titles,
    LINE.recognitions,
    LINE.summaries,
]


def test_excel_carries_the_table() -> None:
    sheet = load_workbook(io.BytesIO(nomination_excel_out.render(TABLE))).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]

    assert [row[0] for row in rows[:7]] == HEADING
    assert rows[8] == HEADER
    assert rows[9] == [1, *FIRST, 1_234_567_890, LINE.social_effects, LINE.award, LINE.note]
    assert sheet["I10"].number_format == r"0\.000\.000\.000"
    assert (sheet["F11"].value, sheet["F11"].data_type) == ("=1+1", "s")
    assert {cell.font.name for row in sheet.iter_rows() for cell in row if cell.value} == {"Times New Roman"}
    setup = sheet.page_setup
    assert (setup.orientation, str(setup.paperSize), sheet.print_title_rows) == ("landscape", "9", "$9:$9")


def test_word_carries_the_same_table() -> None:
    document = Document(io.BytesIO(nomination_word_out.render(TABLE)))
    [table] = document.tables

    assert [each.text for each in document.paragraphs if each.text] == HEADING
    assert [cell.text for cell in table.rows[0].cells] == HEADER
    assert [cell.text for cell in table.rows[1].cells] == [
        "1",
        *FIRST,
        "1.234.567.890",
        LINE.social_effects,
        LINE.award,
        LINE.note,
    ]
    assert table.rows[2].cells[7].text == "x"


def test_word_is_a4_on_its_side_in_times_with_the_header_on_every_page() -> None:
    document = Document(io.BytesIO(nomination_word_out.render(TABLE)))
    section, [table] = document.sections[0], document.tables

    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert document.styles["Normal"].font.name == "Times New Roman"
    marked = [
        row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows
    ]
    assert marked == [True, False, False]
    widths = [column.width.mm for column in table.columns if column.width]
    assert sum(widths) <= section.page_width.mm - section.left_margin.mm - section.right_margin.mm  # type: ignore[union-attr]


def test_no_sum_is_broken_over_two_lines() -> None:
    """In Times a digit is half as wide as the letters are high, a dot a quarter."""
    sum_of_trillions = "9.999.999.999.999"
    digits, dots = sum(map(str.isdigit, sum_of_trillions)), sum_of_trillions.count(".")
    points = (digits / 2 + dots / 4) * nomination_word_out.TABLE_POINTS
    cell_margins = 2 * 1.9  # Word's own
    assert Mm(COLUMNS[BENEFIT].millimetres - cell_margins) >= Pt(points)
