"""Who may give which dossier to whom; all of them or none."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.factories import accept, make_initiative, make_participation, make_user, submit
from units.choices import EventVerb, ReviewVerb, Role
from units.domain.review import assigning, stepping
from units.domain.review.stepping import Step, StepsRefusedError
from units.models import Event, Initiative, Participation, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Participation:
    return make_participation()


@pytest.fixture
def mai() -> User:
    return make_user(role=Role.REVIEWER, full_name="Lò Thị Mai")


def waiting(place: Participation, **values: object) -> Initiative:
    return submit(make_initiative(participation=place, **values))  # type: ignore[arg-type]


def reviewer_of(initiative: Initiative) -> object:
    return Initiative.objects.get(pk=initiative.pk).reviewer


def test_reviewer_takes_what_nobody_has_and_hands_it_back(place: Participation, mai: User) -> None:
    initiative = waiting(place)
    assert assigning.assign([initiative], mai, by=mai) == 1
    assert reviewer_of(initiative) == mai
    event = Event.objects.latest("sequence")
    assert (event.verb, event.before, event.after) == (
        EventVerb.REVIEWER_ASSIGNED,
        {"reviewer": None},
        {"reviewer": mai.pk},
    )

    assert assigning.assign([initiative], None, by=mai) == 1
    assert reviewer_of(initiative) is None


def test_assigning_again_changes_nothing_and_leaves_no_event(place: Participation, mai: User) -> None:
    initiative = waiting(place)
    assigning.assign([initiative], mai, by=mai)
    events = Event.objects.count()
    assert assigning.assign([initiative], mai, by=mai) == 0
    assert Event.objects.count() == events


def test_whoever_has_the_page_open_may_still_decide(place: Participation, mai: User, lan: User) -> None:
    initiative = waiting(place)
    assigning.assign([initiative], mai, by=lan)
    stepping.take(Step(initiative, ReviewVerb.ACCEPT, seen=initiative.version), by=mai)
    assert reviewer_of(initiative) == mai


def test_staff_moves_what_somebody_has_and_a_colleague_does_not(
    place: Participation, mai: User, lan: User
) -> None:
    initiative, colleague = waiting(place), make_user(role=Role.REVIEWER, full_name="Vàng Thị Hoa")
    assigning.assign([initiative], mai, by=mai)
    with pytest.raises(StepsRefusedError) as refused:
        assigning.assign([initiative], colleague, by=colleague)
    assert refused.value.refusals == {
        initiative.pk: "Hồ sơ đang do Lò Thị Mai thẩm định; hãy nhờ cán bộ tỉnh chuyển."
    }
    assigning.assign([initiative], colleague, by=lan)
    assert reviewer_of(initiative) == colleague


def test_reviewer_gives_nothing_to_others(place: Participation, mai: User) -> None:
    with pytest.raises(PermissionDenied):
        assigning.assign([waiting(place)], make_user(role=Role.REVIEWER), by=mai)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.VIEWER])
def test_who_does_not_review_neither_assigns_nor_is_assigned(
    place: Participation, lan: User, role: Role
) -> None:
    stranger, initiative = make_user(role=role, full_name="Người Lạ"), waiting(place)
    with pytest.raises(PermissionDenied):
        assigning.assign([initiative], stranger, by=stranger)
    with pytest.raises(ValidationError, match="Người Lạ không phải người thẩm định"):
        assigning.assign([initiative], stranger, by=lan)
    assert reviewer_of(initiative) is None


def test_nobody_is_given_their_own(place: Participation, mai: User, lan: User) -> None:
    written = waiting(place, created_by=mai)
    named = make_initiative(participation=place)
    named.authors.update(name="LÒ THỊ MAI", name_key="lo thi mai")
    fine = waiting(place)
    with pytest.raises(StepsRefusedError) as refused:
        assigning.assign([written, submit(named), fine], mai, by=lan)
    why = "Lò Thị Mai đã lập, nộp hồ sơ này hoặc cùng họ tên với một tác giả."
    assert refused.value.refusals == {written.pk: why, named.pk: why}
    assert reviewer_of(fine) is None


def test_decided_one_refuses_all(place: Participation, mai: User, lan: User) -> None:
    done, fine = accept(make_initiative(participation=place)), waiting(place)
    events = Event.objects.count()
    with pytest.raises(StepsRefusedError) as refused:
        assigning.assign([done, fine], mai, by=lan)
    assert refused.value.refusals == {
        done.pk: "Hồ sơ đang ở trạng thái “Được công nhận”, không phân công nữa."
    }
    assert reviewer_of(fine) is None
    assert Event.objects.count() == events
