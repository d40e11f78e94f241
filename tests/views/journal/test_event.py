"""The journal page: who reads it, what it shows, its filters, its pages, its cost."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import make_participation, make_phase, make_programme, make_quota, make_unit, make_user
from tests.views.html import Element, parse
from units.choices import EventVerb, Role
from units.domain.journal import audit, events
from units.domain.journal.events import PAGE, EventFilter
from units.models import Event, Participation, Unit, User

ADDRESS = "/nhat-ky/"
MOST_QUERIES = 16
DAY = datetime(2026, 3, 1, 5, tzinfo=UTC)


@pytest.fixture
def reader(client: Client, admin: User) -> Client:
    client.force_login(admin)
    return client


def append(count: int = 1, unit: Unit | None = None, by: User | None = None) -> list[Event]:
    unit = unit or make_unit()
    with transaction.atomic():
        return [
            audit.record(EventVerb.UNIT_SAVED, unit, by=by, after={"name": f"Tên {number}"}, unit=unit)
            for number in range(count)
        ]


def get(client: Client, address: str = ADDRESS, **query: str | int) -> Element:
    response = client.get(address, {key.replace("_", "-"): value for key, value in query.items()})
    assert response.status_code == 200
    return parse(response.content)


def numbers(page: Element) -> list[int]:
    return [int(item.attributes["value"]) for item in page.all("li", "event")]


def link(page: Element, text: str) -> str | None:
    found = [each.attributes["href"] for each in page.all("a") if each.text() == text]
    return ADDRESS + found[0] if found else None


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICER, Role.REVIEWER, Role.STAFF])
def test_only_administrators_read_it(role: Role, client: Client, db: None) -> None:
    client.force_login(make_user(role=role))
    assert client.get(ADDRESS).status_code == 403


def test_stranger_is_asked_to_sign_in(client: Client, db: None) -> None:
    response = client.get(ADDRESS)
    assert (response.status_code, response.headers["Location"]) == (302, "/dang-nhap/?next=/nhat-ky/")


def test_empty_journal_says_so(reader: Client) -> None:
    page = get(reader, viec=EventVerb.REOPENED)
    assert "Không có sự kiện nào khớp." in page.one("main").text()
    assert not page.all("ol")


def test_event_tells_everything(reader: Client, lan: User) -> None:
    phase = make_phase(programme=make_programme(short_name="Thi đua"))
    participation = make_participation(programme=phase.programme, name="LĐLĐ huyện Than Uyên")
    quota = make_quota(participation=participation, phase=phase, amount=2300)
    token = audit.origin.set("192.0.2.7")
    audit.record(
        EventVerb.QUOTA_SET,
        quota,
        by=lan,
        before={"amount": 2000, "effective_on": "2026-01-01"},
        after=audit.values_of(quota, "id", "phase", "amount", "effective_on"),
        programme=phase.programme,
        unit=participation.unit,
        on_behalf_of=participation.unit,
        reason="<b>Điều chỉnh</b>",
    )
    audit.origin.reset(token)

    item = get(reader).one("li", "event")

    event = Event.objects.get()
    local = timezone.localtime(event.recorded_at)
    assert item.one("h2").text() == "Giao chỉ tiêu: LĐLĐ huyện Than Uyên: 2300"
    assert [each.text() for each in item.all("p")] == [
        "Nguyễn Thị Lan, làm thay cho LĐLĐ huyện Than Uyên",
        "Lý do: <b>Điều chỉnh</b>",
        f"Lúc {local:%H:%M %d/%m/%Y}, từ địa chỉ 192.0.2.7, sự kiện số 1",
        "Thi đua, LĐLĐ huyện Than Uyên",
        "Lịch sử số liệu",
    ]
    assert item.one("a").attributes["href"] == f"/so-lieu/{participation.pk}/lich-su/"
    assert [[cell.text() for cell in row.walk()] for row in item.all("tr")] == [
        ["Mục", "Trước", "Sau"],
        ["Số lượng", "2.000", "2.300"],
        ["Giai đoạn", "–", "Giai đoạn 1"],
        ["Có hiệu lực từ ngày", "01/01/2026", "01/01/2022"],
    ]


def test_numbers_of_events_are_never_grouped(reader: Client) -> None:
    with transaction.atomic():
        append()
    chain_end = Event.objects.get()
    rest = [
        Event(
            sequence=number,
            recorded_at=DAY,
            verb=EventVerb.UNIT_SAVED,
            by_name="x",
            subject="unit:1",
            subject_name="x",
            hash="x",
            previous_hash=chain_end.hash,
        )
        for number in range(1990, 2100)
    ]
    Event.objects.bulk_create(rest)

    page = get(reader)

    assert numbers(page) == list(range(2099, 2099 - PAGE, -1))
    older = link(page, "Cũ hơn")
    assert older == f"{ADDRESS}?truoc=2050"


def test_pages_follow_each_other_whatever_is_added_meanwhile(reader: Client) -> None:
    append(2 * PAGE + 5)
    first = get(reader)
    append(3)
    second = get(reader, link(first, "Cũ hơn") or "")
    third = get(reader, link(second, "Cũ hơn") or "")

    assert numbers(first) + numbers(second) + numbers(third) == list(range(2 * PAGE + 5, 0, -1))
    assert (link(first, "Mới hơn"), link(third, "Cũ hơn")) == (None, None)
    assert numbers(get(reader, link(third, "Mới hơn") or "")) == numbers(second)
    assert numbers(get(reader, link(second, "Mới nhất") or "")) == list(range(2 * PAGE + 8, PAGE + 8, -1))
    # Less than a page is newer: the newest page shows it all.
    assert numbers(get(reader, sau=2 * PAGE)) == list(range(2 * PAGE + 8, PAGE + 8, -1))


def test_filters_are_kept_from_page_to_page(reader: Client, lan: User) -> None:
    append(PAGE + 1, by=lan)
    append(3)
    first = get(reader, nguoi=lan.pk, viec=EventVerb.UNIT_SAVED)
    assert numbers(first) == list(range(PAGE + 1, 1, -1))
    assert numbers(get(reader, link(first, "Cũ hơn") or "")) == [1]


def test_filters(reader: Client, lan: User) -> None:
    programme = make_programme()
    above = make_participation(programme=programme)
    below = make_participation(programme=programme, parent=above)
    lowest = make_participation(programme=programme, parent=below)
    append(unit=above.unit)
    append(unit=below.unit, by=lan)
    append(unit=lowest.unit)
    audit.record(EventVerb.PROGRAMME_LOADED, programme, by=None, programme=programme)
    audit.record(EventVerb.SIGNED_IN, lan, by=lan)

    found = {
        "unit": numbers(get(reader, don_vi=above.unit_id)),
        "tree": numbers(get(reader, don_vi=above.unit_id, truc_thuoc="on")),
        "branch": numbers(get(reader, don_vi=below.unit_id, truc_thuoc="on")),
        "person": numbers(get(reader, nguoi=lan.pk)),
        "system": numbers(get(reader, nguoi="he-thong")),
        "verb": numbers(get(reader, viec=EventVerb.SIGNED_IN)),
        "programme": numbers(get(reader, chuong_trinh=programme.slug)),
        "all at once": numbers(get(reader, don_vi=above.unit_id, truc_thuoc="on", nguoi=lan.pk)),
    }

    assert found == {
        "unit": [1],
        "tree": [3, 2, 1],
        "branch": [3, 2],
        "person": [5, 2],
        "system": [4, 3, 1],
        "verb": [5],
        "programme": [4],
        "all at once": [2],
    }


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("", "", [3, 2, 1]),
        ("01/03/2026", "", [3, 2]),
        ("", "01/03/2026", [2, 1]),
        ("01/03/2026", "01/03/2026", [2]),
        ("03/03/2026", "", []),
    ],
)
def test_days_are_local_and_inclusive(first: str, last: str, expected: list[int], reader: Client) -> None:
    """17:00 UTC is midnight here: the last instant of a day, the first and last of the next, and one more."""
    midnight = datetime(2026, 2, 28, 17, tzinfo=UTC)
    instants = (midnight - timedelta(microseconds=1), midnight, midnight + timedelta(days=1))
    for sequence, recorded_at in enumerate(instants, start=1):
        Event.objects.create(
            sequence=sequence, recorded_at=recorded_at, verb=EventVerb.SIGNED_IN, subject="unit:1"
        )
    assert numbers(get(reader, tu_ngay=first, den_ngay=last)) == expected


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"don-vi": "0"}, "“0” không có trong danh sách Đơn vị."),
        ({"don-vi": "x\x00"}, "không có trong danh sách Đơn vị."),
        ({"nguoi": "'; DROP"}, "không có trong danh sách Người làm."),
        ({"viec": "khac"}, "“khac” không có trong danh sách Việc."),
        ({"chuong-trinh": "khac"}, "“khac” không có trong danh sách Chương trình."),
        ({"tu-ngay": "31/02/2026"}, "“31/02/2026” không phải là một ngày có thật."),
        ({"den-ngay": "31/12/9999"}, "Hãy chọn ngày từ năm 2000 đến năm 2100."),
        ({"tu-ngay": "01/01/0001"}, "Hãy chọn ngày từ năm 2000 đến năm 2100."),
        ({"tu-ngay": "02/03/2026", "den-ngay": "01/03/2026"}, "phải từ “Từ ngày” trở về sau."),
        ({"truoc": "1.5"}, "Số thứ tự sự kiện trong địa chỉ không đọc được."),
        ({"sau": "9" * 30}, "Số thứ tự sự kiện trong địa chỉ không đọc được."),
        ({"truoc": "-1"}, "Số thứ tự sự kiện trong địa chỉ không đọc được."),
    ],
)
def test_wrong_address_is_named_and_kept(query: dict[str, str], said: str, reader: Client) -> None:
    append()
    response = reader.get(ADDRESS, query)
    page = parse(response.content)
    assert response.status_code == 400
    assert said in page.one("div", "notice-error").text()
    assert not numbers(page)


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_only_reading_is_allowed(method: str, reader: Client) -> None:
    assert getattr(reader, method)(ADDRESS).status_code == 405


def populate(count: int) -> Participation:
    """Events of every sort that points to other rows."""
    phase = make_phase()
    for _ in range(count):
        participation = make_participation(programme=phase.programme)
        quota = make_quota(participation=participation, phase=phase)
        with transaction.atomic():
            audit.record(
                EventVerb.QUOTA_SET,
                quota,
                by=make_user(),
                after=audit.values_of(quota, "participation", "phase", "amount"),
                programme=phase.programme,
                unit=participation.unit,
                on_behalf_of=participation.unit,
            )
    return participation


def test_queries_are_few_and_do_not_grow(reader: Client) -> None:
    costs = []
    for count in (1, 30):
        participation = populate(count)
        with CaptureQueriesContext(connection) as captured:
            get(reader, don_vi=participation.unit_id, truc_thuoc="on", truoc=1000)
            get(reader)
        costs.append(len(captured))
    assert costs[0] == costs[1] <= 2 * MOST_QUERIES


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("all", ""),
        ("unit", "unit_id"),
        ("person", "by_id"),
        ("verb", "verb"),
        ("programme", "programme_id"),
        ("one day", "recorded_at"),
    ],
)
def test_a_page_is_read_by_an_index(name: str, column: str, lan: User) -> None:
    """However many events there are, a page reads no more of them than it shows."""
    unit, programme, day = make_unit(), make_programme(), DAY.date()
    Event.objects.bulk_create(
        Event(
            sequence=number,
            recorded_at=DAY + timedelta(hours=number),
            verb=EventVerb.SIGNED_IN if number % 50 == 0 else EventVerb.COUNT_STATED,
            by=lan if number % 50 == 1 else None,
            unit=unit if number % 50 == 2 else None,
            programme=programme if number % 50 == 3 else None,
            subject="unit:1",
        )
        for number in range(1, 5001)
    )
    wanted = {
        "all": EventFilter(),
        "unit": EventFilter(unit=unit),
        "person": EventFilter(person=lan),
        "verb": EventFilter(verb=EventVerb.SIGNED_IN),
        "programme": EventFilter(programme=programme),
        "one day": EventFilter(first_day=day, last_day=day),
    }
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE units_event")
        if connection.vendor == "postgresql" and name != "one day":
            # So few rows are as cheaply sorted; the index must be able to spare the sorting.
            cursor.execute("SET LOCAL enable_sort = off")

    plan = events.events(wanted[name]).order_by("-sequence")[: PAGE + 1].explain()

    assert reads_by_index(plan, column)
    assert "Seq Scan" not in plan
    assert name == "one day" or not re.search("TEMP B-TREE|Sort", plan)


def reads_by_index(plan: str, column: str) -> bool:
    """Whether rows are looked up by this column in an index, whatever its name; "" when all are, in order."""
    if not column:
        found = re.search(r"Index Scan|SCAN units_event USING INDEX", plan)
    elif connection.vendor == "postgresql":
        found = re.search(rf"Index Cond: \(+{column}\b", plan)
    else:
        found = re.search(rf"SEARCH units_event USING (COVERING )?INDEX \w+ \({column}[=<>]", plan)
    return found is not None
