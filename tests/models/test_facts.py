"""Quotas and statements: which row counts, and that a fact stays inside its programme."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from tests.factories import make_count, make_participation, make_phase, make_quota
from units.models import Quota, ReportedCount

pytestmark = pytest.mark.django_db

NOVEMBER = datetime(2022, 11, 10, 3, tzinfo=UTC)
DECEMBER = datetime(2022, 12, 10, 3, tzinfo=UTC)


def test_counts_at_put_the_latest_day_and_then_the_latest_recording_first() -> None:
    phase = make_phase()
    participation = make_participation(programme=phase.programme)
    rows = [
        make_count(
            participation=participation, phase=phase, counted_on=day, amount=amount, recorded_at=recorded_at
        )
        for day, amount, recorded_at in [
            (date(2022, 10, 1), 5, NOVEMBER),
            (date(2022, 10, 1), 6, DECEMBER),
            (date(2022, 11, 1), 7, NOVEMBER),
            (date(2022, 11, 1), 8, NOVEMBER),
            (date(2022, 12, 1), 9, NOVEMBER),
        ]
    ]

    seen = {
        (as_of, known_at): [rows.index(row) for row in ReportedCount.objects.at(as_of, known_at)]
        for as_of in (date(2022, 9, 30), date(2022, 10, 1), date(2022, 11, 30))
        for known_at in (NOVEMBER, DECEMBER)
    }

    assert seen == {
        (date(2022, 9, 30), NOVEMBER): [],
        (date(2022, 9, 30), DECEMBER): [],
        (date(2022, 10, 1), NOVEMBER): [0],
        (date(2022, 10, 1), DECEMBER): [1, 0],
        (date(2022, 11, 30), NOVEMBER): [3, 2, 0],
        (date(2022, 11, 30), DECEMBER): [3, 2, 1, 0],
    }


def test_quotas_at_put_the_latest_effect_and_then_the_latest_recording_first() -> None:
    phase = make_phase()
    participation = make_participation(programme=phase.programme)
    rows = [
        make_quota(
            participation=participation, phase=phase, effective_on=day, amount=amount, recorded_at=recorded_at
        )
        for day, amount, recorded_at in [
            (date(2022, 1, 1), 100, NOVEMBER),
            (date(2022, 6, 1), 120, NOVEMBER),
            (date(2022, 1, 1), 90, DECEMBER),
        ]
    ]

    seen = {
        (as_of, known_at): [rows.index(row) for row in Quota.objects.at(as_of, known_at)]
        for as_of in (date(2022, 1, 1), date(2022, 6, 1))
        for known_at in (NOVEMBER, DECEMBER)
    }

    assert seen == {
        (date(2022, 1, 1), NOVEMBER): [0],
        (date(2022, 1, 1), DECEMBER): [2, 0],
        (date(2022, 6, 1), NOVEMBER): [1, 0],
        (date(2022, 6, 1), DECEMBER): [1, 2, 0],
    }


def test_facts_refuse_a_phase_of_another_programme() -> None:
    phase, foreign = make_phase(), make_phase()
    participation = make_participation(programme=phase.programme)
    facts: list[ReportedCount | Quota] = [
        make_count(participation=participation, phase=phase),
        make_quota(participation=participation, phase=phase),
    ]
    for fact in facts:
        fact.full_clean()
        fact.phase = foreign
        with pytest.raises(ValidationError) as refused:
            fact.full_clean()
        assert refused.value.message_dict == {"phase": ["Giai đoạn thuộc chương trình khác."]}


def test_quota_without_a_phase_is_accepted() -> None:
    make_quota(participation=make_participation(), phase=None).full_clean()
