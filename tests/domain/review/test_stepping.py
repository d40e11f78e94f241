"""Steps of the review: what each changes, who may take it, what is refused."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from tests.factories import (
    accept,
    make_initiative,
    make_participation,
    make_phase,
    make_programme,
    make_user,
    submit,
)
from units.choices import Basis, EventVerb, InitiativeState, ReviewVerb, Role
from units.domain.figures.summary import build_summary
from units.domain.review import stepping
from units.domain.review.stepping import Step, StepsRefusedError
from units.domain.versions import EditedMeanwhileError
from units.models import AcceptedTotal, Event, Initiative, Participation, ReviewStep, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Participation:
    programme = make_programme()
    make_phase(programme=programme, starts_on=timezone.localdate() - timedelta(days=30))
    return make_participation(programme=programme, basis=Basis.ACCEPTED)


@pytest.fixture
def reviewer() -> User:
    return make_user(role=Role.REVIEWER, full_name="Người Duyệt")


def counted(place: Participation) -> int | None:
    programme = place.programme
    summary = build_summary(programme, phases=list(programme.phases.all()), as_of=timezone.localdate())
    return summary.rows[0].overall.result


def test_accepting_counts_at_once_and_reopening_takes_it_back(place: Participation, reviewer: User) -> None:
    assert counted(place) == 0
    first, second = (accept(make_initiative(participation=place), by=reviewer) for _ in range(2))
    before = timezone.now()
    assert counted(place) == 2

    stepping.take(Step(first, ReviewVerb.REOPEN, note="Xem lại minh chứng"), by=reviewer)

    assert counted(place) == 1
    programme = place.programme
    known = build_summary(
        programme, phases=list(programme.phases.all()), as_of=timezone.localdate(), known_at=before
    )
    assert known.rows[0].overall.result == 2
    assert AcceptedTotal.objects.get().total == 1
    second.refresh_from_db()
    assert second.state == InitiativeState.ACCEPTED


def test_every_step_leaves_one_event_and_one_line_of_the_ledger(place: Participation, reviewer: User) -> None:
    initiative = submit(make_initiative(participation=place))
    events = Event.objects.count()
    due = timezone.localdate() + timedelta(days=7)

    stepping.take(Step(initiative, ReviewVerb.SEND_BACK, note="Thiếu minh chứng", due_on=due), by=reviewer)

    assert Event.objects.count() == events + 1
    assert Event.objects.order_by("sequence").last().verb == EventVerb.INITIATIVE_SENT_BACK  # type: ignore[union-attr]
    step = ReviewStep.objects.order_by("pk").last()
    assert step is not None
    assert (step.state_before, step.state_after, step.due_on) == ("submitted", "returned", due)


def test_incomplete_dossier_is_not_submitted_and_says_what_is_missing(place: Participation) -> None:
    initiative = make_initiative(participation=place, solution="", authors=0)
    with pytest.raises(ValidationError) as refused:
        submit(initiative)
    assert refused.value.messages == [
        "Ghi ít nhất một tác giả, phần đóng góp cộng lại đúng 100%.",
        "Mô tả giải pháp, ít nhất 20 ký tự.",
    ]
    assert Initiative.objects.get().state == InitiativeState.DRAFT


def test_nobody_reviews_their_own(place: Participation, reviewer: User) -> None:
    own = submit(make_initiative(participation=place, created_by=reviewer))
    with pytest.raises(ValidationError, match="người thẩm định phải là người khác"):
        stepping.take(Step(own, ReviewVerb.ACCEPT), by=reviewer)
    named = make_initiative(participation=place)
    named.authors.update(name="Người Duyệt", name_key="nguoi duyet")
    with pytest.raises(ValidationError, match="cùng họ tên với bạn"):
        stepping.take(Step(submit(named), ReviewVerb.ACCEPT), by=reviewer)


def test_second_of_two_reviewers_is_told(place: Participation, reviewer: User) -> None:
    initiative = submit(make_initiative(participation=place))
    stepping.take(Step(initiative, ReviewVerb.ACCEPT, seen=initiative.version), by=reviewer)
    with pytest.raises(EditedMeanwhileError):
        stepping.take(
            Step(initiative, ReviewVerb.REJECT, seen=initiative.version, note="Trùng"),
            by=make_user(role=Role.REVIEWER),
        )


def test_officer_does_not_review_and_reviewer_does_not_submit(place: Participation, reviewer: User) -> None:
    draft = make_initiative(participation=place)
    with pytest.raises(PermissionDenied):
        stepping.take(Step(draft, ReviewVerb.SUBMIT), by=reviewer)
    officer = make_user(role=Role.OFFICER, home_unit=place.unit)
    sent = submit(draft, by=officer)
    with pytest.raises(PermissionDenied):
        stepping.take(Step(sent, ReviewVerb.ACCEPT), by=officer)


def test_many_at_once_or_none(place: Participation, reviewer: User) -> None:
    waiting = [submit(make_initiative(participation=place)) for _ in range(2)]
    draft = make_initiative(participation=place)
    steps = [Step(each, ReviewVerb.ACCEPT) for each in (*waiting, draft)]
    with pytest.raises(StepsRefusedError) as refused:
        stepping.take_all(steps, by=reviewer)
    assert list(refused.value.refusals) == [draft.pk]
    assert counted(place) == 0

    stepping.take_all(steps[:2], by=reviewer)

    assert counted(place) == 2


def test_merging_keeps_both_traces_and_counts_once(place: Participation, reviewer: User) -> None:
    kept, same = (accept(make_initiative(participation=place), by=reviewer) for _ in range(2))
    stepping.take(Step(same, ReviewVerb.MERGE, into=kept, note="Trùng nội dung"), by=reviewer)
    same.refresh_from_db()
    assert (same.state, same.merged_into_id) == (InitiativeState.REJECTED, kept.pk)
    assert list(kept.merged.all()) == [same]
    assert same.authors.count() == 1
    assert counted(place) == 1


def test_dossier_named_twice_is_not_decided_twice(place: Participation, reviewer: User) -> None:
    initiative = submit(make_initiative(participation=place))
    steps = [Step(initiative, ReviewVerb.ACCEPT), Step(initiative, ReviewVerb.REJECT, note="Trùng")]
    with pytest.raises(StepsRefusedError) as refused:
        stepping.take_all(steps, by=reviewer)
    assert list(refused.value.refusals) == [initiative.pk]
    initiative.refresh_from_db()
    assert initiative.state == InitiativeState.SUBMITTED
    assert counted(place) == 0


def test_two_are_not_merged_into_each_other(place: Participation, reviewer: User) -> None:
    first, second = (accept(make_initiative(participation=place), by=reviewer) for _ in range(2))
    steps = [
        Step(first, ReviewVerb.MERGE, into=second, note="Trùng"),
        Step(second, ReviewVerb.MERGE, into=first, note="Trùng"),
    ]
    with pytest.raises(StepsRefusedError) as refused:
        stepping.take_all(steps, by=reviewer)
    assert list(refused.value.refusals) == [second.pk]
    assert not Initiative.objects.filter(merged_into__isnull=False).exists()
    assert counted(place) == 2


def test_who_has_sent_it_once_does_not_judge_it_though_somebody_sent_it_again(place: Participation) -> None:
    staff = make_user(role=Role.STAFF)
    initiative = submit(make_initiative(participation=place), by=staff)
    due = timezone.localdate() + timedelta(days=7)
    step = Step(initiative, ReviewVerb.SEND_BACK, note="Thiếu", due_on=due)
    initiative = submit(stepping.take(step, by=make_user(role=Role.REVIEWER)))

    with pytest.raises(ValidationError, match="người thẩm định phải là người khác"):
        stepping.take(Step(initiative, ReviewVerb.ACCEPT), by=staff)


def test_nobody_merges_into_their_own(place: Participation, reviewer: User) -> None:
    own = submit(make_initiative(participation=place, created_by=reviewer))
    other = submit(make_initiative(participation=place))
    with pytest.raises(ValidationError, match="hồ sơ bạn có phần"):
        stepping.take(Step(other, ReviewVerb.MERGE, into=own, note="Trùng"), by=reviewer)


def test_shares_that_are_no_whole_are_not_submitted(place: Participation) -> None:
    initiative = make_initiative(participation=place)
    initiative.authors.update(share=50)
    with pytest.raises(ValidationError, match="phải đúng 100%"):
        submit(initiative)
