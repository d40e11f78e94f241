"""The ranked biểu as a table: columns, two-row header and order by django-tables2."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import django_tables2 as tables
from django.http import QueryDict
from django.urls import reverse
from django_tables2.data import TableListData
from django_tables2.utils import OrderBy

from units.domain.figures.columns import TITLES, ColumnContent, SummaryColumn, summary_columns, value_in
from units.domain.figures.ranking import SummaryRow
from units.domain.figures.summary import Summary
from units.tables.shown import ShownRow, shown_row, shown_total
from units.vietnamese import SortKey, sort_key

ORDER_PARAMETER = "sap-xep"


NAMES = {
    ColumnContent.NUMBER: "tt",
    ColumnContent.NAME: "don-vi",
    ColumnContent.QUOTA: "chi-tieu",
    ColumnContent.RESULT: "ket-qua",
    ColumnContent.RATE: "ty-le",
}
LEADING = (ColumnContent.NUMBER, ColumnContent.NAME)
"""The columns before the figures: ordered upward first, the same however many phases there are."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its name in addresses, its label (lines), its phase (None: all phases), what orders it."""

    name: str
    label: str
    phase: int | None
    key: Callable[[SummaryRow], Any]
    downward_first: bool


def table_columns(phase_numbers: Sequence[int]) -> list[TableColumn]:
    """The columns of the biểu for these phases, from left to right."""
    return [_table_column(column, phase_numbers) for column in summary_columns(len(phase_numbers))]


def _table_column(column: SummaryColumn, phase_numbers: Sequence[int]) -> TableColumn:
    number = None if column.phase is None else phase_numbers[column.phase]
    return TableColumn(
        name=NAMES[column.content] if number is None else f"gd{number}-{NAMES[column.content]}",
        label=TITLES[column.content] if number is not None else _overall_label(column, len(phase_numbers)),
        phase=number,
        key=_order_of_names if column.content is ColumnContent.NAME else partial(value_in, column=column),
        downward_first=column.content not in LEADING,
    )


def _overall_label(column: SummaryColumn, phases: int) -> str:
    title = TITLES[column.content]
    if column.content in LEADING:
        return title
    if column.content is ColumnContent.RESULT:
        title = f"Tổng {title.lower()}"
    return f"{title}\n{phases} giai đoạn" if phases > 1 else title


def _order_of_names(row: SummaryRow) -> SortKey:
    return sort_key(row.name)


class SummaryRows(TableListData):
    """Rows in the official order, or by one column: blanks last both ways, ties in the official order."""

    data: list[SummaryRow]

    def order_by(self, aliases: Iterable[str]) -> None:
        for alias in aliases:
            wanted = OrderBy(alias)
            key = self.table.columns[wanted.bare].column.key
            blank = [row for row in self.data if key(row) is None]
            stated = [row for row in self.data if key(row) is not None]
            stated.sort(key=key, reverse=wanted.is_descending)
            self.data = [*stated, *blank]


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A cell of the two-row header; without `href` a spanner over its columns."""

    label: str
    css: str
    href: str = ""
    aria_sort: str = ""
    rowspan: int = 1
    colspan: int = 1


class SummaryTable(tables.Table):
    """The ranked biểu of any number of phases. The template writes the rows from `shown_rows`."""

    class Meta:
        template_name = "tables/summary.html"
        order_by_field = ORDER_PARAMETER
        empty_text = "Không có đơn vị nào mang tên này. Hãy xoá ô tìm kiếm để xem đủ các đơn vị."

    def __init__(
        self,
        summary: Summary,
        rows: Sequence[SummaryRow],
        *,
        params: QueryDict,
        traceable: Container[int] = (),
        trace_query: str = "",
    ) -> None:
        """`traceable`: the participations whose results lead to the statements that make them."""
        self.summary = summary
        self.params = params
        self.traceable = traceable
        self.trace_query = trace_query
        self.table_columns = table_columns([phase.number for phase in summary.phases])
        super().__init__(
            data=SummaryRows(list(rows)),
            extra_columns=[(column.name, _bound(column)) for column in self.table_columns],
            order_by=params.get(ORDER_PARAMETER) or None,
        )

    @property
    def top_header(self) -> list[HeaderCell]:
        """The first header row: columns over both rows, and a spanner for each phase."""
        cells: list[HeaderCell] = []
        spanners = {phase.number: phase.name for phase in self.summary.phases}
        for column in self.table_columns:
            if column.phase is None:
                cells.append(self._header(column, rowspan=2))
            elif column.phase in spanners:
                cells.append(HeaderCell(label=spanners.pop(column.phase), css="spanner", colspan=3))
        return cells

    @property
    def bottom_header(self) -> list[HeaderCell]:
        """The second header row: the columns of the phases."""
        return [self._header(column) for column in self.table_columns if column.phase is not None]

    def _header(self, column: TableColumn, rowspan: int = 1) -> HeaderCell:
        bound = self.columns[column.name]
        params = self.params.copy()
        params[ORDER_PARAMETER] = bound.order_by_alias.next
        direction = "descending" if bound.order_by_alias.is_descending else "ascending"
        return HeaderCell(
            label=column.label,
            css=f"col-{column.name.partition('-')[2] if column.phase else column.name}",
            href="?" + params.urlencode(),
            aria_sort=direction if bound.is_ordered else "",
            rowspan=rowspan,
        )

    @property
    def is_partial(self) -> bool:
        """Whether some rows of the summary are left out; the total row still counts them."""
        return len(self.data) < len(self.summary.rows)

    @property
    def shown_rows(self) -> list[ShownRow]:
        decimals = self.summary.rate_decimals
        return [shown_row(row, decimals, self._hrefs(row)) for row in self.data]

    def _hrefs(self, row: SummaryRow) -> list[str]:
        key = row.participation_id
        if key not in self.traceable:
            return []
        paths = [reverse("histories", args=[key])]
        paths += [reverse("history", args=[key, phase.number]) for phase in self.summary.phases]
        return [f"{path}?{self.trace_query}" for path in paths]

    @property
    def shown_total(self) -> ShownRow:
        return shown_total(self.summary.total, self.summary.rate_decimals)


def _bound(column: TableColumn) -> tables.Column:
    made = tables.Column(verbose_name=column.label, initial_sort_descending=column.downward_first)
    made.key = column.key
    return made
