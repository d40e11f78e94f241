"""Three figures that are never mixed: people who take part, dossiers submitted, initiatives accepted."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count, Q, QuerySet

from units.choices import EventVerb, InitiativeState
from units.models import Author, Event, Initiative, Participation, Programme

SENT = (
    InitiativeState.SUBMITTED,
    InitiativeState.RETURNED,
    InitiativeState.ACCEPTED,
    InitiativeState.REJECTED,
)
"""States of a dossier that has been submitted and not been taken back by its unit."""

CHANGES_PEOPLE = (
    EventVerb.INITIATIVE_SUBMITTED,
    EventVerb.INITIATIVE_WITHDRAWN,
    EventVerb.AUTHORS_SAVED,
    EventVerb.PERSON_CORRECTED,
    EventVerb.PERSON_ERASED,
)
"""After which the number of people can be another one."""


@dataclass(frozen=True, slots=True)
class Counters:
    """`people`: distinct authors of submitted dossiers, told apart by name (folded), birth year and unit, so
    that somebody in two units counts twice and one who has been erased no more. `submitted`: dossiers sent
    and not withdrawn, whatever was decided. `accepted`: those of them recognised now.
    """

    people: int
    submitted: int
    accepted: int


def counters_of(programme: Programme, participations: Iterable[Participation] | None = None) -> Counters:
    """The figures of a programme, or of these participations of it alone. At most three queries."""
    sent = Initiative.objects.of(programme).filter(state__in=SENT)
    if participations is None:
        people = _people_of(programme)
    else:
        keys = [each.pk for each in participations]
        sent = sent.filter(participation__in=keys)
        people = count_people(_authors(programme.pk).filter(initiative__participation__in=keys))
    dossiers = sent.aggregate(
        submitted=Count("pk"), accepted=Count("pk", filter=Q(state=InitiativeState.ACCEPTED))
    )
    return Counters(people=people, **dossiers)


def _people_of(programme: Programme) -> int:
    """Remembered until something has happened that can change it: to tell 100,000 people apart takes long."""
    events = Event.objects.filter(verb__in=CHANGES_PEOPLE).order_by("-sequence")
    last = events.values_list("hash", flat=True).first()
    return _people_after(programme.pk, last) if last else count_people(_authors(programme.pk))


@lru_cache(maxsize=64)
def _people_after(programme: int, last: str) -> int:
    """As it is since the event with this hash, which no other event will ever have."""
    return count_people(_authors(programme))


def _authors(programme: int) -> QuerySet[Author]:
    places = Participation.objects.filter(programme=programme).order_by().values("pk")
    return Author.objects.filter(
        initiative__participation__in=places, initiative__state__in=SENT, erased_at=None
    )


def count_people(authors: QuerySet[Author]) -> int:
    """How many people these authors are."""
    return authors.order_by().values("initiative__participation", "name_key", "birth_year").distinct().count()
