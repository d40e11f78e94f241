"""Read events: filter, the newest first, one page at a time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from units.choices import EventVerb
from units.domain import access, days
from units.models import Event, Participation, Programme, Unit, User

PAGE = 50

FIGURE_VERBS = {
    EventVerb.COUNT_STATED,
    EventVerb.COUNT_CORRECTED,
    EventVerb.CORRECTION_REQUESTED,
    EventVerb.CORRECTION_DECLINED,
    EventVerb.REOPENED,
    EventVerb.QUOTA_SET,
}
"""Events about one figure of a participation."""


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events; None and empty values do not filter. Days are local, both inclusive."""

    unit: Unit | None = None
    with_subordinates: bool = False
    person: User | None = None
    by_system: bool = False
    verb: EventVerb | None = None
    programme: Programme | None = None
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class JournalPage:
    """Events, the newest first. `older` and `newer`: the numbers to pass as `before` and `after` for the
    pages beside it.
    """

    events: Sequence[Event]
    older: int | None
    newer: int | None


def events(wanted: EventFilter) -> QuerySet[Event]:
    """The events that match the filter, unordered."""
    found = Event.objects.all()
    if wanted.unit:
        found = found.filter(unit__in=_units(wanted.unit, below=wanted.with_subordinates))
    if wanted.by_system:
        found = found.filter(by=None)
    if wanted.person:
        found = found.filter(by=wanted.person)
    if wanted.verb:
        found = found.filter(verb=wanted.verb)
    if wanted.programme:
        found = found.filter(programme=wanted.programme)
    if wanted.first_day:
        found = found.filter(recorded_at__gte=days.start_of(wanted.first_day))
    if wanted.last_day:
        found = found.filter(recorded_at__lt=days.next_start(wanted.last_day))
    return found


def page(wanted: EventFilter, *, before: int | None = None, after: int | None = None) -> JournalPage:
    """The page of events numbered below `before` or above `after`; the newest page without either.

    The number of an event never changes, so new events do not shift a page.
    """
    found = events(wanted).select_related("by", "on_behalf_of", "programme", "unit")
    if after is not None:
        later = list(found.filter(sequence__gt=after).order_by("sequence")[: PAGE + 1])
        if len(later) > PAGE:
            shown = later[PAGE - 1 :: -1]
            return JournalPage(shown, older=shown[-1].sequence, newer=shown[0].sequence)
        before = None  # the rest fits into the newest page
    if before is not None:
        found = found.filter(sequence__lt=before)
    earlier = list(found.order_by("-sequence")[: PAGE + 1])
    shown = earlier[:PAGE]
    return JournalPage(
        shown,
        older=shown[-1].sequence if len(earlier) > PAGE else None,
        newer=shown[0].sequence if before is not None and shown else None,
    )


def participations_of(shown: Collection[Event]) -> dict[int, int]:
    """The participation (pk) whose figure an event is about, by the event's pk. One query."""
    figures = {
        each.pk: (each.programme_id, each.unit_id)
        for each in shown
        if each.verb in FIGURE_VERBS and each.programme_id and each.unit_id
    }
    rows = Participation.objects.filter(
        programme__in={programme for programme, _ in figures.values()},
        unit__in={unit for _, unit in figures.values()},
    )
    places = {(programme, unit): pk for programme, unit, pk in rows.values_list("programme", "unit", "pk")}
    return {pk: places[place] for pk, place in figures.items() if place in places}


def _units(unit: Unit, *, below: bool) -> set[int]:
    if not below:
        return {unit.pk}
    keys = access.subtree(Participation.objects.all(), unit.pk)
    return {unit.pk, *Participation.objects.filter(pk__in=keys).values_list("unit", flat=True)}
