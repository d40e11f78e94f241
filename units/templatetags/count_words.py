"""Figures and people of statements as words."""

from django import template

from units.choices import CountSource
from units.domain import access
from units.domain.access import Person
from units.domain.figures.bases import rules_for
from units.domain.figures.ranking import Figure
from units.models import Participation, ReportedCount
from units.tables.shown import ShownFigure, shown_figure
from units.vietnamese import dotted

register = template.Library()
register.filter("dotted", dotted)

WORDS = {
    CountSource.UNIT: "cán bộ đơn vị",
    CountSource.STAFF: "cán bộ tỉnh nhập thay",
    CountSource.FILE: "nạp từ tệp",
}


@register.simple_tag
def who(count: ReportedCount, reader: Person) -> str:
    """Who stated it: the role, and for staff of the province the name."""
    words = WORDS[CountSource(count.source)]
    if count.recorded_by_id is None:
        return words
    if count.recorded_by_id == reader.pk:
        return f"{words} (chính bạn)"
    if access.is_staff(reader) and count.recorded_by:
        return f"{words} ({count.recorded_by.get_full_name()})"
    return words


@register.filter
def computed_how(participation: Participation) -> str:
    """How the result is computed, for use within a sentence; empty if people state it."""
    rules = rules_for(participation.basis)
    return "" if rules.is_stated else rules.words


@register.simple_tag
def shown(figure: Figure, decimals: int) -> ShownFigure:
    """A figure as text."""
    return shown_figure(figure, decimals)


@register.filter
def size(number: int) -> str:
    """How much, whichever the direction: -5 gives "5"."""
    return dotted(abs(number))
