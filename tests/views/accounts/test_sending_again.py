"""An ended session, or an old form, loses nothing that was typed."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_user
from units.choices import Role
from units.forms.accounts.kept import MOST_CHARACTERS, KeptEntry
from units.models import User

PASSWORD = "con mèo trèo cây cau"
FIELDS = {
    "username": "moi.toi",
    "full_name": 'Lò "Thị" <b>Mới</b>',
    "role": "viewer",
    "home_unit": "",
    "version": "",
}
ADD = "/quan-tri/nguoi-dung/them/"
OURS = {"origin": "http://testserver"}


@pytest.fixture
def quan(db: None) -> User:
    return make_user(username="quan", role=Role.ADMINISTRATOR, password=PASSWORD)


def hidden(response: Any) -> dict[str, str]:
    """The hidden fields of the page's own form (the first form is the sign-out of the masthead)."""
    page = response.content.decode()
    main = page[page.index("<main") :]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', main)
    return {name: unescape(value) for name, value in found}


def test_field_that_is_called_as_the_seal_is_comes_back_as_it_was_sent(client: Client, quan: User) -> None:
    """Merging asks which dossier is kept."""
    sent = {"kept": "7", "note": "Trùng nhau", "here": "1", "there": "2"}
    asked = client.post(reverse("compare-dossiers", args=[7, 8]), sent)
    entry = {"username": "quan", "password": PASSWORD, "kept": hidden(asked)["kept"]}
    again = hidden(client.post("/dang-nhap/", entry))
    again.pop("csrfmiddlewaretoken")
    assert again == sent


def names(client: Client) -> list[str]:
    return list(User.objects.order_by("username").values_list("username", flat=True))


def test_form_sent_after_the_session_ended_is_kept_through_sign_in(client: Client, quan: User) -> None:
    asked = client.post(ADD, FIELDS)
    assert asked.status_code == 403
    assert "được giữ trên trang này" in asked.content.decode()
    entry = {"username": "quan", "password": PASSWORD} | {"kept": hidden(asked)["kept"]}
    shown = client.post("/dang-nhap/", entry)
    assert shown.status_code == 200
    assert names(client) == ["quan"]
    again = hidden(shown)
    again.pop("csrfmiddlewaretoken")
    assert again == FIELDS
    assert f'action="{ADD}"' in shown.content.decode()
    assert "<b>Mới</b>" not in shown.content.decode()
    client.post(ADD, again)
    assert names(client) == ["moi.toi", "quan"]


def test_wrong_password_and_lockout_keep_it_too(client: Client, quan: User) -> None:
    kept = hidden(client.post(ADD, FIELDS))["kept"]
    for status in [200] * 7 + [429] * 2:
        response = client.post("/dang-nhap/", {"username": "quan", "password": "sai", "kept": kept})
        assert response.status_code == status
        kept = hidden(response)["kept"]
    opened = KeptEntry.opened(kept)
    assert opened is not None
    assert dict(opened.fields) == FIELDS


def test_old_form_is_shown_to_be_sent_again(quan: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(quan)
    refused = client.post(ADD, FIELDS, headers=OURS)
    assert refused.status_code == 403
    fields = hidden(refused)
    assert {name: fields[name] for name in FIELDS} == FIELDS
    assert names(client) == ["quan"]
    client.post(ADD, fields, headers=OURS)
    assert names(client) == ["moi.toi", "quan"]


@pytest.mark.parametrize("origin", [{"origin": "https://evil.example"}, {"origin": "null"}, {}])
def test_form_of_another_site_is_not_shown(quan: User, origin: dict[str, str]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(quan)
    refused = client.post(ADD, FIELDS, headers=origin)
    assert refused.status_code == 403
    assert "moi.toi" not in refused.content.decode()


@pytest.mark.parametrize("path", ["/dang-nhap/", "/tai-khoan/mat-khau/"])
def test_passwords_are_never_kept(quan: User, path: str) -> None:
    client = Client(enforce_csrf_checks=True)
    sent = {"username": "quan", "password": "rất bí mật", "old_password": "x", "new_password": "y"}
    page = client.post(path, sent, headers=OURS).content.decode()
    assert "rất bí mật" not in page
    assert 'name="kept"' not in page


@pytest.mark.django_db
def test_too_much_is_said_to_be_lost(client: Client) -> None:
    response = client.post(ADD, {"full_name": "x" * (MOST_CHARACTERS + 1)})
    assert response.status_code == 403
    assert "không giữ được" in response.content.decode()
    assert "kept" not in hidden(response)


@pytest.mark.parametrize("text", ["", "giả", "WyIvIiwgW11d:1abc:xyz"])
@pytest.mark.django_db
def test_only_what_we_sealed_is_opened(client: Client, quan: User, text: str) -> None:
    assert KeptEntry.opened(text) is None
    response = client.post("/dang-nhap/", {"username": "quan", "password": PASSWORD, "kept": text})
    assert response.status_code == 302


def test_kept_shows_what_a_person_typed() -> None:
    key = "1b671a64-40d5-491e-99b0-da01ff1f3341"
    sent = (("key", key), ("seen", "7"), ("note", " "), ("amount", "12"), ("counted_on", "10/11/2022"))
    kept = KeptEntry("/", sent)
    assert kept.shown == [
        ("Tổng số sáng kiến từ đầu giai đoạn đến nay", "12"),
        ("Tính đến ngày", "10/11/2022"),
    ]
    assert KeptEntry.opened(kept.signed()) == kept
