"""The columns of the biểu from left to right, and the value of a line in each. The page, the files and the
check of a published table all use this list.
"""

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from units.domain.figures.ranking import Figure, SummaryRow
from units.domain.figures.summary import SummaryTotal

TOTAL_NAME = "Tổng"


class ColumnContent(Enum):
    NUMBER = "number"
    NAME = "name"
    QUOTA = "quota"
    RESULT = "result"
    RATE = "rate"


TITLES = {
    ColumnContent.NUMBER: "TT",
    ColumnContent.NAME: "Tên đơn vị",
    ColumnContent.QUOTA: "Chỉ tiêu",
    ColumnContent.RESULT: "Kết quả",
    ColumnContent.RATE: "Tỷ lệ %",
}


@dataclass(frozen=True, slots=True)
class SummaryColumn:
    """`phase`: the index of the phase within the summary; None for a column of the whole programme."""

    content: ColumnContent
    phase: int | None = None


def summary_columns(phases: int) -> tuple[SummaryColumn, ...]:
    """The columns of a biểu with this number of phases."""
    of_a_phase = (ColumnContent.QUOTA, ColumnContent.RESULT, ColumnContent.RATE)
    return (
        SummaryColumn(ColumnContent.NUMBER),
        SummaryColumn(ColumnContent.NAME),
        SummaryColumn(ColumnContent.QUOTA),
        *(SummaryColumn(content, phase) for phase in range(phases) for content in of_a_phase),
        SummaryColumn(ColumnContent.RESULT),
        SummaryColumn(ColumnContent.RATE),
    )


def value_in(line: SummaryRow | SummaryTotal, column: SummaryColumn) -> int | str | Fraction | None:
    """The value of the line in the column. Rates are exact fractions; None prints nothing."""
    match column.content:
        case ColumnContent.NUMBER:
            return line.number if isinstance(line, SummaryRow) else None
        case ColumnContent.NAME:
            return line.name if isinstance(line, SummaryRow) else TOTAL_NAME
    figure = line.overall if column.phase is None else line.phases[column.phase]
    return _amount(figure, column.content)


def _amount(figure: Figure, content: ColumnContent) -> int | Fraction | None:
    match content:
        case ColumnContent.QUOTA:
            return figure.quota
        case ColumnContent.RESULT:
            return figure.result
    return figure.rate
