"""Where a dossier stands, how much, how large, as words."""

from datetime import date, datetime

from django import template
from django.utils import timezone

from units import vietnamese
from units.choices import InitiativeState
from units.models import Initiative
from units.templatetags.lock_words import lasting
from units.vietnamese import dotted, short_date

register = template.Library()

JUST_NOW = "vừa mới"
register.filter("money_words", vietnamese.money_words)
register.filter("file_size", vietnamese.file_size)


@register.filter
def ago(moment: datetime, now: datetime) -> str:
    """How long ago, by its greatest part: "3 ngày trước", "vừa mới"."""
    number, word, *_ = lasting(now - moment).split()
    return JUST_NOW if number == "chưa" else f"{number} {word} trước"


@register.filter
def days_left(until: date, now: datetime) -> str:
    """A deadline ends with its day: "còn 5 ngày", "hết hạn hôm nay", "đã quá hạn 2 ngày"."""
    days = (until - timezone.localdate(now)).days
    if days == 0:
        return "hết hạn hôm nay"
    return f"còn {dotted(days)} ngày" if days > 0 else f"đã quá hạn {dotted(-days)} ngày"


@register.filter
def standing(initiative: Initiative, now: datetime) -> str:
    """Where it stands and since when, for whoever waits."""
    match initiative.state:
        case InitiativeState.SUBMITTED if initiative.submitted_at:
            waits = ago(initiative.submitted_at, now)
            return f"Chờ duyệt, {waits} nộp" if waits == JUST_NOW else f"Chờ duyệt từ {waits}"
        case InitiativeState.RETURNED if initiative.due_on:
            return (
                f"Trả lại để bổ sung, hạn đến hết ngày {short_date(initiative.due_on)} "
                f"({days_left(initiative.due_on, now)})"
            )
        case InitiativeState.ACCEPTED | InitiativeState.REJECTED if initiative.decided_at:
            decided_on = timezone.localdate(initiative.decided_at)
            return f"{initiative.get_state_display()} ngày {short_date(decided_on)}"
        case InitiativeState.WITHDRAWN:
            return "Đã rút, không được xét"
    begun = ago(initiative.created_at, now)
    return f"Dự thảo, {begun} lập" if begun == JUST_NOW else f"Dự thảo, lập {begun}"
