"""Compare a published table with the Summary that the loaded facts give, cell by cell."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from fractions import Fraction

from units.domain.figures.summary import Figure, Summary, build_summary
from units.domain.loading.source import ExpectedTable, Problem
from units.models import Phase, Programme
from units.rates import rounded_percent

Cells = tuple[str, ...]


def table_columns(phase_numbers: Iterable[int]) -> Cells:
    """The columns of a published table for these phases."""
    phases = [f"phase{number}_{figure}" for number in phase_numbers for figure in ("quota", "result", "rate")]
    return ("rank", "unit", "quota_total", *phases, "result_total", "rate_total")


def differences(
    programme: Programme, phases: Sequence[Phase], table: ExpectedTable, known_at: datetime
) -> Iterator[Problem]:
    """Every cell of the published table that the facts, as far as recorded by `known_at`, do not give."""
    summary = build_summary(programme, phases=phases, as_of=table.as_of, known_at=known_at)
    computed = table_cells(summary)
    if len(table.rows) != len(computed):
        reason = f"Bảng có {len(table.rows)} dòng, số liệu cho ra {len(computed)} dòng, kể cả dòng tổng."
        yield Problem(table.place, reason)
    for row, cells in zip(table.rows, computed, strict=False):
        for column, published, found in zip(table.columns, row.cells, cells, strict=True):
            if published != found:
                reason = f"Cột “{column}”: bảng ghi “{published}”, số liệu cho ra “{found}”."
                yield Problem(row.place, reason)


def table_cells(summary: Summary) -> list[Cells]:
    """The Summary as a published table prints it, the total last.

    The first column is TT, the place in the order: unlike a rank, every line of a printed table has one.
    """
    lines = [(str(row.number), row.name, row.phases, row.overall) for row in summary.rows]
    lines.append(("", "Tổng", summary.total.phases, summary.total.overall))
    decimals = summary.rate_decimals
    return [
        (
            rank,
            name,
            _number(overall.quota),
            *(cell for figure in phases for cell in _figure(figure, decimals)),
            _number(overall.result),
            _rate(overall.rate, decimals),
        )
        for rank, name, phases, overall in lines
    ]


def _figure(figure: Figure, decimals: int) -> Cells:
    return (_number(figure.quota), _number(figure.result), _rate(figure.rate, decimals))


def _number(number: int | None) -> str:
    return "" if number is None else str(number)


def _rate(rate: Fraction | None, decimals: int) -> str:
    return "" if rate is None else f"{rounded_percent(rate, decimals):f}"
