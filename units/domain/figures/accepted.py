"""How many accepted initiatives count: sums over the ledger of the review, stored by day for speed."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, OuterRef, Subquery, Sum
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from units.choices import CountingDay
from units.domain import versions
from units.models import AcceptedTotal, DossierRules, Initiative, Participation, Phase, Programme, ReviewStep

TotalKey = tuple[int, int, date]
"""Participation, phase, day."""

BATCH = 200  # rows an INSERT: SQLite takes 999 values


def counting_place(initiative: Initiative, *, accepted_on: date) -> tuple[Phase, date] | None:
    """The phase and day under which an initiative counts if it is accepted on this day, by the programme's
    rule; None where that day lies in no phase.
    """
    programme = initiative.participation.programme
    rules = DossierRules.objects.of(programme)
    return place_among(list(programme.phases.all()), initiative, rules, accepted_on=accepted_on)


def place_among(
    phases: Iterable[Phase], initiative: Initiative, rules: DossierRules, *, accepted_on: date
) -> tuple[Phase, date] | None:
    """As `counting_place`, but from phases and rules already read: for many initiatives of one programme."""
    by_submission = rules.counting_day == CountingDay.SUBMITTED
    day = initiative.submitted_on if by_submission else accepted_on
    around = [phase for phase in phases if day and phase.starts_on <= day <= phase.ends_on]
    phase = max(around, key=lambda each: each.number, default=None)
    return (phase, day) if phase and day else None


def phase_of(programme: Programme, day: date | None) -> Phase | None:
    """The phase that contains the day; the later one where two phases share it."""
    if day is None:
        return None
    return programme.phases.filter(starts_on__lte=day, ends_on__gte=day).order_by("-number").first()


def add_up(participation: Participation, phase: Phase, counted_on: date, weight: int) -> None:
    """Add the weight of a step to the totals of its day and of all later days.

    Call it in the transaction that wrote the step and locked the participation.
    """
    totals = AcceptedTotal.objects.filter(participation=participation, phase=phase)
    if not totals.filter(counted_on=counted_on).exists():
        before = totals.filter(counted_on__lt=counted_on).order_by("-counted_on").first()
        AcceptedTotal.objects.create(
            participation=participation,
            phase=phase,
            counted_on=counted_on,
            total=before.total if before else 0,
        )
    totals.filter(counted_on__gte=counted_on).update(total=F("total") + weight)


def total_at(phase: Phase, *, as_of: date, known_at: datetime) -> Combinable:
    """A query expression for the number of a participation (outer `pk`) in a phase at the end of `as_of`, as
    recorded by `known_at`: the stored total of that day minus what was recorded later. Two index look-ups;
    the second reads only what was recorded since.
    """
    totals = AcceptedTotal.objects.filter(participation=OuterRef("pk"), phase=phase, counted_on__lte=as_of)
    since = ReviewStep.objects.filter(
        participation=OuterRef("pk"), phase=phase, recorded_at__gt=known_at, counted_on__lte=as_of
    ).exclude(weight=0)
    newest = Subquery(totals.order_by("-counted_on").values("total")[:1])
    later = Subquery(since.order_by().values("phase").annotate(sum=Sum("weight")).values("sum"))
    return Coalesce(newest, 0) - Coalesce(later, 0)


def recounted(participations: Sequence[int]) -> dict[TotalKey, int]:
    """What the totals of these participations (pk) should be, computed from their whole ledger."""
    steps = ReviewStep.objects.filter(participation__in=participations).exclude(weight=0)
    days = (
        steps.order_by("participation", "phase", "counted_on")
        .values_list("participation_id", "phase_id", "counted_on")
        .annotate(sum=Sum("weight"))
    )
    found: dict[TotalKey, int] = {}
    running: dict[tuple[int, int], int] = {}
    for participation, phase, day, weight in days:
        running[participation, phase] = running.get((participation, phase), 0) + weight
        found[participation, phase, day] = running[participation, phase]
    return found


def kept(participations: Sequence[int]) -> dict[TotalKey, int]:
    """The stored totals of these participations (pk)."""
    rows = AcceptedTotal.objects.filter(participation__in=participations)
    values = rows.values_list("participation_id", "phase_id", "counted_on", "total")
    return {(participation, phase, day): total for participation, phase, day, total in values}


def total_again(participation: int) -> None:
    """Rebuild the totals of a participation from the ledger."""
    with transaction.atomic():
        versions.locked(Participation.objects.filter(pk=participation)).get()
        AcceptedTotal.objects.filter(participation=participation).delete()
        AcceptedTotal.objects.bulk_create(
            (
                AcceptedTotal(participation_id=place, phase_id=phase, counted_on=day, total=total)
                for (place, phase, day), total in recounted([participation]).items()
            ),
            batch_size=BATCH,
        )
