"""Staff enter what the national portal shows: in a grid, or as lines that are pasted or uploaded."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_participation, make_phase, make_unit
from tests.views.html import parse
from tests.views.page import sentences
from units.models import Event, Participation, Phase, PortalCount, User
from units.vietnamese import short_date

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def phase() -> Phase:
    return make_phase(starts_on=TODAY - timedelta(days=30))


@pytest.fixture
def place(phase: Phase) -> Participation:
    unit = make_unit(code="phuong-mot")
    return make_participation(programme=phase.programme, unit=unit, name="Phường Một")


@pytest.fixture
def staff(client: Client, lan: User) -> Client:
    client.force_login(lan)
    return client


def grid(phase: Phase) -> str:
    return reverse("portal-counts", args=[phase.programme.slug])


def load(phase: Phase) -> str:
    return reverse("portal-lines", args=[phase.programme.slug])


def typed(place: Participation, phase: Phase, text: str, *, seen: str = "") -> dict[str, str]:
    """A cell as a form sends it that showed `seen` in it."""
    name = f"c-{place.pk}-{phase.pk}"
    return {name: text, f"{name}-thay": seen}


def recorded() -> list[tuple[str, int, str]]:
    rows = PortalCount.objects.order_by("pk").select_related("participation")
    return [(each.participation.name, each.amount, short_date(each.counted_on)) for each in rows]


def test_cell_that_was_changed_is_recorded(staff: Client, phase: Phase, place: Participation) -> None:
    other = make_participation(programme=phase.programme)
    day = short_date(TODAY)
    sent = {"den-ngay": day, **typed(place, phase, "1.200"), **typed(other, phase, "")}

    response = staff.post(grid(phase), sent, follow=True)

    assert response.redirect_chain == [(f"{grid(phase)}?den-ngay={day}", 302)]
    assert "Đã ghi 1 số trên cổng." in sentences(response)
    assert recorded() == [("Phường Một", 1200, day)]
    assert "Không có số nào thay đổi." in sentences(staff.post(grid(phase), sent, follow=True))
    assert Event.objects.count() == 1


def test_one_wrong_cell_keeps_all_out_and_loses_nothing(
    staff: Client, phase: Phase, place: Participation
) -> None:
    other = make_participation(programme=phase.programme)
    names = [f"c-{each.pk}-{phase.pk}" for each in (place, other)]
    sent = {"den-ngay": short_date(TODAY), **typed(place, phase, "7"), **typed(other, phase, "2,3")}
    response = staff.post(grid(phase), sent)

    assert response.status_code == 400
    assert recorded() == []
    page = parse(response.content).one("main")
    cells = {each.attributes["id"]: each for each in page.all("input") if "id" in each.attributes}
    assert (cells[names[0]].attributes["value"], cells[names[1]].attributes["value"]) == ("7", "2,3")
    assert cells[names[1]].attributes["aria-invalid"] == "true"
    assert f"#{names[1]}" in {link.attributes["href"] for link in page.all("a")}


def test_recorded_figure_cannot_be_emptied(staff: Client, phase: Phase, place: Participation) -> None:
    day = {"den-ngay": short_date(TODAY)}
    staff.post(grid(phase), day | typed(place, phase, "7"))
    response = staff.post(grid(phase), day | typed(place, phase, "", seen="7"))
    assert response.status_code == 400
    assert "không xoá trống được" in sentences(response)


def test_last_reading_is_shown_beside_the_cell(staff: Client, phase: Phase, place: Participation) -> None:
    before = short_date(TODAY - timedelta(days=3))
    staff.post(grid(phase), {"den-ngay": before, **typed(place, phase, "7")})
    assert f"gần nhất 7, ngày {before}" in sentences(staff.get(grid(phase)))


def test_cell_left_as_it_was_shown_does_not_undo_what_another_wrote(
    staff: Client, phase: Phase, place: Participation
) -> None:
    other = make_participation(programme=phase.programme, name="Phường Hai")
    day = {"den-ngay": short_date(TODAY)}
    staff.post(grid(phase), day | typed(place, phase, "7"))
    staff.post(grid(phase), day | typed(place, phase, "9", seen="7"))

    staff.post(grid(phase), day | typed(place, phase, "7", seen="7") | typed(other, phase, "3"))

    assert [(name, amount) for name, amount, _ in recorded()] == [
        ("Phường Một", 7),
        ("Phường Một", 9),
        ("Phường Hai", 3),
    ]


def test_two_who_write_the_same_cell_see_both_figures(
    staff: Client, phase: Phase, place: Participation, lan: User
) -> None:
    day = {"den-ngay": short_date(TODAY)}
    staff.post(grid(phase), day | typed(place, phase, "1.200"))

    response = staff.post(grid(phase), day | typed(place, phase, "5"))

    assert response.status_code == 409
    assert f"{lan.full_name} vừa ghi 1.200; bạn nhập 5." in sentences(response)
    assert [amount for _, amount, _ in recorded()] == [1200]
    inputs = parse(response.content).one("main").all("input")
    again = {each.attributes["name"]: each.attributes.get("value", "") for each in inputs}
    assert staff.post(grid(phase), again).status_code == 302
    assert [amount for _, amount, _ in recorded()] == [1200, 5]


def test_second_writer_is_noticed_after_a_typing_error_too(
    staff: Client, phase: Phase, place: Participation
) -> None:
    day = {"den-ngay": short_date(TODAY)}
    staff.post(grid(phase), day | typed(place, phase, "9"))
    response = staff.post(grid(phase), day | typed(place, phase, "2,3"))
    assert response.status_code == 400

    inputs = parse(response.content).one("main").all("input")
    again = {each.attributes["name"]: each.attributes.get("value", "") for each in inputs}
    mended = {name: "23" if text == "2,3" else text for name, text in again.items()}

    assert staff.post(grid(phase), mended).status_code == 409
    assert [amount for _, amount, _ in recorded()] == [9]


def test_two_who_write_the_same_figure_do_not_disturb_each_other(
    staff: Client, phase: Phase, place: Participation
) -> None:
    sent = {"den-ngay": short_date(TODAY), **typed(place, phase, "5")}
    assert [staff.post(grid(phase), sent).status_code for _ in range(2)] == [302, 302]
    assert len(recorded()) == 1


def test_form_that_does_not_say_what_it_showed_overwrites_nothing(
    staff: Client, phase: Phase, place: Participation
) -> None:
    day = {"den-ngay": short_date(TODAY)}
    staff.post(grid(phase), day | typed(place, phase, "9"))
    response = staff.post(grid(phase), day | {f"c-{place.pk}-{phase.pk}": "5"})
    assert response.status_code == 409
    assert [amount for _, amount, _ in recorded()] == [9]


@pytest.mark.parametrize("day", ["31/02/2022", "01/01/2999"])
def test_bad_day_is_refused(day: str, staff: Client, phase: Phase, place: Participation) -> None:
    for response in (
        staff.get(grid(phase), {"den-ngay": day}),
        staff.post(grid(phase), {"den-ngay": day, **typed(place, phase, "7")}),
    ):
        assert response.status_code == 400
    assert recorded() == []


LINES = {
    "semicolons": "phuong-mot;1;12\nPhường Hai;Giai đoạn 1;2.300\n",
    "tabs": "Đơn vị\tGiai đoạn\tSố\nPHƯỜNG MỘT\t1\t12\n\nphuong hai\tgiai đoạn 1\t2300\n",
    "commas": '"Phường Một",1,12\n"phuong  HAI",1,2300,,\n',
}


@pytest.mark.parametrize("how", LINES)
@pytest.mark.parametrize("is_file", [False, True])
def test_lines_are_matched_without_accents(
    how: str, is_file: bool, staff: Client, phase: Phase, place: Participation
) -> None:
    make_participation(programme=phase.programme, name="Phường Hai")
    day = short_date(TODAY)
    file = SimpleUploadedFile("so.csv", LINES[how].encode("utf-8-sig"))
    response = staff.post(load(phase), {"ngay": day, **({"tep": file} if is_file else {"dong": LINES[how]})})

    assert response.status_code == 302
    assert recorded() == [("Phường Một", 12, day), ("Phường Hai", 2300, day)]


def test_file_of_excel_unicode_text_is_read(staff: Client, phase: Phase, place: Participation) -> None:
    file = SimpleUploadedFile("so.txt", "Phường Một\t1\t12\r\n".encode("utf-16"))
    assert staff.post(load(phase), {"ngay": short_date(TODAY), "tep": file}).status_code == 302
    assert [row[1] for row in recorded()] == [12]


def test_every_line_that_is_wrong_is_named_and_none_is_recorded(
    staff: Client, phase: Phase, place: Participation
) -> None:
    for _ in range(2):
        make_participation(programme=phase.programme, name="Trùng tên")
    make_phase(programme=phase.programme, number=2, starts_on=TODAY + timedelta(days=1))
    typed = "\n".join(
        [
            "phuong-mot;1;12",
            "Không Có;1;12",
            "trung ten;1;3",
            "phuong-mot;9;1",
            "Phường Một;1;13",
            "phuong-mot;2;1",
            "phuong-mot;1",
            "phuong-mot;1;",
            "phuong-mot;1;2,5",
        ]
    )
    response = staff.post(load(phase), {"ngay": short_date(TODAY), "dong": typed})

    assert response.status_code == 400
    assert recorded() == []
    page = parse(response.content).one("main")
    lines = [item.text() for item in page.all("li") if item.text().startswith("Dòng ")]
    assert [line.partition(":")[0] for line in lines] == [f"Dòng {number}" for number in range(2, 10)]
    assert "Không có đơn vị “Không Có” trong chương trình." in lines[0]
    assert "Có 2 đơn vị mang tên “trung ten”; hãy ghi mã." in lines[1]
    assert "Không có giai đoạn “9”" in lines[2]
    assert "đã có ở dòng 1" in lines[3]
    assert "bắt đầu ngày" in lines[4]
    assert "Có 2 cột" in lines[5]
    assert "Chưa ghi số" in lines[6]
    assert "“2,5” chưa rõ là số nào" in lines[7]
    assert page.one("textarea").text().startswith("phuong-mot;1;12 Không Có;1;12")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Tệp trống"),
        (b"\x89PNG\r\n\x1a\n\xff\xfe", "Không đọc được tệp"),
        (b"a\x00b;1;2", "không phải là tệp chữ"),
        (b'"a;1;2', "dấu nháy mở mà không đóng"),
        (b"a;1;1\n" * 5_001, "hơn 5.000 dòng"),
        (b"a;1;1\n" * 170_000, "lớn hơn 1 MB"),
    ],
    ids=["empty", "picture", "zero bytes", "quote", "lines", "size"],
)
def test_hostile_file_is_refused_with_a_sentence(
    content: bytes, said: str, staff: Client, phase: Phase, place: Participation
) -> None:
    file = SimpleUploadedFile("../../so.csv", content)
    response = staff.post(load(phase), {"ngay": short_date(TODAY), "tep": file})
    assert response.status_code == 400
    assert said in sentences(response)
    assert recorded() == []


def test_nothing_or_both_ways_at_once_are_refused(staff: Client, phase: Phase, place: Participation) -> None:
    day = short_date(TODAY)
    assert "Hãy dán các dòng" in sentences(staff.post(load(phase), {"ngay": day, "dong": " \n"}))
    both = {"ngay": day, "dong": "a;1;1", "tep": SimpleUploadedFile("so.csv", b"a;1;1")}
    assert "Chỉ dùng một cách" in sentences(staff.post(load(phase), both))
    assert "Hãy ghi ngày đã xem cổng." in sentences(staff.post(load(phase), {"dong": "phuong-mot;1;1"}))
    assert recorded() == []


def test_refused_file_comes_back_as_lines(staff: Client, phase: Phase, place: Participation) -> None:
    file = SimpleUploadedFile("so.csv", b"phuong-mot;1;12\nkhac;1;3")
    response = staff.post(load(phase), {"ngay": short_date(TODAY), "tep": file})
    assert parse(response.content).one("textarea").text() == "phuong-mot;1;12 khac;1;3"


def test_page_costs_the_same_for_one_and_three_units(
    staff: Client, phase: Phase, place: Participation
) -> None:
    staff.get(grid(phase))
    with CaptureQueriesContext(connection) as one:
        staff.get(grid(phase))
    for _ in range(2):
        make_participation(parent=place)
    with CaptureQueriesContext(connection) as three:
        staff.get(grid(phase))
    assert len(one) == len(three)
