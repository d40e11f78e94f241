"""Figures and rows as text."""

from decimal import Decimal

import pytest

from tests.exchange.builder import make_summary, official_summary
from units.domain.figures.ranking import figure
from units.rates import rounded_percent
from units.tables.shown import ShownFigure, shown_figure, shown_row, shown_total


@pytest.mark.parametrize(
    ("quota", "result", "decimals", "shown"),
    [
        (2300, 2152, 0, ShownFigure("2.300", "2.152", "94", "under", 93)),
        (2300, 2152, 1, ShownFigure("2.300", "2.152", "93,6", "under", 93)),
        (8, 1, 0, ShownFigure("8", "1", "13", "low", 12)),
        (1000, 996, 0, ShownFigure("1.000", "996", "100", "under", 99)),
        (10, 10, 0, ShownFigure("10", "10", "100", "met", 100)),
        (10, 11, 0, ShownFigure("10", "11", "110", "exceeded", 110)),
        (1, 9_999_999, 0, ShownFigure("1", "9.999.999", "999.999.900", "exceeded", 150)),
        (10, 0, 0, ShownFigure("10", "0", "0", "low", 0)),
        (10, None, 0, ShownFigure("10", "–", "", "none", 0)),
        (0, 7, 0, ShownFigure("0", "7", "", "none", 0)),
        (None, 7, 0, ShownFigure("–", "7", "", "none", 0)),
        (None, None, 0, ShownFigure("–", "–", "", "none", 0)),
    ],
)
def test_figure_is_shown_as_printed(
    quota: int | None, result: int | None, decimals: int, shown: ShownFigure
) -> None:
    assert shown_figure(figure(quota, result, 50), decimals) == shown


def test_shown_percent_is_the_domain_rounding() -> None:
    rate = figure(2300, 2152, 50).rate

    assert rate is not None
    assert rounded_percent(rate) == Decimal(94)


@pytest.mark.parametrize(
    ("quota", "result", "verdict"),
    [(10, 5, ""), (10, 0, ""), (10, None, "Chưa báo cáo"), (0, 5, "Không giao"), (None, None, "Chưa giao")],
)
def test_row_without_rate_says_why(quota: int | None, result: int | None, verdict: str) -> None:
    summary = make_summary([("Một", [(quota, result), (None, None)])])

    assert shown_row(summary.rows[0], 0).verdict == verdict


def test_row_that_shares_a_rank_says_which() -> None:
    summary = make_summary([(name, [(10, 5), (10, 5)]) for name in ("Một", "Hai", "Ba")])

    assert [shown_row(row, 0).note for row in summary.rows] == ["", "đồng hạng 1", "đồng hạng 1"]


def test_total_is_shown_as_a_row() -> None:
    total = shown_total(official_summary().total, 0)

    assert (total.name, total.overall.percent, [phase.percent for phase in total.phases]) == (
        "Tổng",
        "94",
        ["148", "34"],
    )


def test_total_without_rate_is_a_dash() -> None:
    assert shown_total(make_summary([]).total, 0).verdict == "–"
