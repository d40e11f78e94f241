"""Signing in and out, lockout, one's own password and sessions."""

from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

from tests.factories import make_user
from units.choices import EventVerb
from units.domain.accounts import people
from units.models import Event, Session, User

PASSWORD = "con mèo trèo cây cau"
NEW = "chiều mưa ngồi uống chè"
CHROME = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36"


@pytest.fixture
def hien(db: None) -> User:
    return make_user(username="hien", full_name="Phạm Thị Hiền", password=PASSWORD)


def sign_in(client: Client, username: str = "hien", password: str = PASSWORD, **more: Any) -> Any:
    address = more.pop("address", "127.0.0.1")
    fields = {"username": username, "password": password, **more}
    return client.post("/dang-nhap/", fields, REMOTE_ADDR=address, HTTP_USER_AGENT=CHROME)


def change(client: Client, old: str, new: str, again: str | None = None) -> Any:
    fields = {"old_password": old, "new_password": new, "new_password_again": new if again is None else again}
    return client.post("/tai-khoan/mat-khau/", fields)


def verbs() -> list[str]:
    return list(Event.objects.order_by("sequence").values_list("verb", flat=True))


def is_signed_in(client: Client) -> bool:
    return bool(client.get("/tai-khoan/").status_code == 200)


def test_sign_in_opens_a_session_of_the_person(client: Client, hien: User) -> None:
    before = client.session.session_key
    response = sign_in(client, address="10.0.0.7")
    assert (response.status_code, response["Location"]) == (302, "/")
    session = Session.objects.get(user=hien)
    assert session.session_key != before
    assert (session.origin, session.browser) == ("10.0.0.7", "Chrome trên Windows")
    event = Event.objects.get()
    assert (event.verb, event.by, event.origin) == (EventVerb.SIGNED_IN, hien, "10.0.0.7")


@pytest.mark.parametrize("username", ["HIEN", " Hien ", "hien"])
def test_sign_in_name_is_read_as_phones_write_it(client: Client, hien: User, username: str) -> None:
    assert sign_in(client, username).status_code == 302


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("/tai-khoan/", "/tai-khoan/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("\\\\evil.example", "/"),
        ("https:evil.example", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_sign_in_leads_only_to_pages_of_ours(client: Client, hien: User, wanted: str, led_to: str) -> None:
    assert sign_in(client, next=wanted)["Location"] == led_to


@pytest.mark.parametrize(
    ("username", "password"),
    [("hien", "sai"), ("khong-co", PASSWORD), ("khoa", PASSWORD), ("hien", "x" * 5000), ("hi\0en", PASSWORD)],
)
def test_sign_in_refuses_alike(client: Client, hien: User, username: str, password: str) -> None:
    make_user(username="khoa", password=PASSWORD)
    User.objects.filter(username="khoa").update(is_active=False)
    response = sign_in(client, username, password)
    assert response.status_code == 200
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in response.content.decode()
    assert password not in response.content.decode()
    assert verbs() == []


def test_sign_in_locks_one_name_from_one_address(client: Client, hien: User) -> None:
    statuses = [sign_in(client, password="sai", address="10.0.0.7").status_code for _ in range(8)]
    assert statuses == [200] * 7 + [429]
    locked = sign_in(client, address="10.0.0.7")
    assert (locked.status_code, locked["Retry-After"]) == (429, "900")
    assert "đợi 15 phút" in locked.content.decode()
    assert not is_signed_in(client)
    assert sign_in(Client(), address="10.0.0.8").status_code == 302
    assert sign_in(client, "khong-co", address="10.0.0.7").status_code == 200


def test_sign_in_opens_again_after_a_quarter_of_an_hour(client: Client, hien: User) -> None:
    for _ in range(10):
        sign_in(client, password="sai")
    assert sign_in(client).status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=15, seconds=1))
    assert sign_in(client).status_code == 302
    assert AccessAttempt.objects.count() == 0


def test_sign_in_locks_an_address_after_many_names(client: Client, hien: User, settings: Any) -> None:
    settings.AXES_ADDRESS_FAILURE_LIMIT = 12
    statuses = [sign_in(client, f"ten-{number}", "sai").status_code for number in range(13)]
    assert statuses == [200] * 12 + [429]
    assert sign_in(client).status_code == 429
    assert sign_in(Client(), address="10.0.0.8").status_code == 302


def test_lockout_records_no_password_and_nothing_typed(client: Client, hien: User) -> None:
    sign_in(client, password="bí mật lắm nhé", kept="đã gõ")
    rows = str(list(AccessAttempt.objects.values()))
    assert "bí mật lắm nhé" not in rows
    assert "đã gõ" not in rows


def test_sign_out_ends_the_session_and_clears_the_browser(client: Client, hien: User) -> None:
    sign_in(client)
    stolen = Client(cookies=client.cookies)
    response = client.post("/dang-xuat/")
    assert response.status_code == 302
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_signed_in(client)
    assert not is_signed_in(stolen)
    assert Session.objects.count() == 0
    assert verbs() == [EventVerb.SIGNED_IN, EventVerb.SIGNED_OUT]
    assert client.get("/dang-xuat/").status_code == 405


def test_sign_out_without_session_is_no_error(client: Client, db: None) -> None:
    assert client.post("/dang-xuat/").status_code == 302
    assert verbs() == []


def test_disabled_person_is_out_at_once(client: Client, hien: User) -> None:
    sign_in(client)
    User.objects.filter(pk=hien.pk).update(is_active=False)
    assert not is_signed_in(client)


def test_first_password_leads_every_page_to_choosing_ones_own(
    client: Client, hien: User, admin: User
) -> None:
    first = people.set_first_password(hien, by=admin)
    sign_in(client, password=first.password)
    for path in ("/", "/tai-khoan/", "/bieu-tong-hop/khong-co/", "/quan-tri/nguoi-dung/"):
        for response in (client.get(path), client.post(path)):
            assert (response.status_code, response["Location"]) == (302, "/tai-khoan/mat-khau/"), path
    assert change(client, first.password, NEW).status_code == 302
    assert is_signed_in(client)
    assert sign_in(Client(), password=NEW).status_code == 302
    assert sign_in(Client(), password=first.password).status_code == 200


def test_first_password_is_refused_after_a_day(client: Client, hien: User, admin: User) -> None:
    first = people.set_first_password(hien, by=admin)
    User.objects.update(first_password_until=timezone.now() - timedelta(seconds=1))
    page = sign_in(client, password=first.password).content.decode()
    assert "Mật khẩu dùng một lần đã hết hạn" in page
    assert "Hãy nhờ quản trị cấp lại." in page
    assert not is_signed_in(client)


def test_change_password_ends_other_sessions_and_keeps_this_one(client: Client, hien: User) -> None:
    other = Client()
    sign_in(client)
    sign_in(other)
    key = client.session.session_key
    response = change(client, PASSWORD, NEW)
    assert (response.status_code, response["Location"]) == (302, "/tai-khoan/")
    assert client.session.session_key != key
    assert is_signed_in(client)
    assert not is_signed_in(other)
    hien.refresh_from_db()
    assert hien.check_password(NEW)


@pytest.mark.parametrize(
    ("old", "new", "again", "sentence"),
    [
        ("sai", NEW, None, "Mật khẩu hiện tại chưa đúng."),
        (PASSWORD, PASSWORD, None, "phải khác mật khẩu hiện tại"),
        (PASSWORD, NEW, NEW + "x", "chưa giống nhau"),
        (PASSWORD, "ngắn", None, "cần ít nhất 12"),
        (PASSWORD, "phamthihien2026", None, "chỉ gồm từ dễ đoán"),
        ("", "", "", "bắt buộc"),
    ],
)
def test_change_password_says_what_is_wrong(
    client: Client, hien: User, old: str, new: str, again: str | None, sentence: str
) -> None:
    sign_in(client)
    page = change(client, old, new, again).content.decode()
    assert sentence in page
    assert [text for text in (old, new) if text and f'value="{text}"' in page] == []
    hien.refresh_from_db()
    assert hien.check_password(PASSWORD)


def test_change_password_counts_wrong_ones_like_sign_in(client: Client, hien: User) -> None:
    sign_in(client)
    statuses = [change(client, "sai", NEW).status_code for _ in range(9)]
    assert statuses == [200] * 7 + [429] * 2
    assert change(client, PASSWORD, NEW).status_code == 429
    hien.refresh_from_db()
    assert hien.check_password(PASSWORD)


def test_account_lists_own_sessions_and_ends_the_others(client: Client, hien: User, lan: User) -> None:
    Client().force_login(lan)
    sign_in(client, address="10.0.0.7")
    sign_in(Client(), address="10.0.0.8")
    page = client.get("/tai-khoan/").content.decode()
    assert page.count("Chrome trên Windows") == 2
    assert "10.0.0.8" in page
    assert page.count("phiên này") == 1
    assert str(client.session.session_key) not in page
    client.post("/tai-khoan/ket-thuc-phien-khac/")
    assert [session.origin for session in hien.sessions.all()] == ["10.0.0.7"]
    assert lan.sessions.count() == 1
    assert is_signed_in(client)


def test_pages_are_not_stored(client: Client, hien: User) -> None:
    sign_in(client)
    for path in ("/dang-nhap/", "/tai-khoan/", "/tai-khoan/mat-khau/", "/khong-co/"):
        assert "no-store" in client.get(path)["Cache-Control"], path
