"""What remains, and the pace that it needs."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from units.domain.figures.pacing import Pace, pace

END = date(2023, 9, 1)


@pytest.mark.parametrize(
    ("result", "quota", "as_of", "expected"),
    [
        (2152, 2300, date(2022, 11, 10), Pace(148, 295, Fraction(1036, 295))),
        (0, 70, date(2023, 8, 25), Pace(70, 7, Fraction(70))),
        (None, 70, date(2023, 8, 31), Pace(70, 1, Fraction(490))),
        (70, 70, date(2023, 8, 25), Pace(0, 7, Fraction(0))),
        (99, 70, date(2023, 8, 25), Pace(0, 7, Fraction(0))),
        (10, None, date(2023, 8, 25), Pace(0, 7, Fraction(0))),
        (None, None, date(2023, 8, 25), Pace(0, 7, Fraction(0))),
        (10, 70, END, Pace(60, 0, None)),
        (10, 70, date(2024, 1, 1), Pace(60, 0, None)),
        (70, 70, END, Pace(0, 0, None)),
    ],
)
def test_pace_counts_the_days_after_the_table(
    result: int | None, quota: int | None, as_of: date, expected: Pace
) -> None:
    assert pace(result, quota, as_of=as_of, ends_on=END) == expected


@given(
    st.integers(min_value=0, max_value=9_999_999),
    st.integers(min_value=0, max_value=9_999_999),
    st.integers(min_value=1, max_value=5000),
)
def test_pace_kept_to_the_last_day_reaches_the_quota(result: int, quota: int, days: int) -> None:
    needed = pace(result, quota, as_of=END - timedelta(days=days), ends_on=END)
    assert needed.per_week is not None
    assert result + needed.per_week * days / 7 == max(result, quota)
