"""Compare a published table with the Summary that the loaded facts give, cell by cell."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from fractions import Fraction

from units.domain.figures.columns import ColumnContent, SummaryColumn, summary_columns, value_in
from units.domain.figures.ranking import SummaryRow
from units.domain.figures.summary import Summary, SummaryTotal, build_summary
from units.domain.loading.source import ExpectedTable, SourceProblem
from units.models import Phase, Programme
from units.rates import rounded_percent

FIRST_COLUMNS = {ColumnContent.NUMBER: "rank", ColumnContent.NAME: "unit"}


def published_columns(phase_numbers: Sequence[int]) -> tuple[str, ...]:
    """The names of the columns of a published table for these phases."""
    return tuple(_column_name(column, phase_numbers) for column in summary_columns(len(phase_numbers)))


def _column_name(column: SummaryColumn, phase_numbers: Sequence[int]) -> str:
    if column.content in FIRST_COLUMNS:
        return FIRST_COLUMNS[column.content]
    if column.phase is None:
        return f"{column.content.value}_total"
    return f"phase{phase_numbers[column.phase]}_{column.content.value}"


def differences(
    programme: Programme, phases: Sequence[Phase], table: ExpectedTable, known_at: datetime
) -> Iterator[SourceProblem]:
    """Every cell of the published table that differs from the Summary of the facts recorded by `known_at`."""
    summary = build_summary(programme, phases=phases, as_of=table.as_of, known_at=known_at)
    computed = published_cells(summary)
    if len(table.rows) != len(computed):
        reason = f"Bảng có {len(table.rows)} dòng, số liệu cho ra {len(computed)} dòng, kể cả dòng tổng."
        yield SourceProblem(table.place, reason)
    for row, cells in zip(table.rows, computed, strict=False):
        for column, published, found in zip(table.columns, row.cells, cells, strict=True):
            if published != found:
                reason = f"Cột “{column}”: bảng ghi “{published}”, số liệu cho ra “{found}”."
                yield SourceProblem(row.place, reason)


def published_cells(summary: Summary) -> list[tuple[str, ...]]:
    """The Summary as a published table prints it, the total last.

    The column "rank" holds TT, the place in the order: unlike a rank, every line of a printed table has one.
    """
    columns = summary_columns(len(summary.phases))
    lines: list[SummaryRow | SummaryTotal] = [*summary.rows, summary.total]
    return [
        tuple(_printed(value_in(line, column), summary.rate_decimals) for column in columns) for line in lines
    ]


def _printed(value: int | str | Fraction | None, decimals: int) -> str:
    if isinstance(value, Fraction):
        return f"{rounded_percent(value, decimals):f}"
    return "" if value is None else str(value)
