"""The strip of key figures above the table, as text."""

from dataclasses import dataclass

from units.choices import Band
from units.domain.figures.pacing import Pace
from units.domain.figures.summary import Summary
from units.rates import rounded_percent
from units.tables.shown import NO_FIGURE, ShownFigure, shown_figure
from units.vietnamese import comma_decimal, dotted


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """What a leader reads first."""

    scope: str
    overall: ShownFigure
    standing: str
    phases: tuple[tuple[str, ShownFigure], ...]
    exceeded: str
    low: str
    unreported: str
    time_left: str
    pace: str


def key_figures(summary: Summary) -> KeyFigures:
    """The key figures of a summary."""
    decimals = summary.rate_decimals
    time_left, needed = _time(summary.pace, has_quotas=summary.has_quotas)
    return KeyFigures(
        scope=summary.heading.bloc_name or "Toàn chương trình",
        overall=shown_figure(summary.total.overall, decimals),
        standing=_standing(summary),
        phases=tuple(
            (phase.name, shown_figure(figure, decimals))
            for phase, figure in zip(summary.phases, summary.total.phases, strict=True)
        ),
        exceeded=dotted(summary.count_in(Band.EXCEEDED)) if summary.has_quotas else NO_FIGURE,
        low=dotted(summary.count_in(Band.LOW)) if summary.has_quotas else NO_FIGURE,
        unreported=dotted(summary.unreported) if summary.unreported else "",
        time_left=time_left,
        pace=needed,
    )


def _standing(summary: Summary) -> str:
    """ "Đạt 94% · còn 148 sáng kiến"; above the quota what goes beyond it."""
    overall = summary.total.overall
    if overall.rate is None or overall.result is None or overall.quota is None:
        return "Chưa tính được tỷ lệ"
    percent = comma_decimal(rounded_percent(overall.rate, summary.rate_decimals))
    beyond = overall.result - overall.quota
    if beyond < 0:
        return f"Đạt {percent}% · còn {dotted(-beyond)} sáng kiến"
    return f"Đạt {percent}%" + (f" · vượt {dotted(beyond)} sáng kiến" if beyond else "")


def _time(pace: Pace | None, *, has_quotas: bool) -> tuple[str, str]:
    """Days left, and what they ask for."""
    if pace is None or pace.per_week is None:
        missing = pace.remaining if pace else 0
        return "Đã hết hạn", f"còn thiếu {dotted(missing)}" if missing else ""
    days = f"{dotted(pace.days_left)} ngày"
    if not has_quotas:
        return days, "chưa có chỉ tiêu"
    if not pace.remaining:
        return days, "đã đủ chỉ tiêu"
    # rounded_percent multiplies by 100: a hundredth of the pace gives the pace with one decimal.
    return days, f"cần {comma_decimal(rounded_percent(pace.per_week / 100, 1))} sáng kiến/tuần"
