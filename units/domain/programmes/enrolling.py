"""Who takes part in a programme, below whom and in what order. No change may hide what has been stated."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max

from units.choices import EventVerb
from units.domain import access, tree, versions
from units.domain.figures.bases import rules_for
from units.domain.journal import audit
from units.domain.programmes import registry
from units.models import Participation, Programme, ReportedCount, User

FIELDS = ("name", "parent", "bloc", "basis")


@dataclass(frozen=True, slots=True)
class Branch:
    """A participation at `depth` levels below the top, and whether its own statements reach the table."""

    participation: Participation
    depth: int
    is_first: bool
    is_last: bool
    counts: bool

    @property
    def is_lost(self) -> bool:
        """Whether it states its counts, but they do not reach the table."""
        return rules_for(self.participation.basis).is_stated and not self.counts


class MovedMeanwhileError(Exception):
    """The participation no longer stands where the page showed it."""


def branches_of(programme: Programme) -> list[Branch]:
    """All participations, each below its parent, in the order of their positions. One query."""
    places = programme.participations.select_related("unit", "bloc").order_by("position")
    rows = {each.pk: each for each in places}
    parents = _parents(rows)
    children, counting = tree.children_of(parents), _counting(rows)
    found: list[Branch] = []
    for key, depth in tree.in_order(parents):
        siblings = children[parents[key]]
        found.append(Branch(rows[key], depth, key == siblings[0], key == siblings[-1], key in counting))
    return found


def save(participation: Participation, *, seen: int | None, by: User) -> Participation:
    """Save a new participation at the end of its programme, or the changed fields of an existing one.

    Raises PermissionDenied, ValidationError (keys: parent, bloc, basis), versions.EditedMeanwhileError.
    """
    with transaction.atomic():
        versions.lock(participation.programme)  # one after the other
        if participation.parent_id:  # read anew: the way up from it must not lead back here
            participation.parent = Participation.objects.get(pk=participation.parent_id)
        if participation._state.adding:
            participation.position = _highest(participation.programme) + 1
            return registry.save(participation, ["unit", "position", *FIELDS], seen=seen, by=by)
        versions.lock(participation)  # no statement can be recorded meanwhile
        before = _counting_statements(participation.programme)
        saved = registry.save(participation, FIELDS, seen=seen, by=by)
        _refuse_hidden(saved, before - _counting_statements(saved.programme))
        return saved


def _refuse_hidden(participation: Participation, hidden: set[int]) -> None:
    if not hidden:
        return
    names = Participation.objects.filter(pk__in=hidden).order_by("position").values_list("name", flat=True)
    shown = ", ".join(names[:3]) + (f" và {len(hidden) - 3} đơn vị khác" if len(hidden) > 3 else "")
    raise ValidationError(
        f"Đổi như vậy thì số liệu đã báo cáo của {shown} không còn được tính vào biểu. "
        "Hãy giữ nguyên cách tính và đơn vị cấp trên."
    )


def move(participation: Participation, *, upward: bool, stood_at: int, by: User) -> bool:
    """Exchange positions with the sibling before or after; returns whether there was one. One event for each
    of the two.

    `stood_at`: the position that the page showed, so that a button pressed twice moves once.
    """
    if not access.is_administrator(by):
        raise PermissionDenied
    with transaction.atomic():
        versions.lock(participation.programme)  # one after the other
        row = versions.lock(participation)
        if row.position != stood_at:
            raise MovedMeanwhileError
        siblings = Participation.objects.filter(programme=row.programme_id, parent=row.parent_id)
        if upward:
            other = siblings.filter(position__lt=row.position).order_by("-position").first()
        else:
            other = siblings.filter(position__gt=row.position).order_by("position").first()
        if other is None:
            return False
        first, second = row.position, other.position
        _stand(row, _highest(row.programme) + 1)  # out of the way first: positions are unique at every moment
        _stand(other, first)
        _stand(row, second)
        for each, stood in ((row, first), (other, second)):
            _tell_moved(each, stood, by=by)
        return True


def _stand(participation: Participation, position: int) -> None:
    participation.position = position
    participation.save(update_fields=["position"])


def _tell_moved(participation: Participation, stood_at: int, *, by: User) -> None:
    audit.record_at(
        participation,
        EventVerb.PARTICIPATION_SAVED,
        participation,
        by=by,
        before={"position": stood_at},
        after={"position": participation.position},
    )


def _highest(programme: Programme) -> int:
    return programme.participations.aggregate(highest=Max("position"))["highest"] or 0


def _counting_statements(programme: Programme) -> set[int]:
    """The participations whose statements reach the table."""
    stated = ReportedCount.objects.filter(participation__programme=programme)
    counting = _counting({each.pk: each for each in programme.participations.all()})
    return counting & set(stated.order_by().values_list("participation_id", flat=True).distinct())


def _parents(rows: Mapping[int, Participation]) -> dict[int, int | None]:
    return {key: row.parent_id for key, row in rows.items()}


def _counting(rows: Mapping[int, Participation]) -> set[int]:
    """Participations that state their own counts and whose ancestors all add up what is below them."""
    parents = _parents(rows)
    return {
        key
        for key, row in rows.items()
        if rules_for(row.basis).is_stated
        and all(rules_for(rows[above].basis).adds_up_subordinates for above in tree.above(parents, key))
    }
