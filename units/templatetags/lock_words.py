"""How long something lasts or waits, as words."""

from datetime import datetime, timedelta

from django import template

from units.vietnamese import dotted

register = template.Library()


def lasting(span: timedelta) -> str:
    """The two greatest parts: "2 ngày 3 giờ", "3 giờ 5 phút", "5 phút", "chưa đến 1 phút"."""
    minutes = int(span.total_seconds()) // 60
    parts = ((minutes // 1440, "ngày"), (minutes % 1440 // 60, "giờ"), (minutes % 60, "phút"))
    greatest = parts[:2] if minutes >= 1440 else parts
    shown = [f"{dotted(number)} {word}" for number, word in greatest if number]
    return " ".join(shown) or "chưa đến 1 phút"


@register.filter
def since(moment: datetime, now: datetime) -> str:
    """How long ago."""
    return lasting(now - moment)


@register.filter
def left(until: datetime, now: datetime) -> str:
    """How long it still lasts; empty when it is over."""
    return lasting(until - now) if until > now else ""
