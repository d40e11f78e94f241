"""Arithmetic of completion rates: exact fractions, integer rounding. No Django."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from units.choices import Band


def total(amounts: Iterable[int | None]) -> int | None:
    """Sum of the amounts that are stated; None when none is: a blank is not a zero."""
    stated = [amount for amount in amounts if amount is not None]
    return sum(stated) if stated else None


def completion_rate(result: int | None, quota: int | None) -> Fraction | None:
    """result ÷ quota, exactly; None without a quota (none or 0) or without a result."""
    if not quota or result is None:
        return None
    return Fraction(result, quota)


def rounded_percent(rate: Fraction, decimals: int = 0) -> Decimal:
    """The rate in percent, rounded half up to `decimals` places: 1/8 gives 13, with one place 12.5."""
    scale = 100 * 10**decimals
    units = (2 * scale * rate.numerator + rate.denominator) // (2 * rate.denominator)
    return Decimal(units).scaleb(-decimals)


def band(rate: Fraction | None, low_threshold: int) -> Band:
    """The band of an exact rate; `low_threshold` in percent. 99.6 % is under, though it prints 100 %."""
    if rate is None:
        return Band.NONE
    if rate > 1:
        return Band.EXCEEDED
    if rate == 1:
        return Band.MET
    # Integers: a comparison of fractions costs a third of the whole table's arithmetic.
    is_low = 100 * rate.numerator < low_threshold * rate.denominator
    return Band.LOW if is_low else Band.UNDER


def competition_ranks(descending_rates: Sequence[Fraction]) -> list[int]:
    """Ranks of rates that are already in descending order; equal rates share one: 1, 2, 2, 4."""
    ranks: list[int] = []
    for place, rate in enumerate(descending_rates, start=1):
        tied = place > 1 and descending_rates[place - 2] == rate
        ranks.append(ranks[-1] if tied else place)
    return ranks
