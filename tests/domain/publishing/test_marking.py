"""Outstanding initiatives: who chooses, which, and what is refused."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.factories import accept, make_initiative, make_user, submit
from units.choices import EventVerb, ReviewVerb, Role
from units.domain.publishing import marking
from units.domain.review import stepping
from units.domain.review.stepping import Step
from units.domain.versions import EditedMeanwhileError
from units.models import Event, Initiative, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer() -> User:
    return make_user(role=Role.REVIEWER, full_name="Người Chọn")


def test_marked_and_unmarked_with_an_event_each(reviewer: User) -> None:
    initiative = accept(make_initiative())

    marked = marking.mark(initiative, reason=" Tiết kiệm lớn ", seen=initiative.version, by=reviewer)

    assert (marked.outstanding_reason, marked.outstanding_by, marked.version) == (
        "Tiết kiệm lớn",
        reviewer,
        initiative.version + 1,
    )
    marking.unmark(marked, reason="Chọn nhầm", seen=marked.version, by=reviewer)
    stored = Initiative.objects.get()
    assert (stored.is_outstanding, stored.outstanding_reason, stored.outstanding_by) == (False, "", None)
    assert list(Event.objects.order_by("sequence").values_list("verb", "reason"))[-2:] == [
        (EventVerb.OUTSTANDING_MARKED, "Tiết kiệm lớn"),
        (EventVerb.OUTSTANDING_UNMARKED, "Chọn nhầm"),
    ]


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICER])
def test_who_does_not_review_does_not_choose(role: Role) -> None:
    initiative = accept(make_initiative())
    with pytest.raises(PermissionDenied):
        marking.mark(initiative, reason="Hay", seen=None, by=make_user(role=role))


def test_only_accepted_ones_are_chosen(reviewer: User) -> None:
    with pytest.raises(ValidationError, match="đã được công nhận"):
        marking.mark(submit(make_initiative()), reason="Hay", seen=None, by=reviewer)


def test_nobody_chooses_their_own(reviewer: User) -> None:
    initiative = accept(make_initiative())
    initiative.authors.update(name="Người chọn", name_key="nguoi chon")
    with pytest.raises(ValidationError, match="cùng họ tên với bạn"):
        marking.mark(initiative, reason="Hay", seen=None, by=reviewer)


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_reason_is_asked_for(reviewer: User, reason: str) -> None:
    with pytest.raises(ValidationError) as refused:
        marking.mark(accept(make_initiative()), reason=reason, seen=None, by=reviewer)
    assert list(refused.value.message_dict) == ["reason"]


def test_second_reviewer_with_an_old_page_is_told(reviewer: User) -> None:
    initiative = accept(make_initiative())
    seen = initiative.version
    marking.mark(initiative, reason="Hay", seen=seen, by=reviewer)
    with pytest.raises(EditedMeanwhileError):
        marking.mark(initiative, reason="Rất hay", seen=seen, by=make_user(role=Role.REVIEWER))
    with pytest.raises(ValidationError, match="đã được chọn"):
        marking.mark(initiative, reason="Rất hay", seen=None, by=reviewer)


def test_mark_goes_when_the_acceptance_goes(reviewer: User) -> None:
    initiative = accept(make_initiative())
    marked = marking.mark(initiative, reason="Hay", seen=None, by=reviewer)

    stepping.take(Step(marked, ReviewVerb.REOPEN, note="Xem lại"), by=reviewer)

    assert Initiative.objects.get().outstanding_at is None
