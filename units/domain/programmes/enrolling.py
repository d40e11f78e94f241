"""Who takes part in a programme, below whom and in what order; no change may hide what has been stated."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max

from units.choices import Basis, EventVerb
from units.domain import access, versions
from units.domain.journal import audit
from units.domain.programmes import registry
from units.models import Participation, Programme, ReportedCount, User

FIELDS = ("name", "parent", "bloc", "basis")


@dataclass(frozen=True, slots=True)
class Branch:
    """A participation in the tree, `depth` steps below the top; whether its own statements count there."""

    participation: Participation
    depth: int
    is_first: bool
    is_last: bool
    counts: bool


class MovedMeanwhileError(Exception):
    """The participation no longer stands where the page showed it."""


def tree(programme: Programme) -> list[Branch]:
    """All participations, each below its parent, in the order of their positions. One query."""
    rows = list(programme.participations.select_related("unit", "bloc").order_by("position"))
    counting = _counting(rows)
    below: dict[int | None, list[Participation]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)
    found: list[Branch] = []
    waiting = [(row, 0) for row in reversed(below.get(None, []))]
    while waiting:
        row, depth = waiting.pop()
        siblings = below[row.parent_id]
        is_first, is_last = row is siblings[0], row is siblings[-1]
        found.append(Branch(row, depth, is_first, is_last, row.pk in counting))
        waiting.extend((child, depth + 1) for child in reversed(below.get(row.pk, [])))
    return found


def subtree(participation: Participation) -> set[int]:
    """The participation and all below it, by their keys."""
    below: dict[int | None, list[int]] = {}
    for key, parent in participation.programme.participations.values_list("pk", "parent_id"):
        below.setdefault(parent, []).append(key)
    found = [participation.pk]
    for key in found:  # grows while it is read: breadth first
        found.extend(below.get(key, ()))
    return set(found)


def save(participation: Participation, *, seen: int | None, by: User) -> Participation:
    """Save a new participation at the end of its programme, or the changed fields of an old one.

    Raises PermissionDenied, ValidationError (keys: parent, bloc, basis), versions.EditedMeanwhileError.
    """
    with transaction.atomic():
        versions.lock(participation.programme)  # one after the other
        if participation.parent_id:  # as it is by now: the way up from it must not lead back
            participation.parent = Participation.objects.get(pk=participation.parent_id)
        if participation._state.adding:
            participation.position = _highest(participation.programme) + 1
            return registry.save(participation, ["unit", "position", *FIELDS], seen=seen, by=by)
        versions.lock(participation)  # nobody states meanwhile
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
    """Exchange places with the sibling before or after; whether there was one. One event for each of both.

    `stood_at` is the position that the page showed, so that a button pressed twice moves once.
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
        _stand(row, _highest(row.programme) + 1)  # out of the way: no two ever share a position
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
    counting = _counting(programme.participations.all())
    return counting & set(stated.order_by().values_list("participation_id", flat=True).distinct())


def _counting(participations: Iterable[Participation]) -> set[int]:
    """Those that state their own counts, and whose every parent adds up what is below it."""
    rows: Mapping[int, Participation] = {each.pk: each for each in participations}
    reaching = set()
    for row in rows.values():
        above = row
        while above.parent_id is not None and rows[above.parent_id].basis == Basis.CHILDREN:
            above = rows[above.parent_id]
        if above.parent_id is None and row.basis == Basis.REPORTED:
            reaching.add(row.pk)
    return reaching
