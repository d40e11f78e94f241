"""People pages for administrators."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import make_unit, make_user
from units.choices import Role
from units.models import Unit, User

LIST = "/quan-tri/nguoi-dung/"


@pytest.fixture
def by_admin(client: Client, admin: User) -> Client:
    client.force_login(admin)
    return client


def fields_of(person: User, **changed: Any) -> dict[str, Any]:
    fields = {
        "username": person.username,
        "full_name": person.full_name,
        "role": person.role,
        "home_unit": person.home_unit_id or "",
        "is_active": "on",
        "version": person.version,
    }
    return {name: value for name, value in {**fields, **changed}.items() if value is not None}


def shown_names(response: Any) -> list[str]:
    return re.findall(r'<span class="under">([^<]*)', response.content.decode())


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICER, Role.REVIEWER, Role.STAFF])
def test_pages_are_for_administrators(client: Client, admin: User, role: Role) -> None:
    client.force_login(make_user(role=role))
    bodies = set()
    for path in ("", "them/", f"{admin.pk}/", "999999/"):
        response = client.get(LIST + path)
        assert response.status_code == 403, path
        bodies.add(re.sub(r'(value="[^"]*"|next=[^"]*)', "", response.content.decode()))
    for path in ("them/", f"{admin.pk}/", f"{admin.pk}/cap-mat-khau/", "999999/ket-thuc-phien/"):
        assert client.post(LIST + path, fields_of(admin, full_name="Khác")).status_code == 403, path
    assert len(bodies) == 1
    admin.refresh_from_db()
    assert admin.full_name == "Trần Văn Quản"


def test_missing_person_is_not_found(by_admin: Client) -> None:
    for path in ("999999/", f"{10**30}/", "abc/"):
        assert by_admin.get(LIST + path).status_code == 404, path
    assert by_admin.post(f"{LIST}999999/cap-mat-khau/").status_code == 404


def test_list_is_in_vietnamese_order_and_searched_without_accents(by_admin: Client) -> None:
    unit = make_unit(name="LĐLĐ huyện Sìn Hồ")
    make_user(username="duc", full_name="Đức")
    make_user(username="dung", full_name="Dũng")
    make_user(username="an", full_name="Ân", role=Role.OFFICER, home_unit=unit)
    assert shown_names(by_admin.get(LIST)) == ["an", "dung", "duc", "admin"]
    assert shown_names(by_admin.get(LIST, {"tim": "sin ho"})) == ["an"]
    assert shown_names(by_admin.get(LIST, {"tim": "ĐỨC"})) == ["duc"]
    assert shown_names(by_admin.get(LIST, {"vai-tro": "officer"})) == ["an"]
    assert shown_names(by_admin.get(LIST, {"tinh-trang": "khoa"})) == []
    assert "Không có người nào khớp" in by_admin.get(LIST, {"tim": "zzz"}).content.decode()
    assert len(shown_names(by_admin.get(LIST, {"vai-tro": "la", "tim": "x" * 200, "trang": "-1"}))) == 4


def test_list_asks_as_often_for_many_people(
    by_admin: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(60):
        make_user(home_unit=make_unit())
    with django_assert_num_queries(3):  # session, person, people
        assert len(shown_names(by_admin.get(LIST))) == 50
    assert len(shown_names(by_admin.get(LIST, {"trang": "2"}))) == 11


def test_add_person_shows_the_first_password_once(by_admin: Client) -> None:
    unit = make_unit()
    fields = {"username": "Moi.Toi", "full_name": "Người Mới", "role": "officer", "home_unit": unit.pk}
    page = by_admin.post(f"{LIST}them/", fields).content.decode()
    found = re.search(r"<output>([^<]+)</output>", page)
    assert found is not None
    person = User.objects.get(username="moi.toi")
    assert person.check_password(found[1])
    assert (person.role, person.home_unit, person.is_active) == (Role.OFFICER, unit, True)
    assert found[1] not in by_admin.get(f"{LIST}{person.pk}/").content.decode()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"username": "có dấu"}, "Tên đăng nhập chỉ gồm chữ thường không dấu"),
        ({"username": "ab"}, "ít nhất 3 ký tự"),
        ({"username": "admin"}, "Tên đăng nhập này đã có người dùng"),
        ({"username": ""}, "bắt buộc"),
        ({"full_name": ""}, "bắt buộc"),
        ({"role": "officer", "home_unit": ""}, "Cán bộ đơn vị phải có đơn vị công tác"),
        ({"role": "vua"}, '<a href="#id_role">'),
        ({"home_unit": "999999"}, '<a href="#id_home_unit">'),
    ],
)
def test_add_person_says_what_is_wrong_and_keeps_what_was_typed(
    by_admin: Client, changed: dict[str, str], sentence: str
) -> None:
    fields = {"username": "moi", "full_name": "Người Mới", "role": "viewer", "home_unit": ""} | changed
    response = by_admin.post(f"{LIST}them/", fields)
    page = response.content.decode()
    assert "Chưa lưu được" in page
    assert sentence in page
    assert User.objects.count() == 1


def test_form_takes_no_other_fields(by_admin: Client, lan: User) -> None:
    extra = {"is_superuser": "on", "is_staff": "on", "password": "x", "must_change_password": "on"}
    by_admin.post(f"{LIST}{lan.pk}/", fields_of(lan, full_name="Lan Anh") | extra)
    before, lan = lan, User.objects.get(pk=lan.pk)
    assert lan.full_name == "Lan Anh"
    assert (lan.is_superuser, lan.is_staff, lan.password) == (False, False, before.password)


def test_edit_person_saves_and_disables(by_admin: Client, lan: User) -> None:
    session = Client()
    session.force_login(lan)
    response = by_admin.post(f"{LIST}{lan.pk}/", fields_of(lan, is_active=None))
    assert (response.status_code, response["Location"]) == (302, LIST)
    lan.refresh_from_db()
    assert (lan.is_active, lan.version) == (False, 2)
    assert session.get("/tai-khoan/").status_code == 302


def test_edit_person_shows_both_versions_after_another_editor(by_admin: Client, lan: User) -> None:
    by_admin.post(f"{LIST}{lan.pk}/", fields_of(lan, full_name="Của người khác"))
    page = by_admin.post(f"{LIST}{lan.pk}/", fields_of(lan, full_name="Của tôi")).content.decode()
    assert "Vừa có người khác sửa" in page
    assert re.search(r"<td>Của tôi</td><td>Của người khác</td>", page)
    assert 'name="version" value="2"' in page
    by_admin.post(f"{LIST}{lan.pk}/", fields_of(lan, full_name="Của tôi", version=2))
    lan.refresh_from_db()
    assert (lan.full_name, lan.version) == ("Của tôi", 3)


@pytest.mark.parametrize("version", ["", "abc", "999", "-1"])
def test_edit_person_without_the_right_version_saves_nothing(
    by_admin: Client, lan: User, version: str
) -> None:
    by_admin.post(f"{LIST}{lan.pk}/", fields_of(lan, full_name="Khác", version=version))
    lan.refresh_from_db()
    assert lan.full_name == "Nguyễn Thị Lan"


def test_edit_person_refuses_to_shut_oneself_out(by_admin: Client, admin: User) -> None:
    page = by_admin.post(f"{LIST}{admin.pk}/", fields_of(admin, role="viewer")).content.decode()
    assert "Bạn không thể tự khoá" in page
    page = by_admin.post(f"{LIST}{admin.pk}/", fields_of(admin, is_active=None)).content.decode()
    assert "Bạn không thể tự khoá" in page


def test_unit_that_is_no_longer_active_stays_with_its_people(
    by_admin: Client, than_uyen: Unit, minh: User
) -> None:
    Unit.objects.filter(pk=than_uyen.pk).update(is_active=False)
    by_admin.post(f"{LIST}{minh.pk}/", fields_of(minh, full_name="Minh Mới"))
    minh.refresh_from_db()
    assert (minh.full_name, minh.home_unit) == ("Minh Mới", than_uyen)
    assert than_uyen.name not in by_admin.get(f"{LIST}them/").content.decode()


def test_new_first_password_and_end_of_sessions(by_admin: Client, lan: User, admin: User) -> None:
    Client().force_login(lan)
    by_admin.post(f"{LIST}{lan.pk}/ket-thuc-phien/")
    assert lan.sessions.count() == 0
    page = by_admin.post(f"{LIST}{lan.pk}/cap-mat-khau/").content.decode()
    found = re.search(r"<output>([^<]+)</output>", page)
    lan.refresh_from_db()
    assert found is not None
    assert lan.check_password(found[1])
    assert by_admin.post(f"{LIST}{admin.pk}/cap-mat-khau/").status_code == 302
    by_admin.post(f"{LIST}{admin.pk}/ket-thuc-phien/")
    assert by_admin.get(LIST).status_code == 200
