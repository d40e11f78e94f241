"""How many initiatives remain, and the weekly pace that this requires."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Pace:
    """Initiatives that remain, days left after `as_of`, initiatives needed a week (None where no day is
    left).
    """

    remaining: int
    days_left: int
    per_week: Fraction | None


def pace(result: int | None, quota: int | None, *, as_of: date, ends_on: date) -> Pace:
    """The pace needed from `as_of` to the end of `ends_on`. Beyond the quota nothing remains."""
    remaining = max((quota or 0) - (result or 0), 0)
    days_left = max((ends_on - as_of).days, 0)
    per_week = Fraction(remaining * 7, days_left) if days_left else None
    return Pace(remaining=remaining, days_left=days_left, per_week=per_week)
