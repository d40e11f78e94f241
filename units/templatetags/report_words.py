"""Gaps between figures as words."""

from django import template

from units.domain.reports.reconciling import gap_words

register = template.Library()
register.filter("gap_words", gap_words)
