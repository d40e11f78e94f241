"""Figures and rows as text, formatted once."""

from collections.abc import Sequence
from dataclasses import dataclass

from units.choices import Band
from units.domain.figures.ranking import Figure, SummaryRow
from units.domain.figures.summary import SummaryTotal
from units.rates import rounded_percent
from units.vietnamese import comma_decimal, dotted

NO_FIGURE = "–"
BAR_END = 150  # percent at which a bar is full; the number beside it goes on


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A figure as text; `bar` is the filled part of its bar in percent of the quota; `href` leads to
    what makes the result, for those who may read it.
    """

    quota: str
    result: str
    percent: str
    band: str
    bar: int
    href: str = ""


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row as text. `verdict` says in words why there is no overall rate."""

    number: int
    name: str
    note: str
    phases: tuple[ShownFigure, ...]
    overall: ShownFigure
    verdict: str


def shown_figure(figure: Figure, decimals: int, href: str = "") -> ShownFigure:
    """A figure as printed; no rate prints as a dash, never as 0."""
    rate = figure.rate
    percent = None if rate is None else rounded_percent(rate, decimals)
    return ShownFigure(
        quota=NO_FIGURE if figure.quota is None else dotted(figure.quota),
        result=NO_FIGURE if figure.result is None else dotted(figure.result),
        percent="" if percent is None else comma_decimal(percent),
        band=figure.band,
        bar=0 if rate is None else min(100 * rate.numerator // rate.denominator, BAR_END),
        href="" if figure.result is None else href,
    )


def shown_row(row: SummaryRow, decimals: int, hrefs: Sequence[str] = ()) -> ShownRow:
    """A row as printed; `hrefs` lead to what makes the results: of all phases, then of each."""
    overall_href, *phase_hrefs = hrefs or [""] * (len(row.phases) + 1)
    return ShownRow(
        number=row.number,
        name=row.name,
        note=f"đồng hạng {row.rank}" if row.is_tied else "",
        phases=tuple(
            shown_figure(figure, decimals, href) for figure, href in zip(row.phases, phase_hrefs, strict=True)
        ),
        overall=shown_figure(row.overall, decimals, overall_href),
        verdict=_verdict(row),
    )


def _verdict(row: SummaryRow) -> str:
    if row.overall.band != Band.NONE:
        return ""
    if row.overall.quota is None:
        return "Chưa giao"
    return "Chưa báo cáo" if row.overall.quota else "Không giao"


def shown_total(total: SummaryTotal, decimals: int) -> ShownRow:
    return ShownRow(
        number=0,
        name="Tổng",
        note="",
        phases=tuple(shown_figure(figure, decimals) for figure in total.phases),
        overall=shown_figure(total.overall, decimals),
        verdict="" if total.overall.rate is not None else NO_FIGURE,
    )
