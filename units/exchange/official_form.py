"""The official biểu as a grid: heading lines, header cells, lines of values, total. Every file draws this."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from units.domain.figures.columns import TITLES, ColumnContent, SummaryColumn, summary_columns, value_in
from units.domain.figures.ranking import SummaryRow
from units.domain.figures.summary import Summary, SummaryHeading, SummaryPhase, SummaryTotal
from units.exchange.cells import CellValue, printable
from units.rates import rounded_percent
from units.vietnamese import short_date


class LineRole(Enum):
    """What a heading line is; the drawing module gives each its typeface."""

    SUPERIOR = "superior"
    ORGANISER = "organiser"
    NOTICE = "notice"
    TITLE = "title"
    SUBTITLE = "subtitle"
    ANNEX = "annex"


@dataclass(frozen=True, slots=True)
class HeadingLine:
    role: LineRole
    text: str


@dataclass(frozen=True, slots=True)
class FormColumn:
    """`phase` is the name of the phase that spans the column, empty for a column of the whole programme."""

    content: ColumnContent
    title: str
    phase: str = ""

    @property
    def label(self) -> str:
        """The title where there is only one header row: "Giai đoạn 1: Kết quả"."""
        return f"{self.phase}: {self.title}" if self.phase else self.title


@dataclass(frozen=True, slots=True, order=True)
class MergedCell:
    """A cell of the header, possibly merged; row and column count from 0."""

    row: int
    column: int
    rowspan: int
    colspan: int
    text: str


@dataclass(frozen=True, slots=True)
class OfficialForm:
    """The whole sheet of paper. `letterhead` stands top left, `titles` in the middle above the table."""

    letterhead: tuple[HeadingLine, ...]
    titles: tuple[HeadingLine, ...]
    columns: tuple[FormColumn, ...]
    header: tuple[MergedCell, ...]
    body: tuple[tuple[CellValue, ...], ...]
    total: tuple[CellValue, ...]
    rate_decimals: int

    @property
    def header_depth(self) -> int:
        """How many rows the header takes."""
        return max(cell.row + cell.rowspan for cell in self.header)


def official_form(summary: Summary) -> OfficialForm:
    """The form of this summary. A single phase is the whole programme, so it is not shown twice."""
    phases = summary.phases if len(summary.phases) > 1 else ()
    shown = summary_columns(len(phases))
    columns = tuple(_form_column(column, phases) for column in shown)
    decimals = summary.rate_decimals
    return OfficialForm(
        letterhead=_letterhead(summary.heading),
        titles=_titles(summary),
        columns=columns,
        header=_header(columns, phases),
        body=tuple(_values(row, shown, decimals) for row in summary.rows),
        total=_values(summary.total, shown, decimals),
        rate_decimals=decimals,
    )


def filename(summary: Summary, extension: str) -> str:
    """bieu-tong-hop-2022-11-10.xlsx; with a bloc its code before the day."""
    parts = ["bieu-tong-hop", summary.heading.bloc_code, f"{summary.as_of:%Y-%m-%d}"]
    return f"{'-'.join(part for part in parts if part)}.{extension}"


def document_title(summary: Summary) -> str:
    """The name of the table in one line, for the properties of a file."""
    parts = ["Biểu tổng hợp", summary.heading.programme_short_name, summary.heading.bloc_name]
    return f"{' – '.join(printable(part) for part in parts if part)} – đến ngày {short_date(summary.as_of)}"


def printed_rate(rate: Fraction | None, decimals: int) -> Decimal | None:
    """The percent that is printed, None without a rate."""
    return None if rate is None else rounded_percent(rate, decimals)


def _letterhead(heading: SummaryHeading) -> tuple[HeadingLine, ...]:
    lines = (
        HeadingLine(LineRole.SUPERIOR, printable(heading.superior_name).upper()),
        HeadingLine(LineRole.ORGANISER, printable(heading.organiser_name).upper()),
    )
    return tuple(line for line in lines if line.text)


def _titles(summary: Summary) -> tuple[HeadingLine, ...]:
    heading = summary.heading
    annex = ""
    if heading.directive_number and heading.directive_issued_on:
        issued_on = short_date(heading.directive_issued_on)
        organiser = heading.organiser_short_name
        annex = f"(Kèm theo Công văn số {heading.directive_number} ngày {issued_on} của {organiser})"
    lines = (
        HeadingLine(LineRole.NOTICE, "SỐ LIỆU MINH HOẠ" if heading.is_demonstration else ""),
        HeadingLine(LineRole.TITLE, "BIỂU TỔNG HỢP"),
        HeadingLine(LineRole.SUBTITLE, printable(f"{heading.subtitle} đến ngày {short_date(summary.as_of)}")),
        HeadingLine(LineRole.SUBTITLE, printable(heading.bloc_name)),
        HeadingLine(LineRole.ANNEX, printable(annex)),
    )
    return tuple(line for line in lines if line.text)


def _form_column(column: SummaryColumn, phases: tuple[SummaryPhase, ...]) -> FormColumn:
    title = TITLES[column.content]
    if column.phase is not None:
        phase = phases[column.phase]
        return FormColumn(column.content, title, printable(phase.name) or f"Giai đoạn {phase.number}")
    match column.content:
        case ColumnContent.QUOTA if phases:
            title = f"{title} {len(phases)} giai đoạn"
        case ColumnContent.RESULT if phases:
            title = f"Tổng {title.lower()} {len(phases)} giai đoạn"
    return FormColumn(column.content, title)


def _header(columns: tuple[FormColumn, ...], phases: tuple[SummaryPhase, ...]) -> tuple[MergedCell, ...]:
    """Columns of the whole programme take the full depth; those of a phase stand under its name."""
    depth = 2 if phases else 1
    cells = [
        MergedCell(1, place, 1, 1, column.title)
        if column.phase
        else MergedCell(0, place, depth, 1, column.title.upper())
        for place, column in enumerate(columns)
    ]
    first = next((place for place, column in enumerate(columns) if column.phase), 0)
    spanners = [
        MergedCell(0, place, 1, 3, columns[place].phase.upper())
        for place in range(first, first + 3 * len(phases), 3)
    ]
    return tuple(sorted(cells + spanners))


def _values(
    line: SummaryRow | SummaryTotal, columns: tuple[SummaryColumn, ...], decimals: int
) -> tuple[CellValue, ...]:
    return tuple(_value(value_in(line, column), decimals) for column in columns)


def _value(found: int | str | Fraction | None, decimals: int) -> CellValue:
    match found:
        case Fraction():
            return printed_rate(found, decimals)
        case str():
            return printable(found)
    return found
