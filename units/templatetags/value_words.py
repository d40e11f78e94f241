"""Money and shares as words."""

from fractions import Fraction

from django import template

from units.rates import rounded_percent
from units.vietnamese import comma_decimal, dotted, money_words

register = template.Library()
register.filter("dotted", dotted)
register.filter("money_words", money_words)

NOTHING = "–"


@register.filter
def dotted_or_dash(number: int | None) -> str:
    return NOTHING if number is None else dotted(number)


@register.filter
def percent(share: Fraction | None) -> str:
    """12,5%; a dash where there is no share."""
    return NOTHING if share is None else f"{comma_decimal(rounded_percent(share, 1))}%"
