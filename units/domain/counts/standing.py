"""An officer's view of the ranking: own place, what is missing, who is next; the effect of a statement."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import floor

from django.utils import timezone

from units.domain.counts import counting
from units.domain.counts.counting import Statement
from units.domain.figures.facts import ParticipationFacts
from units.domain.figures.ranking import Figure, SummaryRow, ranked_rows
from units.domain.figures.results import facts_at
from units.models import Participation, Phase, ReportedCount


@dataclass(frozen=True, slots=True)
class NextAbove:
    """The nearest row with a higher rate; `needed`: how many more initiatives give a strictly higher rate."""

    name: str
    needed: int


@dataclass(frozen=True, slots=True)
class RankedPlace:
    """A row among those with the same parent, of which `ranked` have a rank."""

    row: SummaryRow
    ranked: int
    above: NextAbove | None

    @property
    def missing(self) -> int | None:
        """How many initiatives are missing to meet the quota; negative beyond it; None without a quota."""
        overall = self.row.overall
        return overall.quota - (overall.result or 0) if overall.quota else None


@dataclass(frozen=True, slots=True)
class Effect:
    """What a statement would change. `follows`: the statement that counts for its day so far. `later`: a
    statement of a later day, which goes on to count. `doubt`: why a reason is needed, else empty.
    """

    follows: ReportedCount | None
    later: ReportedCount | None
    doubt: str
    difference: int | None
    figure: Figure
    before: RankedPlace
    after: RankedPlace

    @property
    def moves(self) -> int:
        """By how many ranks the unit would rise; negative where it would fall."""
        return (self.before.row.rank or 0) - (self.after.row.rank or 0) if self.before.row.rank else 0


def place_of(participation: Participation, facts: Sequence[ParticipationFacts]) -> RankedPlace:
    """The place of a participation among those with the same parent."""
    rows = ranked_rows(
        facts,
        low_threshold=participation.programme.low_threshold,
        parent_id=participation.parent_id,
    )
    row = next(row for row in rows if row.participation_id == participation.pk)
    return RankedPlace(
        row=row, ranked=sum(each.rank is not None for each in rows), above=_next_above(row, rows)
    )


def _next_above(own: SummaryRow, rows: Sequence[SummaryRow]) -> NextAbove | None:
    quota, result = own.overall.quota, own.overall.result or 0
    if not quota:
        return None
    own_rate = -1 if own.overall.rate is None else own.overall.rate
    higher = [row for row in rows if row.overall.rate is not None and row.overall.rate > own_rate]
    if not higher or higher[-1].overall.rate is None:
        return None
    return NextAbove(name=higher[-1].name, needed=floor(higher[-1].overall.rate * quota) + 1 - result)


def effect_of(statement: Statement, phases: Sequence[Phase], *, now: datetime) -> Effect:
    """What the ranking as of today would be with this statement, and what it is now."""
    participation, index = statement.participation, list(phases).index(statement.phase)
    facts = facts_at(participation.programme, phases, as_of=timezone.localdate(now), known_at=now)
    newest = counting.newest_statement(participation, statement.phase)
    later = newest if newest and newest.counted_on > statement.counted_on else None
    counts = ReportedCount.objects.at(statement.counted_on, now)
    follows = counts.filter(participation=participation, phase=statement.phase).first()
    before = place_of(participation, facts)
    stated = facts if later else _with(facts, participation, index, statement.amount)
    after = place_of(participation, stated)
    return Effect(
        follows=follows,
        later=later,
        doubt=counting.doubtful(statement),
        difference=statement.amount - follows.amount if follows else None,
        figure=after.row.phases[index],
        before=before,
        after=after,
    )


def _with(
    facts: Sequence[ParticipationFacts], participation: Participation, index: int, amount: int
) -> list[ParticipationFacts]:
    def stated(own: ParticipationFacts) -> ParticipationFacts:
        amounts = (*own.statements[:index], amount, *own.statements[index + 1 :])
        return replace(own, statements=amounts)

    return [stated(each) if each.participation_id == participation.pk else each for each in facts]
