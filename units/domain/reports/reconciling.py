"""Three figures of each unit side by side: stated, accepted, shown by the national portal; their gaps, and
the dossiers that explain them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from units import rates
from units.choices import Basis
from units.domain import access, tree
from units.domain.access import Person
from units.domain.figures.bases import rules_for
from units.domain.figures.facts import Amounts, ParticipationFacts, column_sums, parents_of
from units.domain.figures.results import accepted_at, facts_at
from units.domain.reports.explaining import Explanation, explanations
from units.domain.reports.portal import PortalReading, readings_at
from units.models import Phase, Programme
from units.vietnamese import dotted


@dataclass(frozen=True, slots=True)
class Comparison:
    """The figures of one phase, or of all; None where there is none.

    A gap is how many more initiatives are stated (or shown by the portal) than accepted, over the units that
    have that figure; negative where fewer. The gap of a sum is the sum of the gaps, so units without the
    figure are not compared.
    """

    stated: int | None
    accepted: int | None
    portal: int | None
    portal_on: date | None = None
    stated_gap: int | None = None
    portal_gap: int | None = None

    @property
    def stated_note(self) -> str:
        """Which units the gap covers, if not all."""
        return _note("báo cáo", self._beside(self.stated, self.stated_gap))

    @property
    def portal_note(self) -> str:
        return _note("trên cổng", self._beside(self.portal, self.portal_gap))

    def _beside(self, figure: int | None, gap: int | None) -> int:
        """How many initiatives were accepted in units that lack the figure."""
        return 0 if figure is None or gap is None else (self.accepted or 0) - (figure - gap)


@dataclass(frozen=True, slots=True)
class ReconciliationLine:
    """One unit of the tree. `code` is the unit's; `basis` says which figure is official."""

    participation_id: int
    code: str
    name: str
    depth: int
    basis: Basis
    phases: tuple[Comparison, ...]
    overall: Comparison
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """All readable units in the order of the tree; `total` adds up the topmost ones."""

    programme_name: str
    slug: str
    as_of: date
    known_at: datetime
    phases: tuple[str, ...]
    lines: tuple[ReconciliationLine, ...]
    total: tuple[Comparison, ...]


def reconcile(
    programme: Programme, phases: Sequence[Phase], *, as_of: date, reader: Person
) -> Reconciliation:
    """The figures at the end of `as_of`, as recorded by now. The number of queries is constant."""
    known_at = timezone.now()
    facts = facts_at(programme, phases, as_of=as_of, known_at=known_at)
    keys = [each.participation_id for each in facts]
    readable = access.readable_among(reader, programme, keys)
    parents, by_key = parents_of(facts), {each.participation_id: each for each in facts}
    order = tree.in_order({key: parent for key, parent in parents.items() if key in readable})
    stated = _summed(facts, lambda each: rules_for(each.basis).is_stated and each.statements)
    own = accepted_at(programme, phases, as_of=as_of, known_at=known_at)
    accepted = _summed(facts, lambda each: own[each.participation_id], adds_itself=True)
    gaps = _stated_gaps(facts, accepted)
    portal = readings_at(programme, phases, as_of=as_of, known_at=known_at)
    explained = explanations(programme, parents, as_of=as_of, reader=reader)
    codes = dict(programme.participations.order_by().values_list("pk", "unit__code"))
    lines = tuple(
        ReconciliationLine(
            participation_id=each.participation_id,
            code=codes[each.participation_id],
            name=each.name,
            depth=depth,
            basis=each.basis,
            phases=(figures := _figures(each.participation_id, phases, stated, gaps, accepted, portal)),
            overall=added(figures),
            explanation=explained[each.participation_id],
        )
        for each, depth in ((by_key[key], depth) for key, depth in order)
    )
    return Reconciliation(
        programme_name=programme.short_name,
        slug=programme.slug,
        as_of=as_of,
        known_at=known_at,
        phases=tuple(phase.name for phase in phases),
        lines=lines,
        total=_total([line for line in lines if not line.depth], len(phases)),
    )


def default_day(phases: Sequence[Phase]) -> date:
    """Today, or the last day of a programme that is over."""
    today = timezone.localdate()
    return min(today, max((phase.ends_on for phase in phases), default=today))


def _figures(
    key: int,
    phases: Sequence[Phase],
    stated: Mapping[int, Amounts],
    stated_gaps: Mapping[int, Amounts],
    accepted: Mapping[int, Amounts],
    portal: Mapping[tuple[int, int], PortalReading],
) -> tuple[Comparison, ...]:
    """The figures of one participation, phase by phase."""
    figures = []
    for index, phase in enumerate(phases):
        reading = portal.get((key, phase.pk))
        shown = reading.amount if reading else None
        figures.append(
            Comparison(
                stated=stated[key][index],
                accepted=accepted[key][index],
                portal=shown,
                portal_on=reading.counted_on if reading else None,
                stated_gap=stated_gaps[key][index],
                portal_gap=_gap(shown, accepted[key][index]),
            )
        )
    return tuple(figures)


def added(figures: Sequence[Comparison]) -> Comparison:
    """The sum of several comparisons. Gaps are added, not taken from the sums, which may cover different
    units.
    """
    return Comparison(
        stated=rates.total(each.stated for each in figures),
        accepted=rates.total(each.accepted for each in figures),
        portal=rates.total(each.portal for each in figures),
        stated_gap=rates.total(each.stated_gap for each in figures),
        portal_gap=rates.total(each.portal_gap for each in figures),
    )


def _total(top: Sequence[ReconciliationLine], phase_count: int) -> tuple[Comparison, ...]:
    """The totals of each phase, and last of all phases."""
    by_phase = [added([line.phases[index] for line in top]) for index in range(phase_count)]
    return (*by_phase, added([line.overall for line in top]))


def gap_words(gap: int | None) -> str:
    """A gap in words: “khớp”, “nhiều hơn 2”, “ít hơn 1”; empty where there is none."""
    if gap is None:
        return ""
    return "khớp" if gap == 0 else f"{'nhiều' if gap > 0 else 'ít'} hơn {dotted(abs(gap))}"


def _note(figure_name: str, beside: int) -> str:
    if not beside:
        return ""
    return f"chỉ so nơi có số {figure_name}; {dotted(beside)} được công nhận ở nơi khác không so"


def _gap(figure: int | None, accepted: int | None) -> int | None:
    return None if figure is None else figure - (accepted or 0)


def _summed(
    facts: Sequence[ParticipationFacts],
    own: Callable[[ParticipationFacts], Amounts | bool],
    *,
    adds_itself: bool = False,
) -> dict[int, Amounts]:
    """The amounts that `own` gives for each participation; where it gives none (or with `adds_itself` in any
    case) the sum over the participations below is added.
    """
    by_key = {each.participation_id: each for each in facts}

    def sum_of(key: int, below: list[Amounts]) -> Amounts:
        mine = own(by_key[key])
        rows = [mine] if isinstance(mine, tuple) else []
        if adds_itself or not rows:
            rows = [*rows, *below]
        return column_sums(rows, len(by_key[key].statements))

    return tree.added_up(parents_of(facts), sum_of)


def _stated_gaps(facts: Sequence[ParticipationFacts], accepted: Mapping[int, Amounts]) -> dict[int, Amounts]:
    """The own gap of a participation that states something, else the sum of the gaps below it."""

    def own(each: ParticipationFacts) -> Amounts | bool:
        gaps = tuple(map(_gap, each.statements, accepted[each.participation_id]))
        return rules_for(each.basis).is_stated and gaps

    return _summed(facts, own)
