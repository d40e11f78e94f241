"""The grid: what it shows, what it saves, and that nothing typed is lost when it refuses."""

import uuid
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_count, make_participation, make_phase, make_programme, make_unit, make_user
from tests.views.html import Element, parse
from units.choices import Basis, CountSource, EventVerb, Role, UnitKind
from units.domain.counts import locks
from units.domain.counts.locks import Lock, reopen
from units.domain.journal.audit import broken_links
from units.models import Event, Participation, Phase, Programme, ReportedCount, Unit, User

DAY = date(2022, 3, 10)
BEFORE = date(2022, 3, 1)


@pytest.fixture
def programme(db: None) -> Programme:
    """Two phases of 2022; An reported 5 on 01/03, Bình nothing, Chi is the sum of Dũng (reported 3)."""
    programme = make_programme(slug="thi-dua", short_name="Thi đua")
    phases = [make_phase(programme=programme) for _ in range(2)]
    an, _, chi = (make_participation(programme=programme, name=name) for name in ("An", "Bình", "Chi"))
    chi.basis = Basis.CHILDREN
    chi.save()
    dung = make_participation(programme=programme, name="Dũng", parent=chi)
    make_count(participation=an, phase=phases[0], amount=5, counted_on=BEFORE)
    make_count(participation=dung, phase=phases[0], amount=3, counted_on=BEFORE)
    return programme


@pytest.fixture
def staff(client: Client, lan: User) -> Client:
    client.force_login(lan)
    return client


class Sheet:
    """The grid of one day as a person uses it: read, type, send."""

    def __init__(self, client: Client, programme: Programme, day: date = DAY, phase: str = "") -> None:
        self.client, self.programme = client, programme
        self.address = reverse("grid", args=[programme.slug])
        query = {"den-ngay": f"{day:%d/%m/%Y}", "giai-doan": phase}
        self.read(client.get(self.address, query).content, 200)

    def read(self, content: bytes, status: int) -> None:
        self.status, self.page = status, parse(content)
        forms = [form for form in self.page.all("form") if "data-grid" in form.attributes]
        self.fields = {
            each.attributes["name"]: each.attributes.get("value", "")
            for form in forms
            for each in form.all("input")
        }

    def name(self, unit: str, phase: int = 1) -> str:
        found = Participation.objects.get(programme=self.programme, name=unit)
        return f"so-{found.pk}-{phase}"

    def type(self, unit: str, text: str, phase: int = 1) -> None:
        self.fields[self.name(unit, phase)] = text

    def give_reason(self, unit: str, text: str) -> None:
        self.fields[self.name(unit).replace("so-", "ly-do-").rpartition("-")[0]] = text

    def send(self) -> str:
        """Send it; what the answer says at its top."""
        answer = self.client.post(self.address, self.fields, follow=True)
        self.read(answer.content, answer.status_code)
        said = self.page.all(css="notice-error") or self.page.all(css="notice-success")
        return said[0].text()

    def cell(self, unit: str, phase: int = 1) -> Element:
        name = self.name(unit, phase)
        return next(
            cell for cell in self.page.all("td") if any(e.attributes.get("id") == name for e in cell.walk())
        )

    def shown(self) -> list[list[str]]:
        """Every row: its name, then what is in each cell; what cannot be typed in brackets."""
        rows = []
        for row in self.page.all("tr"):
            cells = row.all("td", css="col-figure")
            if cells and row.all("input") + row.all(css="fixed"):
                rows.append([row.one("th").text(), *(self._shown(cell) for cell in cells)])
        return rows

    def _shown(self, cell: Element) -> str:
        typed = cell.all("input")
        return typed[0].attributes["value"] if typed else f"[{cell.one(css='fixed').text()}]"

    def error(self, unit: str, phase: int = 1) -> str:
        return self.cell(unit, phase).one(css="cell-error").text()


def stated() -> list[tuple[str, int, date, int]]:
    """Every statement of the day, as unit, phase, day, amount."""
    counts = ReportedCount.objects.filter(counted_on=DAY).order_by("pk")
    return list(counts.values_list("participation__name", "phase__number", "counted_on", "amount"))


# What it shows


def test_grid_shows_what_counts_on_the_day_and_computes_the_rest(staff: Client, programme: Programme) -> None:
    sheet = Sheet(staff, programme)

    assert sheet.shown() == [
        ["An", "5", "[–]"],
        ["Bình", "", "[–]"],
        ["Chi", "[3]", "[–]"],
        ["Dũng thuộc Chi", "3", "[–]"],
    ]
    assert [cell.text() for cell in sheet.page.one("tfoot").all("td")] == ["8", "–"]
    assert "Giai đoạn 2 bắt đầu ngày 30/06/2022; hãy chọn từ ngày đó." in sheet.page.text()
    assert "từ 01/03/2022" in sheet.cell("An").text()
    assert "cộng các đơn vị trực thuộc" in sheet.cell("Chi").text()


def test_grid_of_an_earlier_day_shows_what_counted_then(staff: Client, programme: Programme) -> None:
    assert Sheet(staff, programme, BEFORE - timedelta(days=1)).shown()[0] == ["An", "", "[–]"]
    assert "lần đầu" in Sheet(staff, programme, BEFORE).cell("An").text()


def test_grid_of_one_phase_is_one_column_in_the_order_of_the_tab_key(
    staff: Client, programme: Programme
) -> None:
    sheet = Sheet(staff, programme, phase="1")
    assert sheet.shown() == [["An", "5"], ["Bình", ""], ["Chi", "[3]"], ["Dũng thuộc Chi", "3"]]
    inputs = [each.attributes["name"] for each in sheet.page.all("input", css="cell")]
    assert inputs == [sheet.name(unit) for unit in ("An", "Bình", "Dũng")]


def test_grid_without_a_day_is_of_the_last_day_of_the_programme(staff: Client, programme: Programme) -> None:
    page = parse(staff.get(reverse("grid", args=["thi-dua"])).content)
    assert page.one("h1").text() == "Bảng nhập số liệu đến ngày 26/12/2022"


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("31/02/2022", "“31/02/2022” không phải là một ngày có thật."),
        ("01/01/9999", "Ngày 01/01/9999 chưa đến; hãy chọn từ hôm nay trở về trước."),
        ("31/12/2021", "Chương trình kéo dài từ 01/01/2022 đến 26/12/2022; hãy chọn trong khoảng đó."),
    ],
)
def test_grid_of_a_day_that_cannot_be_is_refused(
    staff: Client, programme: Programme, day: str, sentence: str
) -> None:
    answer = staff.get(reverse("grid", args=["thi-dua"]), {"den-ngay": day})
    assert (answer.status_code, sentence in answer.content.decode()) == (400, True)


def test_grid_of_a_programme_without_phases_says_so(staff: Client, db: None) -> None:
    answer = staff.get(reverse("grid", args=[make_programme(slug="moi").slug]))
    assert "Chương trình chưa có giai đoạn nào đã bắt đầu" in answer.content.decode()


# Who


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICER, Role.REVIEWER])
def test_grid_is_for_staff(client: Client, programme: Programme, role: Role) -> None:
    client.force_login(make_user(role=role))
    address = reverse("grid", args=["thi-dua"])
    assert [client.get(address).status_code, client.post(address).status_code] == [403, 403]


def test_stranger_signs_in_first_and_a_missing_programme_is_not_found(
    client: Client, programme: Programme, lan: User
) -> None:
    strange = [client.get(f"/so-lieu/{slug}/bang/").status_code for slug in ("thi-dua", "khong-co")]
    client.force_login(lan)
    assert (strange, client.get("/so-lieu/khong-co/bang/").status_code) == ([302, 302], 404)


# Saving


def test_only_changed_cells_are_saved_on_behalf_of_their_units(
    staff: Client, programme: Programme, lan: User
) -> None:
    sheet = Sheet(staff, programme)
    sheet.type("Bình", "2")
    sheet.type("Dũng", " 4 ")

    assert sheet.send() == "Đã ghi 2 số tính đến ngày 10/03/2022; 1 số giữ nguyên."
    assert stated() == [("Bình", 1, DAY, 2), ("Dũng", 1, DAY, 4)]
    counts = ReportedCount.objects.filter(counted_on=DAY)
    assert {(count.source, count.recorded_by) for count in counts} == {(CountSource.STAFF, lan)}
    told = Event.objects.order_by("sequence").values_list("verb", "by", "on_behalf_of")
    assert list(told) == [
        (EventVerb.COUNT_STATED, lan.pk, count.participation.unit_id) for count in counts.order_by("pk")
    ]
    assert (sheet.shown()[1], broken_links()) == (["Bình", "2", "[–]"], [])


def test_untouched_grid_saves_nothing(staff: Client, programme: Programme) -> None:
    said = Sheet(staff, programme).send()
    assert said == "Không có số nào thay đổi: 3 số của ngày 10/03/2022 giữ nguyên."
    assert stated() == []


def test_dotted_thousands_are_one_number_and_0_is_a_statement(staff: Client, programme: Programme) -> None:
    sheet = Sheet(staff, programme)
    sheet.type("Bình", "2.300")
    sheet.give_reason("Bình", "Nạp bù cả quý")
    sheet.send()
    sheet = Sheet(staff, programme, BEFORE)
    sheet.type("Bình", "0")
    assert sheet.send() == "Đã ghi 1 số tính đến ngày 01/03/2022; 2 số giữ nguyên."
    amounts = ReportedCount.objects.filter(participation__name="Bình").order_by("counted_on")
    assert [(count.amount, count.reason) for count in amounts] == [(0, ""), (2300, "Nạp bù cả quý")]


def test_sent_twice_saves_once_and_says_the_same(staff: Client, programme: Programme) -> None:
    sheet = Sheet(staff, programme)
    sheet.type("Bình", "2")
    fields = dict(sheet.fields)
    first = sheet.send()
    sheet.fields = fields

    assert sheet.send() == first
    assert (stated(), Event.objects.count()) == ([("Bình", 1, DAY, 2)], 1)


# Refusing


@pytest.mark.parametrize(
    "text", ["2,3", "2.30", "-1", "+5", "١٢", "１２", "1e3", "10^30", "9" * 30, "<b>", "\x00"]
)
def test_what_is_no_number_is_refused_in_its_cell_as_it_was_typed(
    staff: Client, programme: Programme, text: str
) -> None:
    sheet = Sheet(staff, programme)
    sheet.type("Bình", text)
    sheet.type("Dũng", "4")

    assert "Chưa ghi số nào, vì có 1 ô cần xem lại" in sheet.send()
    assert (sheet.status, stated()) == (400, [])
    assert sheet.error("Bình")
    assert sheet.cell("Bình").one("input").attributes["aria-invalid"] == "true"
    assert sheet.fields[sheet.name("Dũng")] == "4"
    if text != "\x00":
        assert sheet.fields[sheet.name("Bình")] == text


def test_every_error_is_shown_at_once_and_the_reason_once_a_row(staff: Client, programme: Programme) -> None:
    sheet = Sheet(staff, programme, date(2022, 7, 10))
    for phase in (1, 2):
        sheet.type("Bình", "500", phase)
    sheet.type("An", "2,3")
    sheet.type("An", "1", 2)
    sheet.type("Dũng", "")

    said = sheet.send()

    assert "Chưa ghi số nào, vì có 4 ô cần xem lại" in said
    doubt = "Số luỹ kế tăng quá 100 so với lần trước. Hãy ghi lý do."
    assert (sheet.error("Bình", 1), sheet.error("Bình", 2)) == (doubt, doubt)
    assert sheet.error("An").startswith("“2,3” chưa rõ là số nào.")
    assert sheet.error("Dũng").startswith("Số đã báo cáo không xoá trắng được.")
    assert [row.one("label").text() for row in sheet.page.all("tr", css="row-reason")] == ["Lý do của Bình"]
    assert sheet.fields[sheet.name("An", 2)] == "1"
    linked = {link.attributes["href"][1:] for link in sheet.page.one(css="notice-error").all("a")}
    ids = {each.attributes.get("id") for each in sheet.page.walk()}
    assert linked <= ids
    assert len(linked) == 4

    sheet.type("An", "23")
    sheet.type("Dũng", "3")
    sheet.give_reason("Bình", "Nạp bù")
    assert sheet.send() == "Đã ghi 4 số tính đến ngày 10/07/2022; 2 số giữ nguyên."


def test_too_long_a_reason_is_refused_with_what_was_typed(staff: Client, programme: Programme) -> None:
    sheet = Sheet(staff, programme)
    sheet.type("Bình", "2")
    sheet.give_reason("Bình", "dài " * 200)

    assert "Nội dung dài quá 500 ký tự" in sheet.send()
    assert (sheet.status, stated(), sheet.fields[sheet.name("Bình")]) == (400, [], "2")


def test_stale_cell_shows_both_versions_and_the_second_sending_knows(
    staff: Client, programme: Programme
) -> None:
    sheet = Sheet(staff, programme)
    bình = Participation.objects.get(name="Bình")
    hoa = make_user(full_name="Vàng Thị Hoa", role=Role.OFFICER)
    make_count(participation=bình, phase=programme.phases.all()[0], counted_on=DAY, amount=7, recorded_by=hoa)
    sheet.type("Bình", "9")
    sheet.type("Dũng", "4")

    sheet.send()

    assert sheet.status == 409
    assert sheet.error("Bình").startswith("Vàng Thị Hoa vừa nhập 7 lúc ")
    assert sheet.error("Bình").endswith("bạn nhập 9.")
    assert (sheet.fields[sheet.name("Bình")], sheet.fields[sheet.name("Dũng")]) == ("9", "4")
    assert stated() == [("Bình", 1, DAY, 7)]

    sheet.send()
    assert sheet.error("Bình") == "Ngày 10/03/2022 đã báo cáo 7; đây là sửa số liệu. Hãy ghi lý do."
    sheet.give_reason("Bình", "Đã đối chiếu")
    sheet.send()
    assert stated() == [("Bình", 1, DAY, 7), ("Bình", 1, DAY, 9), ("Dũng", 1, DAY, 4)]


def test_a_cell_left_alone_follows_what_somebody_else_stated(staff: Client, programme: Programme) -> None:
    sheet = Sheet(staff, programme)
    an = Participation.objects.get(name="An")
    make_count(participation=an, phase=programme.phases.all()[0], counted_on=DAY, amount=6)
    sheet.type("Bình", "2")

    assert sheet.send() == "Đã ghi 1 số tính đến ngày 10/03/2022; 2 số giữ nguyên."
    assert sheet.shown()[0] == ["An", "6", "[–]"]


def test_going_back_and_typing_another_number_shows_both(staff: Client, programme: Programme) -> None:
    sheet = Sheet(staff, programme)
    sheet.type("Bình", "2")
    fields = dict(sheet.fields)
    sheet.send()
    sheet.fields = fields
    sheet.type("Bình", "3")

    sheet.send()

    assert sheet.status == 409
    assert sheet.error("Bình").startswith("Lần gửi trước đã ghi 2 lúc ")
    sheet.give_reason("Bình", "gõ nhầm")
    sheet.send()
    assert stated() == [("Bình", 1, DAY, 2), ("Bình", 1, DAY, 3)]


@pytest.mark.parametrize("field", ["seen", "key"])
@pytest.mark.parametrize("text", ["", "x", "so-1-1:٣ so-1-1:-1 :: so-9999999:1", "1" * 5000])
def test_broken_hidden_fields_never_overwrite(
    staff: Client, programme: Programme, field: str, text: str
) -> None:
    sheet = Sheet(staff, programme)
    sheet.fields[field] = text

    sheet.send()

    assert stated() == []


def test_changed_cell_without_what_it_showed_is_refused(staff: Client, programme: Programme) -> None:
    sheet = Sheet(staff, programme)
    sheet.fields["seen"] = ""
    sheet.type("An", "6")

    sheet.send()

    assert (sheet.status, stated(), sheet.fields[sheet.name("An")]) == (400, [], "6")
    assert sheet.error("An").startswith("Trang gửi lên bị thiếu phần nhận biết lần gửi.")


# Locks


def close(programme: Programme) -> Phase:
    phase = programme.phases.all()[0]
    phase.reporting_closes_on = date(2022, 5, 31)
    phase.save()
    return phase


def test_locked_cells_are_text_and_say_why_and_reopened_ones_until_when(
    staff: Client, programme: Programme, lan: User
) -> None:
    phase = close(programme)
    an = Participation.objects.get(name="An")
    opened = reopen(participation=an, phase=phase, hours=2, reason="trùng", by=lan)

    sheet = Sheet(staff, programme)

    assert [row[:2] for row in sheet.shown()] == [
        ["An", "5"],
        ["Bình", "[–]"],
        ["Chi", "[3]"],
        ["Dũng thuộc Chi", "[3]"],
    ]
    assert "Giai đoạn 1 đã hết hạn nhận số liệu vào cuối ngày 31/05/2022." in sheet.page.text()
    assert f"mở khoá đến {timezone.localtime(opened.until):%H:%M}" in sheet.cell("An").text()


def test_phase_closed_while_typing_keeps_what_was_typed(staff: Client, programme: Programme) -> None:
    sheet = Sheet(staff, programme)
    sheet.type("Bình", "2")
    close(programme)

    sheet.send()

    assert (sheet.status, stated()) == (400, [])
    assert sheet.error("Bình").startswith("Giai đoạn 1 đã hết hạn nhận số liệu vào cuối ngày 31/05/2022.")
    assert sheet.error("Bình").endswith("Bạn đã nhập 2.")


@pytest.fixture
def edition() -> Iterator[str]:
    sentence = "Số liệu đến ngày 10/03/2022 đã phát hành theo bản số 1."

    def issued(phase: Phase, counted_on: date, now: datetime) -> Lock | None:
        return Lock(sentence, timezone.now()) if counted_on <= DAY else None

    locks.LOCK_RULES.append(issued)
    yield sentence
    locks.LOCK_RULES.remove(issued)


def test_issued_edition_locks_its_days_and_not_the_next(
    staff: Client, programme: Programme, edition: str
) -> None:
    locked = Sheet(staff, programme)
    assert (locked.shown()[0], edition in locked.page.text()) == (["An", "[5]", "[–]"], True)
    assert Sheet(staff, programme, DAY + timedelta(days=1)).shown()[0] == ["An", "5", "[–]"]


def test_issued_edition_locks_the_officers_form_and_request(
    client: Client, programme: Programme, edition: str
) -> None:
    an = Participation.objects.get(name="An")
    client.force_login(make_user(role=Role.OFFICER, home_unit=an.unit))
    seen = str(ReportedCount.objects.get(participation=an).pk)
    sent = {"amount": "6", "counted_on": "10/03/2022", "key": str(uuid.uuid4()), "seen": seen}

    for name in ("count-check", "count-save"):
        answer = client.post(reverse(name, args=[an.pk, 1]), sent)
        assert (answer.status_code, edition in answer.content.decode()) == (409, True)
    asked = client.post(reverse("correction", args=[an.pk, 1]), sent | {"reason": "trùng"})

    assert (asked.status_code, an.correction_requests.count(), stated()) == (302, 1, [])


# Cost


def make_field(size: int) -> Programme:
    programme = make_programme(slug=f"co-{size}")
    phases = [make_phase(programme=programme) for _ in range(2)]
    units = Unit.objects.bulk_create(
        Unit(code=f"u-{size}-{place}", name=f"Đơn vị {place}", kind=UnitKind.DISTRICT)
        for place in range(1, size + 1)
    )
    rows = Participation.objects.bulk_create(
        Participation(programme=programme, unit=unit, position=place, name=unit.name)
        for place, unit in enumerate(units, start=1)
    )
    make_participation(programme=programme, parent=rows[0], unit=make_unit())
    ReportedCount.objects.bulk_create(
        ReportedCount(participation=row, phase=phase, amount=1, counted_on=BEFORE, source=CountSource.UNIT)
        for row in rows
        for phase in phases
    )
    return programme


def test_queries_do_not_grow_with_participations(staff: Client, db: None) -> None:
    reading, saving = [], []
    for size in (1, 12, 500):  # the first one makes the chain of events
        programme = make_field(size)
        sheet = Sheet(staff, programme)
        with CaptureQueriesContext(connection) as read:
            sheet = Sheet(staff, programme)
        sheet.type("Đơn vị 1", "9")
        with CaptureQueriesContext(connection) as saved:
            staff.post(sheet.address, sheet.fields)
        reading.append(len(read))
        saving.append(len(saved))
    assert reading[1] == reading[2] <= 12
    assert saving[1] == saving[2] <= 45
