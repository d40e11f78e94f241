"""The value of accepted initiatives: sums, averages, shares, what stands out, and for whom."""

from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.factories import accept, make_initiative, make_participation, make_phase, make_programme, submit
from units.choices import BenefitBasis, SolutionField
from units.domain.reports.outliers import Bounds
from units.domain.reports.value import BenefitSums, ValueRow, value_of
from units.models import Initiative, Participation, Programme

pytestmark = pytest.mark.django_db

NOT_IN_MONEY: dict[str, Any] = {
    "benefit_basis": BenefitBasis.NOT_IN_MONEY,
    "benefit_value": None,
    "social_effect": "Đỡ mệt hơn.",
}


@pytest.fixture
def programme() -> Programme:
    programme = make_programme()
    make_phase(programme=programme, starts_on=timezone.localdate() - timedelta(days=30))
    return programme


def worth(place: Participation, value: int, **values: Any) -> Initiative:
    return accept(make_initiative(participation=place, benefit_value=value, **values))


def test_value_sums_subtrees_and_fields_and_leaves_out_what_is_not_accepted(programme: Programme) -> None:
    top = make_participation(programme=programme, name="Huyện")
    below = make_participation(programme=programme, name="Cơ sở", parent=top)
    deepest = make_participation(programme=programme, name="Tổ", parent=below)
    other = make_participation(programme=programme, name="Ngành")
    empty = make_participation(programme=programme, name="Chưa có")
    worth(top, 100)
    worth(below, 201, field=SolutionField.HEALTH)
    worth(other, 99)
    accept(make_initiative(participation=deepest, **NOT_IN_MONEY))
    submit(make_initiative(participation=top, benefit_value=10**12))
    worth(make_participation(), 7)  # of another programme

    value = value_of(programme, Initiative.objects.all())

    assert value.units == (
        ValueRow("Huyện", BenefitSums(2, 1, 301), Fraction(301, 400)),
        ValueRow("Ngành", BenefitSums(1, 0, 99), Fraction(99, 400)),
        ValueRow(empty.name, BenefitSums(), Fraction(0)),
    )
    assert value.fields == (
        ValueRow("Y tế", BenefitSums(1, 0, 201), Fraction(201, 400)),
        ValueRow("Sản xuất, kinh doanh", BenefitSums(2, 1, 199), Fraction(199, 400)),
    )
    assert value.total == BenefitSums(3, 1, 400)
    assert sum((row.amounts for row in value.units), BenefitSums()) == value.total
    assert value.outliers == ()


@pytest.mark.parametrize(
    ("total", "in_money", "average"), [(5, 2, 3), (4, 3, 1), (5, 3, 2), (0, 4, 0), (10**15 * 3, 3, 10**15)]
)
def test_average_is_rounded_half_up_over_those_in_money(total: int, in_money: int, average: int) -> None:
    assert BenefitSums(in_money, 9, total).average == average


def test_average_and_share_of_nothing_are_none(programme: Programme) -> None:
    place = make_participation(programme=programme)
    accept(make_initiative(participation=place, **NOT_IN_MONEY))

    value = value_of(programme, Initiative.objects.all())

    assert (value.total.average, value.units[0].share) == (None, None)


def test_zero_benefit_is_in_money(programme: Programme) -> None:
    worth(make_participation(programme=programme), 0)
    assert value_of(programme, Initiative.objects.all()).total == BenefitSums(1, 0, 0)


USUAL = (90, 95, 98, 100, 100, 103, 105, 110)


def test_what_lies_far_outside_its_field_is_named_with_its_reason(programme: Programme) -> None:
    place = make_participation(programme=programme, name="Huyện")
    for amount in USUAL:
        worth(place, amount * 10**6)
    far, mistaken = worth(place, 5 * 10**9), worth(place, 95)
    worth(place, 5 * 10**9, field=SolutionField.HEALTH)  # too few values in its field to tell

    value = value_of(programme, Initiative.objects.all())

    assert [(each.initiative, each.value, each.reason) for each in value.outliers] == [
        (
            far.pk,
            5 * 10**9,
            "Gấp hơn 50 lần; mức giữa của lĩnh vực là 100.000.000 đồng (10 sáng kiến).",
        ),
        (
            mistaken.pk,
            95,
            "Chưa bằng một phần nghìn mức giữa của lĩnh vực là 100.000.000 đồng (10 sáng kiến); "
            "có thể đã ghi theo triệu đồng thay vì đồng.",
        ),
    ]


def test_seven_values_tell_nothing(programme: Programme) -> None:
    place = make_participation(programme=programme)
    for amount in (*USUAL[:6], 10**6):
        worth(place, amount)
    assert value_of(programme, Initiative.objects.all()).outliers == ()


@pytest.mark.parametrize(
    ("bounds", "high", "low"),
    [
        # Close together: the fence is 146, but nothing below three times the median is called out.
        (Bounds(8, 100, 105, 110), 315, 0),
        # In between: Q3·(Q3/Q1)³ = 200·8 = 1.600 would be more than ten times 120.
        (Bounds(8, 100, 120, 200), 1200, 0),
        (Bounds(8, 100, 120, 150), 506, 0),  # 150⁴ / 100³ = 506,25
        (Bounds(8, 1, 10**15, 10**15), 10**16, 10**12),
    ],
)
def test_bounds_are_whole_numbers_of_the_database(bounds: Bounds, high: int, low: int) -> None:
    assert (bounds.high, bounds.low) == (high, low)


def test_only_what_one_may_know_of_is_named(programme: Programme) -> None:
    place = make_participation(programme=programme)
    for amount in (*USUAL, 10**6):
        worth(place, amount)

    value = value_of(programme, Initiative.objects.none())

    assert (value.outliers, value.total.number) == ((), 9)


def test_value_needs_four_queries_however_much_there_is(
    programme: Programme, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        place = make_participation(programme=programme)
        for amount in (*USUAL, 10**6):
            worth(place, amount)
    with django_assert_num_queries(4):
        value_of(programme, Initiative.objects.all())
