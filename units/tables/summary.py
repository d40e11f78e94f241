"""The ranked biểu as a table: columns, two-row header and order by django-tables2."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import django_tables2 as tables
from django.http import QueryDict
from django.urls import reverse
from django_tables2.data import TableListData
from django_tables2.utils import OrderBy

from units.domain.figures.summary import Summary, SummaryRow
from units.tables.shown import ShownRow, shown_row, shown_total
from units.vietnamese import sort_key

ORDER_PARAMETER = "sap-xep"


@dataclass(frozen=True, slots=True)
class SummaryColumn:
    """A column: its name in addresses, its label (lines), its phase (None: all phases), what orders it."""

    name: str
    label: str
    phase: int | None
    key: Callable[[SummaryRow], Any]
    downward_first: bool = True


def summary_columns(phase_numbers: Sequence[int]) -> list[SummaryColumn]:
    """The columns of the biểu for these phases, from left to right."""
    count = len(phase_numbers)
    span = f"\n{count} giai đoạn" if count > 1 else ""
    columns = [
        SummaryColumn("tt", "TT", None, lambda row: row.number, downward_first=False),
        SummaryColumn("don-vi", "Tên đơn vị", None, lambda row: sort_key(row.name), downward_first=False),
        SummaryColumn("chi-tieu", f"Chỉ tiêu{span}", None, lambda row: row.overall.quota),
    ]
    for index, number in enumerate(phase_numbers):
        columns += [
            SummaryColumn(f"gd{number}-chi-tieu", "Chỉ tiêu", number, _phase_key(index, "quota")),
            SummaryColumn(f"gd{number}-ket-qua", "Kết quả", number, _phase_key(index, "result")),
            SummaryColumn(f"gd{number}-ty-le", "Tỷ lệ %", number, _phase_key(index, "rate")),
        ]
    return [
        *columns,
        SummaryColumn("ket-qua", f"Tổng kết quả{span}", None, lambda row: row.overall.result),
        SummaryColumn("ty-le", f"Tỷ lệ %{span}", None, lambda row: row.overall.rate),
    ]


def _phase_key(index: int, attribute: str) -> Callable[[SummaryRow], Any]:
    return lambda row: getattr(row.phases[index], attribute)


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
        self.summary_columns = summary_columns([phase.number for phase in summary.phases])
        super().__init__(
            data=SummaryRows(list(rows)),
            extra_columns=[(column.name, _bound(column)) for column in self.summary_columns],
            order_by=params.get(ORDER_PARAMETER) or None,
        )

    @property
    def top_header(self) -> list[HeaderCell]:
        """The first header row: columns over both rows, and a spanner for each phase."""
        cells: list[HeaderCell] = []
        spanners = {phase.number: phase.name for phase in self.summary.phases}
        for column in self.summary_columns:
            if column.phase is None:
                cells.append(self._header(column, rowspan=2))
            elif column.phase in spanners:
                cells.append(HeaderCell(label=spanners.pop(column.phase), css="spanner", colspan=3))
        return cells

    @property
    def bottom_header(self) -> list[HeaderCell]:
        """The second header row: the columns of the phases."""
        return [self._header(column) for column in self.summary_columns if column.phase is not None]

    def _header(self, column: SummaryColumn, rowspan: int = 1) -> HeaderCell:
        bound = self.columns[column.name]
        params = self.params.copy()
        params[ORDER_PARAMETER] = bound.order_by_alias.next
        direction = "descending" if bound.order_by_alias.is_descending else "ascending"
        return HeaderCell(
            label=column.label,
            css=f"col-{column.name.rpartition('-')[2] if column.phase else column.name}",
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


def _bound(column: SummaryColumn) -> tables.Column:
    made = tables.Column(verbose_name=column.label, initial_sort_descending=column.downward_first)
    made.key = column.key
    return made
