"""The registry of units: list, one unit, its successor."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import make_participation, make_unit
from units.models import Event, Unit, User

LIST = "/quan-tri/don-vi/"


@pytest.fixture
def by_admin(client: Client, admin: User) -> Client:
    client.force_login(admin)
    return client


def fields_of(unit: Unit, **changed: Any) -> dict[str, Any]:
    fields = {"name": unit.name, "code": unit.code, "kind": unit.kind, "is_active": "on"}
    return {name: value for name, value in {**fields, "version": unit.version, **changed}.items() if value}


def shown(response: Any) -> list[str]:
    return re.findall(r'<th scope="row"><a href="[^"]*">([^<]*)', response.content.decode())


def test_list_is_in_vietnamese_order_and_searched_without_accents(by_admin: Client) -> None:
    for name in ("LĐLĐ huyện Đông", "LĐLĐ huyện Ân Thi", "LĐLĐ huyện An Lão", "Công đoàn ngành Y"):
        make_unit(name=name)

    assert shown(by_admin.get(LIST)) == [
        "Công đoàn ngành Y",
        "LĐLĐ huyện An Lão",
        "LĐLĐ huyện Ân Thi",
        "LĐLĐ huyện Đông",
    ]
    assert shown(by_admin.get(LIST, {"tim": "lđlđ AN"})) == ["LĐLĐ huyện An Lão", "LĐLĐ huyện Ân Thi"]


def test_list_is_filtered_by_kind_and_state(by_admin: Client) -> None:
    make_unit(name="Huyện")
    make_unit(name="Cũ", is_active=False)

    assert shown(by_admin.get(LIST, {"tinh-trang": "ngung"})) == ["Cũ"]
    assert shown(by_admin.get(LIST, {"tinh-trang": "dang", "loai": "district"})) == ["Huyện"]
    assert shown(by_admin.get(LIST, {"loai": "sector"})) == []


@pytest.mark.parametrize("query", [{"tim": "\x00"}, {"tim": "a" * 200}, {"loai": "khac"}, {"trang": "abc"}])
def test_list_bears_bad_addresses(by_admin: Client, query: dict[str, str]) -> None:
    assert by_admin.get(LIST, query).status_code == 200


def test_list_is_paged(by_admin: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(53):
        make_unit(name=f"Đơn vị {number}")
    with django_assert_num_queries(4):
        first = shown(by_admin.get(LIST))

    assert (len(first), first[:3]) == (50, ["Đơn vị 0", "Đơn vị 1", "Đơn vị 2"])
    assert shown(by_admin.get(LIST, {"trang": 2})) == ["Đơn vị 50", "Đơn vị 51", "Đơn vị 52"]


def test_unit_is_added_with_one_event(by_admin: Client, admin: User) -> None:
    response = by_admin.post(f"{LIST}them/", {"name": "  CĐN   Giáo dục ", "code": "gd", "kind": "sector"})

    assert response.status_code == 302
    assert list(Unit.objects.values_list("name", "is_active")) == [("CĐN Giáo dục", True)]
    assert Event.objects.get().by == admin


def test_code_that_is_taken_is_refused_and_nothing_typed_is_lost(by_admin: Client) -> None:
    make_unit(code="gd")
    response = by_admin.post(f"{LIST}them/", {"name": "CĐN Giáo dục", "code": "gd", "kind": "sector"})
    page = response.content.decode()

    assert "Mã đơn vị này đã có." in page
    assert 'value="CĐN Giáo dục"' in page
    assert (Unit.objects.count(), Event.objects.count()) == (1, 0)


def test_unit_is_deactivated_not_deleted(by_admin: Client) -> None:
    unit = make_unit()
    by_admin.post(f"{LIST}{unit.pk}/", fields_of(unit, is_active=None))

    assert Unit.objects.get().is_active is False
    assert "xoá" not in re.sub(
        r"<p class=\"field-help\".*?</p>", "", by_admin.get(f"{LIST}{unit.pk}/").content.decode()
    )


def test_stale_edit_shows_both_versions_and_can_be_saved_again(by_admin: Client) -> None:
    unit = make_unit(name="Cũ")
    Unit.objects.filter(pk=unit.pk).update(name="Của người khác", version=2)
    page = by_admin.post(f"{LIST}{unit.pk}/", fields_of(unit, name="Của tôi")).content.decode()

    assert "Vừa có người khác sửa mục này" in page
    assert "<td>Của tôi</td><td>Của người khác</td>" in page
    assert Unit.objects.get().name == "Của người khác"
    assert 'name="version" value="2"' in page
    by_admin.post(f"{LIST}{unit.pk}/", fields_of(unit, name="Của tôi", version=2))
    assert Unit.objects.get().name == "Của tôi"


def test_successor_is_looked_up_and_chosen(by_admin: Client) -> None:
    old, new = make_unit(name="LĐLĐ huyện Than Uyên"), make_unit(name="Công đoàn xã Than Uyên")
    page = by_admin.get(f"{LIST}{old.pk}/ke-thua/", {"tim": "xa than"}).content.decode()
    assert f'name="unit" value="{new.pk}"' in page
    assert f'name="unit" value="{old.pk}"' not in page

    by_admin.post(f"{LIST}{old.pk}/ke-thua/", {"unit": new.pk, "version": 1})
    assert Unit.objects.get(pk=old.pk).successor == new
    by_admin.post(f"{LIST}{old.pk}/ke-thua/", {"unit": "", "version": 2})
    assert Unit.objects.get(pk=old.pk).successor is None


@pytest.mark.parametrize("chosen", ["999999", "9" * 5000, "abc", "own"])
def test_successor_that_cannot_be_is_refused(by_admin: Client, chosen: str) -> None:
    unit = make_unit()
    data = {"unit": unit.pk if chosen == "own" else chosen, "version": 1}
    response = by_admin.post(f"{LIST}{unit.pk}/ke-thua/", data, follow=True)

    assert response.status_code == 200
    assert "notice-error" in response.content.decode()
    assert (Unit.objects.get().successor, Event.objects.count()) == (None, 0)


def test_successor_chosen_on_an_old_page_is_refused(by_admin: Client) -> None:
    unit, other = make_unit(), make_unit()
    response = by_admin.post(f"{LIST}{unit.pk}/ke-thua/", {"unit": other.pk, "version": 7}, follow=True)

    assert "vừa có người khác sửa" in response.content.decode()
    assert Event.objects.count() == 0


def test_unit_names_its_programmes(by_admin: Client) -> None:
    place = make_participation()

    assert str(place.programme) in by_admin.get(f"{LIST}{place.unit_id}/").content.decode()
