"""The Summary as JSON for programs; the keys are documented in docs/json.md and stay."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils import timezone

from units.choices import Band
from units.domain.figures.pacing import Pace
from units.domain.figures.ranking import Figure, SummaryRow
from units.domain.figures.summary import Summary, SummaryHeading, SummaryPhase
from units.exchange.official_form import printed_rate

Json = dict[str, object]


def render(summary: Summary) -> bytes:
    """UTF-8, Vietnamese unescaped; the same summary always gives the same bytes."""
    document = json.dumps(_document(summary), ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    # A lone surrogate has no UTF-8 form; it becomes "?" rather than an error.
    return document.encode("utf-8", errors="replace")


def _document(summary: Summary) -> Json:
    heading, decimals = summary.heading, summary.rate_decimals
    return {
        "programme": _programme(heading),
        "bloc": {"code": heading.bloc_code, "name": heading.bloc_name} if heading.bloc_code else None,
        "directive": _directive(heading),
        "as_of": summary.as_of.isoformat(),
        "known_at": timezone.localtime(summary.known_at).isoformat(),
        "low_threshold": summary.low_threshold,
        "rate_decimals": decimals,
        "phases": [_phase(phase) for phase in summary.phases],
        "rows": [_row(row, decimals) for row in summary.rows],
        "total": _figures(summary.total.phases, summary.total.overall, decimals),
        "counts": {
            "exceeded": summary.count_in(Band.EXCEEDED),
            "low": summary.count_in(Band.LOW),
            "unreported": summary.unreported,
        },
        "pace": _pace(summary.pace),
    }


def _programme(heading: SummaryHeading) -> Json:
    return {
        "slug": heading.slug,
        "name": heading.programme_name,
        "short_name": heading.programme_short_name,
        "superior_name": heading.superior_name,
        "organiser_name": heading.organiser_name,
        "organiser_short_name": heading.organiser_short_name,
        "subtitle": heading.subtitle,
        "is_demonstration": heading.is_demonstration,
    }


def _directive(heading: SummaryHeading) -> Json | None:
    if not heading.directive_number:
        return None
    return {"number": heading.directive_number, "issued_on": _day(heading.directive_issued_on)}


def _phase(phase: SummaryPhase) -> Json:
    return {
        "number": phase.number,
        "name": phase.name,
        "starts_on": _day(phase.starts_on),
        "ends_on": _day(phase.ends_on),
    }


def _row(row: SummaryRow, decimals: int) -> Json:
    return {
        "number": row.number,
        "rank": row.rank,
        "name": row.name,
        "registered_quota": row.registered_quota,
        **_figures(row.phases, row.overall, decimals),
    }


def _figures(phases: tuple[Figure, ...], overall: Figure, decimals: int) -> Json:
    return {
        "phases": [_figure(each, decimals) for each in phases],
        "overall": _figure(overall, decimals),
    }


def _figure(figure: Figure, decimals: int) -> Json:
    return {
        "quota": figure.quota,
        "result": figure.result,
        "rate": _fraction(figure.rate),
        "percent": _number(printed_rate(figure.rate, decimals)),
        "band": figure.band.value,
    }


def _pace(pace: Pace | None) -> Json | None:
    if pace is None:
        return None
    return {
        "remaining": pace.remaining,
        "days_left": pace.days_left,
        "per_week": _fraction(pace.per_week),
    }


def _fraction(fraction: Fraction | None) -> Json | None:
    """Exact, in lowest terms."""
    if fraction is None:
        return None
    return {"numerator": fraction.numerator, "denominator": fraction.denominator}


def _number(percent: Decimal | None) -> int | float | None:
    """Two decimals at most, which a double prints back unchanged."""
    if percent is None:
        return None
    return int(percent) if percent == percent.to_integral_value() else float(percent)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
