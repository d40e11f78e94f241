"""What a reader sees of a programme on a day: its Summary, its directive, and notices on what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from units.domain.figures.ranking import SummaryRow
from units.domain.figures.results import first_statement_day, latest_statement_day
from units.domain.figures.summary import Summary, build_summary
from units.models import Bloc, Directive, Phase, Programme
from units.vietnamese import dotted, fold, short_date


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence on what is missing or doubtful. `show_on`: a day that has something to show."""

    text: str
    show_on: date | None = None


@dataclass(frozen=True, slots=True)
class SummaryReading:
    """`summary` is None where no table can exist: no phase yet, a day outside the programme, a future day."""

    as_of: date
    summary: Summary | None
    directive: Directive | None
    notices: tuple[Notice, ...]


def read(
    programme: Programme,
    phases: Sequence[Phase],
    *,
    as_of: date | None,
    known_at: datetime | None = None,
    bloc: Bloc | None = None,
) -> SummaryReading:
    """The programme at the end of `as_of` (default: the latest day with a statement, but not after today)."""
    known_at = known_at or timezone.now()
    today = timezone.localdate()
    if not phases:
        return _nothing(as_of or today, "Chương trình chưa có giai đoạn nào, nên chưa có biểu tổng hợp.")
    starts_on = min(phase.starts_on for phase in phases)
    latest = latest_statement_day(programme, phases, until=as_of or today, known_at=known_at)
    chosen, as_of = as_of, as_of or latest or max(today, starts_on)
    if as_of > today:
        return _nothing(
            as_of,
            _too_early(as_of, starts_on) if as_of < starts_on else _not_come(as_of),
            show_on=latest_statement_day(programme, phases, until=today, known_at=known_at),
        )
    directive = Directive.objects.filter(programme=programme).beside(as_of).first()
    summary = build_summary(
        programme, phases=phases, as_of=as_of, known_at=known_at, bloc=bloc, directive=directive
    )
    # Before a start that was moved later only a day on which something still counts has a table.
    if as_of < starts_on and not summary.has_results:
        if chosen is None:
            return read(programme, phases, as_of=max(today, starts_on), known_at=known_at, bloc=bloc)
        return _nothing(
            as_of,
            _too_early(as_of, starts_on),
            show_on=latest_statement_day(programme, phases, until=today, known_at=known_at),
        )
    first = first_statement_day(programme) if latest is None else None
    return SummaryReading(
        as_of=as_of, summary=summary, directive=directive, notices=tuple(_notices(summary, latest, first))
    )


def matching(summary: Summary, text: str) -> tuple[SummaryRow, ...]:
    """The rows whose name contains the text; accents and case do not count."""
    wanted = fold(text)
    return tuple(row for row in summary.rows if wanted in fold(row.name))


def _too_early(day: date, starts_on: date) -> str:
    return f"Ngày {short_date(day)} là trước ngày bắt đầu chương trình ({short_date(starts_on)})."


def _not_come(day: date) -> str:
    return f"Ngày {short_date(day)} chưa đến. Biểu tổng hợp chỉ tính đến ngày hôm nay trở về trước."


def _nothing(as_of: date, text: str, show_on: date | None = None) -> SummaryReading:
    return SummaryReading(as_of=as_of, summary=None, directive=None, notices=(Notice(text, show_on),))


def _notices(summary: Summary, latest: date | None, first: date | None) -> list[Notice]:
    if not summary.rows:
        return [Notice(f"{summary.heading.bloc_name or 'Chương trình'} chưa có đơn vị tham gia.")]
    day = short_date(summary.as_of)
    found: list[Notice] = []
    if latest is None and first is None:
        found.append(Notice("Chưa có đơn vị nào báo cáo số liệu."))
    elif latest is None:
        found.append(Notice(f"Đến ngày {day} chưa có số liệu nào được báo cáo.", show_on=first))
    if not summary.has_quotas:
        found.append(Notice(f"Đến ngày {day} chưa có chỉ tiêu, nên chưa có tỷ lệ và thứ hạng."))
    if latest is not None and summary.unreported:
        found.append(
            Notice(f"Còn {dotted(summary.unreported)} đơn vị được giao chỉ tiêu mà chưa báo cáo lần nào.")
        )
    found.extend(
        Notice(
            f"{row.name}: chỉ tiêu đăng ký cả chương trình là {dotted(row.registered_quota)}, "
            f"khác với tổng chỉ tiêu các giai đoạn là {dotted(row.overall.quota or 0)}."
        )
        for row in summary.rows
        if row.quota_differs and row.registered_quota is not None
    )
    return found
