"""Every step in every state: what is legal is done with one event, everything else leaves nothing."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.factories import accept, make_initiative, make_participation, make_phase, make_user
from tests.initiative_model import MOVES, MUST_SAY_WHY, REVIEWER
from units.choices import InitiativeState, ReviewVerb, Role
from units.domain.review import stepping
from units.domain.review.stepping import Step
from units.models import Event, Initiative, Participation, ReviewStep, User

pytestmark = pytest.mark.django_db
TO_REACH: dict[str, list[ReviewVerb]] = {
    InitiativeState.DRAFT: [],
    InitiativeState.SUBMITTED: [ReviewVerb.SUBMIT],
    InitiativeState.RETURNED: [ReviewVerb.SUBMIT, ReviewVerb.SEND_BACK],
    InitiativeState.ACCEPTED: [ReviewVerb.SUBMIT, ReviewVerb.ACCEPT],
    InitiativeState.REJECTED: [ReviewVerb.SUBMIT, ReviewVerb.REJECT],
    InitiativeState.WITHDRAWN: [ReviewVerb.SUBMIT, ReviewVerb.WITHDRAW],
}


class Desk:
    """A unit's officer, a reviewer, and another dossier into which one may be merged."""

    def __init__(self) -> None:
        phase = make_phase(starts_on=timezone.localdate() - timedelta(days=30))
        self.place: Participation = make_participation(programme=phase.programme)
        self.officer: User = make_user(role=Role.OFFICER, home_unit=self.place.unit)
        self.reviewer: User = make_user(role=Role.REVIEWER)
        self.kept: Initiative = accept(make_initiative(participation=self.place))

    def take(self, verb: ReviewVerb, initiative: Initiative, note: str = "Lý do") -> Initiative:
        step = Step(
            initiative,
            verb,
            note=note,
            due_on=timezone.localdate() + timedelta(days=7) if verb == ReviewVerb.SEND_BACK else None,
            into=self.kept if verb == ReviewVerb.MERGE else None,
        )
        return stepping.take(step, by=self.reviewer if MOVES[verb][2] == REVIEWER else self.officer)

    def dossier_in(self, state: str) -> Initiative:
        initiative = make_initiative(participation=self.place)
        for verb in TO_REACH[state]:
            initiative = self.take(verb, initiative)
        assert initiative.state == state
        return initiative


def written() -> tuple[object, ...]:
    rows = Initiative.objects.order_by("pk").values_list("state", "version", "counted_on")
    return list(rows), Event.objects.count(), ReviewStep.objects.count()


@pytest.mark.parametrize("verb", ReviewVerb)
@pytest.mark.parametrize("state", InitiativeState)
def test_each_verb_in_each_state(state: InitiativeState, verb: ReviewVerb) -> None:
    desk = Desk()
    initiative = desk.dossier_in(state)
    before, after, _ = MOVES[verb]
    stood = written()

    if state in before:
        assert desk.take(verb, initiative).state == after
        assert (Event.objects.count(), ReviewStep.objects.count()) == (stood[1] + 1, stood[2] + 1)  # type: ignore[operator]
        return
    with pytest.raises(ValidationError):
        desk.take(verb, initiative)
    assert written() == stood


@pytest.mark.parametrize("note", ["", "  \n"])
@pytest.mark.parametrize("verb", sorted(MUST_SAY_WHY))
def test_step_that_must_say_why_is_refused_without_a_reason(verb: ReviewVerb, note: str) -> None:
    desk = Desk()
    initiative = desk.dossier_in(
        InitiativeState.REJECTED if verb == ReviewVerb.REOPEN else InitiativeState.SUBMITTED
    )
    stood = written()
    with pytest.raises(ValidationError):
        desk.take(verb, initiative, note)
    assert written() == stood
