"""What is recorded of each participation itself, before anything is added up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from units import rates
from units.choices import Basis

Amounts = tuple[int | None, ...]
"""One amount for each phase, in the order of the phases; None where there is none."""


@dataclass(frozen=True, slots=True)
class ParticipationFacts:
    """What is recorded of one participation itself, without its subordinates."""

    participation_id: int
    parent_id: int | None
    bloc_id: int | None
    position: int
    name: str
    basis: Basis
    quotas: Amounts
    registered_quota: int | None
    statements: Amounts
    accepted: Amounts = ()
    """Its own accepted initiatives, as `accepted_at` gives them; empty where nobody counts them."""


@dataclass(frozen=True, slots=True)
class ProgrammeResults:
    """The facts of every participation of a programme, and the result of each (by pk)."""

    facts: Sequence[ParticipationFacts]
    results: Mapping[int, Amounts]


def parents_of(facts: Iterable[ParticipationFacts]) -> dict[int, int | None]:
    """The parent of each participation (by pk), for `tree`."""
    return {each.participation_id: each.parent_id for each in facts}


def column_sums(rows: Sequence[Amounts], phase_count: int) -> Amounts:
    """The sum of each phase over the rows; None where no row has an amount."""
    return tuple(rates.total(row[index] for row in rows) for index in range(phase_count))
