"""The front door and the way in and out."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import make_phase, make_programme, make_user
from tests.views import page as pages
from tests.views.html import parse
from units.models import Programme, User

PASSWORD = "mot-chuoi-rat-kho-doan"


def programme(
    slug: str, *, begun_days_ago: int | None, is_public: bool = True, is_demonstration: bool = False
) -> Programme:
    """A programme that began so many days ago (negative: will begin; None: no phase yet)."""
    made = make_programme(slug=slug, is_public=is_public, is_demonstration=is_demonstration)
    if begun_days_ago is not None:
        first = timezone.localdate() - timedelta(days=begun_days_ago)
        make_phase(programme=made, starts_on=first, ends_on=first + timedelta(days=90))
    return made


@pytest.fixture
def person(db: None) -> User:
    return make_user(username="lan", full_name="Nguyễn Thị Lan", password=PASSWORD)


def test_home_leads_to_the_programme_begun_last(client: Client, db: None) -> None:
    programme("cu", begun_days_ago=800)
    programme("moi", begun_days_ago=10)
    programme("giua", begun_days_ago=400)

    assert client.get("/").headers["Location"] == "/bieu-tong-hop/moi/"


def test_home_prefers_the_begun_to_the_coming(client: Client, db: None) -> None:
    programme("sap-toi", begun_days_ago=-1)
    programme("hom-nay", begun_days_ago=0)
    programme("chua-ro", begun_days_ago=None)

    assert client.get("/").headers["Location"] == "/bieu-tong-hop/hom-nay/"


def test_home_prefers_the_real_to_the_demonstration(client: Client, db: None) -> None:
    programme("minh-hoa", begun_days_ago=1, is_demonstration=True)
    programme("that", begun_days_ago=-30)

    assert client.get("/").headers["Location"] == "/bieu-tong-hop/that/"


def test_home_leads_to_a_demonstration_when_there_is_nothing_else(client: Client, db: None) -> None:
    programme("minh-hoa", begun_days_ago=1, is_demonstration=True)

    assert client.get("/").headers["Location"] == "/bieu-tong-hop/minh-hoa/"


def test_home_leads_strangers_past_closed_programmes(client: Client, person: User) -> None:
    programme("mo", begun_days_ago=400)
    programme("dong", begun_days_ago=10, is_public=False)

    stranger = client.get("/")
    client.force_login(person)

    assert stranger.headers["Location"] == "/bieu-tong-hop/mo/"
    assert client.get("/").headers["Location"] == "/bieu-tong-hop/dong/"


def test_home_asks_to_sign_in_when_nothing_is_public(client: Client, db: None) -> None:
    programme("dong", begun_days_ago=10, is_public=False)

    assert client.get("/").headers["Location"] == "/dang-nhap/?next=/"


def test_home_without_any_programme_says_so(client: Client, person: User) -> None:
    client.force_login(person)

    response = client.get("/")

    assert response.status_code == 200
    assert parse(response.content).one("h1").text() == "Chưa có chương trình nào"
    assert "Quản trị của liên đoàn thêm chương trình" in pages.sentences(response)


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_home_is_only_read(client: Client, db: None, method: str) -> None:
    assert getattr(client, method)("/").status_code == 405


def test_sign_in_leads_to_where_one_was_going(client: Client, person: User) -> None:
    form = parse(client.get("/dang-nhap/?next=/bieu-tong-hop/dong/%3Fkhoi%3Da").content)

    response = client.post(
        "/dang-nhap/",
        {
            "username": "lan",
            "password": PASSWORD,
            "next": form.one("input", name="next").attributes["value"],
        },
    )

    assert (response.status_code, response.headers["Location"]) == (302, "/bieu-tong-hop/dong/?khoi=a")
    assert client.session["_auth_user_id"] == str(person.pk)


def test_sign_in_without_a_goal_leads_home(client: Client, person: User) -> None:
    response = client.post("/dang-nhap/", {"username": "lan", "password": PASSWORD, "next": ""})

    assert (response.status_code, response.headers["Location"]) == (302, "/")


@pytest.mark.parametrize("goal", ["https://example.com/", "//example.com", "javascript:alert(1)"])
def test_sign_in_never_leads_elsewhere(client: Client, person: User, goal: str) -> None:
    response = client.post("/dang-nhap/", {"username": "lan", "password": PASSWORD, "next": goal})

    assert response.headers["Location"] == "/"


@pytest.mark.parametrize(
    ("username", "password"),
    [("lan", "sai"), ("khong-co", PASSWORD), ("", ""), ("la\0n", PASSWORD), ("a" * 10_000, "b" * 10_000)],
)
def test_sign_in_refuses_in_one_sentence(client: Client, person: User, username: str, password: str) -> None:
    response = client.post("/dang-nhap/", {"username": username, "password": password})

    assert response.status_code == 200
    assert parse(response.content).one(role="alert").text() == (
        "Tên đăng nhập hoặc mật khẩu chưa đúng. Chú ý phím viết hoa và bộ gõ tiếng Việt."
    )
    assert "_auth_user_id" not in client.session


def test_sign_in_shows_what_was_typed_as_text(client: Client, person: User) -> None:
    hostile = '"><script>alert(1)</script>'

    response = client.post("/dang-nhap/", {"username": hostile, "password": "sai", "next": hostile})

    page = parse(response.content)
    assert page.all("script") == []
    assert page.one("input", name="username").attributes["value"] == hostile
    assert page.one("input", name="next").attributes["value"] == hostile


def test_signed_in_person_is_named_and_may_leave(client: Client, race: Programme, person: User) -> None:
    client.force_login(person)

    page = pages.get(client, race)
    form = page.one(css="masthead-person").one("form")

    assert page.one(css="person-name").text() == "Nguyễn Thị Lan"
    assert (form.attributes["method"], form.attributes["action"]) == ("post", "/dang-xuat/")


def test_stranger_finds_the_way_to_sign_in_and_back(client: Client, race: Programme) -> None:
    link = pages.get(client, race, tim="an").one(css="masthead-person").one("a")

    assert link.text() == "Đăng nhập"
    assert pages.query(link) == {"next": "/bieu-tong-hop/thi-dua/?tim=an"}


def test_sign_out_by_post(client: Client, person: User) -> None:
    client.force_login(person)

    response = client.post("/dang-xuat/")

    assert (response.status_code, response.headers["Location"]) == (302, "/")
    assert "_auth_user_id" not in client.session


def test_sign_out_by_a_link_does_nothing(client: Client, person: User) -> None:
    client.force_login(person)

    response = client.get("/dang-xuat/")

    assert response.status_code == 405
    assert "_auth_user_id" in client.session
