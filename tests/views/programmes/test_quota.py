"""The table of quotas: one day, everything or nothing, only what has changed."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import make_participation, make_phase, make_programme, make_quota
from units.domain.programmes.allotting import newest_number
from units.models import Event, Participation, Phase, Programme, Quota, User

DAY = "01/06/2022"


@pytest.fixture
def by_admin(client: Client, admin: User) -> Client:
    client.force_login(admin)
    return client


@pytest.fixture
def programme(db: None) -> Programme:
    """Two phases; Than Uyên with 100 and 140, registered 240; Sìn Hồ with nothing."""
    programme = make_programme()
    phases = [make_phase(programme=programme), make_phase(programme=programme)]
    than_uyen = make_participation(programme=programme, name="Than Uyên")
    make_participation(programme=programme, name="Sìn Hồ")
    for phase, amount in ((phases[0], 100), (phases[1], 140), (None, 240)):
        make_quota(participation=than_uyen, phase=phase, amount=amount, decision_number="1/QĐ")
    return programme


def table(programme: Programme) -> str:
    return f"/quan-tri/chuong-trinh/{programme.slug}/chi-tieu/"


def cell(programme: Programme, name: str, number: int) -> str:
    """The field of a phase by its number; 0 is the registered overall quota."""
    place: Participation = programme.participations.get(name=name)
    phase: Phase | None = programme.phases.filter(number=number).first()
    return f"q-{place.pk}-{phase.pk if phase else 0}"


def sent(programme: Programme, **changed: str) -> dict[str, Any]:
    """The table as it stands, with what else is typed."""
    stored = {("Than Uyên", 1): "100", ("Than Uyên", 2): "140", ("Than Uyên", 0): "240"}
    fields = {
        cell(programme, name, number): stored.get((name, number), "")
        for name in ("Than Uyên", "Sìn Hồ")
        for number in (1, 2, 0)
    }
    return fields | {"ngay": DAY, "so": "7/QĐ", "seen": newest_number(programme)} | changed


def recorded(programme: Programme) -> list[tuple[Any, ...]]:
    quotas = Quota.objects.filter(effective_on="2022-06-01").order_by("pk")
    return list(quotas.values_list("participation__name", "phase__number", "amount", "decision_number"))


def test_only_what_has_changed_is_recorded(by_admin: Client, programme: Programme, admin: User) -> None:
    changed = {cell(programme, "Than Uyên", 2): "1.200", cell(programme, "Sìn Hồ", 1): "0"}
    response = by_admin.post(table(programme), sent(programme, **changed), follow=True)

    assert recorded(programme) == [("Than Uyên", 2, 1200, "7/QĐ"), ("Sìn Hồ", 1, 0, "7/QĐ")]
    assert [event.by for event in Event.objects.all()] == [admin, admin]
    assert response.redirect_chain == [(f"{table(programme)}?ngay={DAY}", 302)]
    assert "Đã giao 2 chỉ tiêu, hiệu lực từ ngày 01/06/2022." in response.content.decode()


def test_table_sent_as_it_stands_records_nothing(by_admin: Client, programme: Programme) -> None:
    response = by_admin.post(table(programme), sent(programme), follow=True)

    assert (recorded(programme), Event.objects.count()) == ([], 0)
    assert "Không có chỉ tiêu nào thay đổi." in response.content.decode()


def test_table_of_an_earlier_day_shows_what_was_in_force(by_admin: Client, programme: Programme) -> None:
    place, phase = programme.participations.get(name="Than Uyên"), programme.phases.get(number=1)
    make_quota(participation=place, phase=phase, amount=777, effective_on=phase.ends_on)
    name = cell(programme, "Than Uyên", 1)

    early = by_admin.get(table(programme), {"ngay": "01/06/2022"}).content.decode()
    late = by_admin.get(table(programme), {"ngay": "31/12/2022"}).content.decode()
    assert f'name="{name}" value="100"' in early
    assert f'name="{name}" value="777"' in late


def test_all_errors_are_shown_at_once_and_nothing_is_recorded(by_admin: Client, programme: Programme) -> None:
    wrong = {
        cell(programme, "Than Uyên", 1): "",
        cell(programme, "Than Uyên", 2): "-1",
        cell(programme, "Sìn Hồ", 1): "2,3",
        cell(programme, "Sìn Hồ", 2): "50",
    }
    page = by_admin.post(table(programme), sent(programme, **wrong)).content.decode()

    for name in list(wrong)[:3]:
        assert f'<a href="#{name}">' in page
        assert f'id="{name}-loi"' in page
    assert page.count('aria-invalid="true"') == 3
    assert f'name="{cell(programme, "Sìn Hồ", 2)}" value="50"' in page
    assert 'value="7/QĐ"' in page
    assert (recorded(programme), Event.objects.count()) == ([], 0)


def test_decision_number_that_is_too_long_loses_nothing(by_admin: Client, programme: Programme) -> None:
    name = cell(programme, "Sìn Hồ", 1)
    data = sent(programme, so="x" * 101, **{name: "50"})
    page = by_admin.post(table(programme), data).content.decode()

    assert '<a href="#id_so">' in page
    assert f'name="{name}" value="50"' in page
    assert recorded(programme) == []


def test_cell_that_somebody_else_changed_is_shown_with_both_and_saved_when_sent_again(
    by_admin: Client, programme: Programme
) -> None:
    name, other = cell(programme, "Than Uyên", 1), cell(programme, "Than Uyên", 2)
    data = sent(programme, **{name: "120"})
    for number, amount in ((1, 130), (2, 150)):
        make_quota(
            participation=programme.participations.get(name="Than Uyên"),
            phase=programme.phases.get(number=number),
            amount=amount,
        )
    page = by_admin.post(table(programme), data).content.decode()

    assert "Vừa có người khác giao 130, bạn gõ 120." in page
    assert f'name="{other}" value="150"' in page
    assert recorded(programme) == []
    again = data | {"seen": newest_number(programme), other: "150"}
    by_admin.post(table(programme), again)
    assert recorded(programme) == [("Than Uyên", 1, 120, "7/QĐ")]


def test_cell_left_alone_never_undoes_what_somebody_else_changed(
    by_admin: Client, programme: Programme
) -> None:
    data = sent(programme, **{cell(programme, "Sìn Hồ", 1): "50"})
    make_quota(
        participation=programme.participations.get(name="Than Uyên"),
        phase=programme.phases.get(number=1),
        amount=130,
    )
    by_admin.post(table(programme), data)

    assert recorded(programme) == [("Sìn Hồ", 1, 50, "7/QĐ")]


def test_double_click_records_once(by_admin: Client, programme: Programme) -> None:
    data = sent(programme, **{cell(programme, "Sìn Hồ", 1): "50"})
    by_admin.post(table(programme), data)
    by_admin.post(table(programme), data)

    assert recorded(programme) == [("Sìn Hồ", 1, 50, "7/QĐ")]


def test_sums_stand_beside_what_is_registered(by_admin: Client, programme: Programme) -> None:
    page = by_admin.get(table(programme), {"ngay": DAY}).content.decode()
    assert "khác số đăng ký</span>" not in page

    make_quota(participation=programme.participations.get(name="Than Uyên"), phase=None, amount=300)
    page = by_admin.get(table(programme), {"ngay": DAY}).content.decode()
    assert page.count("khác số đăng ký</span>") == 1
    assert "Ở 1 đơn vị" in page


def test_totals_leave_out_what_stands_below_another(by_admin: Client, programme: Programme) -> None:
    below = make_participation(parent=programme.participations.get(name="Than Uyên"), name="Cơ sở")
    make_quota(participation=below, phase=programme.phases.get(number=1), amount=90)
    page = by_admin.get(table(programme), {"ngay": DAY}).content.decode()
    foot = page[page.index("<tfoot>") :]

    assert [foot.count(f">{total}<") for total in (100, 140, 240)] == [1, 1, 2]


@pytest.mark.parametrize("day", ["", "30/02/2022", "abc", "\x00"])
def test_day_that_cannot_be_is_said(by_admin: Client, programme: Programme, day: str) -> None:
    for response in (
        by_admin.get(table(programme), {"ngay": day}),
        by_admin.post(table(programme), sent(programme, ngay=day)),
    ):
        assert response.status_code == 400
        assert "errorlist" in response.content.decode()
    assert recorded(programme) == []


@pytest.mark.parametrize("seen", ["abc", "-5", "9" * 40])
def test_forged_number_is_borne(by_admin: Client, programme: Programme, seen: str) -> None:
    assert by_admin.post(table(programme), sent(programme, seen=seen)).status_code in (200, 302)
    assert recorded(programme) == []


@pytest.mark.parametrize("more", [0, 30])
def test_table_costs_the_same_for_few_and_many(
    by_admin: Client, programme: Programme, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(more):
        place = make_participation(programme=programme)
        make_quota(participation=place, phase=programme.phases.all()[0])

    with django_assert_num_queries(7):
        by_admin.get(table(programme), {"ngay": DAY})


def test_revisions_are_listed_newest_first(by_admin: Client, programme: Programme) -> None:
    place = programme.participations.get(name="Than Uyên")
    by_admin.post(table(programme), sent(programme, **{cell(programme, "Than Uyên", 1): "120"}))
    page = by_admin.get(f"{table(programme)}{place.pk}/").content.decode()

    assert page.index("7/QĐ") < page.index("1/QĐ")
    assert "Trần Văn Quản" in page
    assert page.index("Giai đoạn 1") < page.index("Giai đoạn 2") < page.index("Đăng ký cả chương trình")


def test_programme_without_phases_says_what_is_missing(by_admin: Client) -> None:
    assert "chưa có <a" in by_admin.get(table(make_programme())).content.decode()
