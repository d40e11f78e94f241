"""Local days as instants: a day runs from its start up to, and without, the start of the next one."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def start_of(day: date) -> datetime:
    """The first instant of a local day."""
    return timezone.make_aware(datetime.combine(day, time.min))


def next_start(day: date) -> datetime:
    """The first instant after a local day."""
    return start_of(day + timedelta(days=1))
