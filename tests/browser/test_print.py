"""The page on paper: the official form alone, whole, on A4 landscape, its header on every sheet."""

import csv
import io
import re

import pytest
from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject

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


def text(page: PageObject) -> str:
    """The text of a sheet in the order of reading, all space alike."""
    return " ".join(page.extract_text().split())


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
    shown = [f"{int(figure):,}".replace(",", ".") if figure else "–" for figure in figures]
    return " ".join([*([rank] if rank else []), unit, *shown])


def fonts(reader: PdfReader) -> dict[str, bool]:
    """Every font of the document, and whether the document carries it."""
    found = {}
    for page in reader.pages:
        resources = page["/Resources"].get_object()
        assert isinstance(resources, DictionaryObject)
        for reference in resources["/Font"].get_object().values():
            font = reference.get_object()
            for descendant in font.get("/DescendantFonts", [font]):
                whole: DictionaryObject = descendant.get_object()
                descriptor = whole.get("/FontDescriptor", DictionaryObject()).get_object()
                found[str(whole["/BaseFont"])] = any(key.startswith("/FontFile") for key in descriptor)
    return found


def test_official_table_is_one_sheet_with_every_cell(desktop: Visitor) -> None:
    sheets = printed(desktop, OFFICIAL).pages

    assert [size(sheet) for sheet in sheets] == [A4_LANDSCAPE]
    body = text(sheets[0])
    table = body[body.index("TT TÊN ĐƠN VỊ") :]
    assert table == " ".join([*HEADER, *official_lines()])
    assert "BIỂU TỔNG HỢP" in body
    assert "đến ngày 10/11/2022" in body
    assert "(Kèm theo Công văn số 1070/LĐLĐ ngày 10/11/2022 của LĐLĐ tỉnh Lai Châu)" in body


@pytest.mark.parametrize("path", [OFFICIAL, DEMONSTRATION])
def test_only_the_official_form_is_printed(desktop: Visitor, path: str) -> None:
    desktop.page.emulate_media(media="print")
    desktop.open(path)
    page = desktop.page

    parts = [page.locator(".official-head").inner_text(), page.locator("table.summary").inner_text()]

    assert page.locator("body").inner_text().split() == " ".join(parts).split()
    assert page.locator("svg:visible, button:visible, input:visible, a.btn:visible").count() == 0


def test_demonstration_says_so_on_paper(desktop: Visitor) -> None:
    sheets = printed(desktop, DEMONSTRATION).pages

    assert [size(sheet) for sheet in sheets] == [A4_LANDSCAPE] * len(sheets)
    assert "SỐ LIỆU MINH HOẠ" in text(sheets[0])


def test_long_table_repeats_its_header_on_every_sheet(staff: Visitor) -> None:
    sheets = printed(staff, LONG).pages

    texts = [text(sheet) for sheet in sheets]
    assert len(sheets) > 1
    assert [size(sheet) for sheet in sheets] == [A4_LANDSCAPE] * len(sheets)
    assert [" ".join(HEADER) in each for each in texts] == [True] * len(sheets)
    assert re.findall(r"Công đoàn cơ sở số \d\d", " ".join(texts)) == LONG_UNITS
    assert ["Tổng 120.000" in each for each in texts] == [False] * (len(sheets) - 1) + [True]


@pytest.mark.parametrize("person", ["desktop", "phone"])
def test_paper_is_the_same_from_every_screen(request: pytest.FixtureRequest, person: str) -> None:
    visitor: Visitor = request.getfixturevalue(person)
    visitor.page.emulate_media(color_scheme="dark")

    sheets = printed(visitor, OFFICIAL).pages

    assert [size(sheet) for sheet in sheets] == [A4_LANDSCAPE]
    assert text(sheets[0]).endswith(" ".join(official_lines()))


def test_fonts_are_times_and_travel_with_the_sheet(desktop: Visitor) -> None:
    found = fonts(printed(desktop, OFFICIAL))

    assert [name for name in found if not TIMES.search(name)] == []
    assert set(found.values()) == {True}
