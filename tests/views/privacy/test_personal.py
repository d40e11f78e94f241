"""What is kept of a person, as staff see it: looked up by form, handed over, corrected, erased."""

import json
from typing import Any

import pytest
from django.test import Client

from tests.factories import accept, make_attachment, make_author, make_initiative, make_user
from tests.views.html import parse
from units.choices import Role
from units.domain.privacy import erasing
from units.models import Attachment, Author, Event, Initiative, User

pytestmark = pytest.mark.django_db

PAGE = "/thong-tin-ca-nhan/"
NAME = "Vàng Thị Quyết Tâm"


@pytest.fixture
def by_staff(client: Client, lan: User) -> Client:
    client.force_login(lan)
    return client


@pytest.fixture
def author() -> Author:
    initiative = make_initiative(authors=0)
    author = make_author(initiative=initiative, name=NAME, birth_year=1979)
    accept(initiative)
    return author


def test_search_shows_everything_and_ticks_nothing(by_staff: Client, author: Author) -> None:
    file = make_attachment(initiative=author.initiative)

    response = by_staff.post(PAGE, {"name": "vang thi quyet tam", "birth_year": "1979"})

    page = parse(response.content)
    for text in (NAME, "1979", author.job, author.initiative.title, file.name):
        assert text in page.text()
    [box] = [each for each in page.all("input") if each.attributes.get("name") == "rows"]
    assert "checked" not in box.attributes


def test_nobody_of_that_name(by_staff: Client) -> None:
    assert "không lưu tác giả nào" in by_staff.post(PAGE, {"name": "Không Có"}).content.decode()


@pytest.mark.parametrize(
    "data", [{}, {"name": ""}, {"name": "A", "birth_year": "x"}, {"name": "A", "birth_year": "99999999999"}]
)
def test_bad_search_is_refused(by_staff: Client, data: dict[str, str]) -> None:
    assert by_staff.post(PAGE, data).status_code == 400


def test_file_of_confidential_dossier_is_not_named(by_staff: Client, author: Author) -> None:
    Initiative.objects.update(is_confidential=True)
    file = make_attachment(initiative=author.initiative)
    page = by_staff.post(PAGE, {"name": NAME}).content.decode()
    assert "1 tệp, hồ sơ giữ kín" in page
    assert file.name not in page


def test_export_is_a_download_of_the_chosen_rows(by_staff: Client, author: Author) -> None:
    response = by_staff.post(f"{PAGE}xuat/", {"rows": [author.pk]})

    assert "attachment" in response.headers["Content-Disposition"]
    assert json.loads(response.content)["Thông tin được lưu"][0]["Họ và tên"] == NAME


@pytest.mark.parametrize("rows", [[], ["abc"], ["9" * 30], ["0"]])
@pytest.mark.parametrize("action", ["xuat", "xoa"])
def test_nothing_chosen_does_nothing(by_staff: Client, author: Author, action: str, rows: list[str]) -> None:
    events = Event.objects.count()
    response = by_staff.post(f"{PAGE}{action}/", {"rows": rows})
    assert response.status_code == 400
    assert "Hãy chọn những dòng" in response.content.decode()
    assert Event.objects.count() == events


def correction(author: Author, **changed: Any) -> dict[str, Any]:
    return {
        "name": author.name,
        "birth_year": 1979,
        "job": "Tổ trưởng",
        "qualification": "university",
        "holds_leadership": "yes",
        "reason": "Ghi nhầm",
        "version": Initiative.objects.get().version,
    } | changed


def test_row_is_corrected(by_staff: Client, author: Author) -> None:
    assert by_staff.post(f"{PAGE}{author.pk}/", correction(author)).status_code == 302
    stored = Author.objects.get()
    assert (stored.job, stored.qualification, stored.holds_leadership) == ("Tổ trưởng", "university", True)


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"reason": ""}, 400),
        ({"name": " "}, 400),
        ({"birth_year": "1"}, 400),
        ({"version": 1}, 409),
        ({"reason": NAME}, 400),
    ],
)
def test_bad_or_late_correction_keeps_what_was_typed(
    by_staff: Client, author: Author, changed: dict[str, Any], status: int
) -> None:
    response = by_staff.post(f"{PAGE}{author.pk}/", correction(author, **changed))
    assert response.status_code == status
    assert 'value="Tổ trưởng"' in response.content.decode()
    assert Author.objects.get().job == author.job


@pytest.mark.parametrize("is_removed", [True, False])
def test_row_that_goes_while_it_is_corrected_is_said_to_be_gone(
    is_removed: bool, by_staff: Client, author: Author, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page has read the row; before it is written, somebody else takes it away."""
    data, correct = correction(author), erasing.correct

    def late(*args: Any, **kwargs: Any) -> Author:
        if is_removed:
            Author.objects.filter(pk=author.pk).delete()
        else:
            erasing.erase([author.pk], reason="Theo đơn", with_files=False, by=kwargs["by"])
        return correct(*args, **kwargs)

    monkeypatch.setattr(erasing, "correct", late)
    response = by_staff.post(f"{PAGE}{author.pk}/", data)

    assert response.status_code == 400
    assert "vừa được xoá, nên không sửa được" in response.content.decode()
    assert not Author.objects.filter(job="Tổ trưởng").exists()


def test_erasure_asks_first_then_erases(by_staff: Client, author: Author) -> None:
    make_attachment(initiative=author.initiative)
    first = by_staff.post(f"{PAGE}xoa/", {"rows": [author.pk]}).content.decode()
    assert "Không hoàn lại được" in first
    assert Author.objects.get().name == NAME

    response = by_staff.post(
        f"{PAGE}xoa/", {"rows": [author.pk], "reason": "Theo đơn", "with_files": "on"}, follow=True
    )

    assert NAME not in response.content.decode()
    assert (Author.objects.get().name, Attachment.objects.count()) == ("", 0)
    assert by_staff.get(f"{PAGE}{author.pk}/").status_code == 404


def test_erasure_without_reason_is_refused(by_staff: Client, author: Author) -> None:
    response = by_staff.post(f"{PAGE}xoa/", {"rows": [author.pk], "reason": ""})
    assert response.status_code == 400
    assert Author.objects.get().name == NAME


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICER, Role.REVIEWER])
def test_others_are_refused(client: Client, role: Role, author: Author) -> None:
    client.force_login(make_user(role=role))
    assert client.post(PAGE, {"name": NAME}).status_code == 403
    assert client.post(f"{PAGE}xoa/", {"rows": [author.pk], "reason": "x"}).status_code == 403
    assert Author.objects.get().name == NAME
