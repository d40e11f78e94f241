"""What the unit's side sees: its dossiers by what is to be done, the units it may write for, the steps that a
dossier has taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from units.choices import InitiativeState
from units.domain import access
from units.domain.access import Rights
from units.models import Initiative, Participation, Programme, ReviewStep, User
from units.vietnamese import fold

MOST_LISTED = 100


@dataclass(frozen=True, slots=True)
class Group:
    """Dossiers in similar states, the most urgent or the newest first; `has_more`: not all are listed."""

    title: str
    initiatives: Sequence[Initiative]
    has_more: bool


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """The unit for which a dossier is written: the chosen one, or those offered."""

    chosen: Participation | None
    offered: Sequence[Participation]
    hidden: int
    is_only: bool
    has_any: bool


GROUPS: tuple[tuple[str, tuple[InitiativeState, ...], str], ...] = (
    ("Trả lại, cần bổ sung", (InitiativeState.RETURNED,), "due_on"),
    ("Dự thảo", (InitiativeState.DRAFT,), "-pk"),
    ("Chờ duyệt", (InitiativeState.SUBMITTED,), "-pk"),
    ("Được công nhận", (InitiativeState.ACCEPTED,), "-pk"),
    ("Không công nhận hoặc đã rút", (InitiativeState.REJECTED, InitiativeState.WITHDRAWN), "-pk"),
)


def own_groups(person: User) -> list[Group]:
    """An officer's dossiers, grouped by state. For staff, who may write for every unit, only those that they
    created themselves.
    """
    own = access.own_initiatives(person)
    if access.is_staff(person):
        own = own.filter(created_by=person)
    own = own.select_related("participation__programme")
    groups = []
    for title, states, order in GROUPS:
        found = list(own.filter(state__in=states).order_by(order, "-pk")[: MOST_LISTED + 1])
        if found:
            groups.append(Group(title, found[:MOST_LISTED], len(found) > MOST_LISTED))
    return groups


def programmes_to_write_in(person: User) -> list[Programme]:
    """The programmes in which this person may begin a dossier, the current one first."""
    if not access.writes_dossiers(person):
        return []
    keys = access.own_participations(person).values("programme")
    return list(Programme.objects.filter(pk__in=keys).current_first(timezone.localdate()))


def units_to_write_for(person: User, programme: Programme, *, chosen: str, wanted: str) -> UnitChoice:
    """The unit named in the address, or the only one; else the units whose names contain the wanted words."""
    own = list(access.own_participations(person, programme))
    if len(own) == 1:
        return UnitChoice(own[0], (), 0, is_only=True, has_any=True)
    named = next((each for each in own if str(each.pk) == chosen), None)
    found = [each for each in own if fold(wanted) in fold(each.name)]
    return UnitChoice(
        named,
        found[:MOST_LISTED],
        len(found[MOST_LISTED:]),
        is_only=False,
        has_any=bool(own),
    )


@dataclass(frozen=True, slots=True)
class ToldStep:
    """A review step; `note` is empty for people who may not read it."""

    step: ReviewStep
    note: str


def steps_of(initiative: Initiative, rights: Rights) -> list[ToldStep]:
    """The steps of a dossier, the newest first."""
    reads_notes = rights.reads_content or rights.reviews
    steps = initiative.steps.select_related("by").order_by("-pk")
    return [ToldStep(step, step.note if reads_notes else "") for step in steps]
