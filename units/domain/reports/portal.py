"""What the national portal shows of each unit: recorded by staff, one row for each reading."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from units.choices import EventVerb
from units.domain import access, versions
from units.domain.journal import audit
from units.models import Participation, Phase, PortalCount, Programme, User
from units.vietnamese import short_date

Cell = tuple[int, int]
"""Participation and phase."""

Key = tuple[int, int, date]
"""The same on a day."""


WHATEVER = -1
"""The value of `seen` where no form showed a figure: lines that were pasted or uploaded."""


@dataclass(frozen=True, slots=True)
class PortalRow:
    """What the portal showed at the end of a day. `seen`: the figure of that day that the form showed (None:
    none), so that two people who write at once notice each other.
    """

    participation: Participation
    phase: Phase
    counted_on: date
    amount: int
    seen: int | None = WHATEVER

    @property
    def cell(self) -> Cell:
        return self.participation.pk, self.phase.pk


class WrittenMeanwhileError(Exception):
    """Somebody has recorded other figures than the form showed. `newest`: those figures by cell."""

    def __init__(self, newest: dict[Cell, PortalCount]) -> None:
        super().__init__(newest)
        self.newest = newest


@dataclass(frozen=True, slots=True)
class PortalReading:
    """What the portal showed, and on which day that was."""

    amount: int
    counted_on: date


def set_portal_counts(rows: Sequence[PortalRow], *, by: User) -> list[PortalCount]:
    """Record the figures that are not recorded for their day yet: all or none, one event each.

    Raises PermissionDenied, ValidationError, WrittenMeanwhileError.
    """
    if not access.is_staff(by):
        raise PermissionDenied
    with transaction.atomic():
        programmes = {row.participation.programme_id for row in rows}
        list(versions.locked(Programme.objects.filter(pk__in=programmes)))
        present = _of_days(programmes, {row.counted_on for row in rows})
        _require_seen(rows, present)
        now = timezone.now()
        made: list[PortalCount] = []
        for row in rows:
            key = (*row.cell, row.counted_on)
            before = present.get(key)
            if before and before.amount == row.amount:
                continue
            _require_day(row)
            count = PortalCount(
                participation=row.participation,
                phase=row.phase,
                counted_on=row.counted_on,
                amount=row.amount,
                recorded_at=now,
                recorded_by=by,
            )
            count.full_clean(exclude={"participation", "phase", "recorded_by"})
            count.save(force_insert=True)
            _tell(count, before, by)
            present[key] = count
            made.append(count)
        return made


def _require_seen(rows: Sequence[PortalRow], present: Mapping[Key, PortalCount]) -> None:
    newest = {}
    for row in rows:
        count = present.get((*row.cell, row.counted_on))
        if count and row.seen not in (WHATEVER, count.amount) and count.amount != row.amount:
            newest[row.cell] = count
    if newest:
        raise WrittenMeanwhileError(newest)


def _of_days(programmes: Iterable[int], days: Iterable[date]) -> dict[Key, PortalCount]:
    """What is recorded for exactly these days, the latest recording of each."""
    counts = PortalCount.objects.filter(
        participation__programme__in=programmes, counted_on__in=days
    ).select_related("recorded_by")
    return {
        (count.participation_id, count.phase_id, count.counted_on): count
        for count in counts.order_by("recorded_at", "pk")
    }


def _require_day(row: PortalRow) -> None:
    if row.counted_on > timezone.localdate():
        raise ValidationError(f"Ngày {short_date(row.counted_on)} chưa đến.")
    if row.counted_on < row.phase.starts_on:
        raise ValidationError(
            f"{row.phase.name} bắt đầu ngày {short_date(row.phase.starts_on)}, "
            f"sau ngày {short_date(row.counted_on)}."
        )


def _tell(count: PortalCount, before: PortalCount | None, by: User) -> None:
    names = ("participation", "phase", "amount", "counted_on")
    audit.record_at(
        count.participation,
        EventVerb.PORTAL_COUNT_SET,
        count,
        by=by,
        before=audit.values_of(before, *names) if before else None,
        after=audit.values_of(count, *names),
        on_behalf=True,
    )


def readings_at(
    programme: Programme, phases: Sequence[Phase], *, as_of: date, known_at: datetime
) -> dict[Cell, PortalReading]:
    """What the portal showed last of each participation and phase, up to a day. One query."""
    counts = PortalCount.objects.filter(
        participation=OuterRef("pk"), counted_on__lte=as_of, recorded_at__lte=known_at
    ).order_by("-counted_on", "-recorded_at", "-pk")
    names = {
        f"{what}_{phase.pk}": Subquery(counts.filter(phase=phase).values(what)[:1])
        for phase in phases
        for what in ("amount", "counted_on")
    }
    rows = Participation.objects.filter(programme=programme).annotate(**names).values("pk", *names)
    return {
        (row["pk"], phase.pk): PortalReading(row[f"amount_{phase.pk}"], row[f"counted_on_{phase.pk}"])
        for row in rows
        for phase in phases
        if row[f"amount_{phase.pk}"] is not None
    }
