"""Three separate figures: people who take part, dossiers submitted, initiatives accepted."""

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
"""States of a dossier that has been submitted and not withdrawn by its unit."""

CHANGES_PEOPLE = (
    EventVerb.INITIATIVE_SUBMITTED,
    EventVerb.INITIATIVE_WITHDRAWN,
    EventVerb.AUTHORS_SAVED,
    EventVerb.PERSON_CORRECTED,
    EventVerb.PERSON_ERASED,
)
"""Events after which the number of people may be another."""


@dataclass(frozen=True, slots=True)
class Counters:
    """`people`: distinct authors of submitted dossiers, told apart by name (folded), birth year and unit;
    somebody in two units counts twice, an erased author not at all. `submitted`: dossiers sent and not
    withdrawn, whatever was decided. `accepted`: those accepted at present.
    """

    people: int
    submitted: int
    accepted: int


def counters_of(programme: Programme, participations: Iterable[Participation] | None = None) -> Counters:
    """The figures of a programme, or of only these participations of it. At most three queries."""
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
    """Cached until an event that may change it: counting people in 100,000 dossiers takes long."""
    events = Event.objects.filter(verb__in=CHANGES_PEOPLE).order_by("-sequence")
    last = events.values_list("hash", flat=True).first()
    return _people_after(programme.pk, last) if last else count_people(_authors(programme.pk))


@lru_cache(maxsize=64)
def _people_after(programme: int, last: str) -> int:
    """The number since the event with this hash. No two events share a hash, so the cache key is exact."""
    return count_people(_authors(programme))


def _authors(programme: int) -> QuerySet[Author]:
    places = Participation.objects.filter(programme=programme).order_by().values("pk")
    return Author.objects.filter(
        initiative__participation__in=places, initiative__state__in=SENT, erased_at=None
    )


def count_people(authors: QuerySet[Author]) -> int:
    """How many people these authors are."""
    return authors.order_by().values("initiative__participation", "name_key", "birth_year").distinct().count()
