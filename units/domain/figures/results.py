"""Results of participations at (as_of, known_at): read from the facts, then added up along the reporting
tree.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable

from units.choices import Basis
from units.domain import tree
from units.domain.figures.accepted import total_at
from units.domain.figures.bases import COUNTING_ACCEPTED, rules_for
from units.domain.figures.facts import (
    Amounts,
    ParticipationFacts,
    ProgrammeResults,
    column_sums,
    parents_of,
)
from units.models import (
    AcceptedTotal,
    Participation,
    Phase,
    Programme,
    Quota,
    ReportedCount,
    ReviewStep,
)


def facts_at(
    programme: Programme, phases: Sequence[Phase], *, as_of: date, known_at: datetime
) -> list[ParticipationFacts]:
    """Every participation of the programme with its quotas and statements, in order of position.

    One query, and another where accepted initiatives count. Each figure is an index look-up of the newest
    row, so the cost grows with participations × phases and not with the length of the history.
    """
    quotas = Quota.objects.at(as_of, known_at).filter(participation=OuterRef("pk"))
    counts = ReportedCount.objects.at(as_of, known_at).filter(participation=OuterRef("pk"))
    newest: dict[str, Combinable] = {"registered": _newest(quotas.filter(phase=None))}
    for phase in phases:
        newest[f"quota_{phase.pk}"] = _newest(quotas.filter(phase=phase))
        newest[f"count_{phase.pk}"] = _newest(counts.filter(phase=phase))
    rows = list(
        Participation.objects.filter(programme=programme)
        .annotate(**newest)
        .order_by("position")
        .values("pk", "parent_id", "bloc_id", "position", "name", "basis", *newest)
    )
    accepted = {}
    if any(rules_for(row["basis"]).counts_accepted for row in rows):
        accepted = accepted_at(programme, phases, as_of=as_of, known_at=known_at)
    return [
        ParticipationFacts(
            participation_id=row["pk"],
            parent_id=row["parent_id"],
            bloc_id=row["bloc_id"],
            position=row["position"],
            name=row["name"],
            basis=Basis(row["basis"]),
            quotas=tuple(row[f"quota_{phase.pk}"] for phase in phases),
            registered_quota=row["registered"],
            statements=tuple(row[f"count_{phase.pk}"] for phase in phases),
            accepted=accepted.get(row["pk"], ()),
        )
        for row in rows
    ]


def accepted_at(
    programme: Programme, phases: Sequence[Phase], *, as_of: date, known_at: datetime
) -> dict[int, Amounts]:
    """The accepted initiatives of each participation itself, by pk; None for a phase that has not begun and
    has none. What counted before the start of its phase was moved still counts on its day. One query.
    """
    totals = {f"total_{phase.pk}": total_at(phase, as_of=as_of, known_at=known_at) for phase in phases}
    rows = Participation.objects.filter(programme=programme).annotate(**totals).values("pk", *totals)
    return {
        row["pk"]: tuple(
            row[f"total_{phase.pk}"] or (0 if phase.starts_on <= as_of else None) for phase in phases
        )
        for row in rows
    }


def _newest(facts: QuerySet[Quota] | QuerySet[ReportedCount]) -> Subquery:
    return Subquery(facts.values("amount")[:1])


def roll_up(facts: Iterable[ParticipationFacts]) -> dict[int, Amounts]:
    """The result of each participation by its basis, keyed by participation."""
    by_key = {each.participation_id: each for each in facts}
    parents = parents_of(by_key.values())

    def accepted_of(key: int, below: list[Amounts]) -> Amounts:
        phase_count = len(by_key[key].statements)
        return column_sums([by_key[key].accepted or (None,) * phase_count, *below], phase_count)

    def result_of(key: int, below: list[Amounts]) -> Amounts:
        return rules_for(by_key[key].basis).amounts(by_key[key], accepted[key], below)

    accepted = tree.added_up(parents, accepted_of)
    return tree.added_up(parents, result_of)


def results_at(
    programme: Programme, phases: Sequence[Phase], *, as_of: date, known_at: datetime
) -> ProgrammeResults:
    """The facts of every participation, in order of position, with the result of each."""
    facts = facts_at(programme, phases, as_of=as_of, known_at=known_at)
    return ProgrammeResults(facts, roll_up(facts))


def latest_statement_day(
    programme: Programme, phases: Sequence[Phase], *, until: date, known_at: datetime
) -> date | None:
    """The latest day, not after `until`, on which something was stated or the number of accepted initiatives
    that count changed; None where there is none.
    """
    counts = ReportedCount.objects.at(until, known_at).filter(participation=OuterRef("pk"))
    newest: dict[str, Combinable] = {
        f"day_{phase.pk}": Subquery(counts.filter(phase=phase).values("counted_on")[:1]) for phase in phases
    }
    days = (
        Participation.objects.filter(programme=programme)
        .annotate(**newest)
        .aggregate(
            counting=Count("pk", filter=Q(basis__in=COUNTING_ACCEPTED)),
            **{f"latest_{name}": Max(name) for name in newest},
        )
    )
    counts_accepted = days.pop("counting")
    found = [day for day in days.values() if day is not None]
    if counts_accepted:
        found += _acceptance_days(programme, phases, until, known_at)
    return max(found, default=None)


def _acceptance_days(
    programme: Programme, phases: Sequence[Phase], until: date, known_at: datetime
) -> list[date]:
    """The latest day of each phase on which the number of accepted initiatives that count changed."""
    counting = _counting(programme)
    newest = {f"day_{phase.pk}": _latest_acceptance(phase, until, known_at) for phase in phases}
    days = (
        Participation.objects.filter(pk__in=counting)
        .annotate(**newest)
        .aggregate(**{f"latest_{name}": Max(name) for name in newest})
    )
    return [day for day in days.values() if day is not None]


def _counting(programme: Programme) -> list[int]:
    """The participations whose accepted initiatives count: those whose basis counts them, and all below."""
    rows = list(programme.participations.order_by("pk").values_list("pk", "parent_id", "basis"))
    tops = [key for key, _, basis in rows if rules_for(basis).counts_accepted]
    return tree.below({key: parent for key, parent, _ in rows}, tops)


def _latest_acceptance(phase: Phase, until: date, known_at: datetime) -> Combinable:
    """The latest day on which a participation's own number changed, as far as recorded by then."""
    recorded = ReviewStep.objects.exclude(weight=0).filter(
        participation=OuterRef("participation"),
        phase=phase,
        counted_on=OuterRef("counted_on"),
        recorded_at__lte=known_at,
    )
    totals = AcceptedTotal.objects.filter(participation=OuterRef("pk"), phase=phase, counted_on__lte=until)
    newest = totals.filter(Exists(recorded)).order_by("-counted_on").values("counted_on")[:1]
    return Subquery(newest)


def first_statement_day(programme: Programme) -> date | None:
    """The earliest day with a statement. Reads the whole index: only for pages that show nothing else."""
    counts = ReportedCount.objects.filter(participation__programme=programme)
    day: date | None = counts.aggregate(first=Min("counted_on"))["first"]
    return day
