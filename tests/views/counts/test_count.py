"""The officer's pages: the desk, the check page, the save; refusals that lose nothing; history."""

import re
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import make_count, make_participation, make_quota, make_unit, make_user
from tests.views.html import Element, parse
from units.choices import Basis, CountSource, Role
from units.domain.counts import locks
from units.models import CorrectionRequest, Participation, Phase, Programme, ReportedCount, User

DAY = "17/11/2022"


@pytest.fixture
def own(official: Programme) -> Participation:
    """Sìn Hồ of the real programme."""
    return official.participations.get(name="LĐLĐ huyện Sìn Hồ")


@pytest.fixture
def second(official: Programme) -> Phase:
    return official.phases.get(number=2)


@pytest.fixture
def officer(client: Client, hoa: User) -> Client:
    """Hoa of Sìn Hồ before the screen."""
    client.force_login(hoa)
    return client


def close(phase: Phase) -> None:
    phase.reporting_closes_on = phase.ends_on
    phase.save()


def read(response: Any, status: int = 200) -> Element:
    assert response.status_code == status
    return parse(response.content)


def fields(form: Element) -> dict[str, str]:
    return {
        each.attributes["name"]: each.attributes.get("value", "")
        for each in form.all("input")
        if "name" in each.attributes and each.attributes["name"] != "csrfmiddlewaretoken"
    }


def desk_fields(client: Client, own: Participation, number: int = 2) -> dict[str, str]:
    page = read(client.get(f"/so-lieu/{own.pk}/"))
    return fields(page.one("form", action=f"/so-lieu/{own.pk}/{number}/kiem-tra/"))


def check(client: Client, own: Participation, **typed: str) -> HttpResponse:
    button = {key.replace("_", "-"): typed.pop(key) for key in ("sua", "khong_phat_sinh") if key in typed}
    sent = desk_fields(client, own) | {"counted_on": DAY} | typed | button
    return client.post(f"/so-lieu/{own.pk}/2/kiem-tra/", sent)  # type: ignore[return-value]


def checked_fields(client: Client, own: Participation, **typed: str) -> dict[str, str]:
    page = read(check(client, own, **typed))
    return fields(page.one("form", action=f"/so-lieu/{own.pk}/2/luu/"))


def save(client: Client, own: Participation, sent: dict[str, str]) -> Any:
    return client.post(f"/so-lieu/{own.pk}/2/luu/", sent)


def words(page: Element) -> str:
    return page.one("main").text()


def stated(own: Participation, phase: Phase) -> list[tuple[date, int]]:
    counts = ReportedCount.objects.filter(participation=own, phase=phase)
    return list(counts.order_by("pk").values_list("counted_on", "amount"))


def test_desk_shows_place_phases_and_history(officer: Client, own: Participation, second: Phase) -> None:
    make_count(participation=own, phase=second, amount=71, counted_on=date(2022, 10, 14))
    make_count(
        participation=own, phase=second, amount=70, counted_on=date(2022, 10, 14), reason="trùng 1 hồ sơ"
    )
    make_count(
        participation=own,
        phase=second,
        amount=78,
        counted_on=date(2022, 10, 28),
        source=CountSource.STAFF,
    )
    close(own.programme.phases.get(number=1))

    page = read(officer.get(f"/so-lieu/{own.pk}/"))

    assert page.one(css="place").text() == (
        "4/ 11 đơn vị 245/250 · 98% Còn 5 sáng kiến là đạt chỉ tiêu. Thêm 65 để vượt LĐLĐ huyện Tân Uyên."
    )
    assert [title.text() for title in page.all("h2")] == ["Giai đoạn 2", "Giai đoạn 1", "Lịch sử"]
    assert "Gần nhất: 83 — tính đến 10/11/2022" in words(page)
    assert "Giai đoạn 1 đã hết hạn nhận số liệu vào cuối ngày 31/05/2022. Đề nghị mở khoá" in words(page)
    assert [item.text() for item in page.all(css="history-list")[0].all("li")] == [
        "83 10/11/2022 · cán bộ đơn vị",
        "78 28/10/2022 · cán bộ tỉnh nhập thay",
        "71 70 14/10/2022 · sửa: trùng 1 hồ sơ",
    ]
    assert [each.text() for each in page.all("del")] == ["71"]
    sent = desk_fields(officer, own)
    newest = ReportedCount.objects.get(participation=own, phase=second, amount=83)
    assert (sent["amount"], sent["counted_on"], sent["seen"]) == ("", "01/09/2023", str(newest.pk))


def test_check_page_shows_the_change_and_saves_nothing(
    officer: Client, own: Participation, second: Phase
) -> None:
    page = read(check(officer, own, amount="91", note="theo  biên bản"))

    assert "LĐLĐ huyện Sìn Hồ · Giai đoạn 2" in words(page)
    assert "83 → 91 Tăng 8 so với số tính đến 10/11/2022" in words(page)
    names, values = page.one("dl").all("dt"), page.one("dl").all("dd")
    assert {name.text(): value.text() for name, value in zip(names, values, strict=True)} == {
        "Tính đến ngày": "17/11/2022",
        "Giai đoạn 2": "91/120 · 76%",
        "Cả chương trình": "253/250 · 101%",
        "Thứ hạng": "4 / 11 đơn vị (không đổi)",
        "Ghi chú": "theo biên bản",
    }
    assert [button.text() for button in page.one("main").all("button")] == ["Lưu", "Sửa lại"]
    assert stated(own, second) == [(date(2022, 11, 10), 83)]


def test_saving_again_and_again_gives_one_row_and_the_same_page(
    officer: Client, own: Participation, second: Phase
) -> None:
    sent = checked_fields(officer, own, amount="91")

    answers = [save(officer, own, sent) for _ in range(3)]

    count = ReportedCount.objects.get(participation=own, phase=second, amount=91)
    assert [(each.status_code, each.headers["Location"]) for each in answers] == [
        (302, f"/so-lieu/{own.pk}/?da-luu={count.pk}")
    ] * 3
    page = read(officer.get(answers[0].headers["Location"]))
    assert (
        page.one(role="status")
        .text()
        .startswith("Đã lưu: Giai đoạn 2 có 91 sáng kiến tính đến ngày 17/11/2022. Ghi nhận lúc ")
    )
    assert page.one(css="place-figure").text() == "253/250 · 101%"


@pytest.mark.parametrize("number", ["x", "0", "-1", "9" * 30, "%00", "²"])
def test_saved_notice_of_nothing_is_left_out(officer: Client, own: Participation, number: str) -> None:
    page = read(officer.get(f"/so-lieu/{own.pk}/?da-luu={number}"))

    assert page.all(role="status") == []


def test_mistakes_are_all_named_and_nothing_typed_is_lost(officer: Client, own: Participation) -> None:
    before = desk_fields(officer, own)
    typed = before | {"amount": "2,3", "counted_on": "31/2/2022", "note": "theo biên bản"}

    page = read(officer.post(f"/so-lieu/{own.pk}/2/kiem-tra/", typed), status=400)

    assert fields(page.one("form", action=f"/so-lieu/{own.pk}/2/kiem-tra/")) == typed
    alert = page.one(role="alert")
    assert [link.attributes["href"] for link in alert.all("a")] == ["#gd2-amount", "#gd2-counted_on"]
    for link in alert.all("a"):
        field = page.one("input", id=link.attributes["href"].removeprefix("#")).attributes
        assert field["aria-invalid"] == "true"
        assert page.one(id=field["aria-describedby"]).text() == link.text()


def test_what_does_not_print_is_refused_and_not_sent_back(officer: Client, own: Participation) -> None:
    typed = dict.fromkeys(("amount", "counted_on", "note", "reason", "key", "seen", "sua"), "\0\x1b")
    answers = [
        officer.post(f"/so-lieu/{own.pk}/2/{path}/", sent)
        for path in ("kiem-tra", "luu", "de-nghi-mo-khoa")
        for sent in (typed, {name: value for name, value in typed.items() if name != "sua"})
    ]

    assert [each.status_code for each in answers] == [200, *[400] * 5]
    assert not any(b"\0" in each.content or b"\x1b" in each.content for each in answers)


def test_edit_leads_back_with_what_was_typed(officer: Client, own: Participation) -> None:
    sent = checked_fields(officer, own, amount="91", note="theo biên bản")

    page = read(officer.post(f"/so-lieu/{own.pk}/2/kiem-tra/", sent | {"sua": "1"}))

    assert fields(page.one("form", action=f"/so-lieu/{own.pk}/2/kiem-tra/")) == sent
    assert page.all(role="alert") == []


def test_nothing_more_states_the_last_number_again(
    officer: Client, own: Participation, second: Phase
) -> None:
    sent = checked_fields(officer, own, khong_phat_sinh="1", note="đã rà soát")

    assert (sent["amount"], sent["counted_on"], sent["note"]) == ("83", "01/09/2023", "đã rà soát")
    save(officer, own, sent)
    assert stated(own, second) == [(date(2022, 11, 10), 83), (date(2023, 9, 1), 83)]


def test_nothing_at_all_states_zero(client: Client, official: Programme, second: Phase) -> None:
    new = make_participation(programme=official, unit=make_unit(name="Đơn vị mới"))
    client.force_login(make_user(role=Role.OFFICER, home_unit=new.unit))
    page = read(client.get(f"/so-lieu/{new.pk}/"))
    assert "Không phát sinh Giai đoạn 1" in words(page)

    save(client, new, checked_fields(client, new, khong_phat_sinh="1"))

    assert stated(new, second) == [(date(2023, 9, 1), 0)]


def test_doubtful_number_asks_for_a_reason(officer: Client, own: Participation, second: Phase) -> None:
    page = read(check(officer, own, amount="80"))
    sent = fields(page.one("form", action=f"/so-lieu/{own.pk}/2/luu/"))
    assert (sent["reason"], page.all(role="alert")) == ("", [])
    assert page.one(id="vi-sao-hoi").text() == "Số luỹ kế 80 nhỏ hơn 83 đã báo cáo ngày 10/11/2022."

    again = read(save(officer, own, sent), status=400)
    assert [link.attributes["href"] for link in again.one(role="alert").all("a")] == ["#gd2-reason"]
    assert fields(again.one("form", action=f"/so-lieu/{own.pk}/2/luu/")) == sent

    save(officer, own, sent | {"reason": "trùng 3 hồ sơ"})
    assert stated(own, second) == [(date(2022, 11, 10), 83), (date(2022, 11, 17), 80)]


def test_number_stated_meanwhile_shows_both_and_a_choice(
    officer: Client, own: Participation, second: Phase, lan: User
) -> None:
    sent = checked_fields(officer, own, amount="91", note="của tôi")
    theirs = make_count(
        participation=own,
        phase=second,
        amount=90,
        counted_on=date(2022, 11, 16),
        source=CountSource.STAFF,
        recorded_by=lan,
    )

    page = read(save(officer, own, sent), status=409)

    assert [each.text() for each in page.all(css="version-amount")] == [
        "90 tính đến 16/11/2022",
        "91 tính đến 17/11/2022",
    ]
    assert "Cán bộ tỉnh nhập thay, ghi lúc" in words(page)
    assert lan.full_name not in words(page)
    mine = fields(page.one("form", action=f"/so-lieu/{own.pk}/2/kiem-tra/"))
    assert mine == sent | {"seen": str(theirs.pk), "reason": ""}
    confirmed = read(officer.post(f"/so-lieu/{own.pk}/2/kiem-tra/", mine))
    save(officer, own, fields(confirmed.one("form", action=f"/so-lieu/{own.pk}/2/luu/")))
    assert [amount for _, amount in stated(own, second)] == [83, 90, 91]


def test_same_sending_with_another_number_shows_both(
    officer: Client, own: Participation, second: Phase
) -> None:
    sent = checked_fields(officer, own, amount="91")
    save(officer, own, sent)

    page = read(save(officer, own, sent | {"amount": "92"}), status=409)

    assert [each.text() for each in page.all(css="version-amount")] == [
        "91 tính đến 17/11/2022",
        "92 tính đến 17/11/2022",
    ]
    mine = fields(page.one("form", action=f"/so-lieu/{own.pk}/2/kiem-tra/"))
    assert mine["key"] != sent["key"]
    assert [amount for _, amount in stated(own, second)] == [83, 91]


def test_key_of_another_unit_shows_nothing_of_it(officer: Client, own: Participation, second: Phase) -> None:
    foreign = own.programme.participations.get(name="LĐLĐ huyện Than Uyên")
    key = uuid.uuid4()
    ReportedCount.objects.create(
        participation=foreign,
        phase=second,
        amount=7777,
        counted_on=date(2022, 11, 17),
        source=CountSource.UNIT,
        idempotency_key=key,
    )
    sent = checked_fields(officer, own, amount="91")

    page = read(save(officer, own, sent | {"key": str(key)}), status=409)

    assert "7.777" not in words(page)
    assert page.all(css="version-amount")[0].text() == "83 tính đến 10/11/2022"


@pytest.mark.parametrize("step", ["kiem-tra", "luu"])
def test_locked_number_leads_to_a_request_already_filled(
    officer: Client, own: Participation, second: Phase, step: str
) -> None:
    sent = checked_fields(officer, own, amount="2.300") | {"reason": "thiếu 1 hồ sơ"}
    close(second)

    page = read(officer.post(f"/so-lieu/{own.pk}/2/{step}/", sent), status=409)

    assert page.one(role="alert").text().startswith("Số của bạn chưa được lưu. Giai đoạn 2 đã hết hạn")
    asked = fields(page.one("form", action=f"/so-lieu/{own.pk}/2/de-nghi-mo-khoa/"))
    assert (asked["amount"], asked["counted_on"], asked["reason"]) == ("2.300", DAY, "thiếu 1 hồ sơ")


def test_request_is_sent_once_and_its_state_is_shown(
    officer: Client, own: Participation, second: Phase, hoa: User, lan: User
) -> None:
    close(second)
    address = f"/so-lieu/{own.pk}/2/de-nghi-mo-khoa/"
    empty = fields(read(officer.get(address)).one("form", action=address))
    refused = read(officer.post(address, empty | {"amount": "85"}), status=400)
    kept = fields(refused.one("form", action=address))
    assert (kept["amount"], kept["key"]) == ("85", empty["key"])

    answers = [officer.post(address, kept | {"reason": "trùng"}) for _ in range(2)]

    request = CorrectionRequest.objects.get()
    assert {each.headers["Location"] for each in answers} == {f"{address}?da-gui={request.pk}"}
    page = read(officer.get(answers[0].headers["Location"]))
    assert page.one(css="just-sent").text().startswith("Đã gửi. Đề nghị sửa thành 85 gửi lúc ")
    assert "đang chờ trả lời" in words(read(officer.get(f"/so-lieu/{own.pk}/")))

    locks.reopen(participation=own, phase=second, hours=2, reason="đồng ý", by=lan, request=request)
    page = read(officer.get(f"/so-lieu/{own.pk}/"))
    assert "Đang mở khoá đến " in words(page)
    granted = fields(page.one("form", action=f"/so-lieu/{own.pk}/2/kiem-tra/"))
    assert (granted["amount"], granted["counted_on"]) == ("85", "10/11/2022")


def test_declined_request_says_why(
    officer: Client, own: Participation, second: Phase, hoa: User, lan: User
) -> None:
    close(second)
    request = locks.request_correction(
        participation=own,
        phase=second,
        counted_on=date(2022, 11, 10),
        amount=85,
        reason="trùng",
        key=uuid.uuid4(),
        by=hoa,
    )
    locks.decline(request=request, note="đã phát hành công văn", by=lan)

    page = read(officer.get(f"/so-lieu/{own.pk}/"))

    assert "không được chấp nhận, vì: đã phát hành công văn" in words(page)


ADDRESSES = ["", "2/kiem-tra/", "2/luu/", "2/de-nghi-mo-khoa/", "lich-su/", "lich-su/2/"]


@pytest.mark.parametrize("path", ADDRESSES)
def test_foreign_unit_is_like_a_missing_one(officer: Client, own: Participation, path: str) -> None:
    foreign = own.programme.participations.get(name="LĐLĐ huyện Than Uyên")
    answers = [
        getattr(officer, method)(f"/so-lieu/{key}/{path}")
        for key in (foreign.pk, 987_654, 10**30)
        for method in ("get", "post")
        if not (method == "post" and path in {"", "lich-su/", "lich-su/2/"})
    ]

    assert {each.status_code for each in answers} == {404}
    assert (
        len({re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", each.content) for each in answers}) == 1
    )


@pytest.mark.parametrize("path", ADDRESSES[:4])
def test_reader_may_not_state(client: Client, own: Participation, path: str) -> None:
    client.force_login(make_user(role=Role.VIEWER))

    assert client.get(f"/so-lieu/{own.pk}/{path}").status_code == 403
    assert client.get(f"/so-lieu/{own.pk}/lich-su/2/").status_code == 200


@pytest.mark.parametrize("path", ["3/kiem-tra/", "3/luu/", "3/de-nghi-mo-khoa/", "lich-su/3/"])
def test_missing_phase_is_not_found(officer: Client, own: Participation, path: str) -> None:
    assert officer.get(f"/so-lieu/{own.pk}/{path}").status_code == 404


@pytest.mark.parametrize("path", ADDRESSES[1:3])
def test_address_of_a_sending_leads_back_to_the_desk(officer: Client, own: Participation, path: str) -> None:
    assert officer.get(f"/so-lieu/{own.pk}/{path}").headers["Location"] == f"/so-lieu/{own.pk}/"


def test_only_participation_opens_at_once(officer: Client, own: Participation) -> None:
    assert officer.get("/so-lieu/").headers["Location"] == f"/so-lieu/{own.pk}/"


def test_staff_finds_a_unit_without_accents(client: Client, own: Participation, lan: User) -> None:
    client.force_login(lan)

    everything = read(client.get("/so-lieu/"))
    found = read(client.get("/so-lieu/?tim=sin+ho"))
    nothing = read(client.get("/so-lieu/?tim=zzz"))

    slug = own.programme.slug
    assert len(everything.one("main").all("li")) == 12
    assert [(link.text(), link.attributes["href"]) for link in found.one("main").all("a")] == [
        ("Nhập cả bảng một lần", f"/so-lieu/{slug}/bang/"),
        ("Khoá và mở khoá", f"/khoa/{slug}/"),
        ("LĐLĐ huyện Sìn Hồ", f"/so-lieu/{own.pk}/"),
    ]
    assert "Không có đơn vị nào mang tên này." in words(nothing)


def test_who_answers_for_nothing_is_told(client: Client, official: Programme) -> None:
    client.force_login(make_user(role=Role.VIEWER))

    assert "chưa được giao đơn vị nào" in words(read(client.get("/so-lieu/")))


def test_parent_shows_where_its_number_comes_from(client: Client, official: Programme, lan: User) -> None:
    above = make_participation(programme=official, name="LĐLĐ khu vực", basis=Basis.CHILDREN)
    below = make_participation(parent=above, name="Phường Tân Phong")
    make_count(participation=below, phase=official.phases.get(number=2), amount=2300)
    client.force_login(make_user(role=Role.OFFICER, home_unit=above.unit))

    desk = read(client.get(f"/so-lieu/{above.pk}/"))
    page = read(client.get(f"/so-lieu/{above.pk}/lich-su/2/?den-ngay=17/11/2022"))

    assert desk.one("main").all("form") == []
    assert "cộng các đơn vị trực thuộc, nên không nhập trực tiếp ở đây" in words(desk)
    rows = [[cell.text() for cell in row.all("th") + row.all("td")] for row in page.one("table").all("tr")]
    assert rows == [["Đơn vị trực thuộc", "Kết quả"], ["Phường Tân Phong", "2.300"], ["Cộng", "2.300"]]
    assert page.one("tbody").one("a").attributes["href"] == (
        f"/so-lieu/{below.pk}/lich-su/2/?den-ngay=17%2F11%2F2022"
    )


def test_history_shows_names_to_staff_only(
    client: Client, own: Participation, second: Phase, hoa: User, lan: User
) -> None:
    make_count(
        participation=own, phase=second, amount=90, counted_on=date(2022, 11, 12), recorded_by=hoa, note="n"
    )
    make_count(
        participation=own,
        phase=second,
        amount=91,
        counted_on=date(2022, 11, 12),
        recorded_by=lan,
        source=CountSource.STAFF,
        reason="sót 1",
    )
    address = f"/so-lieu/{own.pk}/lich-su/2/"
    seen = {}
    for person in (lan, hoa, make_user(role=Role.VIEWER)):
        client.force_login(person)
        rows = read(client.get(address)).one("tbody").all("tr")
        seen[person.username] = [
            [cell.text() for cell in row.all("td") if not re.match(r"\d\d:\d\d ", cell.text())]
            for row in rows
        ]

    unit = "LĐLĐ huyện Sìn Hồ"
    assert seen["lan"] == [
        ["91số đang tính", f"Cán bộ tỉnh nhập thay (chính bạn) cho {unit}", "Sửa: sót 1"],
        ["90đã được sửa", "Cán bộ đơn vị (Vàng Thị Hoa)", "Ghi chú: n"],
        ["83", "Cán bộ đơn vị", ""],
    ]
    assert [row[1] for row in seen["hoa"]] == [
        f"Cán bộ tỉnh nhập thay cho {unit}",
        "Cán bộ đơn vị (chính bạn)",
        "Cán bộ đơn vị",
    ]
    *_, viewer = seen.values()
    assert [row[1] for row in viewer][:2] == [f"Cán bộ tỉnh nhập thay cho {unit}", "Cán bộ đơn vị"]


def test_history_as_of_and_known_at(officer: Client, own: Participation, second: Phase) -> None:
    hour_ago = timezone.now() - timedelta(hours=1)
    make_count(participation=own, phase=second, amount=5, counted_on=date(2022, 7, 1), recorded_at=hour_ago)
    known = timezone.localtime(hour_ago + timedelta(minutes=2))
    address = f"/so-lieu/{own.pk}/lich-su/2/"

    def numbers(**query: str) -> list[str]:
        page = read(officer.get(address, {key.replace("_", "-"): value for key, value in query.items()}))
        return [row.one("b").text() for row in page.one("tbody").all("tr")]

    assert numbers() == ["83", "5"]
    assert numbers(den_ngay="01/08/2022") == ["5"]
    assert numbers(biet_luc=f"{known:%d/%m/%Y %H:%M}") == ["5"]
    refused = read(officer.get(address, {"den-ngay": "31/02/2022"}), status=400)
    assert refused.all("table") == []


def trace_links(client: Client, programme: Programme, **query: str) -> list[tuple[str, str]]:
    params = {key.replace("_", "-"): value for key, value in query.items()}
    page = read(client.get(f"/bieu-tong-hop/{programme.slug}/", params))
    return [(link.text(), link.attributes["href"]) for link in page.all("a", css="trace")]


def test_numbers_of_the_table_lead_to_their_history(client: Client, own: Participation, hoa: User) -> None:
    assert trace_links(client, own.programme) == []
    client.force_login(hoa)

    links = trace_links(client, own.programme)

    start, end = f"/so-lieu/{own.pk}/lich-su/", "?den-ngay=10%2F11%2F2022"
    assert links == [
        ("162", f"{start}1/{end}"),
        ("83", f"{start}2/{end}"),
        ("245", f"{start}{end}"),
    ]
    assert {client.get(href).status_code for _, href in links} == {200}


def test_links_carry_the_instant(client: Client, own: Participation, second: Phase, lan: User) -> None:
    early = timezone.now() - timedelta(days=2)
    make_count(participation=own, phase=second, amount=5, recorded_at=early, counted_on=date(2022, 7, 1))
    known = f"{timezone.localtime(early + timedelta(days=1)):%d/%m/%Y %H:%M}"
    client.force_login(lan)

    links = trace_links(client, own.programme, biet_luc=known, den_ngay="10/11/2022")

    assert [text for text, _ in links] == ["5", "5"]
    page = read(client.get(links[0][1]))
    assert [row.one("b").text() for row in page.one("tbody").all("tr")] == ["5"]


def queries(client: Client, method: str, address: str, sent: dict[str, str] | None = None) -> int:
    with CaptureQueriesContext(connection) as captured:
        response = getattr(client, method)(address, sent or {})
    assert response.status_code == 200
    return len(captured)


def test_queries_do_not_grow_with_units_or_statements(
    officer: Client, own: Participation, second: Phase, lan: User
) -> None:
    def costs() -> list[int]:
        sent = desk_fields(officer, own) | {"amount": "83", "counted_on": "01/09/2023"}
        mine = [
            queries(officer, "get", f"/so-lieu/{own.pk}/"),
            queries(officer, "post", f"/so-lieu/{own.pk}/2/kiem-tra/", sent),
            queries(officer, "get", f"/so-lieu/{own.pk}/lich-su/2/"),
            queries(officer, "get", f"/bieu-tong-hop/{own.programme.slug}/"),
        ]
        staff = Client()
        staff.force_login(lan)
        return [
            *mine,
            queries(staff, "get", "/so-lieu/"),
            queries(staff, "get", f"/so-lieu/{own.pk}/lich-su/"),
            queries(staff, "get", f"/bieu-tong-hop/{own.programme.slug}/"),
        ]

    for day in range(3):
        make_count(
            participation=own, phase=second, counted_on=date(2022, 6, 1 + day), amount=day, recorded_by=lan
        )
    few = costs()
    for place in range(50):
        other = make_participation(programme=own.programme)
        make_quota(participation=other, phase=second)
        make_count(participation=other, phase=second, amount=place)
    for day in range(300):
        make_count(
            participation=own,
            phase=second,
            counted_on=date(2022, 6, 10) + timedelta(days=day % 150),
            amount=day % 80,
            recorded_by=lan,
        )

    assert costs() == few
    assert max(few) <= 20
