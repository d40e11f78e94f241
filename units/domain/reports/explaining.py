"""The dossiers of a unit by state: they explain why its figures differ."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Q

from units.choices import InitiativeState
from units.domain import access, tree
from units.domain.access import Person
from units.domain.dossiers.finding import not_counting_by
from units.models import Initiative, Programme
from units.vietnamese import dotted, short_date


@dataclass(frozen=True, slots=True)
class StateCount:
    """A number of dossiers in one state. `uncounted_by`: only accepted ones that do not count by this day."""

    words: str
    number: int
    state: InitiativeState
    uncounted_by: date | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """How many dossiers of the unit and of all below it are in which state now. Together with those that
    count by the end of `as_of` they are all its dossiers.

    `rejected` includes those `merged` into another; `uncounted` (accepted, but not counting by that day)
    includes those `outside` all phases. `drafts` is None for people who may not know of drafts.
    """

    as_of: date
    waiting: int = 0
    returned: int = 0
    rejected: int = 0
    merged: int = 0
    withdrawn: int = 0
    uncounted: int = 0
    outside: int = 0
    drafts: int | None = None

    @property
    def parts(self) -> list[StateCount]:
        """The states that have any dossiers. The list of initiatives filtered by a part's state and day shows
        exactly its dossiers.
        """
        merged = _including(self.merged, "đã nhập vào hồ sơ khác")
        outside = _including(self.outside, "ngoài mọi giai đoạn")
        uncounted = f"được công nhận nhưng không tính vào số đến hết ngày {short_date(self.as_of)}{outside}"
        said = [
            StateCount("chờ duyệt", self.waiting, InitiativeState.SUBMITTED),
            StateCount("đang trả lại", self.returned, InitiativeState.RETURNED),
            StateCount(f"không công nhận{merged}", self.rejected, InitiativeState.REJECTED),
            StateCount("đã rút", self.withdrawn, InitiativeState.WITHDRAWN),
            StateCount(uncounted, self.uncounted, InitiativeState.ACCEPTED, uncounted_by=self.as_of),
            StateCount("còn là dự thảo", self.drafts or 0, InitiativeState.DRAFT),
        ]
        return [part for part in said if part.number]


def _including(number: int, words: str) -> str:
    return f" (gồm {dotted(number)} {words})" if number else ""


def _conditions(as_of: date) -> dict[str, Q]:
    return {
        "waiting": Q(state=InitiativeState.SUBMITTED),
        "returned": Q(state=InitiativeState.RETURNED),
        "rejected": Q(state=InitiativeState.REJECTED),
        "merged": Q(state=InitiativeState.REJECTED, merged_into__isnull=False),
        "withdrawn": Q(state=InitiativeState.WITHDRAWN),
        "uncounted": Q(state=InitiativeState.ACCEPTED) & not_counting_by(as_of),
        "outside": Q(state=InitiativeState.ACCEPTED, counted_on=None),
        "drafts": Q(state=InitiativeState.DRAFT),
    }


def explanations(
    programme: Programme,
    parents: tree.Parents[int],
    *,
    as_of: date,
    reader: Person,
) -> dict[int, Explanation]:
    """The explanation of each participation of the tree with all below it. One query."""
    counts = {name: Count("pk", filter=condition) for name, condition in _conditions(as_of).items()}
    rows = Initiative.objects.of(programme).order_by().values("participation")
    named = rows.annotate(**counts).values_list("participation", *counts)
    own: dict[int, dict[str, int]] = {key: dict(zip(counts, each, strict=True)) for key, *each in named}
    # Everything that these may read here, they may read as a draft too.
    writes = access.writes_dossiers(reader)
    sums = tree.added_up(
        parents,
        lambda key, below: {
            name: sum(each.get(name, 0) for each in (own.get(key, {}), *below)) for name in counts
        },
    )
    found = {key: Explanation(as_of, **each) for key, each in sums.items()}
    return found if writes else {key: replace(each, drafts=None) for key, each in found.items()}
