"""The board of locks: what is locked now and for whom, unanswered requests, every reopening."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from units.domain.counts import locks
from units.domain.counts.locks import Lock
from units.domain.figures import bases
from units.models import CorrectionRequest, Participation, Phase, Reopening


@dataclass(frozen=True, slots=True)
class PhaseState:
    """A phase and its lock. `through`: the last locked day, None where every day is locked or none."""

    phase: Phase
    lock: Lock | None
    through: date | None
    reopened: tuple[Reopening, ...]


@dataclass(frozen=True, slots=True)
class LockBoard:
    """The locks of a programme, for those of the participations that state their own counts."""

    participations: tuple[Participation, ...]
    phases: tuple[PhaseState, ...]
    waiting: tuple[CorrectionRequest, ...]


def board_of(participations: Iterable[Participation], phases: Sequence[Phase], *, now: datetime) -> LockBoard:
    """The board at an instant. The number of queries grows only with the number of phases."""
    stating = bases.stating(participations)
    keys = {each.pk for each in stating}
    reopened = (
        [
            each
            for each in locks.running(phases[0].programme, now=now).select_related("participation")
            if each.participation_id in keys
        ]
        if phases
        else []
    )
    return LockBoard(
        participations=tuple(stating),
        phases=tuple(
            PhaseState(phase, *_lock_of(phase, now), tuple(r for r in reopened if r.phase_id == phase.pk))
            for phase in phases
        ),
        waiting=tuple(locks.waiting_requests(stating)),
    )


def reopenings_of(participations: QuerySet[Participation]) -> QuerySet[Reopening]:
    """Every reopening, the newest first."""
    reopenings = Reopening.objects.filter(participation__in=participations)
    return reopenings.select_related(
        "participation", "phase", "granted_by", "request__requested_by"
    ).order_by("-granted_at", "-pk")


def newest_reopening() -> int:
    """The pk of the newest reopening; 0 where there is none."""
    return Reopening.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _lock_of(phase: Phase, now: datetime) -> tuple[Lock | None, date | None]:
    """The lock and the last day that it covers (None: every day)."""
    last = max(timezone.localdate(now), phase.starts_on)
    whole = locks.lock_on(phase, last, now=now)
    if whole:
        return whole, None
    lock, first = locks.lock_on(phase, phase.starts_on, now=now), phase.starts_on
    if lock is None:
        return None, None
    while last - first > timedelta(days=1):  # halved: a rule that locks a day locks the days before it
        middle = first + (last - first) // 2
        found = locks.lock_on(phase, middle, now=now)
        if found:
            lock, first = found, middle
        else:
            last = middle
    return lock, first
