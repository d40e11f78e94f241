"""Quotas: a whole table at once, revisions as new rows, nothing overwritten unseen."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import make_participation, make_phase, make_programme, make_quota
from units.choices import EventVerb
from units.domain.programmes import allotting
from units.domain.programmes.allotting import Allotment, AllottedMeanwhileError
from units.models import Event, Participation, Phase, Quota, User

NEW_YEAR, SUMMER = date(2022, 1, 1), date(2022, 6, 1)


@pytest.fixture
def phase(db: None) -> Phase:
    return make_phase(programme=make_programme())


@pytest.fixture
def unit(phase: Phase) -> Participation:
    return make_participation(programme=phase.programme)


def amounts(phase: Phase, day: date, seen: int | None = None) -> list[int]:
    return [quota.amount for quota in allotting.quotas_in_force(phase.programme, day, seen=seen).values()]


def test_revision_is_a_new_row_and_counts_from_its_day(
    phase: Phase, unit: Participation, admin: User
) -> None:
    for day, amount in ((NEW_YEAR, 100), (SUMMER, 120)):
        allotting.allot(
            phase.programme,
            [Allotment(unit, phase, amount)],
            effective_on=day,
            decision_number=" 12/QĐ ",
            by=admin,
        )

    assert (amounts(phase, date(2022, 5, 31)), amounts(phase, SUMMER)) == ([100], [120])
    assert list(Quota.objects.values_list("amount", "decision_number", "recorded_by__username")) == [
        (100, "12/QĐ", "admin"),
        (120, "12/QĐ", "admin"),
    ]
    assert [event.verb for event in Event.objects.all()] == [EventVerb.QUOTA_SET] * 2


def test_amount_in_force_already_records_nothing(phase: Phase, unit: Participation, admin: User) -> None:
    make_quota(participation=unit, phase=phase, amount=100)

    made = allotting.allot(
        phase.programme, [Allotment(unit, phase, 100)], effective_on=SUMMER, decision_number="", by=admin
    )

    assert (made, Event.objects.count()) == ([], 0)


def test_phase_and_registered_quota_stand_apart(phase: Phase, unit: Participation, admin: User) -> None:
    allotting.allot(
        phase.programme,
        [Allotment(unit, phase, 100), Allotment(unit, None, 240)],
        effective_on=NEW_YEAR,
        decision_number="",
        by=admin,
    )

    found = allotting.quotas_in_force(phase.programme, NEW_YEAR)
    assert {key: quota.amount for key, quota in found.items()} == {
        (unit.pk, phase.pk): 100,
        (unit.pk, None): 240,
    }


def test_what_somebody_else_allotted_meanwhile_is_not_overwritten(
    phase: Phase, unit: Participation, admin: User
) -> None:
    seen = make_quota(participation=unit, phase=phase, amount=100).pk
    make_quota(participation=unit, phase=phase, amount=130)

    with pytest.raises(AllottedMeanwhileError):
        allotting.allot(
            phase.programme,
            [Allotment(unit, None, 240), Allotment(unit, phase, 120)],
            effective_on=SUMMER,
            decision_number="",
            by=admin,
            seen=seen,
        )

    assert (Quota.objects.count(), Event.objects.count()) == (2, 0)
    assert (amounts(phase, SUMMER, seen=seen), amounts(phase, SUMMER)) == ([100], [130])
    assert allotting.newest_number(phase.programme) == seen + 1


def test_only_administrators_allot(phase: Phase, unit: Participation, lan: User) -> None:
    with pytest.raises(PermissionDenied):
        allotting.allot(
            phase.programme, [Allotment(unit, phase, 100)], effective_on=SUMMER, decision_number="", by=lan
        )
    assert Quota.objects.count() == 0
