"""The page of one participation for the person who reports for it: place, phases, locks, history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from units.domain.counts import locks
from units.domain.counts.locks import Lock
from units.domain.counts.standing import RankedPlace, place_of
from units.domain.figures.bases import BasisRules, rules_for
from units.domain.figures.ranking import Figure
from units.domain.figures.results import facts_at
from units.domain.figures.traces import StatedDay, stated_days, statements
from units.models import CorrectionRequest, Participation, Phase, Reopening, ReportedCount


@dataclass(frozen=True, slots=True)
class PhaseDesk:
    """One phase: its figure, its statements by day (the newest first), and whether it takes more. `today`:
    the day offered for a new statement.
    """

    phase: Phase
    figure: Figure
    days: tuple[StatedDay, ...]
    today: date
    lock: Lock | None
    reopening: Reopening | None
    request: CorrectionRequest | None

    @property
    def newest(self) -> ReportedCount | None:
        return self.days[0].counted if self.days else None

    @property
    def has_begun(self) -> bool:
        return self.phase.starts_on <= self.today

    @property
    def is_over(self) -> bool:
        return self.phase.ends_on < self.today

    @property
    def is_open(self) -> bool:
        return self.has_begun and (self.lock is None or self.reopening is not None)


@dataclass(frozen=True, slots=True)
class Desk:
    """`phases`: the current one first, then the others from the newest to the oldest."""

    participation: Participation
    place: RankedPlace
    phases: tuple[PhaseDesk, ...]

    @property
    def basis_rules(self) -> BasisRules:
        """The rules of the participation's basis, above all whether its result is stated here."""
        return rules_for(self.participation.basis)


def desk_of(participation: Participation, phases: Sequence[Phase], *, now: datetime) -> Desk:
    """The desk as of today. The number of queries grows only with the number of phases."""
    programme = participation.programme
    day = timezone.localdate(now)
    place = place_of(participation, facts_at(programme, phases, as_of=day, known_at=now))
    counts = statements(participation, as_of=day, known_at=now)
    requests = {request.phase_id: request for request in reversed(locks.requests_of(participation))}
    today = min(day, max((phase.ends_on for phase in phases), default=day))
    desks = [
        PhaseDesk(
            phase=phase,
            figure=figure,
            days=tuple(stated_days(count for count in counts if count.phase_id == phase.pk)),
            today=today,
            lock=locks.lock_on(phase, today, now=now),
            reopening=locks.open_reopening(participation, phase, now=now),
            request=requests.get(phase.pk),
        )
        for phase, figure in zip(phases, place.row.phases, strict=True)
    ]
    return Desk(participation=participation, place=place, phases=_current_first(desks))


def _current_first(desks: Sequence[PhaseDesk]) -> tuple[PhaseDesk, ...]:
    """The newest phase that has begun, then the others by descending number."""
    downward = sorted(desks, key=lambda desk: desk.phase.number, reverse=True)
    current = next((desk for desk in downward if desk.has_begun), None)
    return tuple(sorted(downward, key=lambda desk: desk is not current))
