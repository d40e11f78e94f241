"""Where the number of a participation comes from, as of a day and as recorded by an instant."""

from collections.abc import Sequence
from datetime import date, datetime

from units.domain.figures.bases import rules_for
from units.domain.figures.results import results_at
from units.domain.figures.traces import Trace, TraceQuestion
from units.models import Participation, Phase


def trace(
    participation: Participation, phases: Sequence[Phase], *, as_of: date, known_at: datetime, page: int = 1
) -> list[Trace]:
    """What the result of each phase at the end of `as_of` is made of, as recorded by `known_at`; of accepted
    initiatives one page.
    """
    question = TraceQuestion(
        participation=participation,
        phases=phases,
        as_of=as_of,
        known_at=known_at,
        page=page,
        results=lambda: results_at(participation.programme, phases, as_of=as_of, known_at=known_at),
    )
    return rules_for(participation.basis).trace(question)
