"""What a programme asks of a dossier, edited by administrators."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.factories import accept, make_initiative, make_participation, make_phase
from tests.views.html import parse
from units.choices import Basis, CountingDay, EventVerb
from units.domain.journal.changes import changes_of
from units.models import AcceptedTotal, DossierRules, Event, Participation, User

pytestmark = pytest.mark.django_db

FIELDS: dict[str, Any] = {
    "kinds": ["technical", "management"],
    "applied_from": "01/09/2021",
    "applied_until": "01/09/2023",
    "needs_recognition": "on",
    "levels": ["province", "national"],
    "counting_day": "submitted",
    "return_days": "10",
}


@pytest.fixture
def place() -> Participation:
    return make_participation(basis=Basis.ACCEPTED)


@pytest.fixture
def by_admin(client: Client, admin: User) -> Client:
    client.force_login(admin)
    return client


def address(place: Participation) -> str:
    return f"/quan-tri/chuong-trinh/{place.programme.slug}/quy-tac-ho-so/"


def test_defaults_are_shown_until_something_is_saved(by_admin: Client, place: Participation) -> None:
    page = parse(by_admin.get(address(place)).content)
    assert ["checked" in box.attributes for box in page.all("input", name="kinds")] == [True] * 5
    assert ["checked" in box.attributes for box in page.all("input", name="levels")] == [True] * 4
    assert page.one("input", name="return_days").attributes["value"] == "15"
    assert not DossierRules.objects.exists()


def test_page_is_linked_from_the_setup(by_admin: Client, place: Participation) -> None:
    page = parse(by_admin.get(f"/quan-tri/chuong-trinh/{place.programme.slug}/").content)
    assert [each.text() for each in page.all("a", href=address(place))] == ["Quy tắc xét hồ sơ"]


def test_rules_are_saved_with_one_event_in_words(by_admin: Client, place: Participation) -> None:
    response = by_admin.post(address(place), FIELDS)

    assert response.headers["Location"] == address(place)
    rules = DossierRules.objects.of(place.programme)
    assert (rules.kinds, rules.levels) == (["technical", "management"], ["province", "national"])
    assert (rules.applied_from, rules.applied_until) == (date(2021, 9, 1), date(2023, 9, 1))
    assert (rules.needs_recognition, rules.refuses_exclusions) == (True, False)
    assert (rules.counting_day, rules.return_days) == (CountingDay.SUBMITTED, 10)
    event = Event.objects.get()
    assert (event.verb, event.programme) == (EventVerb.DOSSIER_RULES_SAVED, place.programme)
    told = {change.label: change.after for change in changes_of([event])[event.pk]}
    assert told["loại giải pháp được nhận"] == "Giải pháp kỹ thuật, Giải pháp quản lý"
    assert told["cấp công nhận có thẩm quyền"] == "Cấp tỉnh, bộ, ngành, Cấp toàn quốc"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"kinds": []}, "Hãy chọn ít nhất một loại giải pháp."),
        ({"levels": []}, "Hãy chọn ít nhất một cấp công nhận."),
        ({"kinds": ["bịa"]}, "bịa"),
        ({"applied_from": "31/02/2021"}, "31/02/2021"),
        (
            {"applied_until": "01/01/2020"},
            "Ngày cuối của khoảng áp dụng không thể trước ngày đầu.",
        ),
        ({"return_days": "0"}, "1"),
        ({"return_days": "91"}, "90"),
        ({"counting_day": "bịa"}, "bịa"),
    ],
)
def test_what_makes_no_sense_is_refused_and_kept(
    by_admin: Client, place: Participation, wrong: dict[str, Any], told: str
) -> None:
    response = by_admin.post(address(place), FIELDS | wrong)
    page = parse(response.content)
    assert response.status_code == 400
    assert told in page.one(role="alert").text()
    if "applied_from" not in wrong:
        assert page.one("input", name="applied_from").attributes["value"] == "01/09/2021"
    assert not DossierRules.objects.exists()


def test_stale_edit_shows_both_versions_in_words(by_admin: Client, place: Participation) -> None:
    by_admin.post(address(place), FIELDS)
    DossierRules.objects.update(kinds=["research"], version=2)
    response = by_admin.post(address(place), FIELDS | {"version": 1})
    page = parse(response.content)
    assert response.status_code == 409
    assert "Vừa có người khác sửa mục này" in page.text()
    assert "Giải pháp kỹ thuật, Giải pháp quản lý Đề tài nghiên cứu khoa học" in " ".join(
        cell.text() for cell in page.one("table", css="versions").all("td")
    )
    by_admin.post(address(place), FIELDS | {"version": 2})
    assert DossierRules.objects.of(place.programme).kinds == ["technical", "management"]


def test_two_first_saves_do_not_overwrite_each_other(by_admin: Client, place: Participation) -> None:
    by_admin.post(address(place), FIELDS)
    response = by_admin.post(address(place), FIELDS | {"return_days": "20", "version": ""})
    assert response.status_code == 409
    assert DossierRules.objects.of(place.programme).return_days == 10


def test_what_has_been_counted_keeps_its_day(by_admin: Client, place: Participation) -> None:
    make_phase(programme=place.programme, starts_on=date(2026, 1, 1), ends_on=date(2035, 12, 31))
    accept(make_initiative(participation=place))
    before = list(AcceptedTotal.objects.values())
    by_admin.post(address(place), FIELDS)
    assert list(AcceptedTotal.objects.values()) == before != []


def test_rules_are_for_administrators(client: Client, lan: User, place: Participation) -> None:
    client.force_login(lan)
    assert client.get(address(place)).status_code == 403
    assert client.post(address(place), FIELDS).status_code == 403
    assert not DossierRules.objects.exists()
