"""Award rules in the administration: one form for the rule and its thresholds."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.views.html import Element, parse
from units.models import AwardRule, Event, User

pytestmark = pytest.mark.django_db

LIST = "/quan-tri/khen-thuong/"


@pytest.fixture
def by_admin(client: Client, admin: User) -> Client:
    client.force_login(admin)
    return client


def sent(*lines: dict[str, Any], version: int | str = "", initial: int = 0, **changed: Any) -> dict[str, Any]:
    fields = {
        "name": "Bằng khen",
        "source": "Quy chế 2026",
        "effective_from": "01/01/2026",
        "effective_until": "",
        "version": version,
        "nguong-TOTAL_FORMS": len(lines),
        "nguong-INITIAL_FORMS": initial,
    }
    for place, line in enumerate(lines):
        fields |= {f"nguong-{place}-{name}": value for name, value in line.items()}
    return fields | changed


def test_rule_is_added_with_its_thresholds(by_admin: Client) -> None:
    college = {"qualification": "college", "holds_leadership": "no", "amount": "80.000.000"}
    years = {"several_years": "3", "several_years_amount": "120 triệu"}
    leader = {"holds_leadership": "yes", "amount": "200000000", "management_level": "province"}
    response = by_admin.post(f"{LIST}them/", sent(college | years, leader, {}, {}))

    assert response.status_code == 302
    rule = AwardRule.objects.get()
    assert (rule.name, rule.effective_from, rule.effective_until) == ("Bằng khen", date(2026, 1, 1), None)
    assert [
        (
            each.qualification,
            each.holds_leadership,
            each.amount,
            each.several_years,
            each.several_years_amount,
        )
        for each in rule.thresholds.all()
    ] == [("college", False, 80_000_000, 3, 120_000_000), ("", True, 200_000_000, None, None)]
    assert "đang áp dụng" in by_admin.get(LIST).content.decode()


def stored() -> AwardRule:
    rule = AwardRule.objects.create(name="Bằng khen", source="Quy chế", effective_from=date(2026, 1, 1))
    rule.thresholds.create(amount=80_000_000)
    return rule


def test_threshold_is_changed_removed_and_added(by_admin: Client) -> None:
    rule = stored()
    rule.thresholds.create(amount=90_000_000)

    by_admin.post(
        f"{LIST}{rule.pk}/",
        sent(
            {"amount": "85.000.000"},
            {"amount": "90.000.000", "DELETE": "on"},
            {"amount": "1 tỷ"},
            version=1,
            initial=2,
        ),
    )

    assert [each.amount for each in rule.thresholds.all()] == [85_000_000, 10**9]
    assert AwardRule.objects.get().version == 2


def filled_in(page: Element) -> dict[str, str]:
    """What a browser sends when nothing is touched."""
    boxes = [each.attributes for each in page.one("main").all("input")]
    sent = {each["name"]: each.get("value", "") for each in boxes if each.get("type") != "checkbox"}
    for select in page.one("main").all("select"):
        chosen = [each for each in select.all("option") if "selected" in each.attributes]
        sent[select.attributes["name"]] = chosen[0].attributes["value"] if chosen else ""
    return sent


@pytest.mark.parametrize(
    ("changed", "amounts", "version"),
    [
        ({}, [80_000_000, 90_000_000], 1),
        ({"nguong-0-amount": "85.000.000"}, [85_000_000, 90_000_000], 2),
        ({"source": "Quy chế mới"}, [80_000_000, 90_000_000], 2),
        ({"nguong-2-amount": "1 tỷ"}, [80_000_000, 90_000_000, 10**9], 2),
        ({"nguong-0-DELETE": "on"}, [90_000_000], 2),
    ],
)
def test_form_as_it_was_shown_keeps_every_threshold(
    changed: dict[str, str], amounts: list[int], version: int, by_admin: Client
) -> None:
    rule = stored()
    rule.thresholds.create(
        amount=90_000_000,
        qualification="university",
        holds_leadership=False,
        several_years=3,
        several_years_amount=120_000_000,
        management_level="province",
    )
    form = parse(by_admin.get(f"{LIST}{rule.pk}/").content)

    response = by_admin.post(f"{LIST}{rule.pk}/", filled_in(form) | changed)

    assert response.status_code == 302
    assert [each.amount for each in rule.thresholds.all()] == amounts
    last = rule.thresholds.get(amount=90_000_000)
    assert (last.qualification, last.holds_leadership, last.several_years, last.several_years_amount) == (
        "university",
        False,
        3,
        120_000_000,
    )
    assert AwardRule.objects.get().version == version


@pytest.mark.parametrize(
    ("lines", "changed", "sentence"),
    [
        ([{"amount": "tám mươi"}], {}, "chưa phải là số tiền"),
        ([{"amount": "-5"}], {}, "là số âm"),
        ([{"amount": "10" * 20}], {}, "lớn quá"),
        ([{"qualification": "college"}], {}, "Hãy ghi số tiền của một năm."),
        ([{"amount": "1", "several_years": "3"}], {}, "phải có cả số năm và số tiền"),
        ([{}], {}, "ít nhất một ngưỡng"),
        ([{"amount": "1"}], {"effective_until": "31/12/2025"}, "không thể trước ngày đầu"),
        ([{"amount": "1"}], {"effective_from": "31/02/2026"}, "không phải là một ngày có thật"),
        ([{"amount": "1"}], {"name": ""}, "Chưa lưu được"),
        ([{"amount": "1"}] * 21, {}, "Chưa lưu được"),
        ([{"amount": "1"}], {"nguong-TOTAL_FORMS": "x"}, "Chưa lưu được"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    lines: list[dict[str, str]], changed: dict[str, Any], sentence: str, by_admin: Client
) -> None:
    response = by_admin.post(f"{LIST}them/", sent(*lines, **changed))
    page = response.content.decode()

    assert response.status_code == 400
    assert sentence in page
    assert 'value="Quy chế 2026"' in page
    assert (AwardRule.objects.count(), Event.objects.count()) == (0, 0)


def test_stale_edit_shows_both_and_can_be_sent_again(by_admin: Client) -> None:
    rule = stored()
    AwardRule.objects.filter(pk=rule.pk).update(source="Của người khác", version=2)
    data = sent({"amount": "85.000.000"}, version=1, initial=1)

    response = by_admin.post(f"{LIST}{rule.pk}/", data)
    page = response.content.decode()

    assert response.status_code == 409
    assert "<td>Quy chế 2026</td><td>Của người khác</td>" in page
    assert "từ 85.000.000 đồng trong một năm" in page
    assert 'name="version" value="2"' in page
    by_admin.post(f"{LIST}{rule.pk}/", data | {"version": 2})
    assert AwardRule.objects.get().source == "Quy chế 2026"


def test_open_form_has_the_stored_thresholds_and_two_blank_lines(by_admin: Client) -> None:
    page = by_admin.get(f"{LIST}{stored().pk}/").content.decode()
    assert page.count("<fieldset") == 3
    assert 'value="80.000.000"' in page
