"""The arithmetic, against references that are written in another way."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from units import rates
from units.choices import Band
from units.models.fact import MAX_AMOUNT

amounts = st.integers(min_value=0, max_value=MAX_AMOUNT)
quotas = st.integers(min_value=1, max_value=MAX_AMOUNT)
thresholds = st.integers(min_value=1, max_value=100)


@pytest.mark.parametrize(
    ("stated", "total"),
    [([], None), ([None, None], None), ([0], 0), ([None, 0], 0), ([0, 0], 0), ([3, None, 4], 7)],
)
def test_total_keeps_blank_apart_from_zero(stated: list[int | None], total: int | None) -> None:
    assert rates.total(stated) == total


@given(st.lists(st.none() | amounts))
def test_total_is_the_sum_of_what_is_stated(stated: list[int | None]) -> None:
    known = [amount for amount in stated if amount is not None]
    assert rates.total(iter(stated)) == (sum(known) if known else None)


@pytest.mark.parametrize(
    ("result", "quota", "rate"),
    [
        (None, None, None),
        (None, 0, None),
        (None, 100, None),
        (0, None, None),
        (0, 0, None),
        (7, None, None),
        (7, 0, None),
        (0, 100, Fraction(0)),
        (81, 100, Fraction(81, 100)),
        (338, 240, Fraction(169, 120)),
    ],
)
def test_completion_rate_needs_a_result_and_a_quota(
    result: int | None, quota: int | None, rate: Fraction | None
) -> None:
    assert rates.completion_rate(result, quota) == rate


@pytest.mark.parametrize(
    ("rate", "decimals", "printed"),
    [
        (Fraction(1, 8), 0, "13"),
        (Fraction(1, 8), 1, "12.5"),
        (Fraction(1, 8), 2, "12.50"),
        (Fraction(1, 200), 0, "1"),
        (Fraction(999, 200_000), 0, "0"),
        (Fraction(0), 0, "0"),
        (Fraction(0), 2, "0.00"),
        (Fraction(1, 3), 0, "33"),
        (Fraction(2, 3), 2, "66.67"),
        (Fraction(996, 1000), 0, "100"),
        (Fraction(996, 1000), 1, "99.6"),
        (Fraction(2152, 2300), 0, "94"),
        (Fraction(245, 200), 0, "123"),
        (Fraction(MAX_AMOUNT), 0, "999999900"),
    ],
)
def test_rounded_percent_prints_half_up(rate: Fraction, decimals: int, printed: str) -> None:
    assert str(rates.rounded_percent(rate, decimals)) == printed


@given(amounts, quotas, st.integers(min_value=0, max_value=2))
@example(1, 8, 0)
@example(1, 200, 0)
@example(9_999_999, 1, 2)
def test_rounded_percent_agrees_with_decimal_arithmetic(result: int, quota: int, decimals: int) -> None:
    with localcontext(prec=60):
        percent = Decimal(result) * 100 / Decimal(quota)
        reference = percent.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)

    printed = rates.rounded_percent(Fraction(result, quota), decimals)

    assert (printed, printed.as_tuple().exponent) == (reference, -decimals)


@given(amounts, quotas, st.integers(min_value=0, max_value=2))
def test_rounded_percent_is_off_by_half_a_unit_at_most(result: int, quota: int, decimals: int) -> None:
    rate = Fraction(result, quota)
    error = (Fraction(rates.rounded_percent(rate, decimals)) - 100 * rate) * 10**decimals
    assert Fraction(-1, 2) < error <= Fraction(1, 2)


@given(st.integers(min_value=0, max_value=10**6))
def test_rounded_percent_takes_every_half_upward(half_units: int) -> None:
    assert rates.rounded_percent(Fraction(2 * half_units + 1, 200)) == half_units + 1


@pytest.mark.parametrize(
    ("rate", "band"),
    [
        (None, Band.NONE),
        (Fraction(0), Band.LOW),
        (Fraction(499_999, 1_000_000), Band.LOW),
        (Fraction(1, 2), Band.UNDER),
        (Fraction(996, 1000), Band.UNDER),
        (Fraction(MAX_AMOUNT - 1, MAX_AMOUNT), Band.UNDER),
        (Fraction(1), Band.MET),
        (Fraction(MAX_AMOUNT, MAX_AMOUNT - 1), Band.EXCEEDED),
        (Fraction(169, 120), Band.EXCEEDED),
    ],
)
def test_band_changes_at_the_exact_borders(rate: Fraction | None, band: Band) -> None:
    assert rates.band(rate, 50) == band


def test_band_of_what_prints_100_is_under_while_the_quota_is_not_reached() -> None:
    rate = Fraction(249, 250)
    assert (rates.rounded_percent(rate), rates.band(rate, 50)) == (Decimal(100), Band.UNDER)


@given(amounts, quotas, thresholds)
def test_band_agrees_with_whole_numbers(result: int, quota: int, threshold: int) -> None:
    if result > quota:
        expected = Band.EXCEEDED
    elif result == quota:
        expected = Band.MET
    elif 100 * result >= threshold * quota:
        expected = Band.UNDER
    else:
        expected = Band.LOW
    assert rates.band(rates.completion_rate(result, quota), threshold) == expected


@given(st.integers(min_value=1, max_value=1000), st.integers(min_value=1, max_value=99))
def test_band_at_the_threshold_itself_is_under(hundreds: int, threshold: int) -> None:
    at_threshold, quota = hundreds * threshold, hundreds * 100
    bands = [rates.band(Fraction(result, quota), threshold) for result in (at_threshold, at_threshold - 1)]
    assert bands == [Band.UNDER, Band.LOW]


@pytest.mark.parametrize(
    ("percents", "ranks"),
    [
        ([], []),
        ([50], [1]),
        ([90, 80, 80, 70], [1, 2, 2, 4]),
        ([90, 90, 90], [1, 1, 1]),
        ([90, 90, 80, 80, 10], [1, 1, 3, 3, 5]),
        ([0, 0], [1, 1]),
    ],
)
def test_competition_ranks_share_and_skip(percents: list[int], ranks: list[int]) -> None:
    assert rates.competition_ranks([Fraction(percent, 100) for percent in percents]) == ranks


@given(st.lists(st.fractions(min_value=0, max_value=3, max_denominator=6)))
def test_competition_rank_is_one_more_than_those_ahead(unordered: list[Fraction]) -> None:
    ordered = sorted(unordered, reverse=True)
    expected = [1 + sum(other > rate for other in ordered) for rate in ordered]
    assert rates.competition_ranks(ordered) == expected


def test_competition_ranks_tell_apart_rates_that_print_the_same() -> None:
    printed_alike = [Fraction(9_999_999, 10_000_000), Fraction(9_999_998, 10_000_000)]
    assert rates.competition_ranks(printed_alike) == [1, 2]
