"""The lines of a list of initiatives for a file, read in batches; never the content of dossiers."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db.models import QuerySet
from django.utils import timezone

from units.choices import BenefitBasis
from units.domain import access
from units.domain.access import Person
from units.domain.dossiers.finding import SHOWN, Order, ordered
from units.models import Author, Initiative

BATCH = 1_000


@dataclass(frozen=True, slots=True)
class InitiativeLine:
    """One initiative. `benefit` in VND a year. `authors` is empty where the reader may not know them."""

    code: str
    title: str
    unit: str
    phase: int | None
    kind: str
    field: str
    state: str
    benefit: int | None
    is_not_in_money: bool
    submitted_on: date | None
    decided_on: date | None
    is_outstanding: bool
    is_confidential: bool
    authors: str


def names_people(user: Person) -> bool:
    """Whether this person may read the authors of any initiative at all."""
    return access.is_officer(user) or access.is_reviewer(user)


def lines(found: QuerySet[Initiative], order: Order, *, reader: Person) -> Iterator[InitiativeLine]:
    """All lines in this order. Memory holds one batch; five queries for each batch."""
    keys = ordered(found, order).iterator(chunk_size=BATCH)
    while batch := list(islice(keys, BATCH)):
        rows = Initiative.objects.select_related("participation", "phase").only(*SHOWN, "created_by")
        initiatives = rows.in_bulk(batch)
        authors = _authors(reader, initiatives.values()) if names_people(reader) else {}
        for key in batch:
            yield _line(initiatives[key], ", ".join(authors.get(key, ())))


def _authors(reader: Person, initiatives: Collection[Initiative]) -> dict[int, list[str]]:
    """Names with shares, by initiative (pk), of the initiatives whose people the reader may know."""
    rights = access.rights_among(reader, initiatives)
    named = [key for key, each in rights.items() if each.reads_people]
    found: dict[int, list[str]] = {}
    authors = Author.objects.filter(initiative__in=named).order_by("initiative", "position")
    for author in authors:
        found.setdefault(author.initiative_id, []).append(f"{author} ({author.share}%)")
    return found


def _line(initiative: Initiative, authors: str) -> InitiativeLine:
    decided_at = initiative.decided_at
    return InitiativeLine(
        code=initiative.code,
        title=initiative.title,
        unit=initiative.participation.name,
        phase=initiative.phase.number if initiative.phase else None,
        kind=initiative.get_kind_display(),
        field=initiative.get_field_display(),
        state=initiative.get_state_display(),
        benefit=initiative.benefit_value,
        is_not_in_money=initiative.benefit_basis == BenefitBasis.NOT_IN_MONEY,
        submitted_on=initiative.submitted_on,
        decided_on=timezone.localdate(decided_at) if decided_at else None,
        is_outstanding=initiative.is_outstanding,
        is_confidential=initiative.is_confidential,
        authors=authors,
    )
