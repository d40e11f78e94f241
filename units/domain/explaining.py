"""The dossiers of a unit by where they stand: what explains that its figures differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Count, Q

from units.choices import InitiativeState
from units.domain import access
from units.domain.access import Person
from units.domain.results import Standing
from units.models import Initiative, Programme


@dataclass(frozen=True, slots=True)
class Explanation:
    """How many dossiers of the unit and all below it stand where, now. `drafts` is None for whoever may not
    know of them; `uncounted`: recognised on a day that lies in no phase.
    """

    waiting: int = 0
    returned: int = 0
    rejected: int = 0
    merged: int = 0
    withdrawn: int = 0
    uncounted: int = 0
    drafts: int | None = None

    @property
    def parts(self) -> list[tuple[str, int, InitiativeState]]:
        """What there is any of: words, how many, and the state by which a list finds them."""
        said = [
            ("chờ duyệt", self.waiting, InitiativeState.SUBMITTED),
            ("đang trả lại", self.returned, InitiativeState.RETURNED),
            ("không công nhận", self.rejected, InitiativeState.REJECTED),
            ("đã nhập vào hồ sơ khác", self.merged, InitiativeState.REJECTED),
            ("đã rút", self.withdrawn, InitiativeState.WITHDRAWN),
            ("công nhận ngoài mọi giai đoạn", self.uncounted, InitiativeState.ACCEPTED),
            ("còn là dự thảo", self.drafts, InitiativeState.DRAFT),
        ]
        return [(words, number, state) for words, number, state in said if number]


COUNTED = {
    "waiting": Q(state=InitiativeState.SUBMITTED),
    "returned": Q(state=InitiativeState.RETURNED),
    "rejected": Q(state=InitiativeState.REJECTED, merged_into=None),
    "merged": Q(state=InitiativeState.REJECTED, merged_into__isnull=False),
    "withdrawn": Q(state=InitiativeState.WITHDRAWN),
    "uncounted": Q(state=InitiativeState.ACCEPTED, counted_on=None),
    "drafts": Q(state=InitiativeState.DRAFT),
}


def explanations(
    programme: Programme,
    upward: Sequence[Standing],
    children: Mapping[int | None, Sequence[Standing]],
    *,
    reader: Person,
) -> dict[int, Explanation]:
    """Of each participation with all below it; `upward`: the deepest first. One query."""
    counts = {name: Count("pk", filter=condition) for name, condition in COUNTED.items()}
    rows = Initiative.objects.filter(participation__programme=programme).order_by().values("participation")
    named = rows.annotate(**counts).values_list("participation", *COUNTED)
    own: dict[int, dict[str, int]] = {key: dict(zip(COUNTED, each, strict=True)) for key, *each in named}
    writes = access.is_staff(reader) or access.is_officer(reader)  # who reads at all here then reads drafts
    sums: dict[int, dict[str, int]] = {}
    for standing in upward:
        key = standing.participation_id
        parts = [own.get(key, {}), *(sums[each.participation_id] for each in children.get(key, ()))]
        sums[key] = {name: sum(part.get(name, 0) for part in parts) for name in COUNTED}
    found = {key: Explanation(**each) for key, each in sums.items()}
    return found if writes else {key: replace(each, drafts=None) for key, each in found.items()}
