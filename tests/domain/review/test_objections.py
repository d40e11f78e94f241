"""Which dossiers a decision means, what speaks against it, and a form that is sent twice."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.factories import accept, make_initiative, make_participation, make_user, submit
from units.choices import ReviewVerb, Role
from units.domain.review import stepping
from units.domain.review.objections import objection, taken_before
from units.domain.review.queue import chosen, queue_lines
from units.domain.review.stakes import OWN
from units.domain.review.stepping import CHANGED, Step
from units.models import DossierRules, Initiative, Participation, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Participation:
    return make_participation()


@pytest.fixture
def mai() -> User:
    return make_user(role=Role.REVIEWER, full_name="Lò Thị Mai")


def objections(place: Participation, initiative: Initiative, person: User, seen: int) -> list[str]:
    """What speaks against accepting and against reopening."""
    found = chosen(place.programme, [initiative.pk], person)
    [line] = queue_lines(found, DossierRules.objects.of(place.programme), [], now=timezone.now())
    return [objection(line, verb, seen=seen) for verb in (ReviewVerb.ACCEPT, ReviewVerb.REOPEN)]


def test_chosen_are_those_of_the_programme_that_the_person_may_know_of(
    place: Participation, mai: User
) -> None:
    first, second = (submit(make_initiative(participation=place)) for _ in range(2))
    assert chosen(place.programme, [second.pk, first.pk], mai) == [first, second]
    for hidden in (make_initiative(participation=place), submit(make_initiative())):
        with pytest.raises(ValidationError, match="không còn trong hàng đợi"):
            chosen(place.programme, [first.pk, hidden.pk], mai)


def test_objections_foretell_what_the_review_refuses(place: Participation, mai: User) -> None:
    waiting = submit(make_initiative(participation=place))
    done = accept(make_initiative(participation=place))
    own = submit(make_initiative(participation=place, created_by=mai))

    not_reopened = "Hồ sơ đang ở trạng thái “Chờ duyệt”, không xét lại được."
    assert objections(place, waiting, mai, waiting.version) == ["", not_reopened]
    assert objections(place, waiting, mai, waiting.version + 1)[0] == CHANGED
    assert objections(place, done, mai, done.version) == [
        "Hồ sơ đang ở trạng thái “Được công nhận”, không công nhận được.",
        "",
    ]
    assert objections(place, own, mai, own.version)[0] == OWN


def test_only_the_very_same_step_is_one_that_was_sent_twice(place: Participation, mai: User) -> None:
    initiative = submit(make_initiative(participation=place))
    step = Step(initiative, ReviewVerb.REJECT, seen=initiative.version, note=" Trùng ")
    assert not taken_before([step], person=mai)
    stepping.take(step, by=mai)

    assert taken_before([step], person=mai)
    assert not taken_before([step], person=make_user(role=Role.REVIEWER))
    for other in (
        Step(initiative, ReviewVerb.REJECT, seen=initiative.version, note="Khác"),
        Step(initiative, ReviewVerb.ACCEPT, seen=initiative.version, note="Trùng"),
        Step(initiative, ReviewVerb.REJECT, seen=initiative.version - 1, note="Trùng"),
    ):
        assert not taken_before([other], person=mai)
    untouched = submit(make_initiative(participation=place))
    untouched_step = Step(untouched, ReviewVerb.REJECT, seen=untouched.version, note="Trùng")
    assert not taken_before([step, untouched_step], person=mai)
