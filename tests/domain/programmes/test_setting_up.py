"""The checklist of a programme: what is done, what comes next."""

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.factories import make_participation, make_phase, make_programme, make_quota
from units.domain.programmes.setting_up import SetupPart, setups_of
from units.models import Programme


def steps(programme: Programme) -> list[tuple[bool, str]]:
    [setup] = setups_of([programme])
    return [(step.is_done, step.text) for step in setup.steps]


def next_part(programme: Programme) -> SetupPart | None:
    [setup] = setups_of([programme])
    return setup.next_step.part if setup.next_step else None


def test_each_part_comes_next_until_it_is_done(db: None) -> None:
    programme = make_programme()
    found = [next_part(programme)]
    phase = make_phase(programme=programme)
    found.append(next_part(programme))
    unit = make_participation(programme=programme)
    found.append(next_part(programme))
    make_quota(participation=unit, phase=phase, amount=0)
    found.append(next_part(programme))

    assert found == [SetupPart.PHASES, SetupPart.PARTICIPATIONS, SetupPart.QUOTAS, None]


def test_real_programme_is_ready(official: Programme) -> None:
    assert steps(official) == [
        (True, "2 giai đoạn, từ 08/01/2022 đến hết 01/09/2023."),
        (True, "12 dòng trên biểu."),
        (True, "Đã giao cho mọi đơn vị, tổng 2.300."),
        (True, "Không có số đăng ký riêng để đối chiếu."),
    ]


def test_missing_quotas_and_differing_sums_are_named(db: None) -> None:
    programme = make_programme()
    first, second = make_phase(programme=programme), make_phase(programme=programme)
    unit = make_participation(programme=programme, name="Than Uyên")
    make_participation(parent=unit, name="Cơ sở")
    make_quota(participation=unit, phase=first, amount=100)
    make_quota(participation=unit, phase=None, amount=240)

    assert steps(programme)[1:] == [
        (True, "1 dòng trên biểu, 1 đơn vị cấp dưới."),
        (False, "Còn 1 đơn vị chưa đủ chỉ tiêu: Than Uyên. Không giao thì nhập 0."),
        (False, "Số đăng ký cả chương trình khác tổng các giai đoạn, ở 1 đơn vị: Than Uyên."),
    ]
    make_quota(participation=unit, phase=second, amount=140)
    assert steps(programme)[2:] == [
        (True, "Đã giao cho mọi đơn vị, tổng 240."),
        (True, "Số đăng ký cả chương trình khớp với tổng các giai đoạn."),
    ]


@pytest.mark.parametrize("programmes", [1, 4])
def test_queries_do_not_grow(
    official: Programme, programmes: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    some = [official, *(make_participation().programme for _ in range(programmes - 1))]

    with django_assert_num_queries(3):
        setups_of(some)
