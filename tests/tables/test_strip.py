"""The strip of key figures."""

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.exchange.builder import HEADING, make_summary, official_summary
from units.domain.figures.pacing import Pace
from units.tables.shown import ShownFigure
from units.tables.strip import KeyFigures, key_figures


def test_strip_of_the_official_table() -> None:
    assert key_figures(official_summary()) == KeyFigures(
        scope="Toàn chương trình",
        overall=ShownFigure("2.300", "2.152", "94", "under", 93),
        standing="Đạt 94% · còn 148 sáng kiến",
        phases=(
            ("Giai đoạn 1", ShownFigure("1.200", "1.775", "148", "exceeded", 147)),
            ("Giai đoạn 2", ShownFigure("1.100", "377", "34", "low", 34)),
        ),
        exceeded="3",
        low="1",
        unreported="",
        time_left="295 ngày",
        pace="cần 3,5 sáng kiến/tuần",
    )


@pytest.mark.parametrize(
    ("quota", "result", "standing"),
    [
        (1000, 999, "Đạt 100% · còn 1 sáng kiến"),
        (1000, 1000, "Đạt 100%"),
        (1000, 2500, "Đạt 250% · vượt 1.500 sáng kiến"),
        (1000, None, "Chưa tính được tỷ lệ"),
        (0, 5, "Chưa tính được tỷ lệ"),
        (None, None, "Chưa tính được tỷ lệ"),
    ],
)
def test_standing_says_what_is_missing_or_beyond(
    quota: int | None, result: int | None, standing: str
) -> None:
    summary = make_summary([("Một", [(quota, result), (None, None)])])

    assert key_figures(summary).standing == standing


@pytest.mark.parametrize(
    ("pace", "words"),
    [
        (Pace(remaining=0, days_left=10, per_week=Fraction(0)), ("10 ngày", "đã đủ chỉ tiêu")),
        (
            Pace(remaining=3, days_left=2000, per_week=Fraction(21, 2000)),
            ("2.000 ngày", "cần 0,0 sáng kiến/tuần"),
        ),
        (Pace(remaining=1500, days_left=0, per_week=None), ("Đã hết hạn", "còn thiếu 1.500")),
        (Pace(remaining=0, days_left=0, per_week=None), ("Đã hết hạn", "")),
        (None, ("Đã hết hạn", "")),
    ],
)
def test_time_left_and_pace(pace: Pace | None, words: tuple[str, str]) -> None:
    figures = key_figures(replace(official_summary(), pace=pace))

    assert (figures.time_left, figures.pace) == words


def test_strip_of_a_bloc_is_named_after_it() -> None:
    summary = make_summary([], heading=replace(HEADING, bloc_code="huyen", bloc_name="Khối các huyện"))

    assert key_figures(summary).scope == "Khối các huyện"


def test_unreported_rows_are_counted() -> None:
    silent = [(name, [(10, None), (10, None)]) for name in ("Một", "Hai")]

    assert key_figures(make_summary(silent)).unreported == "2"
