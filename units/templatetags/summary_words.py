"""Dates as official papers write them, and the bar of a rate."""

from datetime import datetime
from functools import lru_cache

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from units import vietnamese
from units.tables.shown import BAR_END, ShownFigure

register = template.Library()
register.filter("short_date", vietnamese.short_date)
register.filter("letter_date", vietnamese.letter_date)


@register.filter
def instant(moment: datetime) -> str:
    """15:34 10/11/2022, local time."""
    local = timezone.localtime(moment)
    return f"{local:%H:%M} {vietnamese.short_date(local.date())}"


@register.simple_tag
def bar(figure: ShownFigure) -> SafeString:
    """A bar with a tick at 100 %. Decoration: the number stands beside it."""
    return _bar(figure.band, figure.bar)


@lru_cache(maxsize=1024)
def _bar(band: str, filled: int) -> SafeString:
    """There are a few hundred different bars at most, and two or three in every row."""
    return format_html(
        '<svg class="bar bar-{0}" viewBox="0 0 {1} 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="bar-track" width="{1}" height="10" rx="5"/>'
        '<rect class="bar-fill" width="{2}" height="10" rx="5"/>'
        '<path class="bar-tick" d="M100 0V10"/></svg>',
        band,
        BAR_END,
        filled,
    )


@register.simple_tag
def meter(figure: ShownFigure) -> SafeString:
    """A wide bar that is full at 100 %. Decoration: the number stands beside it."""
    return format_html(
        '<svg class="meter meter-{0}" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="bar-track" width="100" height="10"/>'
        '<rect class="bar-fill" width="{1}" height="10"/></svg>',
        figure.band,
        min(figure.bar, 100),
    )
