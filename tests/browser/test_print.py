"""The page on paper: the official form alone, whole, on A4 landscape, its header on every sheet."""

import csv
import io
import re

import pytest
from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject, PdfObject

from tests.browser.serving import TOP
from tests.browser.sights import DEMONSTRATION, LONG, LONG_UNITS, OFFICIAL
from tests.browser.visitor import Visitor

EXPECTED = TOP / "fixtures" / "01-trieu-sang-kien" / "expected" / "summary-2022-11-10.csv"
A4_LANDSCAPE = (842, 595)
TIMES = re.compile(r"LiberationSerif|TimesNewRoman|Tinos")
HEADER = [
    "TT TÊN ĐƠN VỊ CHỈ TIÊU 2 GIAI ĐOẠN GIAI ĐOẠN 1 GIAI ĐOẠN 2 TỔNG KẾT QUẢ 2 GIAI ĐOẠN TỶ LỆ % 2 GIAI ĐOẠN",
    "Chỉ tiêu Kết quả Tỷ lệ % Chỉ tiêu Kết quả Tỷ lệ %",
]


def printed(visitor: Visitor, path: str) -> PdfReader:
    visitor.open(path)
    return PdfReader(io.BytesIO(visitor.page.pdf(prefer_css_page_size=True)))


def lines(page: PageObject) -> list[str]:
    """The lines of a sheet from top to bottom; a row of the table is a line."""
    return [" ".join(line.split()) for line in page.extract_text().splitlines()]


def has_header(page: PageObject) -> bool:
    """Whether both rows of the header are there; extraction does not always part the two."""
    return "".join(HEADER).replace(" ", "") in "".join(page.extract_text().split())


def size(page: PageObject) -> tuple[int, int]:
    return round(page.mediabox.width), round(page.mediabox.height)


def official_lines() -> list[str]:
    """The rows and the total of the letter's annex as a line of print each."""
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    columns = ["rank", "unit", "quota_total"]
    columns += [f"phase{n}_{each}" for n in (1, 2) for each in ("quota", "result", "rate")]
    columns += ["result_total", "rate_total"]
    assert rows[0] == columns
    return [line(*row) for row in rows[1:]]


def line(rank: str, unit: str, *figures: str) -> str:
    shown = [dotted(int(figure)) if figure else "–" for figure in figures]
    return " ".join([*([rank] if rank else []), unit, *shown])


def dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def percent(result: int) -> int:
    """Of a quota of 1000, rounded half up."""
    return (result + 5) // 10


def dictionary(reference: PdfObject) -> DictionaryObject:
    found = reference.get_object()
    assert isinstance(found, DictionaryObject)
    return found


def fonts(reader: PdfReader) -> dict[str, bool]:
    """Every font of the document, and whether the document carries it."""
    found = {}
    for page in reader.pages:
        for reference in dictionary(dictionary(page["/Resources"])["/Font"]).values():
            font = dictionary(reference)
            for descendant in font.get("/DescendantFonts", [font]):
                whole = dictionary(descendant)
                descriptor = dictionary(whole["/FontDescriptor"])
                found[str(whole["/BaseFont"])] = any(key.startswith("/FontFile") for key in descriptor)
    return found


def test_official_table_is_one_sheet_with_every_cell(desktop: Visitor) -> None:
    sheets = printed(desktop, OFFICIAL).pages

    assert [size(sheet) for sheet in sheets] == [A4_LANDSCAPE]
    assert has_header(sheets[0])
    found = lines(sheets[0])
    assert found[-13:] == official_lines()
    assert found[:5] == [
        "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM",
        "LIÊN ĐOÀN LAO ĐỘNG TỈNH LAI CHÂU",
        "BIỂU TỔNG HỢP",
        "Các đơn vị cập nhật sáng kiến tham gia dự thi Chương trình “01 triệu sáng kiến” đến ngày 10/11/2022",
        "(Kèm theo Công văn số 1070/LĐLĐ ngày 10/11/2022 của LĐLĐ tỉnh Lai Châu)",
    ]


@pytest.mark.parametrize("path", [OFFICIAL, DEMONSTRATION])
def test_only_the_official_form_is_printed(desktop: Visitor, path: str) -> None:
    desktop.page.emulate_media(media="print")
    desktop.open(path)
    page = desktop.page

    parts = [page.locator(".official-head").inner_text(), page.locator("table.summary").inner_text()]

    assert page.locator("body").inner_text().split() == " ".join(parts).split()
    assert page.locator("svg:visible, button:visible, input:visible, a.btn:visible").count() == 0


def test_grid_keeps_its_title_on_paper(staff: Visitor) -> None:
    staff.page.emulate_media(media="print")
    staff.open("/so-lieu/minh-hoa/bang/")

    assert staff.page.get_by_role("heading", level=1).is_visible()


def test_demonstration_says_so_on_paper_and_leaves_no_total_alone(desktop: Visitor) -> None:
    sheets = printed(desktop, DEMONSTRATION).pages

    assert [size(sheet) for sheet in sheets] == [A4_LANDSCAPE] * len(sheets)
    assert "SỐ LIỆU MINH HOẠ" in lines(sheets[0])
    assert lines(sheets[-1])[-1].startswith("Tổng ")
    assert lines(sheets[-1])[-2].startswith("14 ")


def test_long_table_repeats_its_header_on_every_sheet(staff: Visitor) -> None:
    sheets = printed(staff, LONG).pages

    assert len(sheets) > 1
    assert [size(sheet) for sheet in sheets] == [A4_LANDSCAPE] * len(sheets)
    assert [has_header(sheet) for sheet in sheets] == [True] * len(sheets)
    rows = [line for sheet in sheets for line in lines(sheet) if re.match(r"\d+ Công đoàn|Tổng ", line)]
    assert rows[:-1] == [
        f"{place + 1} {name} 2.000 1.000 {value} {rate} 1.000 {value} {rate} {total} {rate}"
        for place, name in enumerate(LONG_UNITS)
        for value, rate, total in [(dotted(1500 - place), percent(1500 - place), dotted(3000 - 2 * place))]
    ]
    assert rows[-1].startswith("Tổng 120.000 60.000 ")
    assert lines(sheets[-1])[-1] == rows[-1]


@pytest.mark.parametrize("person", ["desktop", "phone"])
def test_paper_is_the_same_from_every_screen(request: pytest.FixtureRequest, person: str) -> None:
    visitor: Visitor = request.getfixturevalue(person)
    visitor.page.emulate_media(color_scheme="dark")

    sheets = printed(visitor, OFFICIAL).pages

    assert [size(sheet) for sheet in sheets] == [A4_LANDSCAPE]
    assert lines(sheets[0])[-13:] == official_lines()


def test_fonts_are_times_and_travel_with_the_sheet(desktop: Visitor) -> None:
    found = fonts(printed(desktop, OFFICIAL))

    assert [name for name in found if not TIMES.search(name)] == []
    assert set(found.values()) == {True}
