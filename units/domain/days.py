"""Local days as instants. A day is the half-open interval from its start to the start of the next day."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def start_of(day: date) -> datetime:
    """The first instant of a local day."""
    return timezone.make_aware(datetime.combine(day, time.min))


def next_start(day: date) -> datetime:
    """The first instant after a local day: the start of the next one."""
    return start_of(day + timedelta(days=1))
