"""The locks page: who sees what, and what staff do there."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_participation, make_phase, make_programme, make_user
from tests.views.html import Element, parse
from units.choices import Role
from units.domain.counts.locks import reopen, request_correction
from units.models import CorrectionRequest, Event, Participation, Phase, Programme, Reopening, User
from units.templatetags.lock_words import lasting

CLOSING = date(2022, 5, 31)


@pytest.fixture
def programme(db: None) -> Programme:
    """The first phase closed on 31/05/2022; An and Bình take part."""
    programme = make_programme(slug="thi-dua")
    for closes_on in (CLOSING, None):
        phase = make_phase(programme=programme)
        phase.reporting_closes_on = closes_on
        phase.save()
    for name in ("An", "Bình"):
        make_participation(programme=programme, name=name)
    return programme


@pytest.fixture
def phase(programme: Programme) -> Phase:
    return programme.phases.get(number=1)


@pytest.fixture
def an(programme: Programme) -> Participation:
    return programme.participations.get(name="An")


@pytest.fixture
def officer(an: Participation) -> User:
    return make_user(full_name="Vàng Thị Hoa", role=Role.OFFICER, home_unit=an.unit)


@pytest.fixture
def asked(an: Participation, phase: Phase, officer: User) -> CorrectionRequest:
    return request_correction(
        participation=an,
        phase=phase,
        counted_on=CLOSING,
        amount=7,
        reason="trùng 1 hồ sơ",
        key=uuid.uuid4(),
        by=officer,
    )


def page(client: Client) -> Element:
    answer = client.get(reverse("locks", args=["thi-dua"]))
    assert answer.status_code == 200
    return parse(answer.content)


def send(client: Client, name: str, *args: object, **fields: object) -> tuple[int, str]:
    """Send a form; the status of the answer, and what the page at the end says at its top."""
    answer = client.post(reverse(name, args=["thi-dua", *args]), fields)
    content = answer.content if answer.status_code != 302 else client.get(answer.headers["Location"]).content
    notices = parse(content).all(css="notice")
    return answer.status_code, notices[0].text() if notices else ""


def test_staff_see_every_lock_request_and_reopening(
    client: Client, an: Participation, phase: Phase, asked: CorrectionRequest, lan: User
) -> None:
    opened = reopen(participation=an, phase=phase, hours=2, reason="sửa trùng", by=lan)
    ended = reopen(participation=an, phase=phase, hours=2, reason="đã sửa", by=lan)
    hour = timedelta(hours=3)
    Reopening.objects.filter(pk=ended.pk).update(granted_at=ended.granted_at - hour, until=ended.until - hour)
    client.force_login(lan)

    shown = page(client)

    locked = shown.one("article", id="giai-doan-1").text()
    assert "Giai đoạn 1 đã hết hạn nhận số liệu vào cuối ngày 31/05/2022." in locked
    assert "Khoá từ 00:00 01/06/2022, đã " in locked
    assert f"Áp dụng cho 2 đơn vị, trừ nơi đang được mở khoá: An đến {_instant(opened)}" in locked
    assert "Nhận số liệu không có hạn." in shown.one("article", id="giai-doan-2").text()
    waiting = shown.one("article", id=f"de-nghi-{asked.pk}").text()
    assert "Xin sửa thành 7 tính đến ngày 31/05/2022. Lý do: trùng 1 hồ sơ" in waiting
    assert "Chờ chưa đến 1 phút" in waiting
    rows = [row.text() for row in shown.one("tbody").all("tr")]
    assert [("Đang mở, còn 1 giờ 59 phút" in row, "Đã hết hạn" in row) for row in rows] == [
        (True, False),
        (False, True),
    ]
    assert "Nguyễn Thị Lan: sửa trùng" in rows[0]


def _instant(opened: Reopening) -> str:
    return f"{timezone.localtime(opened.until):%H:%M %d/%m/%Y}"


def test_officer_sees_only_the_own_unit_and_no_forms(
    client: Client, programme: Programme, phase: Phase, asked: CorrectionRequest, officer: User, lan: User
) -> None:
    foreign = programme.participations.get(name="Bình")
    reopen(participation=foreign, phase=phase, hours=2, reason="chuyện của Bình", by=lan)
    client.force_login(officer)

    shown = page(client)

    assert "Áp dụng cho An." in shown.one("article", id="giai-doan-1").text()
    assert "Bình" not in shown.one("main").text()
    assert "Chưa có lần mở khoá nào." in shown.text()
    assert shown.one("main").all("form") == []


def test_request_is_granted_and_is_then_open(client: Client, asked: CorrectionRequest, lan: User) -> None:
    client.force_login(lan)

    status, said = send(client, "grant-correction", asked.pk, hours="24", reason="đúng")

    opened = Reopening.objects.get(request=asked)
    until = timezone.localtime(opened.until)
    assert status == 302
    assert said == f"Đã mở khoá Giai đoạn 1 cho An đến {until:%H:%M} ngày {until:%d/%m/%Y}."
    assert (opened.until - opened.granted_at, opened.reason) == (timedelta(hours=24), "đúng")
    again = send(client, "decline-correction", asked.pk, note="không")
    assert again == (409, "Chưa lưu được Đề nghị này đã được trả lời rồi.")


def test_request_is_declined_with_a_reason(client: Client, asked: CorrectionRequest, lan: User) -> None:
    client.force_login(lan)

    assert send(client, "decline-correction", asked.pk, note=" ")[0] == 400
    assert send(client, "decline-correction", asked.pk, note="số đã đúng") == (
        302,
        "Đã từ chối đề nghị của An.",
    )
    asked.refresh_from_db()
    assert (asked.declined_by, asked.decline_note) == (lan, "số đã đúng")


def test_reopening_without_a_request(client: Client, an: Participation, lan: User) -> None:
    client.force_login(lan)
    fields = {"participation": an.pk, "phase": 1, "hours": "3", "reason": "sửa trùng", "seen": 0}

    assert send(client, "reopen", **fields)[0] == 302
    assert send(client, "reopen", **fields)[0] == 302
    assert list(Reopening.objects.values_list("participation", "phase__number", "reason")) == [
        (an.pk, 1, "sửa trùng")
    ]


@pytest.mark.parametrize("hours", ["", "0", "337", "-1", "1,5", "١٢", "10^30", "9" * 5000])
def test_reopening_of_no_sensible_length_is_refused_with_what_was_typed(
    client: Client, an: Participation, lan: User, hours: str
) -> None:
    client.force_login(lan)
    fields = {"participation": an.pk, "phase": 1, "hours": hours, "reason": "sửa trùng", "seen": 0}

    answer = client.post(reverse("reopen", args=["thi-dua"]), fields)

    assert (answer.status_code, Reopening.objects.count()) == (400, 0)
    inputs = {each.attributes.get("id"): each.attributes for each in parse(answer.content).all("input")}
    assert (inputs["mo-hours"].get("value", ""), inputs["mo-reason"]["value"]) == (hours, "sửa trùng")


@pytest.mark.parametrize("participation", ["", "0", "x", "999999999999999999999999"])
def test_reopening_of_no_unit_is_refused(
    client: Client, programme: Programme, lan: User, participation: str
) -> None:
    client.force_login(lan)
    fields = {"participation": participation, "phase": 1, "hours": 3, "reason": "sửa", "seen": 0}
    assert send(client, "reopen", **fields)[0] == 400


def test_closing_day_is_set_and_taken_away(client: Client, phase: Phase, lan: User) -> None:
    client.force_login(lan)

    answer = send(client, "closing-day", 1, closes_on="15/06/2022", seen=phase.version)
    assert answer == (302, "Giai đoạn 1 nhận số liệu đến hết ngày 15/06/2022.")
    answer = send(client, "closing-day", 1, closes_on="", seen=phase.version + 1)
    assert answer == (302, "Giai đoạn 1 nhận số liệu không có hạn.")
    assert Event.objects.count() == 2


@pytest.mark.parametrize(
    ("closes_on", "seen", "status", "sentence"),
    [
        ("31/02/2022", 1, 400, "không phải là một ngày có thật"),
        ("31/12/2021", 1, 400, "Hạn nhận số liệu không thể trước ngày đầu giai đoạn."),
        ("15/06/2022", 9, 409, "vừa có người khác sửa Giai đoạn 1, nay nhận số liệu đến hết ngày 31/05/2022"),
    ],
)
def test_closing_day_is_refused_in_its_place(
    client: Client, phase: Phase, lan: User, closes_on: str, seen: int, status: int, sentence: str
) -> None:
    client.force_login(lan)

    answer = client.post(
        reverse("closing-day", args=["thi-dua", 1]), {"closes_on": closes_on, "seen": str(seen)}
    )

    panel = parse(answer.content).one("article", id="giai-doan-1")
    assert (answer.status_code, sentence in panel.text()) == (status, True)
    assert panel.one("input", id="han-1-closes_on").attributes["value"] == closes_on
    phase.refresh_from_db()
    assert phase.reporting_closes_on == CLOSING


ADDRESSES = ["closing-day", "reopen", "grant-correction", "decline-correction"]


def addresses(asked: CorrectionRequest) -> list[str]:
    arguments = [[1], [], [asked.pk], [asked.pk]]
    return [reverse(name, args=["thi-dua", *more]) for name, more in zip(ADDRESSES, arguments, strict=True)]


def test_only_staff_send_forms(client: Client, asked: CorrectionRequest, officer: User) -> None:
    for person in (officer, make_user(role=Role.VIEWER), make_user(role=Role.REVIEWER)):
        client.force_login(person)
        assert [client.post(address).status_code for address in addresses(asked)] == [403] * 4
    assert Event.objects.count() == 1


def test_foreign_request_is_a_missing_request(client: Client, asked: CorrectionRequest) -> None:
    client.force_login(make_user(role=Role.OFFICER))
    for name in ("grant-correction", "decline-correction"):
        found = [client.post(reverse(name, args=["thi-dua", pk])) for pk in (asked.pk, 10**9)]
        assert [answer.status_code for answer in found] == [404, 404]
        assert parse(found[0].content).text() == parse(found[1].content).text()


def test_stranger_signs_in_and_reading_a_form_address_leads_to_the_page(
    client: Client, asked: CorrectionRequest, lan: User
) -> None:
    assert client.get(reverse("locks", args=["thi-dua"])).status_code == 302
    client.force_login(lan)
    page_address = reverse("locks", args=["thi-dua"])
    assert [client.get(address).headers["Location"] for address in addresses(asked)] == [page_address] * 4


def test_queries_do_not_grow_with_rows(client: Client, phase: Phase, an: Participation, lan: User) -> None:
    client.force_login(lan)
    counted = []
    for size in (1, 40):
        for _ in range(size):
            other = make_participation(programme=phase.programme)
            for participation in (an, other):
                reopen(participation=participation, phase=phase, hours=2, reason="sửa", by=lan)
                request_correction(
                    participation=participation,
                    phase=phase,
                    counted_on=CLOSING,
                    amount=7,
                    reason="trùng",
                    key=uuid.uuid4(),
                    by=lan,
                )
        with CaptureQueriesContext(connection) as queries:
            page(client)
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 14


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=59), "chưa đến 1 phút"),
        (timedelta(minutes=5, seconds=59), "5 phút"),
        (timedelta(hours=3), "3 giờ"),
        (timedelta(hours=3, minutes=1), "3 giờ 1 phút"),
        (timedelta(days=2, hours=4, minutes=59), "2 ngày 4 giờ"),
        (timedelta(days=1635), "1.635 ngày"),
    ],
)
def test_lasting_names_the_two_greatest_parts(span: timedelta, words: str) -> None:
    assert lasting(span) == words
