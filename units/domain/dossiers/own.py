"""What the author's side sees: its own dossiers by what must be done, where it may write a new one, the
steps that a dossier has taken.
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
    """Dossiers of like state, the most pressing or the newest first; `has_more`: not all are here."""

    title: str
    initiatives: Sequence[Initiative]
    has_more: bool


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """For which unit a dossier is written: the one chosen, or those to choose from."""

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
    """An officer's: those of the units; of staff, who could write all, those that they began themselves."""
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
    """The unit that the address names, or the only one; else those whose name has the wanted words."""
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
    """A step of the ledger; `note` only for those who may read what it may speak of."""

    step: ReviewStep
    note: str


def steps_of(initiative: Initiative, rights: Rights) -> list[ToldStep]:
    """The newest first."""
    reads_notes = rights.reads_content or rights.reviews
    steps = initiative.steps.select_related("by").order_by("-pk")
    return [ToldStep(step, step.note if reads_notes else "") for step in steps]
