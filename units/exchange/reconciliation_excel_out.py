"""A Reconciliation as a workbook: the same figures, gaps and explanations as on the page."""

from units.domain.reports.reconciling import Comparison, Reconciliation, ReconciliationLine, gap_words
from units.exchange import excel_look as look
from units.exchange.cells import CellValue
from units.vietnamese import dotted, short_date

FIGURES = (
    "báo cáo",
    "so với được công nhận",
    "được công nhận",
    "trên cổng",
    "ngày xem cổng",
    "so với được công nhận",
)
FIGURE_WIDTHS = (10.0, 15.0, 10.0, 10.0, 12.0, 15.0)
EXPLANATION_WIDTH = 50.0


def render(result: Reconciliation) -> bytes:
    """One sheet, ready to print."""
    titles = ["Đơn vị", "Số chính thức", *(f"{phase}: {each}" for phase in result.phases for each in FIGURES)]
    widths = [44.0, 22.0, *(FIGURE_WIDTHS * len(result.phases)), EXPLANATION_WIDTH]
    titles.append("Hồ sơ giải thích (hiện nay)")
    workbook, sheet = look.new_workbook(f"Đối chiếu {result.as_of:%d-%m-%Y}")
    heading = [
        ("ĐỐI CHIẾU SỐ SÁNG KIẾN", look.TITLE),
        (f"Chương trình {result.programme_name}, đến ngày {short_date(result.as_of)}", look.BOLD),
    ]
    header = 1 + look.put_heading(sheet, heading, len(titles))
    look.put_header(sheet, header, titles, widths)
    for number, line in enumerate(result.lines, start=1):
        look.put_line(sheet, header + number, _line(line), widths)
    total = [figure for each in result.total[:-1] for figure in _figures(each)]
    look.put_line(
        sheet, header + len(result.lines) + 1, ["Tổng các dòng ngoài cùng", "", *total, ""], widths, look.BOLD
    )
    look.set_paper(sheet, header)
    return look.content_of(workbook)


def filename(result: Reconciliation) -> str:
    return f"doi-chieu-{result.as_of:%Y-%m-%d}.xlsx"


def _line(line: ReconciliationLine) -> list[CellValue]:
    figures = [figure for each in line.phases for figure in _figures(each)]
    said = "; ".join(f"{dotted(part.number)} {part.words}" for part in line.explanation.parts)
    return [f"{'– ' * line.depth}{line.name}", str(line.basis.label), *figures, said]


def _figures(each: Comparison) -> list[CellValue]:
    return [
        each.stated,
        _gap(each.stated_gap, each.stated_note),
        each.accepted,
        each.portal,
        short_date(each.portal_on) if each.portal_on else "",
        _gap(each.portal_gap, each.portal_note),
    ]


def _gap(gap: int | None, note: str) -> str:
    return f"{gap_words(gap)} ({note})" if note else gap_words(gap)
