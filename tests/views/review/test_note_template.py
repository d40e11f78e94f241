"""Ready sentences for the review, edited by administrators."""

from typing import Any

import pytest
from django.test import Client

from tests.views.html import parse
from units.choices import EventVerb, ReviewVerb
from units.models import Event, NoteTemplate, User

pytestmark = pytest.mark.django_db

LIST = "/quan-tri/mau-y-kien/"
FIELDS = {"verb": "send_back", "title": "Thiếu minh chứng", "text": "Đề nghị bổ sung.", "is_active": "on"}


@pytest.fixture
def by_admin(client: Client, admin: User) -> Client:
    client.force_login(admin)
    return client


@pytest.fixture
def template() -> NoteTemplate:
    return NoteTemplate.objects.create(
        verb=ReviewVerb.SEND_BACK, title="Thiếu minh chứng", text="Đề nghị bổ sung."
    )


def test_template_is_added_with_one_event(by_admin: Client) -> None:
    response = by_admin.post(f"{LIST}them/", FIELDS)
    assert response.headers["Location"] == LIST
    made = NoteTemplate.objects.get()
    assert (made.verb, made.title, made.text, made.is_active) == (
        "send_back",
        "Thiếu minh chứng",
        "Đề nghị bổ sung.",
        True,
    )
    assert Event.objects.get().verb == EventVerb.NOTE_TEMPLATE_SAVED


def test_list_shows_all_and_offers_the_usual_ones(by_admin: Client, template: NoteTemplate) -> None:
    page = parse(by_admin.get(LIST).content)
    assert [each.text() for each in page.one("tbody").all("th")] == ["Thiếu minh chứng"]
    by_admin.post(f"{LIST}mau-thuong-dung/")
    page = parse(by_admin.get(LIST).content)
    assert len(page.one("tbody").all("tr")) == 10
    assert page.all("form", css="usual") == []


def test_template_goes_out_of_use_and_is_not_deleted(by_admin: Client, template: NoteTemplate) -> None:
    fields = {name: value for name, value in FIELDS.items() if name != "is_active"}
    by_admin.post(f"{LIST}{template.pk}/", fields | {"version": 1})
    template.refresh_from_db()
    assert template.is_active is False


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"title": " "}, "Tên mẫu"),
        ({"text": "\x00"}, "Nội dung"),
        ({"text": "x" * 1001}, "Nội dung"),
        ({"verb": "submit"}, "Dùng khi"),
        ({}, "Đã có mẫu ý kiến mang tên này."),
    ],
)
def test_what_makes_no_sense_is_refused_and_kept(
    by_admin: Client, template: NoteTemplate, wrong: dict[str, Any], told: str
) -> None:
    response = by_admin.post(f"{LIST}them/", FIELDS | wrong)
    page = parse(response.content)
    assert response.status_code == 400
    assert told in page.one(role="alert").text()
    assert page.one("input", name="title").attributes.get("value", "") == (FIELDS | wrong)["title"].strip()
    assert (NoteTemplate.objects.count(), Event.objects.count()) == (1, 0)


def test_stale_edit_shows_both_versions(by_admin: Client, template: NoteTemplate) -> None:
    NoteTemplate.objects.update(text="Của người khác", version=2)
    response = by_admin.post(f"{LIST}{template.pk}/", FIELDS | {"text": "Của tôi", "version": 1})
    assert response.status_code == 409
    assert "<td>Của tôi</td><td>Của người khác</td>" in response.content.decode()
    template.refresh_from_db()
    assert template.text == "Của người khác"


def test_templates_are_for_administrators(client: Client, lan: User, template: NoteTemplate) -> None:
    client.force_login(lan)
    for path in (LIST, f"{LIST}them/", f"{LIST}{template.pk}/"):
        assert client.get(path).status_code == 403
    assert client.post(f"{LIST}mau-thuong-dung/").status_code == 403
