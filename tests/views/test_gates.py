"""Who may open a programme: anyone a public one, a signed-in person a closed one."""

from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_phase, make_programme
from tests.views import page as pages
from units.models import Programme, User


@pytest.fixture
def closed(db: None) -> Programme:
    programme = make_programme(slug="noi-bo", is_public=False)
    make_phase(programme=programme)
    return programme


def sign_in_for(path: str) -> str:
    return f"{reverse('sign-in')}?{urlencode({'next': path})}".replace("%2F", "/")


@pytest.mark.parametrize("what", pages.ADDRESSES)
def test_public_programme_is_read_without_signing_in(client: Client, race: Programme, what: str) -> None:
    assert client.get(pages.address(race, what)).status_code == 200


@pytest.mark.parametrize("what", pages.ADDRESSES)
def test_closed_programme_asks_a_stranger_to_sign_in(client: Client, closed: Programme, what: str) -> None:
    path = pages.address(closed, what)

    response = client.get(path, {"khoi": "huyen"})

    assert (response.status_code, response.headers["Location"]) == (
        302,
        sign_in_for(f"{path}?khoi=huyen"),
    )


@pytest.mark.parametrize("what", pages.ADDRESSES)
def test_missing_programme_looks_like_a_closed_one_to_a_stranger(
    client: Client, closed: Programme, what: str
) -> None:
    path = pages.address(closed, what).replace(closed.slug, "khong-co")

    response = client.get(path)

    assert (response.status_code, response.headers["Location"]) == (302, sign_in_for(path))


@pytest.mark.parametrize("what", pages.ADDRESSES)
def test_closed_programme_is_read_after_signing_in(
    client: Client, closed: Programme, lan: User, what: str
) -> None:
    client.force_login(lan)

    assert client.get(pages.address(closed, what)).status_code == 200


@pytest.mark.parametrize("what", pages.ADDRESSES)
def test_missing_programme_is_not_found_after_signing_in(
    client: Client, closed: Programme, lan: User, what: str
) -> None:
    client.force_login(lan)

    response = client.get(pages.address(closed, what).replace(closed.slug, "khong-co"))

    assert response.status_code == 404
    assert pages.sentences(response).startswith("Không tìm thấy trang")


def test_programme_closed_while_read_is_closed_at_once(client: Client, race: Programme) -> None:
    assert client.get(pages.address(race)).status_code == 200

    Programme.objects.update(is_public=False)

    assert client.get(pages.address(race)).status_code == 302


def test_stranger_is_not_led_to_closed_programmes(client: Client, race: Programme, closed: Programme) -> None:
    assert pages.get(client, race).all("nav", css="others") == []
