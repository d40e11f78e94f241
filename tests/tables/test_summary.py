"""Columns and header of the biểu for any number of phases. The orders are tested through the page."""

import pytest
from django.http import QueryDict

from tests.exchange.builder import make_phase, make_summary, official_summary
from units.tables.summary import SummaryTable, table_columns


def table(said: str = "", phases: int = 2) -> SummaryTable:
    summary = make_summary(
        [("Một", [(10, 5)] * phases)], phases=[make_phase(number + 1) for number in range(phases)]
    )
    return SummaryTable(summary, summary.rows, params=QueryDict(said))


@pytest.mark.parametrize("phases", [1, 2, 3, 5])
def test_header_covers_every_column_once(phases: int) -> None:
    shown = table(phases=phases)

    width = len(table_columns(range(1, phases + 1)))
    assert width == 5 + 3 * phases
    assert sum(cell.colspan for cell in shown.top_header) == width
    assert [cell.label for cell in shown.top_header if cell.colspan == 3] == [
        f"Giai đoạn {number}" for number in range(1, phases + 1)
    ]
    assert [cell.label for cell in shown.bottom_header] == ["Chỉ tiêu", "Kết quả", "Tỷ lệ %"] * phases
    assert {cell.rowspan for cell in shown.top_header if cell.colspan == 1} == {2}


def test_spanners_follow_the_numbers_of_the_phases() -> None:
    summary = make_summary(
        [("Một", [(10, 5), (20, 5)])], phases=[make_phase(2, "Chặng hai"), make_phase(7, "Chặng bảy")]
    )
    shown = SummaryTable(summary, summary.rows, params=QueryDict())

    assert [cell.label for cell in shown.top_header if cell.colspan == 3] == ["Chặng hai", "Chặng bảy"]
    assert shown.bottom_header[3].href == "?sap-xep=-gd7-chi-tieu"


def test_single_phase_is_not_counted_in_the_labels() -> None:
    assert [column.label for column in table_columns([1]) if column.phase is None] == [
        "TT",
        "Tên đơn vị",
        "Chỉ tiêu",
        "Tổng kết quả",
        "Tỷ lệ %",
    ]


def test_header_link_escapes_what_it_keeps() -> None:
    link = table('tim="><b>&sap-xep=tt').top_header[0].href

    assert link == "?tim=%22%3E%3Cb%3E&sap-xep=-tt"


def test_rows_without_filter_are_whole() -> None:
    summary = official_summary()

    assert not SummaryTable(summary, summary.rows, params=QueryDict()).is_partial
    assert SummaryTable(summary, summary.rows[:3], params=QueryDict()).is_partial


def test_sorting_leaves_the_summary_as_it_is() -> None:
    summary = official_summary()

    shown = SummaryTable(summary, summary.rows, params=QueryDict("sap-xep=-tt"))

    assert [row.number for row in shown.shown_rows] == list(range(12, 0, -1))
    assert [row.number for row in summary.rows] == list(range(1, 13))
