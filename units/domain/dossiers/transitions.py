"""The one table of transitions of an initiative: which verb leads from which states to which, and whose it
is.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from units.choices import EventVerb, InitiativeState, ReviewVerb
from units.domain.access import Rights
from units.models import Initiative

DRAFT, SUBMITTED, RETURNED, ACCEPTED, REJECTED, WITHDRAWN = InitiativeState


@dataclass(frozen=True, slots=True)
class Transition:
    """One verb: the states before, the state after, which side takes it, whether it needs a note."""

    before: frozenset[InitiativeState]
    after: InitiativeState
    event: EventVerb
    by_reviewer: bool
    needs_note: bool = False


def _move(
    *before: InitiativeState,
    to: InitiativeState,
    event: EventVerb,
    by_reviewer: bool = False,
    needs_note: bool = False,
) -> Transition:
    return Transition(frozenset(before), to, event, by_reviewer, needs_note)


TRANSITIONS: Mapping[ReviewVerb, Transition] = {
    ReviewVerb.SUBMIT: _move(DRAFT, RETURNED, to=SUBMITTED, event=EventVerb.INITIATIVE_SUBMITTED),
    ReviewVerb.WITHDRAW: _move(SUBMITTED, RETURNED, to=WITHDRAWN, event=EventVerb.INITIATIVE_WITHDRAWN),
    ReviewVerb.RESUME: _move(WITHDRAWN, to=DRAFT, event=EventVerb.INITIATIVE_RESUMED),
    ReviewVerb.SEND_BACK: _move(
        SUBMITTED, to=RETURNED, event=EventVerb.INITIATIVE_SENT_BACK, by_reviewer=True, needs_note=True
    ),
    ReviewVerb.ACCEPT: _move(SUBMITTED, to=ACCEPTED, event=EventVerb.INITIATIVE_ACCEPTED, by_reviewer=True),
    ReviewVerb.REJECT: _move(
        SUBMITTED, to=REJECTED, event=EventVerb.INITIATIVE_REJECTED, by_reviewer=True, needs_note=True
    ),
    ReviewVerb.REOPEN: _move(
        ACCEPTED,
        REJECTED,
        to=SUBMITTED,
        event=EventVerb.INITIATIVE_REOPENED,
        by_reviewer=True,
        needs_note=True,
    ),
    ReviewVerb.MERGE: _move(
        SUBMITTED,
        RETURNED,
        ACCEPTED,
        to=REJECTED,
        event=EventVerb.INITIATIVE_MERGED,
        by_reviewer=True,
        needs_note=True,
    ),
}


def wrong_state(initiative: Initiative, verb: ReviewVerb) -> str:
    """Why the verb cannot be done in the state that the initiative has; empty where it can."""
    if initiative.state in TRANSITIONS[verb].before:
        return ""
    return f"Hồ sơ đang ở trạng thái “{initiative.get_state_display()}”, không {verb.label.lower()} được."


def open_to(initiative: Initiative, rights: Rights) -> list[ReviewVerb]:
    """The verbs that a person with these rights may use now, in the order of the table."""
    return [
        verb
        for verb, move in TRANSITIONS.items()
        if initiative.state in move.before and (rights.reviews if move.by_reviewer else rights.writes)
    ]
