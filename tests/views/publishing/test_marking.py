"""Marks on a dossier's page, choosing an outstanding one, the list of them, consent, and publication."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import accept, make_initiative, make_participation, make_programme, make_user
from tests.views.html import parse
from units.choices import Role
from units.domain.publishing import marking
from units.models import Author, Initiative, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def accepted() -> Initiative:
    place = make_participation(programme=make_programme(slug="thi-dua"))
    return accept(make_initiative(participation=place))


@pytest.fixture
def by_reviewer(client: Client) -> Client:
    client.force_login(make_user(role=Role.REVIEWER, full_name="Người Chọn"))
    return client


def test_reviewer_chooses_from_the_page_of_the_dossier(by_reviewer: Client, accepted: Initiative) -> None:
    page = by_reviewer.get(f"/ho-so/{accepted.pk}/").content.decode()
    assert f"/ho-so/{accepted.pk}/tieu-bieu/" in page

    response = by_reviewer.post(
        f"/ho-so/{accepted.pk}/tieu-bieu/", {"version": accepted.version, "reason": "Dễ nhân rộng"}
    )

    assert response.headers["Location"] == f"/ho-so/{accepted.pk}/"
    listed = by_reviewer.get("/khen-thuong/thi-dua/tieu-bieu/").content.decode()
    assert "Dễ nhân rộng" in listed
    assert "Người Chọn" in listed
    assert "Dễ nhân rộng" in by_reviewer.get(f"/ho-so/{accepted.pk}/").content.decode()


def test_choice_is_taken_back_on_the_same_page(by_reviewer: Client, accepted: Initiative) -> None:
    marked = marking.mark(accepted, reason="Hay", seen=None, by=make_user(role=Role.STAFF))
    by_reviewer.post(f"/ho-so/{marked.pk}/tieu-bieu/", {"version": marked.version, "reason": "Nhầm"})
    assert Initiative.objects.get().outstanding_at is None


def test_old_page_is_answered_with_what_happened_and_keeps_the_reason(
    by_reviewer: Client, accepted: Initiative
) -> None:
    response = by_reviewer.post(
        f"/ho-so/{accepted.pk}/tieu-bieu/", {"version": accepted.version - 1, "reason": "Dễ nhân rộng"}
    )
    page = response.content.decode()
    assert response.status_code == 409
    assert "Dễ nhân rộng" in page
    assert f'name="version" value="{accepted.version}"' in page


@pytest.mark.parametrize("data", [{}, {"version": "x", "reason": "a"}, {"version": 1, "reason": ""}])
def test_bad_form_is_refused(data: dict[str, object], by_reviewer: Client, accepted: Initiative) -> None:
    assert by_reviewer.post(f"/ho-so/{accepted.pk}/tieu-bieu/", data).status_code == 400


def test_reason_of_a_confidential_one_stays_inside(
    by_reviewer: Client, accepted: Initiative, client: Client
) -> None:
    accepted.is_confidential = True
    accepted.save()
    marking.mark(accepted, reason="Công thức bí truyền", seen=None, by=make_user(role=Role.STAFF))
    pages = [f"/ho-so/{accepted.pk}/", f"/ho-so/{accepted.pk}/tieu-bieu/", "/khen-thuong/thi-dua/tieu-bieu/"]
    assert ["bí truyền" in by_reviewer.get(page).content.decode() for page in pages] == [False] * 3
    client.force_login(make_user(role=Role.OFFICER, home_unit=accepted.participation.unit))
    assert "bí truyền" in client.get(pages[0]).content.decode()


def test_list_shows_what_one_may_know_of_and_queries_do_not_grow(
    client: Client, accepted: Initiative
) -> None:
    clerk = make_user(role=Role.STAFF)
    marking.mark(accepted, reason="Hay", seen=None, by=clerk)
    client.force_login(make_user(role=Role.OFFICER))
    assert accepted.title not in client.get("/khen-thuong/thi-dua/tieu-bieu/").content.decode()
    client.force_login(clerk)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            client.get("/khen-thuong/thi-dua/tieu-bieu/")
        counts.append(len(captured))
        for _ in range(2):
            more = accept(make_initiative(participation=accepted.participation))
            marking.mark(more, reason="Hay", seen=None, by=clerk)
    assert counts[0] == counts[1]


def officer_of(initiative: Initiative) -> User:
    return make_user(role=Role.OFFICER, home_unit=initiative.participation.unit)


def consent_form(author: Author, **changed: str) -> dict[str, str]:
    prefix = f"tac-gia-{author.pk}"
    return {
        "author": str(author.pk),
        f"{prefix}-given_on": "01/05/2022",
        f"{prefix}-how": "Giấy có chữ ký",
        f"{prefix}-confirmed": "on",
    } | {f"{prefix}-{name}": value for name, value in changed.items()}


def test_consent_is_never_filled_in_beforehand(client: Client, accepted: Initiative) -> None:
    client.force_login(officer_of(accepted))
    page = parse(client.get(f"/ho-so/{accepted.pk}/dong-y/").content)
    boxes = [each for each in page.all("input") if each.attributes["type"] in ("checkbox", "text")]
    assert [each.attributes.get("checked", each.attributes.get("value")) for each in boxes] == [None] * 3


def test_officer_records_and_ends_consent(client: Client, accepted: Initiative) -> None:
    client.force_login(officer_of(accepted))
    author = accepted.authors.get()

    client.post(f"/ho-so/{accepted.pk}/dong-y/", consent_form(author))
    assert Author.objects.get().consent_note == "Giấy có chữ ký"
    client.post(f"/ho-so/{accepted.pk}/dong-y/rut/", {"author": author.pk})
    assert Author.objects.get().consented_on is None


@pytest.mark.parametrize(
    "changed", [{"confirmed": ""}, {"given_on": "31/02/2022"}, {"given_on": "01/01/2999"}, {"how": " "}]
)
def test_consent_that_is_not_whole_is_refused(
    changed: dict[str, str], client: Client, accepted: Initiative
) -> None:
    client.force_login(officer_of(accepted))
    form = consent_form(accepted.authors.get(), **changed)
    response = client.post(
        f"/ho-so/{accepted.pk}/dong-y/", {key: value for key, value in form.items() if value}
    )
    assert response.status_code == 400
    assert Author.objects.get().consented_on is None


def test_author_of_another_dossier_is_not_reached(client: Client, accepted: Initiative) -> None:
    foreign = accept(make_initiative()).authors.get()
    client.force_login(officer_of(accepted))
    client.post(f"/ho-so/{accepted.pk}/dong-y/", consent_form(foreign))
    assert Author.objects.filter(consented_on__isnull=False).count() == 0


def test_staff_publish_and_take_back(client: Client, accepted: Initiative, lan: User) -> None:
    client.force_login(officer_of(accepted))
    client.post(f"/ho-so/{accepted.pk}/dong-y/", consent_form(accepted.authors.get()))
    client.force_login(lan)
    client.post(f"/ho-so/{accepted.pk}/trung-bay/", {"version": accepted.version})
    published = Initiative.objects.get()
    assert published.published_at is not None
    assert "Xem ở nơi trưng bày" in client.get(f"/ho-so/{accepted.pk}/").content.decode()

    client.post(f"/ho-so/{accepted.pk}/trung-bay/", {"version": published.version})
    assert Initiative.objects.get().published_at is None


@pytest.mark.parametrize("data", [{}, {"version": 99}])
def test_publication_that_cannot_be_is_said(
    data: dict[str, int], client: Client, accepted: Initiative, lan: User
) -> None:
    client.force_login(lan)
    page = client.post(f"/ho-so/{accepted.pk}/trung-bay/", data, follow=True).content.decode()
    assert "notice-error" in page
    assert Initiative.objects.get().published_at is None
