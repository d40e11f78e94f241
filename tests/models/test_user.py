"""People and how they are called."""

import pytest
from django.db import IntegrityError
from django.test import Client

from tests.factories import make_user
from units.choices import Role
from units.models import Programme, User

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("full_name", "called"), [("Lò Văn Minh", "Lò Văn Minh"), ("", "minh")])
def test_user_is_called_by_name_or_else_by_username(full_name: str, called: str) -> None:
    user = make_user(username="minh", full_name=full_name)
    assert (user.get_full_name(), user.get_short_name()) == (called, called)


def test_new_user_may_only_read() -> None:
    assert User.objects.create_user(username="moi").role == Role.VIEWER


def test_cast_has_roles_and_home_units(
    official: Programme, lan: User, minh: User, hoa: User, admin: User
) -> None:
    cast = [
        (user.username, user.role, user.home_unit and user.home_unit.name) for user in (lan, minh, hoa, admin)
    ]
    assert cast == [
        ("lan", Role.STAFF, None),
        ("minh", Role.OFFICER, "LĐLĐ huyện Than Uyên"),
        ("hoa", Role.OFFICER, "LĐLĐ huyện Sìn Hồ"),
        ("admin", Role.ADMINISTRATOR, None),
    ]


def test_superuser_made_in_the_shell_is_an_administrator_who_can_sign_in(client: Client) -> None:
    User.objects.create_superuser("Chu.Quan", password="con mèo trèo cây cau")
    client.post("/dang-nhap/", {"username": "Chu.Quan", "password": "con mèo trèo cây cau"})
    assert client.get("/quan-tri/nguoi-dung/").status_code == 200


def test_username_in_capitals_is_refused() -> None:
    with pytest.raises(IntegrityError):
        User.objects.create_user("Lan")
