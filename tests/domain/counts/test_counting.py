"""Stating a count: append-only, once a sending, refused where it cannot be, told in the audit."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from tests.factories import make_participation, make_phase, make_programme, make_unit, make_user
from units.choices import Basis, CountSource, EventVerb, Role
from units.domain.counts import locks
from units.domain.counts.counting import (
    KeyReusedError,
    StatedMeanwhileError,
    Statement,
    newest_statement,
    state_count,
)
from units.models import Event, Participation, Phase, ReportedCount, User

FIRST, SECOND, THIRD = date(2022, 2, 1), date(2022, 3, 1), date(2022, 4, 1)


@pytest.fixture
def phase(db: None) -> Phase:
    return make_phase(programme=make_programme())


@pytest.fixture
def participation(phase: Phase) -> Participation:
    return make_participation(programme=phase.programme)


@pytest.fixture
def officer(participation: Participation) -> User:
    return make_user(role=Role.OFFICER, home_unit=participation.unit)


def statement(participation: Participation, phase: Phase, **changes: Any) -> Statement:
    values: dict[str, Any] = {"counted_on": SECOND, "amount": 50, "key": uuid.uuid4()}
    return Statement(participation=participation, phase=phase, **(values | changes))


def amounts() -> list[tuple[date, int]]:
    return list(ReportedCount.objects.order_by("pk").values_list("counted_on", "amount"))


def test_statement_is_recorded_and_told(participation: Participation, phase: Phase, officer: User) -> None:
    count = state_count(statement(participation, phase, note=" theo biên bản "), by=officer)

    assert (count.amount, count.note, count.source) == (50, "theo biên bản", CountSource.UNIT)
    event = Event.objects.get()
    assert (event.verb, event.by, event.on_behalf_of, event.before, event.unit) == (
        EventVerb.COUNT_STATED,
        officer,
        None,
        None,
        participation.unit,
    )
    assert event.after == {
        "id": count.pk,
        "participation": participation.pk,
        "phase": phase.pk,
        "counted_on": "2022-03-01",
        "amount": 50,
        "note": "theo biên bản",
    }


def test_staff_states_on_behalf_of_the_unit(participation: Participation, phase: Phase, lan: User) -> None:
    count = state_count(statement(participation, phase), by=lan)

    assert (count.source, Event.objects.get().on_behalf_of) == (CountSource.STAFF, participation.unit)


def test_same_key_again_records_nothing_more(
    participation: Participation, phase: Phase, officer: User
) -> None:
    sent = statement(participation, phase, seen=0)

    counts = [state_count(sent, by=officer) for _ in range(3)]

    assert counts == [counts[0]] * 3
    assert (ReportedCount.objects.count(), Event.objects.count()) == (1, 1)


def test_same_number_for_the_same_day_records_nothing_more(
    participation: Participation, phase: Phase, officer: User
) -> None:
    first = state_count(statement(participation, phase), by=officer)

    assert state_count(statement(participation, phase), by=officer) == first
    assert Event.objects.count() == 1


@pytest.mark.parametrize("change", [{"amount": 51}, {"counted_on": FIRST}])
def test_same_key_with_other_content_is_refused(
    participation: Participation, phase: Phase, officer: User, change: dict[str, Any]
) -> None:
    key = uuid.uuid4()
    first = state_count(statement(participation, phase, key=key), by=officer)

    with pytest.raises(KeyReusedError) as refusal:
        state_count(statement(participation, phase, key=key, **change), by=officer)

    assert refusal.value.recorded == first
    assert amounts() == [(SECOND, 50)]


def test_statement_that_was_not_seen_is_shown(
    participation: Participation, phase: Phase, officer: User, lan: User
) -> None:
    theirs = state_count(statement(participation, phase), by=lan)

    with pytest.raises(StatedMeanwhileError) as refusal:
        state_count(statement(participation, phase, counted_on=THIRD, seen=0), by=officer)

    assert refusal.value.newest == theirs
    assert (
        state_count(statement(participation, phase, counted_on=THIRD, seen=theirs.pk), by=officer).counted_on
        == THIRD
    )


def test_correction_needs_a_reason_and_keeps_what_it_corrects(
    participation: Participation, phase: Phase, officer: User
) -> None:
    state_count(statement(participation, phase), by=officer)

    with pytest.raises(ValidationError) as refusal:
        state_count(statement(participation, phase, amount=49), by=officer)
    right = state_count(statement(participation, phase, amount=49, reason="trùng 1 hồ sơ"), by=officer)

    assert refusal.value.message_dict == {
        "reason": ["Ngày 01/03/2022 đã báo cáo 50; đây là sửa số liệu. Hãy ghi lý do."]
    }
    assert amounts() == [(SECOND, 50), (SECOND, 49)]
    assert newest_statement(participation, phase) == right
    assert Event.objects.order_by("-sequence")[0].verb == EventVerb.COUNT_CORRECTED


@pytest.mark.parametrize(
    ("day", "amount", "sentence"),
    [
        (THIRD, 49, "Số luỹ kế 49 nhỏ hơn 50 đã báo cáo ngày 01/03/2022."),
        (FIRST, 51, "Số luỹ kế 51 lớn hơn 50 đã báo cáo ngày 01/03/2022."),
        (THIRD, 151, "Số luỹ kế tăng quá 100 so với lần trước."),
    ],
)
def test_doubtful_number_needs_a_reason(
    participation: Participation, phase: Phase, officer: User, day: date, amount: int, sentence: str
) -> None:
    state_count(statement(participation, phase), by=officer)
    doubtful = {"counted_on": day, "amount": amount}

    with pytest.raises(ValidationError) as refusal:
        state_count(statement(participation, phase, **doubtful, reason="  "), by=officer)
    state_count(statement(participation, phase, **doubtful, reason="đã đối chiếu"), by=officer)

    assert refusal.value.message_dict == {"reason": [f"{sentence} Hãy ghi lý do."]}
    assert amounts() == [(SECOND, 50), (day, amount)]


@pytest.mark.parametrize(("day", "amount"), [(THIRD, 50), (THIRD, 150), (FIRST, 50), (FIRST, 0)])
def test_plausible_number_needs_no_reason(
    participation: Participation, phase: Phase, officer: User, day: date, amount: int
) -> None:
    state_count(statement(participation, phase), by=officer)

    assert (
        state_count(statement(participation, phase, counted_on=day, amount=amount), by=officer).reason == ""
    )


def test_earlier_day_never_moves_a_later_one(
    participation: Participation, phase: Phase, officer: User
) -> None:
    later = state_count(statement(participation, phase), by=officer)

    state_count(statement(participation, phase, counted_on=FIRST, amount=40), by=officer)

    assert newest_statement(participation, phase) == later


def test_day_that_cannot_be_is_refused(participation: Participation, phase: Phase, officer: User) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    cases = {
        tomorrow: f"Ngày {tomorrow:%d/%m/%Y} chưa đến.",
        phase.starts_on - timedelta(days=1): "Giai đoạn 1 bắt đầu ngày 01/01/2022; hãy chọn từ ngày đó.",
        phase.ends_on + timedelta(days=1): "Chương trình kết thúc ngày 29/06/2022; hãy chọn đến ngày đó.",
    }
    found = {}
    for day in cases:
        with pytest.raises(ValidationError) as refusal:
            state_count(statement(participation, phase, counted_on=day), by=officer)
        found[day] = refusal.value.message_dict["counted_on"][0]

    assert found == cases
    assert amounts() == []


def test_locked_phase_is_refused_until_reopened(
    participation: Participation, phase: Phase, officer: User, lan: User
) -> None:
    phase.reporting_closes_on = phase.ends_on
    phase.save()

    with pytest.raises(ValidationError) as refusal:
        state_count(statement(participation, phase), by=officer)
    locks.reopen(participation=participation, phase=phase, hours=1, reason="sửa", by=lan)
    count = state_count(statement(participation, phase), by=officer)

    assert (refusal.value.code, amounts()) == ("locked", [(SECOND, 50)])
    assert newest_statement(participation, phase) == count


@pytest.mark.parametrize("role", [Role.VIEWER, Role.REVIEWER, Role.OFFICER])
def test_who_does_not_answer_for_the_unit_is_refused(
    participation: Participation, phase: Phase, role: Role
) -> None:
    stranger = make_user(role=role, home_unit=make_unit() if role == Role.OFFICER else participation.unit)

    with pytest.raises(PermissionDenied):
        state_count(statement(participation, phase), by=stranger)

    assert amounts() == []


def test_computed_result_is_not_stated(phase: Phase, lan: User) -> None:
    above = make_participation(programme=phase.programme, name="LĐLĐ tỉnh", basis=Basis.CHILDREN)

    with pytest.raises(ValidationError) as refusal:
        state_count(statement(above, phase), by=lan)

    assert refusal.value.messages == [
        "Kết quả của LĐLĐ tỉnh là cộng các đơn vị trực thuộc, nên không nhập trực tiếp."
    ]
