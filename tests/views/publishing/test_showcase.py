"""The public showcase: what a stranger sees, finds, and no longer sees."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import accept, make_initiative, make_participation, make_programme, make_user
from tests.views.html import Element, parse
from units.choices import AuthorGroup, Role, SolutionField
from units.models import Initiative, Participation, User

pytestmark = pytest.mark.django_db

LIST = "/trung-bay/"


@pytest.fixture
def clerk() -> User:
    return make_user(role=Role.STAFF)


@pytest.fixture
def place() -> Participation:
    return make_participation(programme=make_programme(), name="Công đoàn cơ sở Chè")


def shown(place: Participation, clerk: User, **values: Any) -> Initiative:
    """In the showcase, with every consent."""
    initiative = accept(make_initiative(participation=place, **values))
    initiative.authors.update(
        consented_on=timezone.localdate(), consent_note="Giấy", consent_recorded_by=clerk
    )
    Initiative.objects.filter(pk=initiative.pk).update(published_at=timezone.now(), published_by=clerk)
    return initiative


def titles(page: Element) -> list[str]:
    return [each.one("h2").text() for each in page.all("li", "idea")]


def read(client: Client, path: str = LIST, **query: str) -> Element:
    response = client.get(path, query)
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    return parse(response.content)


def test_stranger_sees_cards_and_the_page_of_one(client: Client, place: Participation, clerk: User) -> None:
    initiative = shown(place, clerk)
    author = initiative.authors.get()

    assert titles(read(client)) == [initiative.title]
    page = read(client, f"{LIST}{initiative.pk}/").text()

    for text in (author.name, initiative.solution, "Công đoàn cơ sở Chè", "120 triệu đồng"):
        assert text in page
    for kept in (author.job, "1985", initiative.benefit_reasoning, initiative.recognition_number):
        assert kept not in page


def test_workers_of_enterprises_come_first_and_groups_filter(
    client: Client, place: Participation, clerk: User
) -> None:
    worker = shown(place, clerk, author_group=AuthorGroup.ENTERPRISE)
    shown(place, clerk, author_group=AuthorGroup.PUBLIC)

    first = read(client).one("nav", "groups").all("a")[0]
    assert (first.text(), first.attributes["href"]) == (
        "Công nhân, lao động doanh nghiệp",
        "/trung-bay/?khoi=enterprise",
    )
    assert titles(read(client, khoi="enterprise")) == [worker.title]


def test_search_knows_no_accents_and_fields_filter(client: Client, place: Participation, clerk: User) -> None:
    tea = shown(place, clerk, title="Lò sấy chè hai tầng", field=SolutionField.PRODUCT)
    shown(place, clerk, title="Phần mềm điểm danh", field=SolutionField.EDUCATION)

    assert titles(read(client, tim="SAY CHE")) == [tea.title]
    assert titles(read(client, **{"linh-vuc": "product"})) == [tea.title]
    assert titles(read(client, tim="say che", khoi="public")) == []


@pytest.mark.parametrize("hidden", ["consent", "programme", "unpublished", "state"])
def test_what_is_no_longer_to_be_shown_is_gone_at_once(
    hidden: str, client: Client, place: Participation, clerk: User
) -> None:
    initiative = shown(place, clerk, authors=2)
    match hidden:
        case "consent":
            initiative.authors.filter(position=2).update(
                consented_on=None, consent_note="", consent_recorded_by=None
            )
        case "programme":
            place.programme.is_public = False
            place.programme.save()
        case "unpublished":
            Initiative.objects.update(published_at=None, published_by=None)
        case "state":
            Initiative.objects.update(
                published_at=None, published_by=None, state="submitted", decided_at=None, counted_on=None
            )
    assert titles(read(client)) == []
    assert client.get(f"{LIST}{initiative.pk}/").status_code == 404


def test_confidential_one_shows_title_effect_and_award_only(
    client: Client, place: Participation, clerk: User
) -> None:
    initiative = shown(
        place, clerk, is_confidential=True, solution="Công thức bí truyền số 7", social_effect="Sạch hơn."
    )
    name = initiative.authors.get().name

    pages = read(client).text() + read(client, f"{LIST}{initiative.pk}/").text()

    assert initiative.title in pages
    assert "Sạch hơn." in pages
    for kept in (name, "bí truyền", initiative.problem, initiative.novelty, initiative.scope):
        assert kept not in pages


@pytest.mark.parametrize("query", [{"khoi": "x"}, {"linh-vuc": "x"}, {"tim": "x" * 101}, {"tim": "\x00"}])
def test_bad_address_is_named(client: Client, query: dict[str, str]) -> None:
    response = client.get(LIST, query)
    assert response.status_code == 400
    assert "chỗ chưa đúng" in response.content.decode()


def test_nothing_there_yet(client: Client) -> None:
    assert "Chưa có sáng kiến nào được trưng bày." in read(client).text()


def test_cards_are_paged_and_queries_do_not_grow(client: Client, place: Participation, clerk: User) -> None:
    counts = []
    for made in (1, 24):
        for _ in range(made):
            shown(place, clerk)
        with CaptureQueriesContext(connection) as captured:
            page = read(client)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 4
    assert (len(titles(page)), len(titles(read(client, trang="2")))) == (24, 1)
