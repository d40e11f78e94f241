"""Which figures are locked, why and until when; requests to correct them, and reopenings."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from units.choices import EventVerb
from units.domain import access, days, versions
from units.domain.journal import audit
from units.models import CorrectionRequest, Participation, Phase, Programme, Reopening, User
from units.vietnamese import short_date

MAX_REOPENING_HOURS = 24 * 14


@dataclass(frozen=True, slots=True)
class Lock:
    """Why a statement cannot be made, and since which instant that holds."""

    reason: str
    since: datetime


LockRule = Callable[[Phase, date, datetime], Lock | None]
"""Called with a phase, the day of the statement and the present instant. A rule that locks a day of a phase
must lock the days before it too.
"""


def closed_for_reporting(phase: Phase, counted_on: date, now: datetime) -> Lock | None:
    """A phase takes statements until the end of its closing day, local time."""
    if phase.reporting_closes_on is None:
        return None
    since = days.next_start(phase.reporting_closes_on)
    if now < since:
        return None
    day = short_date(phase.reporting_closes_on)
    return Lock(reason=f"{phase.name} đã hết hạn nhận số liệu vào cuối ngày {day}.", since=since)


LOCK_RULES: list[LockRule] = [closed_for_reporting]
"""Every rule that may lock a statement. Code that freezes figures in another way adds its rule here."""


def lock_on(phase: Phase, counted_on: date, *, now: datetime) -> Lock | None:
    """The first lock on statements for this day; reopenings are not considered."""
    return next((lock for rule in LOCK_RULES if (lock := rule(phase, counted_on, now))), None)


def open_reopening(participation: Participation, phase: Phase, *, now: datetime) -> Reopening | None:
    """The longest reopening in force for this participation and phase."""
    reopenings = Reopening.objects.open_at(now).filter(participation=participation, phase=phase)
    return reopenings.order_by("-until", "-pk").first()


def running(programme: Programme, *, now: datetime) -> QuerySet[Reopening]:
    """The reopenings in force in a programme, the one that lasts longest last."""
    reopenings = Reopening.objects.open_at(now).filter(participation__programme=programme)
    return reopenings.order_by("until", "pk")


def require_open(participation: Participation, phase: Phase, counted_on: date, *, now: datetime) -> None:
    """Refuse a locked statement with a sentence that says why.

    Raises ValidationError (code "locked").
    """
    lock = lock_on(phase, counted_on, now=now)
    if lock and open_reopening(participation, phase, now=now) is None:
        raise ValidationError(f"{lock.reason} Muốn sửa, hãy gửi đề nghị mở khoá kèm lý do.", code="locked")


def request_correction(
    *,
    participation: Participation,
    phase: Phase,
    counted_on: date,
    amount: int,
    reason: str,
    key: uuid.UUID,
    by: User,
) -> CorrectionRequest:
    """Ask for a locked figure to be opened; the same key again returns the first request."""
    if not access.answers_for(by, participation):
        raise PermissionDenied
    with transaction.atomic():
        versions.lock(participation)
        if asked := participation.correction_requests.filter(idempotency_key=key).first():
            return asked
        if lock_on(phase, counted_on, now=timezone.now()) is None:
            raise ValidationError("Số liệu này chưa khoá; hãy nhập thẳng vào trang số liệu.")
        request = CorrectionRequest(
            participation=participation,
            phase=phase,
            counted_on=counted_on,
            amount=amount,
            reason=reason.strip(),
            idempotency_key=key,
            requested_by=by,
        )
        request.full_clean()
        request.save(force_insert=True)
        audit.record_at(
            participation,
            EventVerb.CORRECTION_REQUESTED,
            request,
            by=by,
            after=audit.values_of(request, "participation", "phase", "counted_on", "amount"),
            reason=request.reason,
        )
        return request


def reopen(
    *,
    participation: Participation,
    phase: Phase,
    hours: int,
    reason: str,
    by: User,
    request: CorrectionRequest | None = None,
    seen: int | None = None,
) -> Reopening:
    """Open one participation and phase for some hours from now; with `request`, answer it. `seen`: the pk of
    the newest reopening that the form showed (0: none). The same form sent again returns the reopening that
    it made; one that somebody else made meanwhile is refused.
    """
    if not access.is_staff(by):
        raise PermissionDenied
    if not 1 <= hours <= MAX_REOPENING_HOURS:
        raise ValidationError({"hours": f"Số giờ mở khoá phải từ 1 đến {MAX_REOPENING_HOURS}."})
    now = timezone.now()
    reopening = Reopening(
        participation=participation,
        phase=phase,
        request=request,
        reason=reason.strip(),
        granted_at=now,
        granted_by=by,
        until=now + timedelta(hours=hours),
    )
    with transaction.atomic():
        versions.lock(participation)
        if made := _opened_since(seen, reopening):
            _require_same_sending(made, reopening)
            return made
        if request:
            _require_unanswered(request)
        reopening.full_clean()
        reopening.save(force_insert=True)
        _tell_of(reopening)
    return reopening


def _tell_of(reopening: Reopening) -> None:
    audit.record_at(
        reopening.participation,
        EventVerb.REOPENED,
        reopening,
        by=reopening.granted_by,
        after=audit.values_of(reopening, "participation", "phase", "until", "request"),
        reason=reopening.reason,
    )


def _opened_since(seen: int | None, wanted: Reopening) -> Reopening | None:
    if seen is None:
        return None
    since = Reopening.objects.filter(participation=wanted.participation, phase=wanted.phase, pk__gt=seen)
    return since.select_related("granted_by").order_by("-pk").first()


def _require_same_sending(made: Reopening, wanted: Reopening) -> None:
    is_same = (
        made.granted_by_id == wanted.granted_by_id
        and made.request_id == wanted.request_id
        and made.reason == wanted.reason
        and made.until - made.granted_at == wanted.until - wanted.granted_at
    )
    if not is_same:
        until = timezone.localtime(made.until)
        raise ValidationError(
            f"{made.granted_by.get_full_name()} vừa mở khoá số liệu này đến {until:%H:%M} "
            f"ngày {short_date(until.date())}; nếu cần mở lâu hơn, hãy gửi lại."
        )


def decline(*, request: CorrectionRequest, note: str, by: User) -> CorrectionRequest:
    """Decline a request with a reason. Raises PermissionDenied, ValidationError (key: note)."""
    if not access.is_staff(by):
        raise PermissionDenied
    if not note.strip():
        raise ValidationError({"note": "Hãy ghi lý do từ chối để đơn vị biết."})
    with transaction.atomic():
        request = versions.lock(request)
        if request.declined_by_id == by.pk and request.decline_note == note.strip():
            return request
        _require_unanswered(request)
        request.declined_at, request.declined_by = timezone.now(), by
        request.decline_note = note.strip()
        request.full_clean()
        request.save(update_fields=["declined_at", "declined_by", "decline_note"])
        audit.record_at(
            request.participation,
            EventVerb.CORRECTION_DECLINED,
            request,
            by=by,
            after=audit.values_of(request, "declined_at"),
            reason=request.decline_note,
        )
        return request


def _require_unanswered(request: CorrectionRequest) -> None:
    locked = versions.lock(request)
    if locked.declined_at or Reopening.objects.filter(request=locked).exists():
        raise ValidationError("Đề nghị này đã được trả lời rồi.")


def waiting_requests(participations: Iterable[Participation]) -> list[CorrectionRequest]:
    """The unanswered requests of these participations, the oldest first."""
    return list(
        CorrectionRequest.objects.filter(participation__in=participations, declined_at=None, reopening=None)
        .select_related("participation", "phase", "requested_by")
        .order_by("requested_at", "pk")
    )


def requests_of(participation: Participation) -> list[CorrectionRequest]:
    """All requests of a participation with their answers, the newest first."""
    requests = CorrectionRequest.objects.filter(participation=participation)
    return list(
        requests.select_related("phase", "reopening", "requested_by").order_by("-requested_at", "-pk")
    )
