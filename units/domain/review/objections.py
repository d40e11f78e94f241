"""What speaks against a decision before it is sent, and whether a refused one was only sent twice."""

from collections.abc import Sequence

from units.choices import ReviewVerb
from units.domain.dossiers.transitions import wrong_state
from units.domain.review.queue import QueueLine
from units.domain.review.stakes import OWN
from units.domain.review.stepping import CHANGED, Step
from units.models import ReviewStep, User


def objection(line: QueueLine, verb: ReviewVerb, *, seen: int) -> str:
    """Why this verb would be refused now, as far as the line tells; empty when nothing speaks against it."""
    if refusal := wrong_state(line.initiative, verb):
        return refusal
    if line.is_own:
        return OWN
    return CHANGED if line.initiative.version != seen else ""


def taken_before(steps: Sequence[Step], *, person: User) -> bool:
    """Whether the last step of each dossier is exactly this one, taken by this person: the form was sent
    twice.
    """
    last = {
        each.initiative_id: each
        for each in ReviewStep.objects.filter(initiative__in=[step.initiative.pk for step in steps])
        .select_related("initiative")
        .order_by("pk")
    }
    return all(
        (found := last.get(step.initiative.pk)) is not None
        and (found.by_id, found.verb, found.note) == (person.pk, step.verb, step.note.strip())
        and found.initiative.version == (step.seen or 0) + 1
        for step in steps
    )
