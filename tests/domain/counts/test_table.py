"""A whole table of counts: all or none, and every refusal at once."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.factories import make_count, make_participation, make_phase, make_programme
from units.choices import Basis, CountSource, EventVerb
from units.domain.counts.counting import KeyReusedError, StatedMeanwhileError, Statement, state_count
from units.domain.counts.table import StatementsRefusedError, refusals, state_counts
from units.models import Event, Participation, Phase, ReportedCount, User

DAY = date(2022, 3, 10)


@pytest.fixture
def phase(db: None) -> Phase:
    return make_phase(programme=make_programme())


@pytest.fixture
def units(phase: Phase) -> list[Participation]:
    return [make_participation(programme=phase.programme) for _ in range(3)]


def statement(participation: Participation, phase: Phase, amount: int, **more: object) -> Statement:
    values: dict[str, object] = {"counted_on": DAY, "key": uuid.uuid4()} | more
    return Statement(participation=participation, phase=phase, amount=amount, **values)  # type: ignore[arg-type]


def amounts() -> list[int]:
    return list(ReportedCount.objects.order_by("pk").values_list("amount", flat=True))


def test_state_counts_records_every_statement_on_behalf_of_its_unit(
    phase: Phase, units: list[Participation], lan: User
) -> None:
    recorded = state_counts([statement(unit, phase, number) for number, unit in enumerate(units)], by=lan)

    assert [(count.amount, count.source, count.recorded_by) for count in recorded] == [
        (0, CountSource.STAFF, lan),
        (1, CountSource.STAFF, lan),
        (2, CountSource.STAFF, lan),
    ]
    told = Event.objects.order_by("sequence").values_list("verb", "by", "on_behalf_of", "unit")
    assert list(told) == [(EventVerb.COUNT_STATED, lan.pk, unit.unit_id, unit.unit_id) for unit in units]


def test_state_counts_records_none_and_tells_every_refusal(
    phase: Phase, units: list[Participation], lan: User
) -> None:
    newest = make_count(participation=units[1], phase=phase, amount=7, counted_on=DAY)
    table = [
        statement(units[0], phase, 5),
        statement(units[1], phase, 9, seen_for_day=0),
        statement(units[2], phase, 101),
    ]

    with pytest.raises(StatementsRefusedError) as refused:
        state_counts(table, by=lan)

    first, second = refused.value.refusals[1], refused.value.refusals[2]
    assert set(refused.value.refusals) == {1, 2}
    assert isinstance(first, StatedMeanwhileError)
    assert first.newest == newest
    assert isinstance(second, ValidationError)
    assert second.message_dict == {"reason": ["Số luỹ kế tăng quá 100 so với lần trước. Hãy ghi lý do."]}
    assert (amounts(), Event.objects.count()) == ([7], 0)


def test_refusals_tells_them_and_records_nothing(phase: Phase, units: list[Participation], lan: User) -> None:
    assert set(refusals([statement(units[0], phase, 5), statement(units[1], phase, 101)], by=lan)) == {1}
    assert (amounts(), Event.objects.count()) == ([], 0)


def test_state_counts_sent_again_gives_the_same_rows(
    phase: Phase, units: list[Participation], lan: User
) -> None:
    table = [statement(unit, phase, 5, seen_for_day=0) for unit in units]

    assert state_counts(table, by=lan) == state_counts(table, by=lan)
    assert (amounts(), Event.objects.count()) == ([5, 5, 5], 3)


def test_state_counts_refuses_a_key_with_other_content(
    phase: Phase, units: list[Participation], lan: User
) -> None:
    key = uuid.uuid4()
    [first] = state_counts([statement(units[0], phase, 5, key=key)], by=lan)

    refused = refusals([statement(units[0], phase, 6, key=key)], by=lan)[0]

    assert isinstance(refused, KeyReusedError)
    assert refused.recorded == first


def test_state_counts_is_for_those_who_answer_for_every_unit(
    phase: Phase, units: list[Participation], minh: User
) -> None:
    with pytest.raises(PermissionDenied):
        state_counts([statement(unit, phase, 5) for unit in units], by=minh)
    assert not ReportedCount.objects.filter(participation__in=units).exists()


def test_what_counts_on_the_day_and_not_the_newest_is_compared_with_what_was_seen(
    phase: Phase, units: list[Participation], lan: User
) -> None:
    shown = make_count(participation=units[0], phase=phase, amount=5, counted_on=DAY)
    make_count(participation=units[0], phase=phase, amount=9, counted_on=DAY + timedelta(days=9))
    corrected = statement(units[0], phase, 6, seen_for_day=shown.pk, reason="trùng hồ sơ")

    assert state_count(corrected, by=lan).amount == 6
    with pytest.raises(StatedMeanwhileError):
        state_count(statement(units[0], phase, 4, seen_for_day=shown.pk, reason="trùng"), by=lan)


def test_the_same_number_by_two_people_is_no_conflict(
    phase: Phase, units: list[Participation], lan: User
) -> None:
    stated = make_count(participation=units[0], phase=phase, amount=5, counted_on=DAY)

    assert state_count(statement(units[0], phase, 5, seen_for_day=0), by=lan) == stated


def test_a_closing_day_set_since_the_form_was_read_holds(
    phase: Phase, units: list[Participation], lan: User
) -> None:
    typed = statement(units[0], phase, 5)
    Phase.objects.filter(pk=phase.pk).update(reporting_closes_on=DAY)

    with pytest.raises(ValidationError, match="đã hết hạn nhận số liệu vào cuối ngày 10/03/2022"):
        state_count(typed, by=lan)


def test_a_basis_changed_since_the_form_was_read_holds(
    phase: Phase, units: list[Participation], lan: User
) -> None:
    typed = statement(units[0], phase, 5)
    Participation.objects.filter(pk=units[0].pk).update(basis=Basis.CHILDREN)

    with pytest.raises(ValidationError, match="cộng các đơn vị trực thuộc"):
        state_count(typed, by=lan)
