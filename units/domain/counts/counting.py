"""State a count; nothing is ever overwritten. Whole tables at once: counts/table.py."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from units.choices import CountSource, EventVerb
from units.domain import access, versions
from units.domain.counts import locks
from units.domain.figures.bases import rules_for
from units.domain.journal import audit
from units.models import Participation, Phase, Programme, ReportedCount, User
from units.vietnamese import dotted, short_date


@dataclass(frozen=True, slots=True)
class Statement:
    """A count to be recorded. `seen`: the pk of the newest statement that the form showed; `seen_for_day`:
    the pk of the one that it showed as counting at the end of `counted_on` (0: none; None: no check). With
    them two people who state at once notice each other.
    """

    participation: Participation
    phase: Phase
    counted_on: date
    amount: int
    key: uuid.UUID
    note: str = ""
    reason: str = ""
    seen: int | None = None
    seen_for_day: int | None = None


class StatedMeanwhileError(Exception):
    """Somebody else has stated this figure since the form was opened; carries their statement."""

    def __init__(self, newest: ReportedCount) -> None:
        super().__init__("Số liệu vừa được người khác nhập.")
        self.newest = newest


class KeyReusedError(Exception):
    """The same sending was already recorded with other content; carries what was recorded."""

    def __init__(self, recorded: ReportedCount) -> None:
        super().__init__("Lần gửi này đã được ghi với nội dung khác.")
        self.recorded = recorded


@dataclass(frozen=True, slots=True)
class Admitted:
    """The result of `admit`: a row to be saved, or one that exists already; the row that it replaces, and the
    newest row before it.
    """

    count: ReportedCount
    replaced: ReportedCount | None = None
    newest: ReportedCount | None = None


def newest_statement(participation: Participation, phase: Phase) -> ReportedCount | None:
    """The statement of the latest day that has one, as recorded by now."""
    counts = ReportedCount.objects.filter(participation=participation, phase=phase)
    return counts.order_by("-counted_on", "-recorded_at", "-pk").first()


def state_count(statement: Statement, *, by: User) -> ReportedCount:
    """Record a statement, or give back the one that this key or this very content already recorded.

    Raises PermissionDenied, ValidationError (keys: counted_on, amount, reason; code "locked" without a
    key), StatedMeanwhileError, KeyReusedError.
    """
    with transaction.atomic():
        [stored] = as_stored([statement])
        return record(admit(stored, by=by), by=by)


def as_stored(statements: Sequence[Statement]) -> list[Statement]:
    """The same statements with their participations locked, and participations and phases read anew."""
    keys = {statement.participation.pk for statement in statements}
    rows = Participation.objects.select_related("programme", "unit").filter(pk__in=keys)
    participations = {each.pk: each for each in versions.locked(rows)}
    phases = Phase.objects.prefetch_related("programme__phases").in_bulk(
        {statement.phase.pk for statement in statements}
    )
    return [
        replace(each, participation=participations[each.participation.pk], phase=phases[each.phase.pk])
        for each in statements
    ]


def admit(statement: Statement, *, by: User) -> Admitted:
    """Check the statement and return the row to be saved, or the row that records it already.

    Raises as `state_count` does.
    """
    now = timezone.now()
    repeated = _recorded_before(statement)
    if repeated:
        return Admitted(repeated)
    require_permission(statement.participation, by=by)
    newest = newest_statement(statement.participation, statement.phase)
    _require_seen(statement, newest)
    check(statement, now=now)
    same_day = on_same_day(statement)
    if same_day and same_day.amount == statement.amount:
        return Admitted(same_day)
    count = ReportedCount(
        participation=statement.participation,
        phase=statement.phase,
        counted_on=statement.counted_on,
        amount=statement.amount,
        note=statement.note.strip(),
        reason=statement.reason.strip(),
        source=CountSource.STAFF if access.is_staff(by) else CountSource.UNIT,
        idempotency_key=statement.key,
        recorded_at=now,
        recorded_by=by,
    )
    # Rows and key have just been read; checking them again would cost queries for each cell of a table.
    count.full_clean(exclude={"participation", "phase", "recorded_by", "idempotency_key"})
    return Admitted(count, replaced=same_day, newest=newest)


def _require_seen(statement: Statement, newest: ReportedCount | None) -> None:
    if statement.seen is not None and newest and newest.pk != statement.seen:
        raise StatedMeanwhileError(newest)
    if statement.seen_for_day is None or newest is None:
        return
    counts = ReportedCount.objects.at(statement.counted_on, timezone.now())
    for_day = counts.filter(participation=statement.participation, phase=statement.phase).first()
    if for_day and for_day.pk != statement.seen_for_day and for_day.amount != statement.amount:
        raise StatedMeanwhileError(for_day)


def record(admitted: Admitted, *, by: User) -> ReportedCount:
    """Save an admitted row, in the transaction that admitted it."""
    count = admitted.count
    if count._state.adding:
        count.save(force_insert=True)
        _tell(count, replaced=admitted.replaced, before=admitted.newest, by=by)
    return count


def require_permission(participation: Participation, *, by: User) -> None:
    """Refuse people who do not report for this participation, and participations whose result is computed."""
    if not access.answers_for(by, participation):
        raise PermissionDenied
    rules = rules_for(participation.basis)
    if not rules.is_stated:
        raise ValidationError(f"Kết quả của {participation.name} là {rules.words}, nên không nhập trực tiếp.")


def check(statement: Statement, *, now: datetime) -> None:
    """Refuse impossible days, locked figures, and doubtful figures without a reason."""
    require_possible(statement, now=now)
    doubt = doubtful(statement)
    if doubt and not statement.reason.strip():
        raise ValidationError({"reason": f"{doubt} Hãy ghi lý do."}, code="doubtful")


def require_possible(statement: Statement, *, now: datetime) -> None:
    """Refuse impossible days and locked figures, whatever the amount is."""
    check_day(statement.phase, statement.counted_on, timezone.localdate(now))
    locks.require_open(statement.participation, statement.phase, statement.counted_on, now=now)


def check_day(phase: Phase, day: date, today: date) -> None:
    """Refuse a day in the future, before the phase begins or after the programme ends."""
    if day > today:
        raise ValidationError({"counted_on": f"Ngày {short_date(day)} chưa đến."})
    if day < phase.starts_on:
        raise ValidationError(
            {"counted_on": f"{phase.name} bắt đầu ngày {short_date(phase.starts_on)}; hãy chọn từ ngày đó."}
        )
    last = programme_end(phase.programme)
    if day > last:
        raise ValidationError(
            {"counted_on": f"Chương trình kết thúc ngày {short_date(last)}; hãy chọn đến ngày đó."}
        )


def programme_end(programme: Programme) -> date:
    """The last day of the last phase."""
    return max(phase.ends_on for phase in programme.phases.all())


def doubtful(statement: Statement) -> str:
    """Why the figure needs a reason, as a sentence; empty when it needs none."""
    counts = ReportedCount.objects.filter(participation=statement.participation, phase=statement.phase)
    day, amount = statement.counted_on, statement.amount
    before = counts.filter(counted_on__lt=day).order_by("-counted_on", "-recorded_at", "-pk").first()
    after = counts.filter(counted_on__gt=day).order_by("counted_on", "-recorded_at", "-pk").first()
    same_day = on_same_day(statement)
    threshold = statement.phase.programme.jump_threshold
    if same_day and same_day.amount != amount:
        return f"Ngày {short_date(day)} đã báo cáo {dotted(same_day.amount)}; đây là sửa số liệu."
    if before and amount < before.amount:
        return f"Số luỹ kế {dotted(amount)} nhỏ hơn {_stated(before)}."
    if after and amount > after.amount:
        return f"Số luỹ kế {dotted(amount)} lớn hơn {_stated(after)}."
    if amount - (before.amount if before else 0) > threshold:
        return f"Số luỹ kế tăng quá {dotted(threshold)} so với lần trước."
    return ""


def _stated(count: ReportedCount) -> str:
    return f"{dotted(count.amount)} đã báo cáo ngày {short_date(count.counted_on)}"


def on_same_day(statement: Statement) -> ReportedCount | None:
    """The statement that counts for this very day, or None."""
    counts = ReportedCount.objects.filter(
        participation=statement.participation, phase=statement.phase, counted_on=statement.counted_on
    )
    return counts.order_by("-recorded_at", "-pk").first()


def _recorded_before(statement: Statement) -> ReportedCount | None:
    recorded = ReportedCount.objects.filter(idempotency_key=statement.key).first()
    if recorded is None:
        return None
    same = (
        recorded.participation_id == statement.participation.pk
        and recorded.phase_id == statement.phase.pk
        and recorded.counted_on == statement.counted_on
        and recorded.amount == statement.amount
    )
    if not same:
        raise KeyReusedError(recorded)
    return recorded


def _tell(
    count: ReportedCount, *, replaced: ReportedCount | None, before: ReportedCount | None, by: User
) -> None:
    old = replaced or before
    audit.record_at(
        count.participation,
        EventVerb.COUNT_CORRECTED if replaced else EventVerb.COUNT_STATED,
        count,
        by=by,
        before=audit.values_of(old, "id", "counted_on", "amount") if old else None,
        after=audit.values_of(count, "id", "participation", "phase", "counted_on", "amount", "note"),
        on_behalf=count.source == CountSource.STAFF,
        reason=count.reason,
    )
